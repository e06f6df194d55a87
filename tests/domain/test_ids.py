"""Ids sort by when they were made: what is imported in one transaction keeps its order."""

import time
import uuid

import pytest

from deskbell.domain import ids


def test_ids_of_one_millisecond_sort_as_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_764_000_000_000_000_000)
    made = [ids.new_id() for _ in range(200)]
    assert made == sorted(set(made))
    assert all(uuid.UUID(one).version == 7 and uuid.UUID(one).variant == uuid.RFC_4122 for one in made)
    assert {uuid.UUID(one).int >> 80 for one in made} == {1_764_000_000_000}


def test_a_clock_that_is_put_back_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    ids.new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 1_764_000_000_000_000_000)
    assert uuid.UUID(ids.new_id()).int >> 80 == 1_764_000_000_000
