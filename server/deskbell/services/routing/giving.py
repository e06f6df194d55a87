"""Who gets the next conversation: given by the inbox's rule, at once or as an offer to accept.

The decision is `domain.routing.choice`; here it is carried out. An inbox that lets its agents claim gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.errors import Conflict
from deskbell.domain.records import Agent, Conversation, Inbox
from deskbell.domain.routing.choice import Choice, next_choice
from deskbell.domain.routing.policy import SERVE, Policy, closing_of, policy_of
from deskbell.domain.routing.waits import free_of
from deskbell.services import grace, messages, turns
from deskbell.services.core import Core
from deskbell.services.events import ConversationOffered, QueueTouched
from deskbell.services.routing import holding
from deskbell.services.routing.deciding import inputs_of, record, who
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing.soon import GIVE_SOON
from deskbell.services.routing.standing import OFFER_TIMEOUT, new_arrival, out_of_line
from deskbell.services.routing.wants import recheck
from deskbell.services.routing.widening import let_help
from deskbell.services.telling import bot_lost, fresh, tell_agent, tell_conversation
from deskbell.services.views import conversation_views
from deskbell.storage import agents, floor, inboxes, queue, timers
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
_NEAR = 20
"""As many from the front of the line are looked at first."""


async def give_waiting(core: Core, tx: Tx, inbox_id: str) -> None:
    """Give the waiting of one inbox to whoever is free, in order, if it gives by rule."""
    await give_in(core, tx, [inbox_id])


async def give_in(core: Core, tx: Tx, inbox_ids: Iterable[str]) -> None:
    """The same of several inboxes that share agents: their lines are one, so that nobody waits for another inbox's newcomers.

    Before, what nobody could ever serve falls back, in every inbox: nobody waits for a team without members. After, those who
    are left and late may be taken by another team, too.
    """
    looked_at = list(dict.fromkeys(inbox_ids))
    for inbox_id in looked_at:
        await recheck(core, tx, inbox_id)
    await _give_by_rule(core, tx, looked_at)
    if any([await let_help(core, tx, inbox_id) for inbox_id in looked_at]):
        await _give_by_rule(core, tx, looked_at)


async def _give_by_rule(core: Core, tx: Tx, inbox_ids: Iterable[str]) -> None:
    policies: dict[str, Policy] = {}
    for inbox_id in inbox_ids:
        if (policy := await _gives_by(tx, inbox_id)) is not None:
            policies[inbox_id] = policy
    while (found := await _earliest(core, tx, policies)) is not None:
        choice, policy = found
        await (_offer if policy.offer_seconds else _give)(core, tx, choice, policy)


async def give_due(core: Core, tx: Tx, inbox_id: str) -> None:
    """The timer's rule (`soon`): this line, and with it every other whose time has come."""
    all_ids = [inbox.id for inbox in await inboxes.all_inboxes(tx.conn)]
    others = await timers.take_due(tx.conn, GIVE_SOON, all_ids, tx.now)
    await give_in(core, tx, [inbox_id, *sorted(others)])


async def _gives_by(tx: Tx, inbox_id: str) -> Policy | None:
    """The rule by which an inbox gives now; None if it does not."""
    inbox = await inboxes.by_id(tx.conn, inbox_id)
    policy = policy_of(inbox.routing) if inbox is not None else Policy()
    return policy if inbox is not None and policy.gives and gives_now(inbox, tx.now) else None


async def _earliest(core: Core, tx: Tx, policies: dict[str, Policy]) -> tuple[Choice, Policy] | None:
    """Of the decisions of all lines the one for whoever stands first: places are moments of one clock, whatever the inbox.

    A line for which nobody is free is looked at no more, since giving makes nobody freer.
    """
    found = []
    for inbox_id, policy in list(policies.items()):
        choice = await decide(core, tx.conn, inbox_id, policy, tx.now)
        if choice is None:
            del policies[inbox_id]
        else:
            found.append((choice, policy))
    return min(found, key=lambda one: (one[0].waiting.order, one[0].waiting.id), default=None)


async def decide(core: Core, conn: AsyncConnection, inbox_id: str, policy: Policy, now: datetime) -> Choice | None:
    """Read the floor and decide who goes next and to whom; None when nobody waits for whom somebody is free.

    Mostly it is one of the first in line; only where all of those wait for others, the first of every kind are looked at.
    """
    line = await floor.first_in_line(conn, inbox_id, _NEAR)
    if not line:
        return None
    posts = await posts_of(core, conn, inbox_id)
    choice = next_choice(line, posts, policy, now)
    if choice is None and len(line) == _NEAR and any(post.here and free_of(post) for post in posts):
        choice = next_choice(await floor.heads(conn, inbox_id), posts, policy, now)
    return choice


def gives_now(inbox: Inbox, now: datetime) -> bool:
    """Within business hours, and after closing as long as agents stay, unless the inbox says otherwise."""
    if business_hours.state(inbox.business_hours, now)["open"]:
        return True
    return closing_of(inbox.routing) == SERVE


async def _give(core: Core, tx: Tx, choice: Choice, _policy: Policy) -> None:
    conversation = await fresh(tx, choice.waiting.id)
    inputs = await inputs_of(tx.conn, choice, conversation)
    await assign(core, tx, conversation, choice.agent.id, "given", inputs=inputs)


async def _offer(core: Core, tx: Tx, choice: Choice, policy: Policy) -> None:
    """Ask the agent to accept it; the conversation keeps its place meanwhile."""
    conversation, agent = await fresh(tx, choice.waiting.id), await agents.by_id(tx.conn, choice.agent.id)
    if agent is None:
        return
    until = tx.now + timedelta(seconds=policy.offer_seconds)
    inputs = await inputs_of(tx.conn, choice, conversation)
    await rows.change(tx.conn, conversation.id, offered_to=agent.id, offered_until=until)
    await timers.put(tx.conn, OFFER_TIMEOUT, conversation.id, until)
    await record(tx, conversation, "offered", agent=who(agent), seconds=policy.offer_seconds, **inputs)
    await tell_conversation(core, tx, conversation.id)
    [view] = await conversation_views(core, tx.conn, [await fresh(tx, conversation.id)], for_agents=True)
    tx.tell(ConversationOffered(agent.id, view))
    await tell_agent(tx, agent.id)


async def assign(
    core: Core,
    tx: Tx,
    conversation: Conversation,
    agent_id: str,
    reason: str,
    *,
    gives: bool = True,
    inputs: Wire | None = None,
) -> Conversation:
    """Make the agent the assignee, measure it, record why, and tell everybody.

    Who had it before gets the next, unless not `gives`.
    """
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is None:
        raise Conflict("agent_unavailable", "There is no such agent any more.")
    before = conversation
    await bot_lost(core, tx, before)
    await _measure(tx, before, agent_id, reason)
    conversation = await rows.change(
        tx.conn,
        conversation.id,
        assignee_type="agent",
        assignee_id=agent_id,
        assigned_at=tx.now,
        original_order=before.original_order or await new_arrival(tx),
        transferred_by=before.assignee_id if reason == "transferred" and before.assignee_type == "agent" else None,
        misses=0,
    )
    await agents.change(tx.conn, agent_id, last_given_at=tx.now)
    await (grace.end if core.connections.agent_is_connected(agent_id) else grace.begin)(tx, [conversation])
    await turns.came_to_agent(tx, conversation, reason)
    said = await _change_of_hands(tx, before, agent, reason)
    if reason == "assigned" and inputs:
        said["by"] = inputs["by"]
    if reason != "reopened":  # that line stands already
        await messages.add_activity(core, tx, conversation, f"{agent.name} is here.", said)
    await record(tx, conversation, reason, agent=who(agent), **_measured(said), **(inputs or {}))
    await tell_conversation(core, tx, conversation.id, reason=reason)
    tx.tell(QueueTouched(conversation.inbox_id))
    await holding.recheck(core, tx, [agent_id])  # who takes more by hand has no room for what they are asked
    await tell_agent(tx, agent_id)
    if before.assignee_type == "agent" and before.assignee_id not in (None, agent_id) and before.status == "open":
        await (load_changed(core, tx, before) if gives else tell_agent(tx, before.assignee_id))
    return conversation


async def _measure(tx: Tx, before: Conversation, agent_id: str, reason: str) -> None:
    await out_of_line(tx, before, "served", agent_id)
    await queue.end_assignment(tx.conn, before.id, tx.now)
    await queue.begin_assignment(
        tx.conn,
        conversation_id=before.id,
        inbox_id=before.inbox_id,
        agent_id=agent_id,
        reason=reason,
        queued_at=before.queued_at,
        started_at=tx.now,
    )


async def load_changed(core: Core, tx: Tx, conversation: Conversation) -> None:
    """An agent has one conversation less: say so, and give them the next."""
    tx.tell(QueueTouched(conversation.inbox_id))
    if conversation.assignee_type != "agent" or conversation.assignee_id is None:
        return
    await give_in(core, tx, await tell_agent(tx, conversation.assignee_id))


async def _change_of_hands(tx: Tx, before: Conversation, agent: Agent, reason: str) -> Wire:
    giver = await agents.by_id(tx.conn, before.assignee_id) if before.assignee_id else None
    if reason == "transferred":
        return {"activity": "transferred", "from": who(giver) if giver else None, "agent": who(agent)}
    data: Wire = {"activity": "assigned", "reason": reason, "agent": who(agent)}
    if reason in ("assigned", "taken_over") and giver is not None:
        data["from"] = who(giver)
    if before.queued_at is not None:
        data["waited_seconds"] = max(0, round((tx.now - before.queued_at).total_seconds()))
    return data


def _measured(said: Wire) -> Wire:
    return {name: said[name] for name in ("from", "waited_seconds") if name in said}
