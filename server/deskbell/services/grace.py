"""The grace of a lost connection: for so long an agent without a socket keeps those they were talking with.

It is a timer row a conversation, due by its inbox's `routing.grace_seconds`. What follows when it is over is the
business of `departures`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from deskbell.domain.records import Conversation, Inbox
from deskbell.storage import inboxes, timers
from deskbell.storage.writer import Tx

AGENT_GRACE = "agent_grace"
GRACE_SECONDS, LEAST_SECONDS, MOST_SECONDS = 60, 10, 600


async def begin(tx: Tx, talks: Iterable[Conversation]) -> None:
    """The grace runs from now. An offline message has none: nobody waits behind it."""
    for conversation in talks:
        inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
        if conversation.kind == "live" and inbox is not None:
            await timers.put(tx.conn, AGENT_GRACE, conversation.id, tx.now + lasts(inbox))


def lasts(inbox: Inbox) -> timedelta:
    """How long the inbox waits for an agent to come back."""
    return timedelta(seconds=inbox.routing.get("grace_seconds", GRACE_SECONDS))


async def end(tx: Tx, talks: Iterable[Conversation]) -> None:
    await timers.drop_all(tx.conn, AGENT_GRACE, [conversation.id for conversation in talks])


async def over_now(tx: Tx, talks: Iterable[Conversation]) -> None:
    for conversation in talks:
        await timers.put(tx.conn, AGENT_GRACE, conversation.id, tx.now)


async def take_due(tx: Tx, talks: Iterable[Conversation]) -> set[str]:
    """Which of these have a grace that is over: it is taken away, so that it is over once."""
    return await timers.take_due(tx.conn, AGENT_GRACE, [conversation.id for conversation in talks], tx.now)
