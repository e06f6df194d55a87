"""What a simulated day is made of: who arrives, who works when, and by which rules. Moments are seconds since its start."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from deskbell.domain.routing.floor import Post
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.overflow import Overflow
from deskbell.domain.routing.policy import Policy


class Span(NamedTuple):
    """From `begin` until `end`, in seconds since the day's start."""

    begin: float
    end: float


class Handover(msgspec.Struct, frozen=True):
    """The agent hands the conversation on after so long: to a free colleague, or to a team's line."""

    after_seconds: float
    team_id: str | None = None
    refused: bool = False
    """The colleague gives it back."""


class Arrival(msgspec.Struct, frozen=True):
    """Somebody asks for a person."""

    id: str
    at: float
    handling_seconds: float
    """How long an agent has the conversation, all in all."""
    patience_seconds: float = math.inf
    """Who has waited so long leaves the line."""
    priority: str = "normal"
    team_id: str | None = None
    needs: tuple[Need, ...] = ()
    last_agent_id: str | None = None
    handover: Handover | None = None


class Worker(msgspec.Struct, frozen=True):
    """An agent and their day."""

    id: str
    name: str
    capacity: int
    shifts: tuple[Span, ...]
    breaks: tuple[Span, ...] = ()
    """Away: they keep what they have and are given nothing."""
    crashes: tuple[Span, ...] = ()
    """Without a connection: after the grace what they have goes back to the line."""
    finishes: bool = True
    """At the end of a shift they finish what they have; else they sign out at once and it goes back to the line."""
    inbox_capacity: int | None = None
    teams: Mapping[str, int] = {}
    skills: Mapping[str, int] = {}
    serves_again: bool = True

    def post(self) -> Post:
        """Their place at the desk before the day begins."""
        return Post(
            id=self.id,
            name=self.name,
            here=False,
            capacity=self.capacity,
            inbox_capacity=self.inbox_capacity,
            teams=self.teams,
            skills=self.skills,
            serves_again=self.serves_again,
        )


class Manners(msgspec.Struct, frozen=True):
    """How agents answer an offer, or claim where nothing is given by rule. Shares are 0..1."""

    answer_seconds: float = 4.0
    """On average; nobody takes more than three times as long, except who misses it."""
    declines: float = 0.0
    misses: float = 0.0
    away_seconds: float = 180.0
    """Who missed one, and was set away by it, is back after so long."""


class Raise(msgspec.Struct, frozen=True):
    """Somebody's priority changes."""

    at: float
    arrival_id: str
    priority: str


class Day(msgspec.Struct, frozen=True):
    arrivals: tuple[Arrival, ...]
    workers: tuple[Worker, ...]
    policy: Policy
    start: datetime = datetime(2026, 11, 23, tzinfo=UTC)
    grace_seconds: float = 60.0
    manners: Manners = Manners()
    raises: tuple[Raise, ...] = ()
    overflow: Overflow = Overflow()
    """Its limit is not played: whoever is refused does not arrive."""
    seed: int = 0
    """Of what is left to chance: how agents answer."""
