"""The words of one language: templates filled in, names and counts and spans as one says them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from deskbell.domain.locales import LOCALES

Data = Mapping[str, Any]
NAMED = 2
"""So many are named; the others are counted."""
_PLACES = re.compile(r"\{(\w+)\}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")
_UNITS = (
    (60, 1, "second"),
    (3600, 60, "minute"),
    (86_400, 3600, "hour"),
    (604_800, 86_400, "day"),
    (5_259_600, 604_800, "week"),
)
_MONTH = (0, 2_629_800, "month")
_WEEK = 604_800


class Words:
    """Everything is said by key; a key that counts has `.one` and `.other`."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        raw = files(__package__).joinpath(f"{locale}.json").read_bytes()
        self.templates = msgspec.json.decode(raw, type=dict[str, str])
        self._numbers = self.templates["numbers"].split()

    def say(self, key: str, **values: object) -> str:
        """What is filled in is never read as a template."""
        return fill(self.templates[key], {name: str(value) for name, value in values.items()})

    def count(self, key: str, count: int, **values: object) -> str:
        """`{n}` is the number, in words where one would write it in words."""
        number = self._numbers[count] if 0 <= count < len(self._numbers) else str(count)
        return self.say(f"{key}.{'one' if count == 1 else 'other'}", n=number, **values)

    def join(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        head, last = list(parts[:-1]), parts[-1]
        return self.say("join.last", head=self.templates["join.names"].join(head), last=last) if head else last

    def people(self, names: Sequence[str], count: int | None = None) -> str:
        """The first of them by name; `count` is how many they are where not all are in `names`."""
        count = len(names) if count is None else count
        if count <= NAMED and len(names) == count:
            return self.join(names)
        named = self.templates["join.names"].join(names[:NAMED])
        return self.count("join.more", count - len(names[:NAMED]), names=named)

    def name(self, who: Data | None) -> str:
        """An agent's, a team's or anybody's name; who is gone has none."""
        return str(who["name"]) if who and who.get("name") else self.templates["somebody"]

    def team(self, team: Data | None) -> str:
        return str(team["name"]) if team and team.get("name") else self.templates["a_team"]

    def teams(self, data: Data) -> str:
        """`Returns`, or `Returns or Second` where a second team may take it, too."""
        team = self.team(data["team"])
        other = data.get("overflow_team")
        return self.say("join.either", head=team, last=self.team(other)) if other else team

    def skill(self, need: Data) -> str:
        """A skill with its least level, if that is more than the first."""
        name = need.get("name") or self.templates["a_skill"]
        return self.say("skill.level", skill=name, level=need["level"]) if need.get("level", 1) > 1 else str(name)

    def skills(self, needs: Sequence[Data]) -> str:
        return self.join([self.skill(need) for need in needs])

    def span(self, seconds: float) -> str:
        """`8 minutes`; in the largest unit of which there is at least one, and two for months."""
        seconds = max(0, round(seconds))
        _, size, unit = next((row for row in _UNITS if seconds < row[0]), _MONTH)
        number = seconds // size
        return self.say(f"span.{unit}.{'one' if number == 1 else 'other'}", n=number)

    def ago(self, then: str | datetime | None, now: datetime) -> str | None:
        """`8 minutes ago`, `last week`; None where it is not known."""
        if then is None:
            return None
        moment = datetime.fromisoformat(then) if isinstance(then, str) else then
        seconds = (now - moment).total_seconds()
        if seconds < 60:
            return self.templates["ago.now"]
        if _WEEK <= seconds < 2 * _WEEK:
            return self.templates["ago.last_week"]
        return self.say("ago", span=self.span(seconds))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in. Chinese sets a space beside Latin and figures, none between its own signs."""
    parts = _PLACES.split(template)
    told = ""
    for index, part in enumerate(parts):
        piece = values[part] if index % 2 else part
        told += (" " if told and piece and _apart(told[-1], piece[0]) else "") + piece
    return told


def _apart(left: str, right: str) -> bool:
    han = bool(_HAN.match(left)), bool(_HAN.match(right))
    return han[0] != han[1] and bool(_LATIN.match(right if han[0] else left))


@cache
def words(locale: str) -> Words:
    """Of one of our languages; English for any other."""
    return Words(locale if locale in LOCALES else "en")
