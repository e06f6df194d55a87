"""Business hours: open or not, and when that changes, by the wall clock of the inbox's place."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.domain.business_hours import DAYS, check_business_hours, check_ever_open, state
from deskbell.domain.errors import BadInput

WORKWEEK = {day: [["09:00", "18:00"]] for day in DAYS[:5]}


HOLIDAYS = Path(__file__).parents[3] / "shared" / "data" / "holidays-cn" / "2026.json"
CASES = json.loads((Path(__file__).parent / "business_hours.json").read_text("utf-8"))
"""Moments and what is true then. The settings' own clock is held to the same (`admin/tests/hours.test.mjs`)."""


def _hours(
    zone: str, week: dict[str, Any], *, always_open: bool = False, exceptions: dict[str, Any] | None = None
) -> dict[str, Any]:
    listed = [{"date": day, "ranges": ranges} for day, ranges in (exceptions or {}).items()]
    return check_business_hours(
        {"always_open": always_open, "time_zone": zone, "week": week, "exceptions": listed},
    )


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


@pytest.mark.parametrize("case", CASES, ids=[case["told"] for case in CASES])
def test_a_moment(case: dict[str, Any]) -> None:
    hours = {"always_open": case.get("always_open", False), "time_zone": case["time_zone"], "week": case["week"]}
    if "exceptions" in case:
        hours["exceptions"] = case["exceptions"]
    hours = check_business_hours(hours)
    for at, opened, opens_at, closes_at in case["moments"]:
        seen = state(hours, datetime.fromisoformat(at))
        assert (seen["open"], seen["opens_at"], seen["closes_at"]) == (opened, opens_at, closes_at), at


def test_a_year_of_holidays_in_shanghai() -> None:
    """National Day of 2026 is from the 1st to the 7th of October; Saturday the 10th is worked in return."""
    if not HOLIDAYS.exists():
        pytest.skip(f"no holidays at {HOLIDAYS}")
    days = json.loads(HOLIDAYS.read_text("utf-8"))["days"]
    hours = _hours(
        "Asia/Shanghai", WORKWEEK, exceptions={day["date"]: [] if day["isOffDay"] else WORKWEEK["mon"] for day in days}
    )
    evening = _at("2026-09-30T18:00", "Asia/Shanghai")
    assert _look(hours, evening) == (False, "2026-10-08T01:00:00.000Z", None)
    assert _look(hours, _at("2026-10-08T12:00", "Asia/Shanghai"))[0]
    assert _look(hours, _at("2026-10-10T12:00", "Asia/Shanghai")) == (True, None, "2026-10-10T10:00:00.000Z")
    assert not _look(hours, _at("2026-10-17T12:00", "Asia/Shanghai"))[0]
    for day in days:
        assert _look(hours, _at(f"{day['date']}T12:00", "Asia/Shanghai"))[0] != day["isOffDay"], day


def test_an_opening_is_found_a_year_ahead_and_not_for_ever() -> None:
    first = date(2026, 7, 1)
    closed: dict[str, Any] = {(first + timedelta(days=ahead)).isoformat(): [] for ahead in range(399)}
    hours = _hours("UTC", {day: [["09:00", "18:00"]] for day in DAYS}, exceptions=closed)
    assert _look(hours, _at("2026-07-01T12:00")) == (False, "2027-08-04T09:00:00.000Z", None)
    once = _hours("UTC", {}, exceptions={"2027-09-01": [["09:00", "18:00"]]})
    assert _look(once, _at("2026-07-01T12:00")) == (False, None, None)


def test_the_exceptions_of_the_coming_week_are_told_and_no_others() -> None:
    """In Auckland it is the 2nd already."""
    listed: dict[str, Any] = {f"2026-10-{day:02}": [] for day in (1, 2, 8, 9)}
    seen = state(_hours("Pacific/Auckland", WORKWEEK, exceptions=listed), _at("2026-10-01T20:00"))
    assert seen["exceptions"] == [{"date": f"2026-10-0{day}", "name": "", "ranges": []} for day in (2, 8)]


def test_hours_stored_before_there_were_exceptions() -> None:
    seen = state({"always_open": False, "time_zone": "UTC", "week": WORKWEEK}, _at("2026-11-23T12:00"))
    assert (seen["open"], seen["exceptions"]) == (True, [])


def test_always_open_and_never_open() -> None:
    assert _look(_hours("UTC", WORKWEEK, always_open=True), _at("2026-11-28T03:00")) == (True, None, None)
    never = {"always_open": False, "time_zone": "UTC", "week": {day: [] for day in DAYS}}
    assert _look(never, _at("2026-11-28T03:00")) == (False, None, None)
    with pytest.raises(BadInput) as caught:
        check_ever_open(never, _at("2026-11-28T03:00"))
    assert caught.value.fields == {
        "business_hours.week": {
            "code": "never_open",
            "message": "At least one day of the coming year must be open: nobody could ever be answered.",
        }
    }


def test_hours_are_judged_by_whether_they_open_in_the_coming_year() -> None:
    now = _at("2026-11-28T03:00")
    mondays = [(now + timedelta(days=2, weeks=week)).date().isoformat() for week in range(60)]
    shut: dict[str, Any] = {monday: [] for monday in mondays}
    with pytest.raises(BadInput):
        check_ever_open(_hours("UTC", {"mon": [["09:00", "10:00"]]}, exceptions=shut), now)
    check_ever_open(_hours("UTC", {"mon": [["09:00", "10:00"]]}, exceptions={key: [] for key in mondays[:30]}), now)
    check_ever_open(_hours("UTC", {}, exceptions={"2026-12-24": [["09:00", "18:00"]]}), now)


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
    exceptions=st.dictionaries(st.integers(-1, 20), st.lists(_range, max_size=1), max_size=12),
    always_open=st.booleans(),
)
def test_what_is_told_comes_true(
    week: dict[str, list[tuple[int, int]]],
    zone: str,
    minute: int,
    exceptions: dict[int, list[tuple[int, int]]],
    always_open: bool,
) -> None:
    """A moment before it changes nothing has changed yet; at that moment it has."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    ranges = {day: [[_clock(start), _clock(end)] for start, end in some] for day, some in week.items()}
    dates = {
        (now.date() + timedelta(days=ahead)).isoformat(): [[_clock(start), _clock(end)] for start, end in some]
        for ahead, some in exceptions.items()
    }
    hours = _hours(zone, ranges, always_open=always_open, exceptions=dates)
    opened, opens_at, closes_at = _look(hours, now)
    change = opens_at or closes_at
    if change is None:
        assert opened  # round the clock, as far as a closing is looked for
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


@pytest.mark.parametrize(
    ("exceptions", "field", "code"),
    [
        ({"2026-10-01": []}, "exceptions", "wrong_type"),
        ([{"date": "2026-10-01", "ranges": []}] * 401, "exceptions", "too_many"),
        ([{"date": "2026-10-01", "ranges": []}] * 2, "exceptions.1.date", "double"),
        (["2026-10-01"], "exceptions.0", "wrong_type"),
        ([{"date": "2026-02-29", "ranges": []}], "exceptions.0.date", "unreadable"),
        ([{"date": "20261001", "ranges": []}], "exceptions.0.date", "unreadable"),
        ([{"date": "2026-10-01T00:00", "ranges": []}], "exceptions.0.date", "unreadable"),
        ([{"date": "２０２６-10-01", "ranges": []}], "exceptions.0.date", "unreadable"),
        ([{"date": 20261001, "ranges": []}], "exceptions.0.date", "unreadable"),
        ([{"date": "2026-10-01"}], "exceptions.0.ranges", "missing"),
        ([{"date": "2026-10-01", "ranges": [["18:00", "09:00"]]}], "exceptions.0.ranges", "backwards"),
        ([{"date": "2026-10-01", "ranges": None}], "exceptions.0.ranges", "wrong_type"),
        ([{"date": "2026-10-01", "ranges": [], "name": "x" * 61}], "exceptions.0.name", "too_long"),
        ([{"date": "2026-10-01", "ranges": [], "name": 5}], "exceptions.0.name", "wrong_type"),
        ([{"date": "2026-10-01", "ranges": [], "isOffDay": True}], "exceptions.0.isOffDay", "unknown"),
    ],
)
def test_exceptions_that_cannot_be(exceptions: Any, field: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_business_hours({"exceptions": exceptions})
    assert {name: fault["code"] for name, fault in (caught.value.fields or {}).items()} == {field: code}


def test_exceptions_stand_in_the_order_of_their_dates() -> None:
    named = {"date": "2026-10-02", "name": " 国庆节 ", "ranges": [["13:00", "14:00"], ["09:00", "12:00"]]}
    checked = check_business_hours({"exceptions": [named, {"date": "2026-10-01", "ranges": []}]})
    assert checked["exceptions"] == [
        {"date": "2026-10-01", "name": "", "ranges": []},
        {"date": "2026-10-02", "name": "国庆节", "ranges": [["09:00", "12:00"], ["13:00", "14:00"]]},
    ]


@pytest.mark.parametrize("zone", ["Factory", "localtime", "", "Mars/Olympus"])
def test_a_time_zone_is_that_of_a_place(zone: str) -> None:
    with pytest.raises(BadInput) as caught:
        _hours(zone, WORKWEEK)
    assert set(caught.value.fields or {}) == {"time_zone"}


def test_all_that_is_wrong_is_named() -> None:
    with pytest.raises(BadInput) as caught:
        check_business_hours({"always_open": "yes", "time_zone": "Mars/Olympus", "week": {"monday": []}})
    assert set(caught.value.fields or {}) == {"always_open", "time_zone", "week.monday"}
