"""A wait that was told becomes earlier at any time, and later only with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbell.domain.routing.promise import Promise, first, follow, is_broken
from deskbell.domain.routing.waits import Wait

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TOLD = Wait(200, 120, 300)


def _after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def _told() -> Promise:
    return first(NOW, NOW, TOLD)


def test_drift_is_no_news_and_the_old_promise_stands() -> None:
    for drifted in (Wait(210, 130, 310), Wait(190, 110, 290), Wait(260, 150, 400)):
        assert follow(_told(), drifted, NOW) == _told()


def test_a_place_that_moved_is_told_as_of_now_and_not_later_than_promised() -> None:
    told = follow(_told(), Wait(260, 150, 400), _after(100), moved=True)
    assert told.left == Wait(200, 150, 200) and told.told_at == _after(100) and told.reason is None
    assert told.ends_at == _told().ends_at


def test_many_small_delays_do_not_creep_past_the_promise() -> None:
    promise = _told()
    for second in range(20, 180, 20):
        promise = follow(promise, Wait(200, 120, 300), _after(second), moved=True)
    assert promise.ends_at == _told().ends_at


def test_it_grows_with_what_happened_as_the_reason() -> None:
    grown = follow(_told(), Wait(350, 240, 480), _after(60), cause="priority_ahead")
    assert grown.left == Wait(350, 240, 480) and grown.reason is not None
    assert (grown.reason.code, grown.reason.before) == ("priority_ahead", (120, 300))
    assert grown.total == (300, 540)


def test_what_happened_is_remembered_until_it_shows() -> None:
    small = follow(_told(), Wait(205, 125, 315), NOW, cause="agent_left")
    assert small.left == TOLD and small.reason is None
    grown = follow(small, Wait(250, 150, 380), _after(1))
    assert grown.reason is not None and grown.reason.code == "agent_left"


def test_a_reason_goes_when_it_is_made_good() -> None:
    grown = follow(_told(), Wait(350, 240, 480), _after(60), cause="agent_left")
    assert follow(grown, Wait(340, 230, 470), _after(60), moved=True).reason is not None
    assert follow(grown, Wait(150, 90, 230), _after(60), moved=True).reason is None


def test_a_promise_that_cannot_be_kept_is_owned_up_to() -> None:
    slower = follow(_told(), Wait(300, 250, 400), _after(100))
    assert slower.reason is not None and slower.reason.code == "slower"
    assert is_broken(_told(), _after(300)) and not is_broken(slower, _after(300))


def test_nobody_here_says_nothing_and_remembers_what_was_promised() -> None:
    silent = follow(_told(), None, _after(10), cause="agent_left")
    assert silent.left is None and silent.reason is not None
    back = follow(silent, Wait(350, 240, 480), _after(300))
    assert back.reason is not None and (back.reason.code, back.reason.before) == ("agent_left", (120, 300))


def test_closing_takes_the_promise_back() -> None:
    closed = follow(_told(), None, _after(10))
    assert (closed.left, closed.ends_at, closed.reason) == (None, None, None)
    assert follow(closed, Wait(350, 240, 480), _after(9000)).reason is None
