"""Business hours: a week of ranges in a time zone, exceptions by date, and whether it is open at a moment. No I/O.

The wall clock of the inbox's place decides. On a date with an exception its ranges count in place of the week's.
Where a clock is put forward, a range begins or ends at the jump when its time does not exist; where it is put back, a
range begins at the first and ends at the second of two equal times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from deskbell.domain.clock import rfc3339_or_none
from deskbell.domain.forms import (
    Wrong,
    check_flag,
    check_form,
    check_optional_text,
    check_time_zone,
    invalid,
    invalid_field,
)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_RANGES = 12
MOST_EXCEPTIONS, MAX_EXCEPTION_NAME = 400, 60
SHOWN_DAYS = 7
_LOOK_AHEAD_DAYS = 400
"""How far an opening is looked for: a year of holidays, and some."""
_CLOSING_DAYS = 13
"""How far a closing is looked for: who is open for longer reads nothing of it."""
_ROUND_THE_CLOCK = [["00:00", "24:00"]]
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00", re.ASCII)
Interval = tuple[datetime, datetime]


def state(hours: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The wire's `business_hours` at a moment. `opens_at` is null when open or when no opening is near."""
    opened, opens_at, closes_at = _look(hours, now)
    return {
        "open": opened,
        "opens_at": rfc3339_or_none(opens_at),
        "closes_at": rfc3339_or_none(closes_at),
        "time_zone": hours["time_zone"],
        "always_open": hours["always_open"],
        "week": hours["week"],
        "exceptions": _coming(hours, now),
    }


def after_open(hours: dict[str, Any], since: datetime, span: timedelta) -> datetime | None:
    """When it will have been open for `span` since a moment, and is open still; None where that is out of sight."""
    if hours["always_open"] and not hours.get("exceptions"):
        return since + span
    left = span
    for begins, end in _intervals(hours, since):
        start = max(begins, since)
        if end - start > left:
            return start + left
        left -= max(end - start, timedelta())
    return None


def local(hours: dict[str, Any], moment: datetime) -> datetime:
    """The same moment by the wall clock of the place whose hours they are."""
    return moment.astimezone(ZoneInfo(hours["time_zone"]))


def _coming(hours: dict[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The exceptions of today and the days after it: of each weekday the next one."""
    first = now.astimezone(ZoneInfo(hours["time_zone"])).date()
    shown = {(first + timedelta(days=ahead)).isoformat() for ahead in range(SHOWN_DAYS)}
    return [exception for exception in hours.get("exceptions", []) if exception["date"] in shown]


def _look(hours: dict[str, Any], now: datetime) -> tuple[bool, datetime | None, datetime | None]:
    """Open?, when it opens, when it closes. Hours without a gap close at no known moment."""
    if hours["always_open"] and not hours.get("exceptions"):
        return True, None, None
    horizon = now.astimezone(UTC) + timedelta(days=_CLOSING_DAYS)
    closes: datetime | None = None
    for start, end in _intervals(hours, now):
        if closes is None and end > now:
            if start > now:
                return False, start, None
            closes = end
        elif closes is not None:
            if start > closes:  # ranges that touch are one: hours across midnight are written as two
                break
            closes = max(closes, end)
        if closes is not None and closes >= horizon:
            return True, None, None
    return closes is not None, None, closes


def _intervals(hours: dict[str, Any], now: datetime) -> Iterator[Interval]:
    zone = ZoneInfo(hours["time_zone"])
    exceptions = {
        date.fromisoformat(exception["date"]): exception["ranges"] for exception in hours.get("exceptions", [])
    }
    # From yesterday on: its last range ends today, or later where the clock is put back at midnight.
    first = now.astimezone(zone).date() - timedelta(days=1)
    for offset in range(_LOOK_AHEAD_DAYS + 2):
        day = first + timedelta(days=offset)
        usual = _ROUND_THE_CLOCK if hours["always_open"] else hours["week"].get(DAYS[day.weekday()], [])
        for begins, ends in exceptions.get(day, usual):
            start, end = _moment(day, begins, zone, fold=0), _moment(day, ends, zone, fold=1)
            if start < end:
                yield start, end


def _moment(day: date, text: str, zone: ZoneInfo, fold: int) -> datetime:
    """When the wall clock first shows that time or a later one (`fold=1`: of two equal times, the second)."""
    if text == "24:00":
        day, text = day + timedelta(days=1), "00:00"
    wall = datetime.combine(day, time.fromisoformat(text))
    before, after = (wall.replace(tzinfo=zone, fold=f).astimezone(UTC) for f in (1, 0))
    if before < after:
        return _jump(zone, before, after)
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the clock is put forward, between two moments around it."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def check_business_hours(value: Any) -> dict[str, Any]:
    """The parts of the hours that came, ranges in order, to be merged into those that stand. Raises `invalid_fields`."""
    return check_form(
        value,
        optional={
            "always_open": check_flag,
            "time_zone": check_time_zone,
            "week": _check_week,
            "exceptions": _check_exceptions,
        },
    )


def check_ever_open(hours: dict[str, Any], now: datetime) -> None:
    """Of whole hours: they open in sight, by the week or by a date. Raises `invalid_fields` if not."""
    opened, opens_at, _ = _look(hours, now)
    if not opened and opens_at is None:
        fault = "At least one day of the coming year must be open: nobody could ever be answered."
        raise invalid_field("business_hours.week", "never_open", fault)


def _check_week(value: Any) -> dict[str, Any]:
    return check_form(value, optional=dict.fromkeys(DAYS, _check_day))


def _check_day(value: Any) -> list[list[str]]:
    if not isinstance(value, list):
        raise Wrong("wrong_type", "A list of ranges is expected here.")
    if len(value) > MOST_RANGES:
        raise Wrong("too_many", f"At most {MOST_RANGES} ranges a day.")
    ranges = sorted(_check_range(item) for item in value)
    for (_, end), (start, _) in pairwise(ranges):
        if start < end:
            raise Wrong("overlap", f"Two ranges overlap at {start}.")
    return ranges


def _check_exceptions(value: Any) -> list[dict[str, Any]]:
    """In the order of their dates. Faults are named by where they came in the list (`exceptions.3.date`)."""
    if not isinstance(value, list):
        raise Wrong("wrong_type", "A list of exceptions is expected here.")
    if len(value) > MOST_EXCEPTIONS:
        raise Wrong("too_many", f"At most {MOST_EXCEPTIONS} dates.")
    places = {str(place): item for place, item in enumerate(value)}
    found = check_form(places, required=dict.fromkeys(places, _check_exception))
    _check_each_date_once(found)
    return sorted(found.values(), key=lambda exception: exception["date"])


def _check_exception(value: Any) -> dict[str, Any]:
    cleaned = check_form(
        value,
        required={"date": _check_date, "ranges": _check_day},
        optional={"name": partial(check_optional_text, longest=MAX_EXCEPTION_NAME)},
    )
    return {"date": cleaned["date"], "name": cleaned.get("name", ""), "ranges": cleaned["ranges"]}


def _check_date(value: Any) -> str:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise Wrong("unreadable", "A date is written like 2026-10-01.")


def _check_each_date_once(found: dict[str, dict[str, Any]]) -> None:
    seen: set[str] = set()
    doubles: dict[str, dict[str, str]] = {}
    for place, exception in found.items():
        if exception["date"] in seen:
            doubles[f"{place}.date"] = Wrong("double", f"{exception['date']} is there twice.").as_dict()
        seen.add(exception["date"])
    if doubles:
        raise invalid(doubles)


def _check_range(value: Any) -> list[str]:
    if not (isinstance(value, list) and len(value) == 2 and all(_is_time(item) for item in value)):
        raise Wrong("unreadable", 'A range is written like ["09:00", "18:00"], and may end at "24:00".')
    start, end = value
    if start == end:
        raise Wrong("empty_range", f"The range from {start} to {end} is empty.")
    if start > end:
        raise Wrong("backwards", f"{start} is after {end}. Hours across midnight are two ranges on two days.")
    return [start, end]


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None
