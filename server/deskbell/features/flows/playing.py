"""Plays the engine's steps: whatever they ask for is done by a stage, the real conversation or a rehearsal."""

from __future__ import annotations

from typing import Any, Protocol

from deskbell.domain.flows.steps import Request, Steps, Stop


class Stage(Protocol):
    """Does what the engine asks for, and answers it (see `domain.flows.steps`)."""

    async def does(self, request: Request) -> Any: ...


async def play(steps: Steps, stage: Stage) -> Stop:
    """Until the walk comes to a stop."""
    answer: Any = None
    while True:
        try:
            request = steps.send(answer)
        except StopIteration as end:
            stop: Stop = end.value
            return stop
        answer = await stage.does(request)
