"""Skills: what an agent can do, at a level of 1 to 5. A language is a skill that knows which language it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.forms import Checks, check_form, check_language, check_text, invalid_field, or_none
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Skill
from deskbell.services import abilities
from deskbell.services.core import Core
from deskbell.services.naming import check_free_name, check_not_used, uses_of
from deskbell.services.routing.forgetting import forget_skill
from deskbell.services.sign_in import access_settings
from deskbell.storage import agents, teams
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MAX_NAME = 60
MOST_SKILLS = 50
"""All of them together fit into what a conversation can need (`conversations.needs`)."""
_name = partial(check_text, longest=MAX_NAME)
CHANGES: Checks = {"name": _name, "language": or_none(check_language)}


async def list_skills(core: Core, actor: AgentActor) -> list[Wire]:
    """All skills, by name, with who has them. Raises `not_allowed`."""
    access_settings(actor)
    async with core.read() as conn:
        return await _views(conn, await teams.all_skills(conn))


async def skills_at_the_desk(core: Core) -> list[Wire]:
    """What agents see, who may say what a conversation needs: each skill's name and language, by name."""
    async with core.read() as conn:
        return [{"id": one.id, "name": one.name, "language": one.language} for one in await teams.all_skills(conn)]


async def add_skill(core: Core, actor: AgentActor, form: Any) -> Wire:
    """Raises `not_allowed` or `invalid_fields`, with `taken` for a name or a language that another skill has."""
    access_settings(actor)
    values = {"language": None, **check_form(form, required={"name": _name}, optional=CHANGES)}

    async def work(tx: Tx) -> Wire:
        others = await teams.all_skills(tx.conn)
        if len(others) >= MOST_SKILLS:
            raise invalid_field("name", "too_many", f"At most {MOST_SKILLS} skills.")
        _check_free(values, others)
        skill = await teams.insert_skill(tx.conn, id=new_id(), created_at=tx.now, **values)
        return (await _views(tx.conn, [skill]))[0]

    return await core.write(work)


async def change_skill(core: Core, actor: AgentActor, skill_id: str, form: Any) -> Wire:
    """Its name and language. Raises as `add_skill`, and `not_found`."""
    access_settings(actor)
    values = check_form(form, optional=CHANGES)

    async def work(tx: Tx) -> Wire:
        await _access_skill(tx.conn, skill_id)
        _check_free(values, await teams.all_skills(tx.conn), but=skill_id)
        if values:
            await teams.change_skill(tx.conn, skill_id, **values)
        return (await _views(tx.conn, [await _access_skill(tx.conn, skill_id)]))[0]

    return await core.write(work)


async def remove_skill(core: Core, actor: AgentActor, skill_id: str) -> None:
    """Nobody needs it then any more. Raises `not_allowed`, `not_found`, and `in_use` while settings name it."""
    access_settings(actor)

    async def work(tx: Tx) -> None:
        skill = await _access_skill(tx.conn, skill_id)
        await check_not_used(tx.conn, skill_id)
        had = (await teams.levels(tx.conn)).get(skill_id, {})
        await teams.drop_skill(tx.conn, skill_id)
        await forget_skill(core, tx, actor, skill)
        await abilities.changed(core, tx, had)

    await core.write(work)


async def _access_skill(conn: AsyncConnection, skill_id: str) -> Skill:
    skill = next((skill for skill in await teams.all_skills(conn) if skill.id == skill_id), None)
    if skill is None:
        raise not_found()
    return skill


def _check_free(values: Mapping[str, Any], others: list[Skill], but: str = "") -> None:
    if "name" in values:
        check_free_name(values["name"], others, but)
    language = values.get("language")
    if language is not None and any(other.language == language for other in others if other.id != but):
        raise invalid_field("language", "taken", "There is a skill for this language already.")


async def _views(conn: AsyncConnection, found: list[Skill]) -> list[Wire]:
    levels, uses = await teams.levels(conn), await uses_of(conn)
    active = {agent.id for agent in await agents.all_agents(conn) if agent.active}
    return [_view(skill, levels.get(skill.id, {}), active, uses(skill.id)) for skill in found]


def _view(skill: Skill, levels: Mapping[str, int], active: set[str], used_in: list[Wire]) -> Wire:
    """The wire's `skill`, with what keeps it from helping anybody."""
    return {
        "id": skill.id,
        "name": skill.name,
        "language": skill.language,
        "agents": [{"agent_id": agent_id, "level": level} for agent_id, level in sorted(levels.items())],
        "used_in": used_in,
        "warning": None if levels.keys() & active else "nobody_has",
    }
