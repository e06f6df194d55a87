"""`deskbell route simulate`: who would get this, and why; with `--replay`, a day under other settings beside what happened.

It only reads, and may do so beside a running server. Who is here is what the database says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.app import reading_core
from deskbell.domain.errors import BadInput
from deskbell.domain.forms import check_form
from deskbell.domain.locales import LOCALES
from deskbell.domain.records import Inbox
from deskbell.domain.routing.order import PRIORITIES
from deskbell.route import told
from deskbell.services.core import Core
from deskbell.services.inbox_names import inbox_named
from deskbell.services.what_if.asking import who_would_get
from deskbell.services.what_if.for_leaders import ASKED, asked_of, check_day
from deskbell.services.what_if.replaying import replay
from deskbell.settings import Settings
from deskbell.storage import floor, teams

Wire = dict[str, Any]


def add_options(parser: argparse.ArgumentParser) -> None:
    who, what = parser.add_argument_group("the visitor"), parser.add_argument_group("a day that was")
    parser.add_argument("--inbox", help="name or id; needed where there are several")
    parser.add_argument("--locale", choices=LOCALES, default="en", help="the language of the answer (default: en)")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    who.add_argument("--text", default="", help="what they write")
    who.add_argument("--language", help="their language, such as zh or en-GB")
    who.add_argument("--page", default="", help="the address of the page they are on")
    who.add_argument("--tag", action="append", default=[], help="may be given several times")
    who.add_argument("--vip", action="store_true", help="the site signs that they are a VIP")
    who.add_argument("--priority", choices=PRIORITIES, default="normal")
    who.add_argument("--team", help="the team they need, by name")
    who.add_argument("--skill", action="append", default=[], metavar="NAME[:LEVEL]", help="a skill they need")
    who.add_argument("--served-by", metavar="AGENT", help="who served them last, by name")
    who.add_argument("--at", metavar="2026-11-28T14:30", help="a moment, by the clock of the inbox's place")
    what.add_argument("--replay", metavar="2026-11-27", help="play that day again; `yesterday` is a day, too")
    what.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=_SETTINGS)


_SETTINGS = (
    "another setting: assignment, prefer_last_agent, offer_seconds, head_start_seconds.vip, head_start_seconds.complaint, "
    "waive_needs_seconds, or capacity for everybody"
)


async def simulate(settings: Settings, options: argparse.Namespace) -> int:
    """Say who would get somebody, and why; or play a day under other settings. Nothing is changed."""
    try:
        async with reading_core(settings) as core:
            answer, words = await _answer(core, options)
    except BadInput as error:
        raise _in_words(error) from None
    sys.stdout.write((msgspec.json.encode(answer).decode() if options.json else words) + "\n")
    return 0


async def _answer(core: Core, options: argparse.Namespace) -> tuple[Wire, str]:
    async with core.read() as conn:
        inbox = await inbox_named(conn, options.inbox)
    if options.replay is None:
        if options.set:
            raise BadInput("bad_payload", "--set is for a day that is played again: give --replay with it.")
        answer = await _ask(core, inbox, options)
        return answer, told.asked(answer, inbox, options.locale)
    answer = await replay(core, inbox, _day(options.replay), _changes(options.set))
    return answer, told.replayed(answer, inbox, options.locale)


def _in_words(error: BadInput) -> BadInput:
    """What is wrong with which option, in one line."""
    if not error.fields:
        return error
    wrong = " ".join(f"{name}: {field['message']}" for name, field in error.fields.items())
    return BadInput(error.code, wrong)


async def _ask(core: Core, inbox: Inbox, options: argparse.Namespace) -> Wire:
    async with core.read() as conn:
        form = {
            "text": options.text,
            "page_url": options.page,
            "locale": options.language,
            "tags": options.tag,
            "vip": options.vip,
            "priority": options.priority,
            "team_id": await _team(conn, options.team),
            "needs": await _needs(conn, options.skill),
            "served_by": await _agent(conn, inbox, options.served_by),
            "at": options.at,
        }
        return await who_would_get(core, conn, inbox, asked_of(inbox, check_form(form, optional=ASKED)))


async def _team(conn: AsyncConnection, wanted: str | None) -> str | None:
    return None if wanted is None else _one("team", wanted, await teams.all_teams(conn))


async def _needs(conn: AsyncConnection, wanted: Sequence[str]) -> list[Wire]:
    known = await teams.all_skills(conn)
    needs = []
    for need in wanted:
        name, colon, level = need.rpartition(":")
        plain = not (colon and level.isdigit())
        skill_id = _one("skill", need if plain else name, known)
        needs.append({"skill_id": skill_id, "level": 1 if plain else int(level)})
    return needs


async def _agent(conn: AsyncConnection, inbox: Inbox, wanted: str | None) -> str | None:
    if wanted is None:
        return None
    return _one("agent", wanted, await floor.members(conn, inbox.id))


def _one(what: str, wanted: str, known: Sequence[Any]) -> str:
    found = [one.id for one in known if wanted == one.id or _same(wanted, one.name)]
    if len(found) == 1:
        return str(found[0])
    raise BadInput("not_found", f"There is no {what} {wanted!r}. There is: {_list(one.name for one in known)}.")


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _list(names: Any) -> str:
    return ", ".join(names) or "none"


def _day(text: str) -> date | None:
    """None stands for yesterday, where the inbox is."""
    return None if text == "yesterday" else check_form({"replay": text}, required={"replay": check_day})["replay"]


def _changes(pairs: Sequence[str]) -> Wire:
    changes: Wire = {}
    for pair in pairs:
        path, equals, text = pair.partition("=")
        if not equals:
            raise BadInput("bad_payload", f"Write --set name=value, not {pair!r}.")
        *outer, name = path.split(".")
        into = changes
        for part in outer:
            into = into.setdefault(part, {})
            if not isinstance(into, dict):
                raise BadInput("bad_payload", f"--set {pair}: {part} was set already, to something without parts.")
        into[name] = _value(text)
    return changes


def _value(text: str) -> Any:
    if text in ("none", "off"):
        return None
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
