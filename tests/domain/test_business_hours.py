"""Business hours: open or not, and when that changes, by the wall clock of the inbox's place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.domain.business_hours import DAYS, check_business_hours, check_ever_open, state
from deskbell.domain.errors import BadInput

WORKWEEK = {day: [["09:00", "18:00"]] for day in DAYS[:5]}


def _hours(zone: str, week: dict[str, Any], *, always_open: bool = False) -> dict[str, Any]:
    return check_business_hours({"always_open": always_open, "time_zone": zone, "week": week})


def _at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def _look(hours: dict[str, Any], moment: datetime) -> tuple[bool, str | None, str | None]:
    seen = state(hours, moment)
    return seen["open"], seen["opens_at"], seen["closes_at"]


def test_open_in_the_day_and_closed_at_night() -> None:
    hours = _hours("Asia/Shanghai", WORKWEEK)
    assert _look(hours, _at("2026-11-23T12:00", "Asia/Shanghai")) == (True, None, "2026-11-23T10:00:00.000Z")
    assert _look(hours, _at("2026-11-23T20:00", "Asia/Shanghai")) == (False, "2026-11-24T01:00:00.000Z", None)


def test_the_first_minute_is_open_and_the_last_is_closed() -> None:
    hours = _hours("UTC", WORKWEEK)
    assert _look(hours, _at("2026-11-23T09:00"))[0]
    assert not _look(hours, _at("2026-11-23T18:00"))[0]


def test_friday_evening_opens_on_monday() -> None:
    assert _look(_hours("UTC", WORKWEEK), _at("2026-11-27T18:30")) == (False, "2026-11-30T09:00:00.000Z", None)


def test_always_open_and_never_open() -> None:
    assert _look(_hours("UTC", WORKWEEK, always_open=True), _at("2026-11-28T03:00")) == (True, None, None)
    never = {"always_open": False, "time_zone": "UTC", "week": {day: [] for day in DAYS}}
    assert _look(never, _at("2026-11-28T03:00")) == (False, None, None)
    with pytest.raises(BadInput) as caught:
        check_ever_open(never)
    assert caught.value.fields == {
        "business_hours.week": {
            "code": "never_open",
            "message": "At least one day must be open: nobody could ever be answered.",
        }
    }


def test_across_midnight_is_one_stretch() -> None:
    hours = _hours("UTC", {"fri": [["20:00", "24:00"]], "sat": [["00:00", "02:00"]]})
    assert _look(hours, _at("2026-11-27T23:00")) == (True, None, "2026-11-28T02:00:00.000Z")
    assert _look(hours, _at("2026-11-28T00:00")) == (True, None, "2026-11-28T02:00:00.000Z")


def test_a_week_without_a_gap_never_closes() -> None:
    hours = _hours("Europe/Berlin", {day: [["00:00", "24:00"]] for day in DAYS})
    assert _look(hours, _at("2026-03-29T02:30", "Europe/Berlin")) == (True, None, None)


def test_lunch_is_closed() -> None:
    hours = _hours("UTC", {"mon": [["13:00", "17:00"], ["09:00", "12:00"]]})
    assert hours["week"]["mon"] == [["09:00", "12:00"], ["13:00", "17:00"]]
    assert _look(hours, _at("2026-11-23T12:30")) == (False, "2026-11-23T13:00:00.000Z", None)


def test_a_time_that_the_clock_skips_is_the_jump() -> None:
    """Berlin, 29 March 2026: 02:00 becomes 03:00, at 01:00 UTC."""
    begins = _hours("Europe/Berlin", {"sun": [["02:30", "05:00"]]})
    assert _look(begins, _at("2026-03-29T00:00")) == (False, "2026-03-29T01:00:00.000Z", None)
    ends = _hours("Europe/Berlin", {"sun": [["01:00", "02:30"]]})
    assert _look(ends, _at("2026-03-29T00:30")) == (True, None, "2026-03-29T01:00:00.000Z")


def test_hours_that_the_clock_swallows_come_a_week_later() -> None:
    hours = _hours("Europe/Berlin", {"sun": [["02:10", "02:50"]]})
    assert _look(hours, _at("2026-03-28T12:00")) == (False, "2026-04-05T00:10:00.000Z", None)


def test_a_time_that_comes_twice_begins_at_the_first_and_ends_at_the_second() -> None:
    """Berlin, 25 October 2026: 03:00 becomes 02:00, at 01:00 UTC."""
    hours = _hours("Europe/Berlin", {"sun": [["02:15", "02:45"]]})
    assert _look(hours, _at("2026-10-25T00:00")) == (False, "2026-10-25T00:15:00.000Z", None)
    assert _look(hours, _at("2026-10-25T01:00")) == (True, None, "2026-10-25T01:45:00.000Z")


def test_a_day_that_a_country_skipped() -> None:
    """Samoa went from 29 to 31 December 2011: that Friday never was."""
    hours = _hours("Pacific/Apia", {"fri": [["09:00", "17:00"]]})
    opened, opens_at, _ = _look(hours, _at("2011-12-30T00:00"))
    assert (opened, opens_at) == (False, "2012-01-05T19:00:00.000Z")


_range = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@settings(deadline=None)
@given(
    week=st.dictionaries(st.sampled_from(DAYS), st.lists(_range, max_size=1)).filter(lambda week: any(week.values())),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"]),
    minute=st.integers(0, 500_000),
)
def test_what_is_told_comes_true(week: dict[str, list[tuple[int, int]]], zone: str, minute: int) -> None:
    """A moment before it changes nothing has changed yet; at that moment it has."""
    ranges = {day: [[_clock(start), _clock(end)] for start, end in some] for day, some in week.items()}
    hours = _hours(zone, ranges)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    opened, opens_at, closes_at = _look(hours, now)
    change = opens_at or closes_at
    if change is None:
        assert opened  # round the clock
        return
    moment = datetime.fromisoformat(change)
    assert moment > now
    assert _look(hours, moment - timedelta(seconds=1))[0] == opened
    assert _look(hours, moment)[0] != opened


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ([["18:00", "09:00"]], "backwards"),
        ([["09:00", "09:00"]], "empty_range"),
        ([["24:00", "24:00"]], "empty_range"),
        ([["09:00", "12:00"], ["11:59", "13:00"]], "overlap"),
        ([["9:00", "12:00"]], "unreadable"),
        ([["09:00", "24:01"]], "unreadable"),
        ([["٠٩:00", "12:00"]], "unreadable"),
        ([["09:00"]], "unreadable"),
        (["09:00", "18:00"], "unreadable"),
        ([[9, 18]], "unreadable"),
        ([["00:00", "00:01"]] * 13, "too_many"),
        ("09:00-18:00", "wrong_type"),
        (None, "wrong_type"),
    ],
)
def test_hours_that_cannot_be(day: Any, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        _hours("UTC", {"mon": day})
    assert caught.value.fields is not None
    assert caught.value.fields["week.mon"]["code"] == code


@pytest.mark.parametrize("zone", ["Factory", "localtime", "", "Mars/Olympus"])
def test_a_time_zone_is_that_of_a_place(zone: str) -> None:
    with pytest.raises(BadInput) as caught:
        _hours(zone, WORKWEEK)
    assert set(caught.value.fields or {}) == {"time_zone"}


def test_all_that_is_wrong_is_named() -> None:
    with pytest.raises(BadInput) as caught:
        check_business_hours({"always_open": "yes", "time_zone": "Mars/Olympus", "week": {"monday": []}})
    assert set(caught.value.fields or {}) == {"always_open", "time_zone", "week.monday"}
