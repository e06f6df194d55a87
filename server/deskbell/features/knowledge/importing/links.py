"""Links from page to page of an archive: each leads to the article that the other page becomes. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

import msgspec

from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge.checks import MAX_BODY, article_too_large
from deskbell.features.knowledge.help_centre.addresses import article_path
from deskbell.features.knowledge.importing.items import Item, Link, Read

_BREAKS = re.compile(r"[<>\s]")
"""What would end an address in Markdown."""


class Shelved(NamedTuple):
    """Where articles of a file will be read: in the help centre of the inbox `key`, under these ids by their names."""

    key: str
    ids: Mapping[str, str]


def resolve(read: Read, shelved: Shelved) -> None:
    """Put addresses in the place of the marks; what leads to no article of the archive is listed and stays as written."""
    if not read.links:
        return
    pages = {item.file: item for item in read.items}
    lost = {link.page: link for link in reversed(read.links) if link.page not in pages}
    for link in lost.values():
        message = f"A link leads to {link.page[:100]}, which is no article of this archive."
        read.refuse(link.row, "missing_page", message, file=link.file)
    addresses = [_address(link, pages.get(link.page), shelved) for link in read.links]
    mark = re.compile(re.escape(read.mark) + r"(\d+)")
    items, read.items = read.items, []
    for item in items:
        if item.body and read.mark in item.body:
            item = msgspec.structs.replace(item, body=mark.sub(lambda found: addresses[int(found[1])], item.body))
        _add(read, item)


def _address(link: Link, page: Item | None, shelved: Shelved) -> str:
    if page is None:
        return _BREAKS.sub(lambda found: quote(found[0]), link.source)
    slug = page.slug or slug_of(page.title or page.name)
    return article_path(shelved.key, page.locale, slug, shelved.ids[page.name])


def _add(read: Read, item: Item) -> None:
    """An address may be longer than what was written."""
    if len((item.body or "").encode()) <= MAX_BODY:
        read.items.append(item)
    else:
        error = article_too_large()
        read.spared.add(item.name)
        read.refuse(item.row, error.code, error.message, "body", item.file)
