"""How long is waited for the silent: steps that are left out, texts that are emptied, hours that close in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbell.domain.business_hours import DAYS, after_open
from deskbell.domain.patience import (
    DEFAULT_TEXTS,
    IdlePolicy,
    SilencePolicy,
    idle_policy,
    return_hours,
    silence_policy,
)

WEEK = {
    "always_open": False,
    "time_zone": "UTC",
    "week": {day: [["09:00", "12:00"], ["13:00", "18:00"]] for day in DAYS},
}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+00:00")


@pytest.mark.parametrize(
    ("since", "minutes", "due"),
    [
        ("23T10:00", 5, "23T10:05"),
        ("23T11:58", 5, "23T13:03"),
        ("23T12:30", 5, "23T13:05"),
        ("23T17:55", 5, "24T09:00"),
        ("23T20:00", 0, "24T09:00"),
        ("23T11:00", 480, "24T11:00"),
    ],
)
def test_minutes_count_while_it_is_open(since: str, minutes: int, due: str) -> None:
    assert after_open(WEEK, _at(since), timedelta(minutes=minutes)) == _at(due)


def test_who_is_always_open_counts_all_minutes_and_who_never_opens_none() -> None:
    always, never = {**WEEK, "always_open": True}, {**WEEK, "week": {}}
    now = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    assert after_open(always, now, timedelta(minutes=5)) == now + timedelta(minutes=5)
    assert after_open(never, now, timedelta(minutes=5)) is None


@pytest.mark.parametrize(
    ("policy", "done", "name"),
    [
        (IdlePolicy(5, 10, 20), 0, "first"),
        (IdlePolicy(5, 10, 20), 1, "second"),
        (IdlePolicy(5, 10, 20), 2, "resolve"),
        (IdlePolicy(5, 10, 20), 3, None),
        (IdlePolicy(5, None, 20), 1, "resolve"),
        (IdlePolicy(None, None, 20), 0, "resolve"),
        (IdlePolicy(5, None, None), 1, None),
        (IdlePolicy(), 0, None),
    ],
)
def test_a_step_that_is_off_is_left_out(policy: IdlePolicy, done: int, name: str | None) -> None:
    step = policy.next_step(done)
    assert (step.name if step else None) == name


@pytest.mark.parametrize(
    ("policy", "told", "due"),
    [
        (SilencePolicy(5, 15), None, ("agent", 5)),
        (SilencePolicy(5, 15), "agent", ("leader", 15)),
        (SilencePolicy(5, 15), "leader", None),
        (SilencePolicy(None, 15), None, ("leader", 15)),
        (SilencePolicy(5, None), "agent", None),
        (SilencePolicy(15, 5), None, ("leader", 5)),
        (SilencePolicy(5, 5), None, ("agent", 5)),
        (SilencePolicy(None, None), None, None),
    ],
)
def test_who_is_told_next(policy: SilencePolicy, told: str | None, due: object) -> None:
    assert policy.next_told(told) == due


def test_what_is_not_set_has_its_default_and_an_emptied_text_too() -> None:
    assert idle_policy({}) == IdlePolicy() and silence_policy({}) == SilencePolicy() and return_hours({}) == 24
    routing = {"idle": {"remind_minutes": 3, "texts": {"en": {"first": "Hello?", "second": ""}}}, "return_hours": 0}
    policy = idle_policy(routing)
    assert policy.next_step(0) == (1, "first", 3) and return_hours(routing) == 0
    assert policy.text("first", "en") == "Hello?" and policy.text("second", "en") == DEFAULT_TEXTS["en"]["second"]
    assert policy.text("first", "zh-TW") == DEFAULT_TEXTS["zh-TW"]["first"]
