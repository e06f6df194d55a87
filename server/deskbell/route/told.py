"""The answers of `deskbell route simulate` for a terminal. The sentences come from the server's own, in any language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deskbell.domain import business_hours
from deskbell.domain.records import Inbox
from deskbell.route.table import table
from deskbell.services.sentences import words

Wire = dict[str, Any]


def asked(answer: Wire, inbox: Inbox, locale: str) -> str:
    """The decision, what was asked for and why, and what was found of every agent."""
    zone = inbox.business_hours["time_zone"]
    at = business_hours.local(inbox.business_hours, datetime.fromisoformat(answer["at"]))
    moment = f"{inbox.name}, {at:%Y-%m-%d %H:%M} ({zone}), {'open' if answer['open'] else 'closed'}"
    parts = [answer["sentences"][locale], "", moment, *_wants(answer, locale), "", _agents(answer, locale)]
    parts += [
        "",
        *(said[locale] for said in answer["assumed"]),
        "Who is here, and with how much, is as the database has it.",
    ]
    return "\n".join(parts)


def _wants(answer: Wire, locale: str) -> list[str]:
    spoken = words(locale)
    names = ([answer["team"]["name"]] if answer["team"] else []) + [spoken.skill(need) for need in answer["needs"]]
    wants = f"Needs: {', '.join(names) or 'nothing special'}; priority {answer['priority']}; {answer['ahead']} ahead"
    because = [reason["sentences"][locale] for reason in answer["because"]]
    dropped = [answer["dropped"]["sentences"][locale]] if answer["dropped"] else []
    return [wants, *([f"Because of: {'; '.join(because)}"] if because else []), *dropped]


def _agents(answer: Wire, locale: str) -> str:
    if not answer["agents"]:
        return "Nobody belongs to this inbox."
    rows = [
        (
            "→" if one["chosen"] else "",
            one["agent"]["name"],
            f"{one['load']}/{one['capacity']}",
            one["sentences"][locale],
        )
        for one in answer["agents"]
    ]
    return table([("", "Agent", "Load", "Found"), *rows])


def replayed(answer: Wire, inbox: Inbox, locale: str) -> str:
    """What happened, the same day played as it is set now, and as it would have been."""
    happened = answer["happened"]
    head = f"{answer['date']} in {inbox.name} ({answer['time_zone']}): {happened['arrivals']} came to the line."
    if not happened["arrivals"]:
        return f"{head} There is nothing to play."
    changes = ", ".join(f"{name}={value}" for name, value in _flat(answer["changes"])) or "no change"
    runs = [happened, answer["as_set"], answer["changed"]]
    titles = ["", "Happened", "As set now", changes]
    sums = table([titles, *_sums(runs)], right=(1, 2, 3))
    loads = table([["Taken, most at once, load", *titles[1:]], *_loads(runs)], right=(1, 2, 3))
    taken = [f"- {said[locale]}" for said in answer["assumed"]]
    note = "As set now: the same day played, so that the play can be compared with what happened."
    return "\n".join([head, "", sums, "", loads, "", note, "Taken for granted:", *taken])


def _flat(changes: Wire, prefix: str = "") -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for name, value in changes.items():
        flat += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return flat


def _sums(runs: list[Wire]) -> list[list[str]]:
    return [
        ["Served", *(str(run["served"]) for run in runs)],
        ["Left unserved", *(f"{run['left']} ({run['abandonment']:.1%})" for run in runs)],
        ["Waiting at the end", *(str(run["still_waiting"]) for run in runs)],
        *([title, *(_wait(run, name) for run in runs)] for name, title in _WAITS),
    ]


_WAITS = (("median", "Wait, median"), ("nine_of_ten", "Wait, nine of ten"), ("longest", "Wait, longest"))


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
