"""What a conversation needs changes: more is known of it, somebody says so, or it has waited too long for it.

What becomes known adds to what was set; only a priority that nothing asks for any more is taken back. What was said at
its entering the line is in `wants`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from deskbell.domain.errors import BadInput, Conflict
from deskbell.domain.people import AgentActor, author_of
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.fallback import within_reach
from deskbell.domain.routing.needs import Need, read_needs
from deskbell.domain.routing.policy import policy_of
from deskbell.domain.routing.rules import Facts, added, heard, matches, rules_of, strongest, wanted
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deciding import record, who
from deskbell.services.routing.floor import needs_view, posts_of, team_view
from deskbell.services.routing.giving import give_waiting
from deskbell.services.routing.standing import policy_in, set_priority, withdraw_offer
from deskbell.services.routing.wants import (
    WAIVE_NEEDS,
    added_needs,
    arm_waiver,
    facts_of,
    record_needs,
    set_wants,
    wants_by,
)
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, messages, queue, teams, timers
from deskbell.storage.writer import Tx

Wire = dict[str, Any]


class Said(msgspec.Struct, frozen=True):
    """What somebody at the desk says a conversation needs; UNSET leaves it as it is."""

    team_id: str | msgspec.UnsetType | None = msgspec.UNSET
    needs: Sequence[Need] | msgspec.UnsetType = msgspec.UNSET
    priority: str | msgspec.UnsetType = msgspec.UNSET


async def more_said(core: Core, tx: Tx, conversation_id: str) -> None:
    """The visitor wrote while waiting: what the newest text asks for beyond the earlier ones."""
    conversation = await fresh(tx, conversation_id)
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
    if inbox is None or not any(rule.words for rule in rules_of(inbox.routing)):
        return
    now = await facts_of(tx.conn, conversation)
    earlier = (await messages.visitors_texts(tx.conn, conversation_id))[1:]
    await reconsider(core, tx, conversation, msgspec.structs.replace(now, said=heard(earlier)), now)


async def reconsider(
    core: Core, tx: Tx, conversation: Conversation, before: Facts, now: Facts, by: AgentActor | None = None
) -> None:
    """Other facts are known than before: another priority, and in line what is newly asked for."""
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
    if inbox is None or conversation.status != "open":
        return
    was, wants = await wants_by(tx.conn, inbox, before), await wants_by(tx.conn, inbox, now)
    priority = strongest((conversation.priority, wants.priority))
    if conversation.priority == was.priority:
        priority = wants.priority
    reasons = added(was.because, wants.because)
    await set_priority(core, tx, conversation, priority, author_of(by) if by else None, reasons)
    if conversation.waiting and conversation.queue_order is not None:
        await _need_what_is_new(core, tx, await fresh(tx, conversation.id), inbox, before, now)
        await give_waiting(core, tx, inbox.id)


async def _need_what_is_new(
    core: Core, tx: Tx, conversation: Conversation, inbox: Inbox, before: Facts, now: Facts
) -> None:
    """Team and needs of the rules that hold only now. What was waived after so long stays waived."""
    seconds = policy_of(inbox.routing).waive_needs_seconds
    since = conversation.queued_at or tx.now
    if seconds is not None and tx.now - since >= timedelta(seconds=seconds):
        return
    new = [rule for rule in rules_of(inbox.routing) if matches(rule, now) and not matches(rule, before)]
    wants = wanted(now, new)
    reach = within_reach(
        conversation.team_id or wants.team_id,
        added_needs(conversation, wants.needs),
        await posts_of(core, tx.conn, inbox.id),
        conversation.overflow_team_id,
    )
    if (reach.team_id, reach.needs) == (conversation.team_id, read_needs(conversation.needs)):
        return
    because = [reason for reason in wants.because if reason["because"] == "rule"]
    await _change(core, tx, conversation, reach.team_id, reach.needs, None, because)


async def _change(
    core: Core,
    tx: Tx,
    conversation: Conversation,
    team_id: str | None,
    needs: Sequence[Need],
    by: Wire | None,
    because: Sequence[Wire] = (),
) -> None:
    """Store and tell it; whoever was offered it may be the wrong one now."""
    changed = await set_wants(tx, conversation, team_id, needs)
    await record_needs(tx, changed, by, because)
    await withdraw_offer(tx, changed)
    if changed.queue_order is not None:
        await arm_waiver(tx, changed, (await policy_in(tx, changed.inbox_id)).waive_needs_seconds, tx.now)
        tx.tell(QueueTouched(changed.inbox_id))
    await tell_conversation(core, tx, changed.id)


async def set_needs(core: Core, actor: AgentActor, conversation_id: str, said: Said) -> Conversation:
    """Somebody at the desk says what it needs. The assignee, who leads, or anybody while it waits.

    Raises `not_found`, `not_assignee`, `unsupported` (an offline message), `already_resolved`, `unknown_team`,
    `unknown_skill`, `nobody_could`.
    """

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_steered(tx.conn, actor, conversation_id)
        _check_can_need(conversation)
        team_id = conversation.team_id if said.team_id is msgspec.UNSET else said.team_id
        needs = read_needs(conversation.needs) if said.needs is msgspec.UNSET else tuple(said.needs)
        if said.priority is not msgspec.UNSET:
            await set_priority(core, tx, conversation, said.priority, author_of(actor))
        if (team_id, needs) != (conversation.team_id, read_needs(conversation.needs)):
            await _check_somebody_could(core, tx, conversation, team_id, needs)
            await _change(core, tx, await fresh(tx, conversation_id), team_id, needs, who(actor))
        await give_waiting(core, tx, conversation.inbox_id)
        return await fresh(tx, conversation_id)

    return await core.write(work)


def _check_can_need(conversation: Conversation) -> None:
    if conversation.kind != "live":
        raise BadInput("unsupported", "An offline message waits for nobody in line. Hand it to an agent.")
    if conversation.status == "resolved":
        raise Conflict("already_resolved", "This conversation is resolved. Reopen it first.")


async def _check_somebody_could(
    core: Core, tx: Tx, conversation: Conversation, team_id: str | None, needs: Sequence[Need]
) -> None:
    if team_id is not None and await teams.team_by_id(tx.conn, team_id) is None:
        raise BadInput("unknown_team", "There is no such team any more. Choose another.")
    if {need.skill_id for need in needs} - {skill.id for skill in await teams.all_skills(tx.conn)}:
        raise BadInput("unknown_skill", "There is no such skill any more. Choose another.")
    overflow_team_id = conversation.overflow_team_id if team_id == conversation.team_id else None
    reach = within_reach(team_id, needs, await posts_of(core, tx.conn, conversation.inbox_id), overflow_team_id)
    if reach.team_is_empty or reach.waived:
        raise Conflict("nobody_could", "Nobody of this inbox is in that team with these skills. Ask for less.")


async def waive(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule: it has waited so long for its team and needs that anybody may take it."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    if conversation is None or not conversation.waiting or conversation.queue_order is None:
        return
    if conversation.team_id is None and not conversation.needs:
        return
    data = {
        "team": await team_view(tx.conn, conversation.team_id),
        "needs": await needs_view(tx.conn, read_needs(conversation.needs)),
        "seconds": max(0, round((tx.now - (conversation.queued_at or tx.now)).total_seconds())),
    }
    await record(tx, conversation, "needs_waived", because="seconds", **data)
    await set_wants(tx, conversation, None, ())
    await tell_conversation(core, tx, conversation_id)
    tx.tell(QueueTouched(conversation.inbox_id))
    await give_waiting(core, tx, conversation.inbox_id)


async def waiver_changed(tx: Tx, inbox: Inbox) -> None:
    """The admin set another time after which needs are waived: it counts for those who wait, too."""
    line, seconds = await queue.line(tx.conn, inbox.id), policy_of(inbox.routing).waive_needs_seconds
    await timers.drop_all(tx.conn, WAIVE_NEEDS, [place.conversation_id for place in line])
    if seconds is not None:
        span, needy = timedelta(seconds=seconds), [place for place in line if place.team_id or place.needs]
        await timers.put_all(tx.conn, WAIVE_NEEDS, {place.conversation_id: place.queued_at + span for place in needy})
