"""What would be: who would get somebody, what was found of each agent, which rule said what it needs, what is assumed."""

from __future__ import annotations

from typing import Any

import msgspec

from deskbell.domain.locales import LOCALES
from deskbell.domain.routing.overflow import Overflow
from deskbell.services.sentences.inputs import facts_of, has_tie, need_of
from deskbell.services.sentences.kinds import reason, wants_of
from deskbell.services.sentences.still import waiting_parts
from deskbell.services.sentences.words import Data, Words, words

Said = dict[str, str]


class Would(msgspec.Struct, frozen=True):
    """What a decision that was not made would have been made on. `outcome`: `given`, `offered`, `claim`, `waits`,
    `line_full`, `closed`."""

    outcome: str
    wants: dict[str, Any]
    """`team`, `needs`, `priority`, as on the wire."""
    findings: list[dict[str, Any]]
    """Who would get it first, where it would be given or offered."""
    because: str | None = None
    in_team: dict[str, Any] | None = None
    """The team through which it would come to them, its own or the one that helps."""
    seconds: int = 0
    ahead: int = 0
    opens_at: str | None = None
    overflow: Overflow = Overflow()


def would_sentences(would: Would) -> Said:
    return {locale: _would(words(locale), would) for locale in LOCALES}


def _would(words: Words, would: Would) -> str:
    if would.outcome in ("given", "offered"):
        return _goes(words, would)
    if would.outcome == "closed":
        key = "would.closed" if would.opens_at else "would.closed.long"
        return words.say(key, when=would.opens_at or "")
    if would.outcome == "line_full":
        return words.say(f"would.line_full.{would.overflow.beyond}", limit=str(would.overflow.limit))
    able = [f for f in would.findings if f["why_not"] not in ("other_team", "lacks_skill")]
    if would.outcome == "claim":
        return _claimed(words, able)
    return words.say("would.waits", reasons=waiting_parts(words, _waiting(would, able)))


def _claimed(words: Words, able: list[dict[str, Any]]) -> str:
    here = sum(finding["why_not"] != "not_here" for finding in able)
    if able and not here:
        return words.say("would.claim.away")
    return words.count("would.claim" if able else "would.claim.nobody", here)


def _goes(words: Words, would: Would) -> str:
    first = would.findings[0]
    lead = words.say(f"would.{would.outcome}", agent=words.name(first["agent"]), span=words.span(would.seconds))
    tied = would.because == "least_loaded" and has_tie({**first, "others": would.findings[1:]})
    because = words.say("fact.least_loaded_tie" if tied else f"would.{would.because}")
    facts = [*facts_of(words, {**first, **would.wants, "in_team": would.in_team}), because]
    return words.say("because", lead=lead, facts=words.say("join.facts").join(facts))


def _waiting(would: Would, able: list[dict[str, Any]]) -> dict[str, Any]:
    """The same as of somebody who waits already (`still`)."""
    states: dict[str, int] = {}
    for finding in able:
        state = finding["why_not"] or "free"
        states[state] = states.get(state, 0) + 1
    nobody = bool(able) and set(states) == {"not_here"}
    because = "nobody_here" if nobody or not would.findings else "in_line"
    return {
        **would.wants,
        "because": because,
        "able": len(able),
        "states": states,
        "agents": able,
        "ahead": would.ahead,
    }


def finding_sentences(finding: Data, needs: list[dict[str, Any]], chosen: str = "") -> Said:
    """`free`, `full`, `lacks billing`: in a word, beside the name and the load. `chosen` is the outcome for the one."""
    return {locale: _finding(words(locale), finding, needs, chosen) for locale in LOCALES}


def _finding(words: Words, finding: Data, needs: list[dict[str, Any]], chosen: str) -> str:
    why_not = finding["why_not"]
    if why_not is None:
        return words.say({"given": "finding.chosen", "offered": "finding.asked"}.get(chosen, "finding.free"))
    return words.say(f"finding.{why_not}", skill=words.skill(need_of({"needs": needs}, finding.get("skill_id"))))


def reason_sentences(because: Data) -> Said:
    """Which rule, tag, attribute or language asked for something; what nobody could do is `dropped`."""
    said = {}
    for locale in LOCALES:
        spoken = words(locale)
        if because["because"] == "dropped":
            said[locale] = spoken.say("reason.dropped", wants=wants_of(spoken, because))
        else:
            said[locale] = reason(spoken, because)
    return said


def assumed(what: str, seconds: float = 0) -> Said:
    """What is taken for granted, said plainly; with a span where it is about one."""
    return {locale: words(locale).say(f"assumed.{what}", span=words(locale).span(seconds)) for locale in LOCALES}
