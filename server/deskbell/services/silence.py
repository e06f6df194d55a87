"""A silent agent: the visitor wrote last, or came to the agent and has not heard a word. The agent is told, then the leaders.

When is stated by `domain.patience.SilencePolicy`; whose turn it is by `turns`. The agent's word ends it; who gets the
conversation from another has the whole time again.
"""

from __future__ import annotations

from datetime import timedelta

from deskbell.domain.patience import silence_policy
from deskbell.domain.records import Conversation, Inbox
from deskbell.services import turns
from deskbell.services.core import Core
from deskbell.services.events import AgentSilent
from deskbell.services.telling import tell_conversation
from deskbell.services.views import conversation_views
from deskbell.storage import conversations as rows
from deskbell.storage import timers
from deskbell.storage.writer import Tx


async def agent_is_silent(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule: tell the next."""
    found = await turns.overdue(tx, turns.AGENT_SILENT, conversation_id)
    if found is None:
        return
    conversation, inbox = found
    told = silence_policy(inbox.routing).next_told(conversation.silence_told)
    if told is None:
        return
    whom, after = told
    conversation = await rows.change(tx.conn, conversation.id, silence_told=whom)
    await tell_conversation(core, tx, conversation.id)
    [view] = await conversation_views(core, tx.conn, [conversation], for_agents=True)
    tx.tell(AgentSilent(conversation.inbox_id, conversation.assignee_id or "", view, whom))
    await _await_next(tx, conversation, inbox, after)


async def _await_next(tx: Tx, conversation: Conversation, inbox: Inbox, after: int) -> None:
    """The leaders are told in due time, and so long after the agent was that there was time to answer."""
    told, due = (
        silence_policy(inbox.routing).next_told(conversation.silence_told),
        turns.silence_due(conversation, inbox),
    )
    if told is not None and due is not None:
        left = timedelta(minutes=max(told[1] - after, 1))
        await timers.put(tx.conn, turns.AGENT_SILENT, conversation.id, max(due, tx.now + left))
