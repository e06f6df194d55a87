"""What those who lead do with the category tree of a collection: no circles, and not too deep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deskbell.domain.forms import Checks, check_form, check_id, invalid_field, or_none, whole_number
from deskbell.domain.locales import LOCALES
from deskbell.domain.people import AgentActor
from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.access import access_category, access_knowledge
from deskbell.features.knowledge.articles import collection_for
from deskbell.features.knowledge.store import categories as rows
from deskbell.features.knowledge.tables import Category
from deskbell.features.knowledge.views import Wire, category_view
from deskbell.features.knowledge.writing import changed
from deskbell.services.access import access_inbox
from deskbell.services.core import Core
from deskbell.storage.writer import Tx

_CHANGES: Checks = {
    "names": checks.check_names,
    "parent_id": or_none(check_id),
    "slug": checks.check_slug,
    "position": whole_number(0, checks.MOST_VERSION_NUMBER),
}


async def list_categories(core: Core, actor: AgentActor, inbox_id: str) -> list[Wire]:
    """The categories of all collections an inbox has, in their order. Raises `not_found`."""
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        found = await rows.of_inbox(conn, inbox.id)
        counts = await rows.counts(conn, [category.id for category in found])
    return [category_view(category, counts[category.id]) for category in found]


async def add_category(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """In the inbox's own collection, or the one named. Raises `not_allowed`, `not_found` or `invalid_fields`."""

    async def work(tx: Tx) -> Wire:
        inbox = await access_knowledge(tx.conn, actor, inbox_id)
        optional = {**_CHANGES, "collection_id": check_id}
        values = check_form(form, required={"names": checks.check_names}, optional=optional)
        collection = await collection_for(tx, inbox, values.pop("collection_id", None))
        return category_view(await create(tx, collection.id, values), 0)

    return await core.write(work)


async def create(tx: Tx, collection_id: str, values: dict[str, Any]) -> Category:
    """A new category; `values` are checked fields. Raises `invalid_fields`."""
    held = await rows.of_collection(tx.conn, collection_id)
    if len(held) >= checks.MOST_CATEGORIES:
        raise invalid_field("names", "too_many", f"A collection has at most {checks.MOST_CATEGORIES} categories.")
    check_place(held, None, values.get("parent_id"))
    slug = values.pop("slug", None) or slug_of(name_in(values["names"], None))
    made = await rows.insert(tx.conn, collection_id, slug, **values)
    await changed(tx.conn, collection_id, [])
    return made


async def change_category(core: Core, actor: AgentActor, category_id: str, form: Any) -> Wire:
    """What is not named stays. Raises `not_allowed`, `not_found` or `invalid_fields`."""

    async def work(tx: Tx) -> Wire:
        category = await access_category(tx.conn, actor, category_id)
        values = check_form(form, optional=_CHANGES)
        held = await rows.of_collection(tx.conn, category.collection_id)
        if "parent_id" in values:
            check_place(held, category, values["parent_id"])
        if any(one.slug == values.get("slug") and one.id != category.id for one in held):
            raise invalid_field("slug", "taken", "Another category of the collection has this slug.")
        if values:
            category = await rows.change(tx.conn, category.id, **values)
            await changed(tx.conn, category.collection_id, [])
        return category_view(category, (await rows.counts(tx.conn, [category.id]))[category.id])

    return await core.write(work)


async def delete_category(core: Core, actor: AgentActor, category_id: str) -> None:
    """What was in it goes one up. Raises `not_allowed` or `not_found`."""

    async def work(tx: Tx) -> None:
        category = await access_category(tx.conn, actor, category_id)
        await rows.remove(tx.conn, category)
        await changed(tx.conn, category.collection_id, [])

    await core.write(work)


def check_place(held: Sequence[Category], category: Category | None, parent_id: str | None) -> None:
    """Whether a category (None: a new one) may stand below this parent. Raises `invalid_fields`: invalid, cycle, too_deep."""
    by_id = {one.id: one for one in held}
    above = 0
    while parent_id is not None:
        if parent_id not in by_id:
            raise invalid_field("parent_id", "invalid", "This collection has no such category.")
        if category is not None and parent_id == category.id:
            raise invalid_field("parent_id", "cycle", "A category cannot be below itself.")
        above, parent_id = above + 1, by_id[parent_id].parent_id
    if above + _height(held, category) > checks.DEEPEST:
        raise invalid_field("parent_id", "too_deep", f"Categories are at most {checks.DEEPEST} deep.")


def _height(held: Sequence[Category], category: Category | None) -> int:
    """Levels from a category down to the last below it."""
    if category is None:
        return 1
    return 1 + max((_height(held, one) for one in held if one.parent_id == category.id), default=0)


def name_in(names: Mapping[str, str], locale: str | None) -> str:
    """A category's name in this language, or in the first that has one."""
    return next(names[one] for one in (locale, *LOCALES, *names) if one is not None and one in names)


async def find_or_create(tx: Tx, collection_id: str, path: Sequence[str], locale: str) -> Category | None:
    """The category at the end of a path of names, made where it is missing; None for no path. Raises `invalid_fields`."""
    category = None
    for name in path:
        parent_id = category.id if category else None
        held = await rows.of_collection(tx.conn, collection_id)
        known = next((one for one in held if one.parent_id == parent_id and name in one.names.values()), None)
        category = known or await create(tx, collection_id, {"names": {locale: name}, "parent_id": parent_id})
    return category


def paths(tree: Mapping[str, Category], locale: str | None) -> dict[str, list[str]]:
    """The names from the top of the tree down to each category, by its id."""
    found = {}
    for category_id in tree:
        path: list[str] = []
        at: str | None = category_id
        while at is not None and at in tree and len(path) < checks.DEEPEST:
            path.insert(0, name_in(tree[at].names, locale))
            at = tree[at].parent_id
        found[category_id] = path
    return found
