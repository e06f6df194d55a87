"""A line that is too long: who goes to another team, who is not let in, and who is offered the form."""

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
    """Whoever enters as more than the so-manieth goes to the team."""
    seconds: int | None = None
    """So does whoever has waited so long."""
    team_id: str | None = None
    limit: int | None = None
    """More people than this do not wait: others are offered the form at once."""
    beyond: str = "form"
    """`form`, or `callback`: the form asks for a number to call."""


def overflow_of(routing: Mapping[str, Any]) -> Overflow:
    known = routing.get("overflow") or {}
    return Overflow(**{name: known[name] for name in Overflow.__struct_fields__ if name in known})


def is_full(rule: Overflow, number: int, head_start_seconds: int) -> bool:
    """Whether somebody who would be the so-manieth in line is refused. Whose priority has a head start is let in: they would
    stand before many who wait."""
    return rule.limit is not None and number > rule.limit and head_start_seconds == 0


def needs_kept(team_id: str, needs: tuple[Need, ...], posts: Sequence[Post]) -> tuple[Need, ...] | None:
    """What is still needed of the team it goes to: all if somebody there has it, else nothing; None if nobody of the team
    is here, so that going there would help nobody."""
    members = [post for post in posts if team_id in post.teams]
    if not any(post.here for post in members):
        return None
    with_needs = Waiting("", 0, team_id=team_id, needs=needs)
    return needs if any(could_take(post, with_needs) for post in members) else ()
