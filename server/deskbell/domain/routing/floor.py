"""What the rules look at: those who wait and those at the desk, as they are at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from deskbell.domain.routing.needs import Need

FULL_SHARE = 100


class Pass(NamedTuple):
    """An agent let an offer pass or gave the conversation away, and is not asked about it again before `until`."""

    agent_id: str
    until: datetime


class Waiting(msgspec.Struct, frozen=True):
    """Somebody in an inbox's line."""

    id: str
    order: int
    """The place in line: smaller is earlier (see `order`)."""
    priority: str = "normal"
    team_id: str | None = None
    needs: tuple[Need, ...] = ()
    last_agent_id: str | None = None
    """Who served this person last."""
    passes: tuple[Pass, ...] = ()
    """One an agent, the latest at the end (`passed_on`). They are asked again only when nobody else is free, and nobody
    twice in a row while another is."""
    overflow_team_id: str | None = None
    """Another team that may take it, too; only where it has a team (see `overflow`)."""

    @property
    def kind(self) -> tuple[object, ...]:
        """All that decides who may take it: of equal kinds the earlier goes first."""
        return self.team_id, self.overflow_team_id, self.needs, self.passes


def passed_on(passes: Iterable[Pass], agent_id: str, until: datetime) -> tuple[Pass, ...]:
    """`Waiting.passes` once this agent has let it pass, again or for the first time."""
    return (*(one for one in passes if one.agent_id != agent_id), Pass(agent_id, until))


class Post(msgspec.Struct):
    """An agent's place at the desk, as one inbox sees it. `load` counts open conversations and offers under way."""

    id: str
    name: str
    here: bool
    """Online, with a connection."""
    capacity: int
    load: int = 0
    inbox_capacity: int | None = None
    inbox_load: int = 0
    asked: int = 0
    """Offers under way: whoever is asked about one is asked about nothing else."""
    teams: Mapping[str, int] = {}
    """The share, in percent, that they are given of each of their teams' conversations."""
    skills: Mapping[str, int] = {}
    """The level, 1 to 5, of each skill."""
    last_given_at: datetime | None = None
    serves_again: bool = True
    """Whether people they served before may come to them first."""

    def team_for(self, waiting: Waiting) -> str | None:
        """The team through which a conversation may come to them, its own before the one it overflowed to."""
        for team_id in (waiting.team_id, waiting.overflow_team_id):
            if team_id in self.teams:
                return team_id
        return None

    def in_team_of(self, waiting: Waiting) -> bool:
        """Whether they are in a team that is to answer it; without a team it is everybody's."""
        return waiting.team_id is None or self.team_for(waiting) is not None

    def share(self, waiting: Waiting) -> int:
        """In percent. Outside their teams it is the largest they have: who is new everywhere is new."""
        if waiting.team_id is None:
            return max(self.teams.values(), default=FULL_SHARE)
        return self.teams.get(self.team_for(waiting) or "", FULL_SHARE)
