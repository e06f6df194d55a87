"""Why this agent: what was found of them, and what of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deskbell.services.sentences.words import Data, Words


def facts_of(words: Words, data: Data) -> list[str]:
    """`online`, `2 of 5`, `speaks 中文`."""
    facts = [words.say("fact.online"), _load(words, data)]
    if team := data.get("in_team") or data.get("team"):
        facts.append(words.say("fact.team", team=words.team(team)))
    facts += [fact_of_need(words, need) for need in data.get("needs") or []]
    if data.get("share", 100) != 100:
        facts.append(words.say("fact.share", share=data["share"]))
    return facts


def fact_of_need(words: Words, need: Data) -> str:
    """`speaks 中文`, `has billing (level 2 or more)`."""
    return words.say("fact.speaks" if need.get("language") else "fact.has", skill=words.skill(need))


def _load(words: Words, finding: Data) -> str:
    return words.say("fact.load", load=finding.get("load", 0), capacity=finding.get("capacity", 0))


def because_of(words: Words, data: Data, at: datetime) -> str:
    """`served Wanda last week`, `the least busy`."""
    because = data["because"]
    if because == "served_before":
        visitor = data.get("visitor") or words.say("visitor.unnamed")
        when = words.ago(data.get("served_at"), at)
        return words.say("fact.served" if when else "fact.served_before", visitor=visitor, ago=when or "")
    if because == "least_loaded" and has_tie(data):
        return words.say("fact.least_loaded_tie")
    return words.say(f"fact.{because}")


def has_tie(data: Data) -> bool:
    """Whether another of those free was no busier."""
    return any(_as_busy(data, other) for other in _free(data))


def _as_busy(data: Data, other: Data) -> bool:
    return _weight(other) <= _weight(data)


def _weight(finding: Data) -> float:
    capacity, share = finding.get("capacity", 0), finding.get("share", 100)
    return float(finding.get("load", 0) / max(1, capacity * share))


def _free(data: Data) -> list[Data]:
    return [other for other in data.get("others") or [] if other["why_not"] is None]


def others_of(words: Words, data: Data) -> str:
    """`Ben had 3 of 5; Kaito and Mei were full`; empty where there was nobody else worth naming."""
    groups = [_those_free(words, data), *_those_not(words, data)]
    return words.say("join.groups").join(group for group in groups if group)


def _those_free(words: Words, data: Data) -> str:
    free = _free(data)
    if not free:
        return ""
    because = str(data["because"])
    if because == "least_loaded" and len(free) == 1:
        return words.say("other.load", names=words.name(free[0]["agent"]), load=_load(words, free[0]))
    weighed = any(one.get("share", 100) != 100 for one in (data, *free))
    key = "other.later" if because == "longest_idle" and not weighed else "other.free"
    return words.count(key, len(free), names=words.people(_names(words, free)))


def _names(words: Words, others: Sequence[Data]) -> list[str]:
    return [words.name(other["agent"]) for other in others]


def _those_not(words: Words, data: Data) -> list[str]:
    grouped: dict[tuple[str, Any], list[Data]] = {}
    for other in data.get("others") or []:
        if other["why_not"] is not None:
            grouped.setdefault((other["why_not"], other.get("skill_id")), []).append(other)
    return [_group(words, data, *key, found) for key, found in grouped.items()]


def _group(words: Words, data: Data, why_not: str, skill_id: str | None, found: list[Data]) -> str:
    if why_not not in REASONS:
        why_not = "not_able"
    count = max(len(found), _counted(data, why_not, skill_id))
    return words.count(
        f"other.{why_not}",
        count,
        names=words.people(_names(words, found), count),
        skill=words.skill(need_of(data, skill_id)),
    )


def _counted(data: Data, why_not: str, skill_id: str | None) -> int:
    """Those who were looked at and not kept by name are counted by reason."""
    key = f"{why_not}:{skill_id}" if skill_id else why_not
    return int((data.get("counts") or {}).get(key, 0))


REASONS = ("not_here", "other_team", "lacks_skill", "full", "full_here", "asked", "let_it_pass")


def need_of(data: Data, skill_id: str | None) -> Data:
    """The need that a finding names by its skill's id."""
    needs: list[Data] = data.get("needs") or []
    return next((need for need in needs if need["skill_id"] == skill_id), {"name": ""})
