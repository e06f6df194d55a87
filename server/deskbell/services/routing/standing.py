"""Standing in line: entering it, coming back to it, stepping out. Every stay is a row (`queue_stays`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from deskbell.domain.people import Author
from deskbell.domain.records import Agent, Conversation
from deskbell.domain.routing import order
from deskbell.domain.routing.floor import passed_on
from deskbell.domain.routing.policy import Policy, policy_of
from deskbell.services import messages, turns
from deskbell.services.core import Core
from deskbell.services.events import OfferEnded, QueueTouched
from deskbell.services.routing.deadlines import arm_overflow, watch_closing
from deskbell.services.routing.deciding import record, who
from deskbell.services.routing.soon import give_soon
from deskbell.services.routing.wants import arm_waiver, settle
from deskbell.services.telling import bot_lost, inboxes_of, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import counters, floor, history, inboxes, queue, timers
from deskbell.storage.writer import Tx

OFFER_TIMEOUT, OFFER_AGAIN = "offer_timeout", "offer_again"
Wire = dict[str, Any]
_GONE = {"connection_lost": "lost the connection", "left": "had to leave"}
_NO_OFFER: dict[str, Any] = dict.fromkeys(("offered_to", "offered_until", "passed_by", "passed_until"))
OUT_OF_LINE: dict[str, Any] = {"queue_order": None, "queued_at": None, **_NO_OFFER}
"""The columns of a conversation that stands in no line."""


async def enter_line(core: Core, tx: Tx, conversation: Conversation, by: str, because: str | None = None) -> None:
    """Give the conversation a place in its inbox's line and tell it.

    A visitor has one place: an older one of theirs is given up. An offline message waits at the desk too, without any.
    """
    await bot_lost(core, tx, conversation)
    if conversation.kind == "live":
        await leave_line(core, tx, conversation.inbox_id, conversation.visitor_id)
        conversation = await settle(core, tx, conversation)
        conversation = await _stand(tx, conversation, await new_arrival(tx))
        said = {"activity": "queued", "by": by} | ({"reason": because} if because is not None else {})
        await messages.add_activity(core, tx, conversation, "In line for a person.", said)
        await _tell_went_ahead(tx, conversation)
    else:
        await rows.change(tx.conn, conversation.id, assignee_type=None, assignee_id=None, misses=0, **OUT_OF_LINE)
    await _tell_waiting(core, tx, conversation)


async def return_to_line(core: Core, tx: Tx, conversation: Conversation, agent: Agent, reason: str) -> None:
    """The agent is gone: the conversation has the place again that it had before, and the visitor reads why.

    `reason` is `connection_lost` or `left`.
    """
    await queue.end_assignment(tx.conn, conversation.id, tx.now)
    await turns.is_nobodys(tx, conversation)
    if conversation.kind == "live":
        earlier = await leave_line(core, tx, conversation.inbox_id, conversation.visitor_id)
        conversation = await _stand(tx, conversation, await _kept_or_new(tx, conversation, earlier))
        position = await position_of(tx, conversation)
        said = {"activity": "agent_gone", "agent": who(agent), "reason": reason, "position": position}
        await messages.add_activity(core, tx, conversation, f"{agent.name} {_GONE[reason]}.", said)
        await record(tx, conversation, "returned", agent=who(agent), reason=reason, position=position)
    else:
        await rows.change(tx.conn, conversation.id, assignee_type=None, assignee_id=None, misses=0, **OUT_OF_LINE)
    await _tell_waiting(core, tx, conversation)


async def stand_again(core: Core, tx: Tx, conversation: Conversation, passed_by: str | None = None) -> Conversation:
    """Back in line with the place it had, or a new one; what is said of it is the caller's.

    `passed_by` gave it away: for a while it is not given back to them.
    """
    await queue.end_assignment(tx.conn, conversation.id, tx.now)
    await turns.is_nobodys(tx, conversation)
    earlier = await leave_line(core, tx, conversation.inbox_id, conversation.visitor_id, but=conversation.id)
    conversation = await _stand(tx, conversation, await _kept_or_new(tx, conversation, earlier))
    if passed_by is not None:
        policy = await policy_in(tx, conversation.inbox_id)
        conversation = await not_again(tx, conversation, passed_by, policy.given_away_seconds)
    await _tell_waiting(core, tx, conversation)
    return conversation


async def not_again(tx: Tx, conversation: Conversation, agent_id: str, seconds: int) -> Conversation:
    """For so long this agent is not given it, then only if nobody else is free."""
    passes = floor.read_passes(conversation.passed_by, conversation.passed_until)
    passes = passed_on(passes, agent_id, tx.now + timedelta(seconds=seconds))
    changed = await rows.change(tx.conn, conversation.id, **floor.written_passes(passes))
    await arm_again(tx, changed)
    return changed


async def arm_again(tx: Tx, conversation: Conversation) -> None:
    """Set the timer for the next of those who let it pass and may be asked again by then; nobody to come is fine."""
    passes = floor.read_passes(conversation.passed_by, conversation.passed_until)
    if to_come := [one.until for one in passes if one.until > tx.now]:
        await timers.put(tx.conn, OFFER_AGAIN, conversation.id, min(to_come))


async def new_arrival(tx: Tx) -> int:
    """This moment by the line's own clock (`domain.routing.order`)."""
    ahead = await counters.current(tx.conn, counters.LINE_IS_AHEAD)
    return await counters.next_value(tx.conn, "queue", partial(order.stamp, now=tx.now, ahead=ahead))


async def _kept_or_new(tx: Tx, conversation: Conversation, earlier: list[int]) -> int:
    """The place it had, or the better one that this visitor gave up for it; who had none gets the last."""
    had = [*earlier, *([conversation.original_order] if conversation.original_order is not None else [])]
    return min(had) if had else await new_arrival(tx)


async def _stand(tx: Tx, conversation: Conversation, arrival: int) -> Conversation:
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
    policy = policy_of(inbox.routing if inbox is not None else {})
    await withdraw_offer(tx, conversation)
    standing = conversation.waiting and conversation.queue_order is not None
    changed = await rows.change(
        tx.conn,
        conversation.id,
        assignee_type=None,
        assignee_id=None,
        misses=0,
        queue_order=order.place(arrival, conversation.priority, policy.head_start_seconds),
        original_order=arrival,
        queued_at=conversation.queued_at if standing else tx.now,
        transferred_by=None,
        **_NO_OFFER,
    )
    wants = {"priority": changed.priority, "team_id": changed.team_id, "needs": changed.needs}
    if standing:
        await history.change_stay(tx.conn, changed.id, **wants)
    else:
        await history.begin_stay(
            tx.conn, conversation_id=changed.id, inbox_id=changed.inbox_id, entered_at=tx.now, **wants
        )
    await arm_waiver(tx, changed, policy.waive_needs_seconds, tx.now)
    if inbox is not None:
        await arm_overflow(tx, inbox, changed)
        await watch_closing(tx, inbox)
    return changed


async def policy_in(tx: Tx, inbox_id: str) -> Policy:
    inbox = await inboxes.by_id(tx.conn, inbox_id)
    return policy_of(inbox.routing if inbox is not None else {})


async def set_priority(
    core: Core, tx: Tx, conversation: Conversation, priority: str, by: Author | None, because: Sequence[Wire] = ()
) -> None:
    """Another priority: in line it is another place, told to everybody it went ahead of, with the reason.

    `because` are the rules, tags or attributes that asked for it.
    """
    if conversation.priority == priority:
        return
    changed = await rows.change(tx.conn, conversation.id, priority=priority)
    named = None if by is None else {"type": by.type, "id": by.id, "name": by.name}
    said = {"priority": priority, "was": conversation.priority, "by": named, "because": list(because)}
    await record(tx, changed, "priority_changed", **said)
    if changed.queue_order is not None and changed.original_order is not None:
        policy = await policy_in(tx, changed.inbox_id)
        place = order.place(changed.original_order, priority, policy.head_start_seconds)
        changed = await rows.change(tx.conn, changed.id, queue_order=place)
        await history.change_stay(tx.conn, changed.id, priority=priority)
        await _tell_went_ahead(tx, changed)
        tx.tell(QueueTouched(changed.inbox_id))
    await tell_conversation(core, tx, changed.id)


async def head_starts_changed(tx: Tx, inbox_id: str) -> None:
    """The admin set other head starts: they count for those who wait, too."""
    starts = (await policy_in(tx, inbox_id)).head_start_seconds
    arrivals = await queue.arrivals(tx.conn, inbox_id)
    places = {one: order.place(arrival, priority, starts) for one, arrival, priority in arrivals}
    await queue.place_all(tx.conn, places)
    tx.tell(QueueTouched(inbox_id))


async def _tell_went_ahead(tx: Tx, conversation: Conversation) -> None:
    """Record of whom a priority case went ahead: those who came before it and stand behind it."""
    if conversation.queue_order is None or conversation.original_order is None or conversation.priority == "normal":
        return
    passed = await floor.passed(tx.conn, conversation)
    if passed:
        await record(tx, conversation, "went_ahead", priority=conversation.priority, passed=passed)


async def position_of(tx: Tx, conversation: Conversation) -> int:
    """Which place in line a conversation has: 1 for the first."""
    return 1 + await floor.ahead(tx.conn, conversation.inbox_id, conversation.queue_order or 0, conversation.id)


async def leave_line(
    core: Core, tx: Tx, inbox_id: str, visitor_id: str, but: str = "", outcome: str = "left"
) -> list[int]:
    """The visitor steps out of the line wherever they stand in it; returns when they had come there."""
    left = [c for c in await rows.in_line_of_visitor(tx.conn, inbox_id, visitor_id) if c.id != but]
    for conversation in left:
        await step_out(core, tx, conversation, outcome)
    return [c.original_order for c in left if c.original_order is not None]


async def step_out(core: Core, tx: Tx, conversation: Conversation, outcome: str = "left") -> None:
    """The bot has the conversation again."""
    await out_of_line(tx, conversation, outcome)
    await rows.change(tx.conn, conversation.id, assignee_type="bot", original_order=None, overflow_team_id=None)
    await messages.add_activity(core, tx, conversation, "Left the line.", {"activity": "left_queue"})
    await tell_conversation(core, tx, conversation.id)


async def out_of_line(tx: Tx, conversation: Conversation, outcome: str, agent_id: str | None = None) -> None:
    """The stay in line is over, and with it an offer under way; not standing anywhere is fine."""
    await history.change_stay(tx.conn, conversation.id, left_at=tx.now, outcome=outcome, agent_id=agent_id)
    await withdraw_offer(tx, conversation, "accepted" if conversation.offered_to == agent_id else "withdrawn")
    await rows.change(tx.conn, conversation.id, **OUT_OF_LINE)
    tx.tell(QueueTouched(conversation.inbox_id))


async def withdraw_offer(tx: Tx, conversation: Conversation, reason: str = "withdrawn") -> None:
    """The agent who was asked is asked no longer; nobody being asked is fine."""
    if conversation.offered_to is None:
        return
    await timers.drop(tx.conn, OFFER_TIMEOUT, conversation.id)
    await rows.change(tx.conn, conversation.id, offered_to=None, offered_until=None)
    for inbox_id in await inboxes_of(tx.conn, conversation.offered_to):
        await give_soon(tx, inbox_id)  # they have room again
    tx.tell(OfferEnded(conversation.offered_to, conversation.id, reason))


async def _tell_waiting(core: Core, tx: Tx, conversation: Conversation) -> None:
    """The first wait that is told is kept with the stay: it is what the wait is measured against."""
    view = await tell_conversation(core, tx, conversation.id)
    told = view["queue"]["estimated_wait_range"] if view["queue"] else None
    if told is not None:
        await history.tell_stay(tx.conn, conversation.id, *told)
    tx.tell(QueueTouched(conversation.inbox_id))
