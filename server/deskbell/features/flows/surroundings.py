"""What exists around a flow, for checking it: teams, skills, articles, look-ups, the inbox's other flows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.flows.checking import Known, Problem, problems_of
from deskbell.domain.flows.definition import Article, Definition, SubFlow
from deskbell.domain.flows.triggers import keywords_of
from deskbell.domain.records import Inbox
from deskbell.features.flows import library, store
from deskbell.services.core import Core
from deskbell.storage import teams


async def problems_in(
    core: Core, conn: AsyncConnection, inbox: Inbox, definition: Definition, flow_id: str | None = None
) -> list[Problem]:
    """What is wrong with a definition in this inbox. `flow_id` is the flow it belongs to, if it has been stored."""
    others = await _others(conn, inbox.id, flow_id)
    known = Known(
        locales=inbox.locales,
        flow_id=flow_id,
        articles=await _articles(core, conn, inbox, definition),
        teams={team.id for team in await teams.all_teams(conn)},
        skills={skill.id for skill in await teams.all_skills(conn)},
        look_ups=await core.hooks.look_ups(conn, inbox.id) if core.hooks.look_ups is not None else None,
        flows=set(others),
        calls={other_id: sub_flows(other) for other_id, (_, other) in others.items()},
        keywords={word: name for name, other in others.values() for word in keywords_of(other.triggers)},
    )
    return problems_of(definition, known)


def sub_flows(definition: Definition) -> set[str]:
    return {node.data.flow_id for node in definition.nodes if isinstance(node.data, SubFlow)}


async def _others(conn: AsyncConnection, inbox_id: str, flow_id: str | None) -> dict[str, tuple[str, Definition]]:
    """Name and definition of the other published flows."""
    names = await store.names(conn, inbox_id)
    found = {}
    for other_id, version in await store.published(conn, inbox_id):
        definition = await library.definition_of(conn, other_id, version)
        if other_id != flow_id and definition is not None:
            found[other_id] = names[other_id], definition
    return found


async def _articles(core: Core, conn: AsyncConnection, inbox: Inbox, definition: Definition) -> set[str] | None:
    """Those of the articles it shows that visitors may read; None while nobody knows."""
    show = core.hooks.article_card
    if show is None:
        return None
    return {
        article_id
        for article_id in _shown(definition)
        if await show(conn, inbox.id, article_id, inbox.locales[0]) is not None
    }


def _shown(definition: Definition) -> Iterable[str]:
    return {
        node.data.article_id for node in definition.nodes if isinstance(node.data, Article) and node.data.article_id
    }
