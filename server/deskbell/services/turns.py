"""Whose turn it is in a conversation with an agent, and the timer rows that watch over it.

The visitor's turn has `idle_since`, the agent's `silent_since`; with nobody, in line or with the bot it has neither. What
follows when somebody is silent for too long is the business of `idle` and `silence`. A row may be early, never lost: the
rule works out anew from what is stored whether it is time, so that clocks that jump, and settings and hours that change,
move it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from deskbell.domain.business_hours import after_open, state
from deskbell.domain.patience import idle_policy, silence_policy
from deskbell.domain.records import Conversation, Inbox
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, timers
from deskbell.storage.writer import Tx

VISITOR_IDLE, AGENT_SILENT = "visitor_idle", "agent_silent"
LOOK_AGAIN = timedelta(days=1)
"""Where no opening is in sight."""
_NOBODYS: dict[str, Any] = {"idle_since": None, "reminders": 0, "silent_since": None, "silence_told": None}


async def visitor_wrote(tx: Tx, conversation: Conversation) -> None:
    """It is the agent's turn, since the first word that is not answered."""
    since = conversation.silent_since
    if _with_agent(conversation) and (since is None or since > tx.now):
        await _agents_turn(tx, conversation)


async def agent_wrote(tx: Tx, conversation: Conversation) -> None:
    """It is the visitor's turn, since the agent's last word."""
    if not _with_agent(conversation):
        return
    since = conversation.idle_since
    changed = await rows.change(tx.conn, conversation.id, **_NOBODYS | {"idle_since": tx.now})
    if since is None or since > tx.now or conversation.reminders:  # else the row that stands is early at most
        await timers.drop(tx.conn, AGENT_SILENT, conversation.id)
        await watch(tx, changed)


async def came_to_agent(tx: Tx, conversation: Conversation, reason: str) -> None:
    """It came to an agent, who owes a word; unless it was the visitor's turn, or an agent took up what was over."""
    if not _with_agent(conversation) or conversation.idle_since is not None or reason == "reopened":
        return
    await _agents_turn(tx, conversation)


async def is_nobodys(tx: Tx, conversation: Conversation) -> None:
    """No agent has it any more, or it is over."""
    if conversation.idle_since is None and conversation.silent_since is None:
        return
    await rows.change(tx.conn, conversation.id, **_NOBODYS)
    for kind in (VISITOR_IDLE, AGENT_SILENT):
        await timers.drop(tx.conn, kind, conversation.id)


async def policy_changed(tx: Tx, inbox: Inbox) -> None:
    """Other minutes or other hours: they count for the turns under way, too."""
    for conversation in await rows.open_with_agents(tx.conn):
        if conversation.inbox_id == inbox.id:
            await watch(tx, conversation)


async def watch(tx: Tx, conversation: Conversation) -> None:
    """Set the timers as they follow from what is stored; where nothing is to follow there is none."""
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
    if inbox is None:
        return
    due = {VISITOR_IDLE: idle_due(conversation, inbox), AGENT_SILENT: silence_due(conversation, inbox)}
    for kind, at in due.items():
        if at is not None:
            await timers.put(tx.conn, kind, conversation.id, at)
        else:
            await timers.drop(tx.conn, kind, conversation.id)


async def overdue(tx: Tx, kind: str, conversation_id: str) -> tuple[Conversation, Inbox] | None:
    """For the timers' rules: the conversation in which it is time; None when it is not, or not yet."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id) if conversation is not None else None
    if conversation is None or inbox is None or not _with_agent(conversation):
        return None
    column, due_at = _TURNS[kind]
    if (getattr(conversation, column) or tx.now) > tx.now:  # the clock was put back: the turn begins again
        conversation = await rows.change(tx.conn, conversation.id, **{column: tx.now})
    due = due_at(conversation, inbox)
    if due is not None and due <= tx.now and state(inbox.business_hours, tx.now)["open"]:
        return conversation, inbox
    if due is not None:
        await timers.put(tx.conn, kind, conversation.id, due if due > tx.now else tx.now + LOOK_AGAIN)
    return None


def idle_due(conversation: Conversation, inbox: Inbox) -> datetime | None:
    """When the next step for an idle visitor is due; None when none is."""
    step = idle_policy(inbox.routing).next_step(conversation.reminders)
    if conversation.idle_since is None or step is None:
        return None
    return _in_hours(inbox, conversation.idle_since, step.minutes)


def silence_due(conversation: Conversation, inbox: Inbox) -> datetime | None:
    """When somebody is to be told next that the agent is silent; None when nobody is."""
    told = silence_policy(inbox.routing).next_told(conversation.silence_told)
    if conversation.silent_since is None or told is None:
        return None
    return _in_hours(inbox, conversation.silent_since, told[1])


def _in_hours(inbox: Inbox, since: datetime, minutes: int) -> datetime:
    return after_open(inbox.business_hours, since, timedelta(minutes=minutes)) or since + LOOK_AGAIN


_TURNS = {VISITOR_IDLE: ("idle_since", idle_due), AGENT_SILENT: ("silent_since", silence_due)}


async def _agents_turn(tx: Tx, conversation: Conversation) -> None:
    changed = await rows.change(tx.conn, conversation.id, **_NOBODYS | {"silent_since": tx.now})
    await watch(tx, changed)


def _with_agent(conversation: Conversation) -> bool:
    return (conversation.kind, conversation.status, conversation.assignee_type) == ("live", "open", "agent")
