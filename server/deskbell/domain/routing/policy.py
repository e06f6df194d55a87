"""An inbox's settings of routing, with what counts where nothing is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from deskbell.domain.routing.order import HEAD_START_SECONDS

ASSIGNMENTS = ("manual", "least_loaded", "longest_idle")
LEAST_OFFER, MOST_OFFER = 5, 300
APART_SECONDS = 60
"""For at least so long nobody is given what they gave away."""


class Policy(msgspec.Struct, frozen=True):
    """How an inbox gives conversations to agents."""

    assignment: str = "manual"
    prefer_last_agent: bool = True
    offer_seconds: int = 0
    """How long an agent has to accept; 0: it is given at once."""
    head_start_seconds: Mapping[str, int] = msgspec.field(default_factory=lambda: dict(HEAD_START_SECONDS))
    match_language: bool = False
    """Whether a visitor's language is a need where there is a skill for it."""
    waive_needs_seconds: int | None = None
    """After so long in line anybody may take it."""

    @property
    def gives(self) -> bool:
        """Whether conversations are given by rule; else agents claim them."""
        return self.assignment != "manual"

    @property
    def offers(self) -> bool:
        """Whether an agent is asked before they have it."""
        return self.gives and self.offer_seconds > 0

    @property
    def declined_seconds(self) -> int:
        """For so long who let an offer pass is not asked again."""
        return max(self.offer_seconds, 1)

    @property
    def given_away_seconds(self) -> int:
        """For so long who gave a conversation away is not given it again."""
        return max(self.offer_seconds, APART_SECONDS)


SERVE, FORM = "serve", "form"
"""Who is in line at closing time is served while agents stay, or is offered the form and keeps the place."""


def closing_of(routing: Mapping[str, Any]) -> str:
    """What an inbox does with its line at closing time."""
    closing: str = routing.get("closing", SERVE)
    return closing


def policy_of(routing: Mapping[str, Any]) -> Policy:
    """The policy in an inbox's `routing`; what it does not name has its default."""
    known = {name: routing[name] for name in Policy.__struct_fields__ if name in routing}
    if "head_start_seconds" in known:
        known["head_start_seconds"] = {**HEAD_START_SECONDS, **known["head_start_seconds"]}
    return Policy(**known)
