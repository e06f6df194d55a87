"""An inbox's routing as an admin sets it: what may be set, what counts where nothing is, and what it refers to.

What the settings do is in `services.routing` and in the modules that carry their names; here they are only checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.bot.policy import ANSWER_FROM
from deskbell.domain.forms import (
    Check,
    Checks,
    Wrong,
    check_flag,
    check_form,
    check_id,
    check_language,
    check_once,
    check_optional_text,
    check_share,
    check_text,
    invalid,
    items_of,
    list_of,
    one_of,
    or_none,
    whole_number,
)
from deskbell.domain.locales import LOCALES
from deskbell.domain.patience import RETURN_HOURS, IdlePolicy, SilencePolicy
from deskbell.domain.routing.needs import LEAST_LEVEL, TOP_LEVEL
from deskbell.domain.routing.order import HEAD_START_SECONDS, MOST_HEAD_START, PRIORITIES
from deskbell.domain.routing.policy import ASSIGNMENTS, FORM, LEAST_OFFER, MOST_OFFER, SERVE
from deskbell.domain.tags import LONGEST_TAG
from deskbell.services import bot_settings, grace
from deskbell.storage import teams

Wire = dict[str, Any]
MOST_RULES, MOST_WORDS, MOST_NEEDS, MAX_WORD, MAX_PAGE, MAX_IDLE_TEXT = 50, 50, 10, 60, 200, 500
DAY_SECONDS, DAY_MINUTES, WEEK_HOURS = 86_400, 1440, 168

DEFAULTS: Wire = {
    "assignment": "manual",
    "bot_enabled": True,
    "bot_threshold": ANSWER_FROM,
    "bot": bot_settings.DEFAULTS,
    "grace_seconds": grace.GRACE_SECONDS,
    "prefer_last_agent": True,
    "offer_seconds": 0,
    "head_start_seconds": dict(HEAD_START_SECONDS),
    "match_language": False,
    "waive_needs_seconds": None,
    "rules": [],
    "overflow": {"waiting": None, "seconds": None, "team_id": None, "limit": None, "beyond": "form"},
    "closing": SERVE,
    "idle": asdict(IdlePolicy()),
    "silence": asdict(SilencePolicy()),
    "return_hours": RETURN_HOURS,
}
_NO_RULE: Wire = {
    "words": [],
    "page": None,
    "tag": None,
    "language": None,
    "team_id": None,
    "needs": [],
    "priority": None,
}


def _form(checks: Checks) -> Check:
    return partial(check_form, optional=checks)


def _check_offer(value: Any) -> int:
    """0 gives at once; else so many seconds to accept."""
    return 0 if value == 0 and not isinstance(value, bool) else int(whole_number(LEAST_OFFER, MOST_OFFER)(value))


def check_need(value: Any) -> Wire:
    """`{skill_id, level?}`; the level is the least one that does."""
    level = whole_number(LEAST_LEVEL, TOP_LEVEL)
    need = check_form(value, required={"skill_id": check_id}, optional={"level": level})
    return {"level": LEAST_LEVEL, **need}


def check_needs(value: Any) -> list[Wire]:
    needs: list[Wire] = items_of(check_need, MOST_NEEDS)(value)
    check_once("skill_id", needs)
    return needs


def _check_rule(value: Any) -> Wire:
    effects: dict[str, Check] = {
        "team_id": or_none(check_id),
        "needs": check_needs,
        "priority": or_none(one_of(*PRIORITIES)),
    }
    conditions: dict[str, Check] = {
        "words": list_of(partial(check_text, longest=MAX_WORD), MOST_WORDS),
        "page": or_none(partial(check_text, longest=MAX_PAGE)),
        "tag": or_none(partial(check_text, longest=LONGEST_TAG)),
        "language": or_none(check_language),
    }
    rule = check_form(value, required={"name": partial(check_text, longest=MAX_WORD)}, optional=conditions | effects)
    if not any(rule.get(name) for name in effects):
        raise Wrong("no_effect", "This rule says nothing of team, needs or priority.")
    return {**_NO_RULE, **rule}


_minutes = or_none(whole_number(1, DAY_MINUTES))
_seconds = or_none(whole_number(10, DAY_SECONDS))
_idle_text = partial(check_optional_text, longest=MAX_IDLE_TEXT)
_head_start = whole_number(0, MOST_HEAD_START)
CHECKS: Checks = {
    "assignment": one_of(*ASSIGNMENTS),
    "bot_threshold": check_share,
    "bot_enabled": check_flag,
    "bot": _form(bot_settings.CHECKS),
    "grace_seconds": whole_number(grace.LEAST_SECONDS, grace.MOST_SECONDS),
    "prefer_last_agent": check_flag,
    "offer_seconds": _check_offer,
    "head_start_seconds": _form(dict.fromkeys(HEAD_START_SECONDS, _head_start)),
    "match_language": check_flag,
    "waive_needs_seconds": _seconds,
    "rules": items_of(_check_rule, MOST_RULES),
    "overflow": _form(
        {
            "waiting": or_none(whole_number(1, 1000)),
            "seconds": _seconds,
            "team_id": or_none(check_id),
            "limit": or_none(whole_number(1, 10_000)),
            "beyond": one_of("form", "callback"),
        }
    ),
    "closing": one_of(SERVE, FORM),
    "idle": _form(
        {
            "remind_minutes": _minutes,
            "again_minutes": _minutes,
            "resolve_minutes": _minutes,
            "texts": _form(dict.fromkeys(LOCALES, _form({"first": _idle_text, "second": _idle_text}))),
        }
    ),
    "silence": _form({"agent_minutes": _minutes, "leader_minutes": _minutes}),
    "return_hours": whole_number(0, WEEK_HOURS),
}


def with_defaults(routing: Mapping[str, Any]) -> Wire:
    """All settings of routing, also those that were never set."""
    return merged(DEFAULTS, routing)


def merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> Wire:
    """Objects are changed field by field, at any depth; everything else is replaced."""
    result = dict(before)
    for name, value in changes.items():
        old = result.get(name)
        result[name] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


async def check_whole(conn: AsyncConnection, routing: Wire) -> None:
    """Of whole settings: teams and skills exist, an overflow says where to, agents are told first. Raises `invalid_fields`."""
    known = {team.id for team in await teams.all_teams(conn)} | {skill.id for skill in await teams.all_skills(conn)}
    wrong = {
        f"routing.{place}": Wrong("not_found", "There is no such team or skill any more.").as_dict()
        for place, identity in _references(routing)
        if identity not in known
    }
    overflow = routing["overflow"]
    if overflow["team_id"] is None and (overflow["waiting"], overflow["seconds"]) != (None, None):
        wrong["routing.overflow.team_id"] = Wrong("missing", "Say which team they go to.").as_dict()
    agent, leader = (routing["silence"][name] for name in ("agent_minutes", "leader_minutes"))
    if agent is not None and leader is not None and leader < agent:
        sentence = "The leaders are told (leader_minutes) after the agent (agent_minutes), not before."
        wrong["routing.silence.leader_minutes"] = Wrong("before_agent", sentence).as_dict()
    if wrong:
        raise invalid(wrong)


def _references(routing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every team and skill that the settings name, with its place."""
    for at, rule in enumerate(routing.get("rules", [])):
        if rule["team_id"] is not None:
            yield f"rules.{at}.team_id", rule["team_id"]
        for place, need in enumerate(rule["needs"]):
            yield f"rules.{at}.needs.{place}.skill_id", need["skill_id"]
    if (team_id := routing.get("overflow", {}).get("team_id")) is not None:
        yield "overflow.team_id", team_id


def names_of_uses(routing: Mapping[str, Any], identity: str) -> list[str | None]:
    """Where settings name a team or a skill: the names of rules, in order; None stands for the overflow."""
    rules = routing.get("rules", [])
    places = (place.split(".") for place, found in _references(routing) if found == identity)
    return list(dict.fromkeys(rules[int(place[1])]["name"] if place[0] == "rules" else None for place in places))
