"""A line that is too long: whom another team may take, too, who is not let in, and who is offered the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from deskbell.domain.routing.choice import could_take
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need


class Overflow(msgspec.Struct, frozen=True):
    """What an inbox does with a line that is too long."""

    waiting: int | None = None
    """Whoever stands further back than this may be taken by the team, too."""
    seconds: int | None = None
    """So may whoever has waited so long."""
    team_id: str | None = None
    limit: int | None = None
    """More people than this do not wait: others are offered the form at once."""
    beyond: str = "form"
    """`form`, or `callback`: the form asks for a number to call."""

    @property
    def helps(self) -> bool:
        """Whether another team may take anybody at all."""
        return self.team_id is not None and (self.waiting, self.seconds) != (None, None)


def overflow_of(routing: Mapping[str, Any]) -> Overflow:
    known = routing.get("overflow") or {}
    return Overflow(**{name: known[name] for name in Overflow.__struct_fields__ if name in known})


def is_full(rule: Overflow, number: int, head_start_seconds: int) -> bool:
    """Whether somebody who would be the so-manieth in line is refused. Whose priority has a head start is let in: they would
    stand before many who wait."""
    return rule.limit is not None and number > rule.limit and head_start_seconds == 0


class Wider(msgspec.Struct, frozen=True):
    """What a conversation asks for once another team may take it, too."""

    overflow_team_id: str | None
    needs: tuple[Need, ...]


def widened(own_team_id: str | None, needs: Sequence[Need], team_id: str, posts: Sequence[Post]) -> Wider | None:
    """How the team it overflows to could help; None where that would help nobody: none of them who could is here, or they
    may take it already.

    It only ever gains agents: a team is kept beside the other one, and what has no team gets none. Needs fall away only
    where nobody of that team has them.
    """
    theirs = Waiting("", 0, team_id=team_id, needs=tuple(needs))
    if not any(could_take(post, theirs) for post in posts):
        theirs = Waiting("", 0, team_id=team_id)
    if not any(post.here and could_take(post, theirs) for post in posts):
        return None
    helper = None if own_team_id in (None, team_id) else team_id
    return None if helper is None and theirs.needs == tuple(needs) else Wider(helper, theirs.needs)
