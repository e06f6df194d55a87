"""What a feature may bring: commands, routes, hooks, subscribers. `app` lists the features; the core knows none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.routing import BaseRoute

from deskbell.realtime.command import Command
from deskbell.services.core import Core

Subscribe = Callable[[Core, list[Any]], Awaitable[None]]


@dataclass(frozen=True)
class Feature:
    """One folder under `features/`. `join` hangs its hooks on the core; it may also keep state for its subscribers.

    `start` puts in order what is stored, before anybody is served.
    """

    name: str
    visitor_commands: Sequence[Command] = ()
    agent_commands: Sequence[Command] = ()
    routes: Sequence[BaseRoute] = ()
    join: Callable[[Core], None] | None = None
    start: Callable[[Core], Awaitable[None]] | None = None
    subscribers: Sequence[Subscribe] = field(default=())
