"""The answers of `deskbell route simulate` for a terminal. The sentences come from the server's own, in any language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deskbell.domain import business_hours
from deskbell.domain.records import Inbox
from deskbell.route.table import table
from deskbell.services.sentences import Words, words

Wire = dict[str, Any]


def asked(answer: Wire, inbox: Inbox, locale: str) -> str:
    """The decision, what was asked for and why, and what was found of every agent."""
    spoken = words(locale)
    at = business_hours.local(inbox.business_hours, datetime.fromisoformat(answer["at"]))
    moment = spoken.say(
        "route.moment",
        inbox=inbox.name,
        moment=f"{at:%Y-%m-%d %H:%M}",
        zone=inbox.business_hours["time_zone"],
        state=spoken.say("route.open" if answer["open"] else "route.closed"),
    )
    taken = [said[locale] for said in answer["assumed"]]
    parts = [answer["sentences"][locale], "", moment, *_wants(answer, spoken), "", _agents(answer, spoken)]
    return "\n".join([*parts, "", *taken, spoken.say("route.as_stored")])


def _wants(answer: Wire, spoken: Words) -> list[str]:
    names = ([answer["team"]["name"]] if answer["team"] else []) + [spoken.skill(need) for need in answer["needs"]]
    wants = spoken.say(
        "route.wants",
        needs=spoken.say("join.names").join(names) or spoken.say("route.nothing_special"),
        priority=spoken.say("wants.priority", priority=spoken.say(f"priority.{answer['priority']}")),
        ahead=answer["ahead"],
    )
    reasons = spoken.say("route.reasons").join(reason["sentences"][spoken.locale] for reason in answer["because"])
    dropped = [answer["dropped"]["sentences"][spoken.locale]] if answer["dropped"] else []
    return [wants, *([spoken.say("route.because", reasons=reasons)] if reasons else []), *dropped]


def _agents(answer: Wire, spoken: Words) -> str:
    if not answer["agents"]:
        return spoken.say("route.nobody")
    rows = [
        (
            "→" if one["chosen"] else "",
            one["agent"]["name"],
            f"{one['load']}/{one['capacity']}",
            one["sentences"][spoken.locale],
        )
        for one in answer["agents"]
    ]
    return table([("", *(spoken.say(f"route.{name}") for name in ("agent", "load", "found"))), *rows])


def replayed(answer: Wire, inbox: Inbox, locale: str) -> str:
    """What happened, the same day played as it is set now, and as it would have been."""
    spoken, happened = words(locale), answer["happened"]
    day = {"date": answer["date"], "zone": answer["time_zone"], "n": happened["arrivals"]}
    head = spoken.say("route.came", inbox=inbox.name, **day)
    if not happened["arrivals"]:
        return spoken.say("route.nothing_to_play", came=head)
    changes = spoken.say("join.names").join(f"{name}={value}" for name, value in _flat(answer["changes"]))
    runs = [happened, answer["as_set"], answer["changed"]]
    titles = [spoken.say("route.happened"), spoken.say("route.as_set"), changes or spoken.say("route.no_change")]
    sums = table([["", *titles], *_sums(runs, spoken)], right=(1, 2, 3))
    loads = table([[spoken.say("route.taken"), *titles], *_loads(runs)], right=(1, 2, 3))
    taken = [f"- {said[locale]}" for said in answer["assumed"]]
    notes = [spoken.say("route.as_set_note"), spoken.say("route.granted")]
    return "\n".join([head, "", sums, "", loads, "", *notes, *taken])


def _flat(changes: Wire, prefix: str = "") -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for name, value in changes.items():
        flat += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return flat


def _sums(runs: list[Wire], spoken: Words) -> list[list[str]]:
    return [
        [spoken.say("route.served"), *(str(run["served"]) for run in runs)],
        [spoken.say("route.left"), *(f"{run['left']} ({run['abandonment']:.1%})" for run in runs)],
        [spoken.say("route.still_waiting"), *(str(run["still_waiting"]) for run in runs)],
        *([spoken.say(f"route.{name}"), *(_wait(run, name) for run in runs)] for name in _WAITS),
    ]


_WAITS = ("median", "nine_of_ten", "longest")


def _wait(run: Wire, name: str) -> str:
    return "–" if run["waits"] is None else clock(run["waits"][name])


def clock(seconds: int) -> str:
    """`4:12`, or `1:04:12` above an hour."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _loads(runs: list[Wire]) -> list[list[str]]:
    by_agent = [{one["agent"]["id"]: one for one in run["agents"]} for run in runs]
    names = {agent_id: one["agent"]["name"] for run in by_agent for agent_id, one in run.items()}
    ids = sorted(names, key=lambda agent_id: (names[agent_id].casefold(), agent_id))
    return [[names[agent_id] or "?", *(_load(run.get(agent_id)) for run in by_agent)] for agent_id in ids]


def _load(one: Wire | None) -> str:
    if one is None:
        return "–"
    return f"{one['taken']}, {one['most']}, {'–' if one['load'] is None else format(one['load'], '.2f')}"
