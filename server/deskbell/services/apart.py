"""Long work in a thread that lets the chat go first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from deskbell.domain.retrieval import step_aside

T = TypeVar("T")
R = TypeVar("R")


async def one_by_one(work: Callable[[T], R], many: Iterable[T]) -> list[R]:
    """`work` of each, in their order. A thread that never waits would keep the event loop from most of its turns."""

    def all_of_them() -> list[R]:
        done = []
        for one in many:
            done.append(work(one))
            step_aside()
        return done

    return await asyncio.to_thread(all_of_them)
