"""Why somebody still waits: what they need, what became of those who have it, and who goes before them."""

from __future__ import annotations

from deskbell.domain.locales import LOCALES
from deskbell.services.sentences.words import Data, Words, words

_STATES = ("full", "full_here", "not_here", "asked", "let_it_pass", "free")


def still_waiting_sentences(data: Data) -> dict[str, str]:
    """`Still waiting: needs billing; two agents have it, both full; 3 ahead for the same agents.`

    `data`: `because` (`manual`, `nobody_here`, `nobody_has`, `team_empty`, `offered`, `closed`, `in_line`), `team`,
    `overflow_team`, `needs`, `able` (how many agents have what it takes), `agents` (what was found of them), `states` (how
    many of them are `full`, `not_here` …), `ahead`, and for an offer `agent`: how much time is left is told by who counts it.
    """
    return {locale: _sentence(words(locale), data) for locale in LOCALES}


def _sentence(words: Words, data: Data) -> str:
    because = data["because"]
    if because == "offered":
        return words.say("still.offered", agent=words.name(data["agent"]))
    if because == "manual":
        wants = _wants(words, data)
        return words.say("still.manual_wants", wants=wants) if wants else words.say("still.manual")
    if because == "closed":
        return words.say("still.closed")
    if because == "team_empty":
        return words.say("still", reasons=words.say("still.team_empty", team=words.team(data["team"])))
    return words.say("still", reasons=waiting_parts(words, data))


def waiting_parts(words: Words, data: Data) -> str:
    """`needs billing; two agents have it, both full; next in line for them`."""
    parts = [_wants(words, data), _who(words, data), _place(words, data)]
    return words.say("join.groups").join(part for part in parts if part)


def _wants(words: Words, data: Data) -> str:
    team, needs = data.get("team"), data.get("needs") or []
    if team and needs:
        return words.say("still.wants_both", team=words.teams(data), needs=words.skills(needs))
    if team:
        return words.say("still.wants_team", team=words.teams(data))
    return words.say("still.wants", needs=words.skills(needs)) if needs else ""


def _who(words: Words, data: Data) -> str:
    able, because = data.get("able", 0), data["because"]
    if because == "nobody_here" and not data.get("needs") and not data.get("team"):
        return words.say("still.nobody_here")
    if able == 0:
        return words.say(_nobody_can(data))
    states = {state: number for state, number in (data.get("states") or {}).items() if number}
    if _of_all(data):
        return words.count("still.of", able, states=_mixed(words, states, first="of"))
    lead = words.count(f"still.{_have(data)}", able, name=_only(words, data))
    if len(states) == 1:
        return words.say("still.alike", lead=lead, state=_alike(words, next(iter(states)), able))
    return words.say("still.mixed", lead=lead, states=_mixed(words, states))


def _of_all(data: Data) -> bool:
    """Anybody would do, and not all are kept from it by the same: each part is told of the whole."""
    states = [state for state, number in (data.get("states") or {}).items() if number]
    return _have(data) == "agents" and len(states) > 1


def _nobody_can(data: Data) -> str:
    needs = data.get("needs") or []
    return "still.nobody_has" if len(needs) == 1 and not data.get("team") else "still.nobody_can"


def _have(data: Data) -> str:
    """One skill is had, one language spoken; one team has members; whatever is more one can take or not."""
    needs = data.get("needs") or []
    if data.get("team"):
        return "can" if needs or data.get("overflow_team") else "members"
    if len(needs) == 1:
        return "speak" if needs[0].get("language") else "have"
    return "can" if needs else "agents"


def _alike(words: Words, state: str, able: int) -> str:
    size = "one" if able == 1 else "two" if able == 2 else "all"
    return words.say(f"state.{state}.{size}")


def _mixed(words: Words, states: dict[str, int], first: str = "some") -> str:
    """`two full, one not here`; what comes first may be said otherwise."""
    known = [state for state in _STATES if state in states]
    told = [words.count(f"state.{state}.{'some' if at else first}", states[state]) for at, state in enumerate(known)]
    return words.say("join.facts").join(told)


def _place(words: Words, data: Data) -> str:
    ahead = data.get("ahead", 0)
    if data.get("able", 0) == 0 or (data["because"] == "nobody_here" and not ahead):
        return ""
    if ahead:
        return words.count("still.ahead", ahead)
    if _of_all(data):
        return ""
    alone = data["able"] == 1
    return words.say("still.next.one" if alone else "still.next", name=_only(words, data))


def _only(words: Words, data: Data) -> str:
    """The name of the only one, where there is only one."""
    agents = data.get("agents") or []
    return words.name(agents[0]["agent"]) if agents else ""
