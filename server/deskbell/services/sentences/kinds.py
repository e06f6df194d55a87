"""The sentence of every kind of decision. A kind without words of its own is still shown, by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from deskbell.domain.locales import LOCALES
from deskbell.services.sentences.inputs import because_of, facts_of, others_of
from deskbell.services.sentences.words import Data, Words, words

Says = Callable[[Words, Data, datetime], str]
_OF_ONE = (
    *("given", "offered", "accepted", "claimed", "reopened", "assigned", "transferred", "refused", "taken_over"),
    *("offer_missed", "offer_declined", "offer_withdrawn"),
)


def sentences_of(kind: str, data: Data, at: datetime) -> dict[str, str]:
    """What was decided at that moment, a sentence in each language."""
    return {locale: _sentence(words(locale), kind, data, at) for locale in LOCALES}


def sentences_to_agent(kind: str, data: Data, at: datetime) -> dict[str, str] | None:
    """The same to the agent it is about: `Given to you: …`; None where it reads the same to everybody."""
    return sentences_of(kind, {**data, "you": True}, at) if kind in _OF_ONE else None


def _sentence(words: Words, kind: str, data: Data, at: datetime) -> str:
    says = KINDS.get(kind)
    return says(words, data, at) if says else words.say("unknown", kind=kind.replace("_", " "))


def _to(data: Data) -> str:
    return ".you" if data.get("you") else ""


def _given(words: Words, data: Data, at: datetime) -> str:
    agent, to = words.name(data.get("agent")), _to(data)
    if "because" not in data:
        return words.say(f"given.plain{to}", agent=agent)
    return _with_inputs(words, words.say(f"given{to}", agent=agent), data, at)


def _offered(words: Words, data: Data, at: datetime) -> str:
    lead = words.say(f"offered{_to(data)}", agent=words.name(data.get("agent")), span=words.span(data["seconds"]))
    return _with_inputs(words, lead, data, at)


def _with_inputs(words: Words, lead: str, data: Data, at: datetime) -> str:
    facts = words.say("join.facts").join([*facts_of(words, data), because_of(words, data, at)])
    others = others_of(words, data)
    return words.say("because.others" if others else "because", lead=lead, facts=facts, others=others)


def _taken(key: str) -> Says:
    """Somebody took it, after so long in line if it stood there."""

    def says(words: Words, data: Data, _at: datetime) -> str:
        agent, waited = words.name(data.get("agent")), data.get("waited_seconds")
        if waited is None:
            return words.say(f"{key}{_to(data)}", agent=agent)
        return words.say(f"{key}{_to(data)}.waited", agent=agent, span=words.span(waited))

    return says


def _assigned(words: Words, data: Data, _at: datetime) -> str:
    return words.say(f"assigned{_to(data)}", agent=words.name(data.get("agent")), by=words.name(data.get("by")))


def _transferred(words: Words, data: Data, _at: datetime) -> str:
    by, giver = data.get("by") or data.get("from"), data.get("from")
    whose = ".from" if by and giver and by["id"] != giver["id"] else ""
    named = {"by": words.name(by), "from": words.name(giver)}
    if data.get("bot"):
        return words.say(f"transferred.bot{whose}", **named)
    if data.get("team"):
        return words.say(f"transferred.team{whose}", team=words.team(data["team"]), **named)
    return words.say(f"transferred{whose}{_to(data)}", agent=words.name(data.get("agent")), **named)


def _refused(words: Words, data: Data, _at: datetime) -> str:
    return words.say(f"refused{_to(data)}", agent=words.name(data.get("agent")), by=words.name(data.get("by")))


def _transfer_refused(words: Words, data: Data, _at: datetime) -> str:
    return words.say("transfer_refused", agent=words.name(data.get("agent")), to=words.name(data.get("to")))


def _returned(words: Words, data: Data, _at: datetime) -> str:
    reason = data.get("reason")
    key = f"returned.{reason}" if reason in ("connection_lost", "left") else "returned"
    return words.say(key, agent=words.name(data.get("agent")), place=data.get("position") or 1)


def _offer_missed(words: Words, data: Data, _at: datetime) -> str:
    span = words.span(data.get("seconds") or 0)
    return words.say(f"offer_missed{_to(data)}", agent=words.name(data.get("agent")), span=span)


def _offer_ended(key: str) -> Says:
    return lambda words, data, _at: words.say(f"{key}{_to(data)}", agent=words.name(data.get("agent")))


def _set_away(words: Words, data: Data, _at: datetime) -> str:
    key = "set_away.missed_offer" if data.get("reason") == "missed_offer" else "set_away"
    return words.say(key, agent=words.name(data.get("agent")))


def _priority(words: Words, name: object) -> str:
    key = f"priority.{name}"
    return words.say(key) if key in words.templates else str(name)


def _priority_changed(words: Words, data: Data, _at: datetime) -> str:
    named = {"priority": _priority(words, data["priority"]), "was": _priority(words, data.get("was", "normal"))}
    by, because = data.get("by"), [reason(words, one) for one in data.get("because") or []]
    if because and not by:
        return words.say("priority_changed.rules", reasons=words.say("join.facts").join(because), **named)
    return words.say("priority_changed.by" if by else "priority_changed", by=words.name(by), **named)


def _went_ahead(words: Words, data: Data, _at: datetime) -> str:
    return words.count("went_ahead", data["passed"], priority=_priority(words, data["priority"]))


def _overflowed(words: Words, data: Data, _at: datetime) -> str:
    team, number = words.team(data.get("to_team")), data.get("number") or 0
    if data.get("because") == "seconds":
        said = words.say("overflowed.seconds", team=team, span=words.span(number))
    else:
        said = words.count("overflowed.waiting", number, team=team)
    if not data.get("waived"):
        return said
    return words.say("join.sentences").join([said, words.say("overflowed.waived", needs=words.skills(data["waived"]))])


def _needs_waived(words: Words, data: Data, _at: datetime) -> str:
    if data.get("because") == "seconds" and data.get("team"):
        span = words.span(data.get("seconds") or 0)
        return words.say("needs_waived.anybody", wants=wants_of(words, data), span=span)
    needs = words.skills(data.get("needs") or [{"name": ""}])
    if data.get("because") == "seconds":
        return words.say("needs_waived.seconds", needs=needs, span=words.span(data.get("seconds") or 0))
    return words.say("needs_waived.nobody_has", needs=needs)


def _team_empty(words: Words, data: Data, _at: datetime) -> str:
    return words.say("team_empty", team=words.team(data.get("team")))


def _taken_over(words: Words, data: Data, _at: datetime) -> str:
    giver = data.get("from")
    key = f"{'taken_over' if giver else 'taken_over.line'}{_to(data)}"
    return words.say(key, agent=words.name(data.get("agent")), to=words.name(giver))


def _needs_changed(words: Words, data: Data, _at: datetime) -> str:
    wants = wants_of(words, data)
    if data.get("removed"):
        return _removed(words, data, wants)
    if not data.get("by") and data.get("because"):
        reasons = [reason(words, because) for because in data["because"]]
        return words.say("needs_changed.rules", wants=wants, reasons=words.say("join.facts").join(reasons))
    by = words.name(data.get("by"))
    return words.say("needs_changed", by=by, wants=wants) if wants else words.say("needs_changed.nothing", by=by)


def _removed(words: Words, data: Data, wants: str) -> str:
    """A team or skill it needed is no more."""
    what, gone = next(iter(data["removed"].items()))
    said = words.say(f"needs_changed.removed_{what}", removed=words.name(gone), by=words.name(data.get("by")))
    if not wants:
        return said
    return words.say("join.sentences").join([said, words.say("needs_changed.left", wants=wants)])


def reason(words: Words, because: Data) -> str:
    """Which rule, tag, attribute or language asked for it; or that the line is too long."""
    if because["because"] == "overflow":
        return words.say("reason.overflow", number=str(because["number"]), team=words.team(because["team"]))
    return words.say(f"reason.{because['because']}", **because)


def wants_of(words: Words, data: Data) -> str:
    """`Returns, billing and priority VIP`: team, skills, priority; empty for whoever can take it at any time."""
    parts = [words.team(data["team"])] if data.get("team") else []
    parts += [words.skill(need) for need in data.get("needs") or []]
    if data.get("priority", "normal") != "normal":
        parts.append(words.say("wants.priority", priority=_priority(words, data["priority"])))
    return words.join(parts) if parts else ""


KINDS: dict[str, Says] = {
    "given": _given,
    "offered": _offered,
    "accepted": _taken("accepted"),
    "claimed": _taken("claimed"),
    "assigned": _assigned,
    "transferred": _transferred,
    "refused": _refused,
    "transfer_refused": _transfer_refused,
    "reopened": _taken("reopened"),
    "returned": _returned,
    "offer_missed": _offer_missed,
    "offer_declined": _offer_ended("offer_declined"),
    "offer_withdrawn": _offer_ended("offer_withdrawn"),
    "set_away": _set_away,
    "priority_changed": _priority_changed,
    "went_ahead": _went_ahead,
    "overflowed": _overflowed,
    "needs_waived": _needs_waived,
    "team_empty": _team_empty,
    "taken_over": _taken_over,
    "needs_changed": _needs_changed,
}
