"""One import from bytes to a summary."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec

from deskbell.domain.errors import BadInput, Conflict, TooLarge
from deskbell.domain.records import Inbox
from deskbell.features.knowledge.articles import collection_for
from deskbell.features.knowledge.importing.csv_files import read_csv
from deskbell.features.knowledge.importing.html_pages import read_html
from deskbell.features.knowledge.importing.items import Item, Parse, Read, Refused, refuse_unlike
from deskbell.features.knowledge.importing.json_files import read_json_file
from deskbell.features.knowledge.importing.markdown_folder import read_markdown
from deskbell.features.knowledge.importing.picturing import keep_pictures
from deskbell.features.knowledge.importing.standing import is_shown
from deskbell.features.knowledge.importing.storing import Storing
from deskbell.services.core import Core

MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file."""
MOST_LISTED = 1_000
"""Refused rows that are listed; all are counted."""
FORMATS: dict[str, Parse] = {
    "csv": read_csv,
    "json": read_json_file,
    "markdown": read_markdown,
    "html": read_html,
}
_under_way: set[str] = set()


async def import_knowledge(
    core: Core,
    inbox: Inbox,
    data: bytes,
    format: str = "csv",
    *,
    replace: bool = False,
    drafts: bool = False,
    collection_id: str | None = None,
    author_id: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Read a file into a collection of the inbox (its own unless named), and publish what it holds.

    `replace` archives what the file does not hold; with `drafts` nothing is published; `progress` hears how many articles
    of how many are stored. Returns `{added, changed, unchanged, removed}` and `without_answer` (articles of
    the file that say nothing yet), `refused: [{row, code, message, field, file}]` and `refused_count`.
    Raises a `DeskbellError` where nothing can be read: `file_too_large`, `unsupported`, `unknown_columns`, `bad_file`,
    `bad_archive`, `archive_too_large`, `unsafe_path`, `nothing_to_import`, `import_running`, `invalid_fields` (collection).
    """
    if len(data) > MAX_FILE:
        raise TooLarge("file_too_large", f"A file to import has at most {MAX_FILE // 1024**2} MB.")
    if format not in FORMATS:
        raise BadInput("unsupported", "The format is one of: " + ", ".join(FORMATS) + ".")
    collection = await core.write(lambda tx: collection_for(tx, inbox, collection_id))
    with _alone(collection.id):
        # In a thread: sockets must not wait for sixty megabytes to be read.
        read = await asyncio.to_thread(FORMATS[format], data, inbox.locales[0])
        refuse_unlike(read)
        if not read.items and not read.refused:
            raise BadInput("nothing_to_import", "There is nothing in this file.")
        today = core.clock().date()
        read.items = [item if not drafts and _is_shown(item, today) else _unpublished(item) for item in read.items]
        await keep_pictures(core, read)
        storing = Storing(core, collection.id, inbox.key, replace and bool(read.items), author_id, progress)
        await storing.store(read)
    return _summary(storing, read)


@contextmanager
def _alone(collection_id: str) -> Iterator[None]:
    if collection_id in _under_way:
        raise Conflict("import_running", "Another import into this collection is under way. Wait for its end.")
    _under_way.add(collection_id)
    try:
        yield
    finally:
        _under_way.discard(collection_id)


def _is_shown(item: Item, today: date) -> bool:
    return is_shown(item.not_before, item.not_after, today)


def _unpublished(item: Item) -> Item:
    return msgspec.structs.replace(item, status="draft") if item.status == "published" else item


def _summary(storing: Storing, read: Read) -> dict[str, Any]:
    refused = sorted([*read.refused, *storing.refused], key=lambda one: one.row)
    return {**storing.counts, "refused": [_listed(one) for one in refused[:MOST_LISTED]], "refused_count": len(refused)}


def _listed(refused: Refused) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(refused).items() if value is not None}
