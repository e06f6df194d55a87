"""Published definitions, read once: a version never changes."""

from __future__ import annotations

from collections import OrderedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.flows.definition import Definition, read_definition
from deskbell.features.flows import store

_MOST_KEPT = 500
_kept: OrderedDict[tuple[str, int], Definition] = OrderedDict()
"""By flow and version; ids are never used twice, not even by another database."""


async def definition_of(conn: AsyncConnection, flow_id: str, version: int) -> Definition | None:
    """What was published under this number; None where nothing was."""
    key = (flow_id, version)
    if key not in _kept:
        found = await store.version_of(conn, flow_id, version)
        if found is None:
            return None
        _kept[key] = read_definition(found.definition)
    _kept.move_to_end(key)
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return _kept[key]


async def published_in(conn: AsyncConnection, inbox_id: str) -> list[tuple[str, int, Definition]]:
    """(id, version, definition) of an inbox's published flows, in the order in which they are asked."""
    found = []
    for flow_id, version in await store.published(conn, inbox_id):
        definition = await definition_of(conn, flow_id, version)
        if definition is not None:
            found.append((flow_id, version, definition))
    return found
