"""The stated fallbacks for what nobody could ever serve. No I/O.

A team without members is as good as none; of needs that no one agent has together, those are kept of which somebody has
the most. So everybody who waits can be served by somebody of the inbox, if it has anybody at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need


class Reach(msgspec.Struct, frozen=True):
    """What is left of a team and needs when what nobody has is dropped."""

    team_id: str | None
    needs: tuple[Need, ...]
    waived: tuple[Need, ...]
    team_is_empty: bool


def within_reach(
    team_id: str | None, needs: Sequence[Need], posts: Sequence[Post], overflow_team_id: str | None = None
) -> Reach:
    """`posts` are the active agents of the inbox, here or not."""
    empty = team_id is not None and not any(team_id in post.teams for post in posts)
    asked = Waiting("", 0, team_id=None if empty else team_id, overflow_team_id=overflow_team_id)
    best: tuple[Need, ...] = ()
    for post in posts:
        if not post.in_team_of(asked):
            continue
        has = tuple(need for need in needs if post.skills.get(need.skill_id, 0) >= need.level)
        best = has if len(has) > len(best) else best
    waived = tuple(need for need in needs if need not in best)
    return Reach(asked.team_id, best, waived, empty)
