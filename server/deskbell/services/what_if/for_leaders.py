"""What team leaders and admins ask over the API, field by field: who would get this, and a day replayed."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_flag,
    check_form,
    check_id,
    check_language,
    check_optional_text,
    check_text,
    invalid_field,
    list_of,
    one_of,
    or_none,
)
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.order import PRIORITIES
from deskbell.domain.tags import LONGEST_TAG, MOST_TAGS
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.routing_settings import check_needs
from deskbell.services.what_if.asking import Asked, who_would_get
from deskbell.services.what_if.recorded import last_busy_day
from deskbell.services.what_if.replaying import replay, settings_view
from deskbell.storage import floor, teams

Wire = dict[str, Any]
MAX_TEXT, MAX_URL = 8000, 2000
FIRST_YEAR, LAST_YEAR = 2000, 2100


def check_moment(value: Any) -> datetime:
    """`2026-11-28T14:30`: by the wall clock of the inbox's place, unless it has an offset of its own."""
    try:
        moment = datetime.fromisoformat(check_text(value, 40))
    except ValueError:
        raise Wrong("invalid", "A moment such as 2026-11-28T14:30 is expected here.") from None
    _check_year(moment)
    return moment


def check_day(value: Any) -> date:
    try:
        day = date.fromisoformat(check_text(value, 10))
    except ValueError:
        raise Wrong("invalid", "A day such as 2026-11-27 is expected here.") from None
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    """Calendars end: a time zone or a day before would lead beyond them."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong("out_of_range", f"From the year {FIRST_YEAR} to {LAST_YEAR}.")


ASKED: Checks = {
    "text": partial(check_optional_text, longest=MAX_TEXT),
    "page_url": partial(check_optional_text, longest=MAX_URL),
    "locale": or_none(check_language),
    "tags": list_of(partial(check_text, longest=LONGEST_TAG), MOST_TAGS),
    "vip": check_flag,
    "priority": one_of(*PRIORITIES),
    "team_id": or_none(check_id),
    "needs": check_needs,
    "served_by": or_none(check_id),
    "at": or_none(check_moment),
}
REPLAYED: Checks = {"date": or_none(check_day), "changes": lambda value: value}


async def simulate(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Raises `not_allowed`, `not_found`, `invalid_fields`."""
    access.check_leads(actor)
    values = check_form(form, optional=ASKED)
    async with core.read() as conn:
        inbox = await access.access_inbox(conn, actor, inbox_id)
        await _check_known(conn, inbox, values)
        return await who_would_get(core, conn, inbox, asked_of(inbox, values))


async def _check_known(conn: AsyncConnection, inbox: Inbox, values: Wire) -> None:
    """What is asked for exists: the team, the skills, the agent of this inbox. Raises `invalid_fields`."""
    if values.get("team_id") and await teams.team_by_id(conn, values["team_id"]) is None:
        raise invalid_field("team_id", "unknown_team", "There is no such team any more. Choose another.")
    skills = {skill.id for skill in await teams.all_skills(conn)}
    for place, need in enumerate(values.get("needs", [])):
        if need["skill_id"] not in skills:
            raise invalid_field(f"needs.{place}.skill_id", "unknown_skill", "There is no such skill any more.")
    members = {member.id for member in await floor.members(conn, inbox.id)}
    if values.get("served_by") is not None and values["served_by"] not in members:
        raise invalid_field("served_by", "unknown_agent", "There is no such agent in this inbox any more.")


def asked_of(inbox: Inbox, values: Wire) -> Asked:
    """The description from checked fields."""
    values = {name: value for name, value in values.items() if value is not None}
    needs = tuple(Need(need["skill_id"], need["level"]) for need in values.pop("needs", []))
    tags, at = tuple(values.pop("tags", ())), values.pop("at", None)
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(inbox.business_hours["time_zone"]))
    return Asked(**values, needs=needs, tags=tags, at=at)


async def replay_day(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Raises `not_allowed`, `not_found`, `invalid_fields`, `bad_payload`."""
    access.check_leads(actor)
    values = check_form(form, optional=REPLAYED)
    async with core.read() as conn:
        inbox = await access.access_inbox(conn, actor, inbox_id)
    return await replay(core, inbox, values.get("date"), values.get("changes", {}))


async def choices(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    """What can be chosen in the form: teams, skills, agents of the inbox, its settings of routing, its place, a day to play."""
    access.check_leads(actor)
    async with core.read() as conn:
        inbox = await access.access_inbox(conn, actor, inbox_id)
        people = await floor.members(conn, inbox.id)
        return {
            "teams": [{"id": team.id, "name": team.name} for team in await teams.all_teams(conn)],
            "skills": [{"id": s.id, "name": s.name, "language": s.language} for s in await teams.all_skills(conn)],
            "agents": [{"id": member.id, "name": member.name} for member in people],
            "locales": inbox.locales,
            "settings": settings_view(inbox),
            "time_zone": inbox.business_hours["time_zone"],
            "day": (await last_busy_day(conn, inbox, core.clock())).isoformat(),
        }
