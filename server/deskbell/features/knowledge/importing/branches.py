"""The category that a file names by a path of names, in the languages it names it in."""

from __future__ import annotations

from collections.abc import Sequence

from deskbell.features.knowledge.categories import find_or_create
from deskbell.features.knowledge.importing.items import Item
from deskbell.features.knowledge.store import categories
from deskbell.storage.writer import Tx


async def branch_of(tx: Tx, collection_id: str, group: Sequence[Item]) -> str | None:
    """The category of an article's items, made where it is missing; the first that names one decides, others translate.

    Raises `invalid_fields` for a tree too deep or too large.
    """
    named = [item for item in group if item.category]
    if not named:
        return None
    first, *others = named
    category = await find_or_create(tx, collection_id, first.category or [], first.locale)
    for item in others:
        if category and item.locale not in category.names and len(item.category or []) == len(first.category or []):
            await _translate(tx, collection_id, category.id, item)
    return category.id if category else None


async def _translate(tx: Tx, collection_id: str, category_id: str, item: Item) -> None:
    """Name a category and those above it in one more language, where they have no name in it."""
    by_id = {one.id: one for one in await categories.of_collection(tx.conn, collection_id)}
    at: str | None = category_id
    for name in reversed(item.category or []):
        if at is None:
            return
        one = by_id[at]
        if item.locale not in one.names:
            await categories.change(tx.conn, one.id, names=one.names | {item.locale: name})
        at = one.parent_id
