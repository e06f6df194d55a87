"""What exists around a flow, for checking it: teams, skills, articles, look-ups, the inbox's other flows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.flows.checking import Known, Problem, problems_of
from deskbell.domain.flows.definition import Article, Definition, SubFlow
from deskbell.domain.flows.tracing import saved_names
from deskbell.domain.flows.triggers import keywords_of
from deskbell.domain.records import Inbox
from deskbell.features.flows import library, store
from deskbell.services.core import Core
from deskbell.storage import teams


class Around(NamedTuple):
    """What exists in an inbox, read once for all of its flows."""

    teams: set[str]
    skills: set[str]
    look_ups: set[str] | None
    published: dict[str, tuple[str, Definition]]
    """Name and definition, by flow."""


async def around(core: Core, conn: AsyncConnection, inbox: Inbox) -> Around:
    look_ups = core.hooks.look_ups
    return Around(
        teams={team.id for team in await teams.all_teams(conn)},
        skills={skill.id for skill in await teams.all_skills(conn)},
        look_ups=set(await look_ups(conn, inbox.id)) if look_ups is not None else None,
        published=await published_flows(conn, inbox.id),
    )


async def problems_in(
    core: Core,
    conn: AsyncConnection,
    inbox: Inbox,
    definition: Definition,
    flow_id: str | None = None,
    known: Around | None = None,
) -> list[Problem]:
    """What is wrong with a definition in this inbox. `flow_id` is the flow it belongs to, if it has been stored."""
    known = known or await around(core, conn, inbox)
    others = {other_id: other for other_id, other in known.published.items() if other_id != flow_id}
    return problems_of(
        definition,
        Known(
            locales=inbox.locales,
            flow_id=flow_id,
            articles=await _articles(core, conn, inbox, definition),
            teams=known.teams,
            skills=known.skills,
            look_ups=known.look_ups,
            flows=set(others),
            calls={other_id: sub_flows(other) for other_id, (_, other) in others.items()},
            saves={other_id: set(saved_names(other)) for other_id, (_, other) in others.items()},
            keywords={word: name for name, other in others.values() for word in keywords_of(other.triggers)},
        ),
    )


def sub_flows(definition: Definition) -> set[str]:
    return {node.data.flow_id for node in definition.nodes if isinstance(node.data, SubFlow)}


async def published_flows(conn: AsyncConnection, inbox_id: str) -> dict[str, tuple[str, Definition]]:
    """Name and published definition of an inbox's published flows, by id."""
    names = await store.names(conn, inbox_id)
    found = await library.published_in(conn, inbox_id)
    return {flow_id: (names.get(flow_id, ""), definition) for flow_id, _, definition in found}


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
