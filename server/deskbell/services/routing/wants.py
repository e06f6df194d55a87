"""What a conversation needs when it comes to the line: read by the inbox's rules, and kept within what somebody here
could ever do. The rules are in `domain.routing.rules`, the fallbacks in `domain.routing.fallback`.

What changes while somebody waits is in `needing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation, Inbox, Visitor
from deskbell.domain.routing.fallback import Reach, within_reach
from deskbell.domain.routing.floor import Post
from deskbell.domain.routing.needs import Need, read_needs, write_needs
from deskbell.domain.routing.policy import policy_of
from deskbell.domain.routing.rules import Facts, Wants, heard, rules_of, strongest, together, wanted
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deciding import record
from deskbell.services.routing.floor import needs_view, posts_of, team_view
from deskbell.services.routing.soon import give_soon
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import floor, history, inboxes, messages, teams, timers, visitors
from deskbell.storage.writer import Tx

WAIVE_NEEDS = "waive_needs"
_AT_A_TIME = 20
"""As many fall back in one step: it holds up the writer."""
Wire = dict[str, Any]


async def wants_of(
    conn: AsyncConnection,
    inbox: Inbox,
    *,
    text: str,
    page_url: str,
    locale: str | None,
    tags: Iterable[str],
    attributes: dict[str, Any],
) -> Wants:
    """What a described visitor would need here, before any fallback."""
    facts = Facts(heard([text]), page_url, locale, tuple(tags), attributes)
    return await wants_by(conn, inbox, facts)


async def wants_by(conn: AsyncConnection, inbox: Inbox, facts: Facts) -> Wants:
    """What the facts ask for by the rules of an inbox; a team or skill that is no more asks for nothing."""
    policy = policy_of(inbox.routing)
    skills = await teams.all_skills(conn)
    languages = {skill.id: skill.language for skill in skills if skill.language} if policy.match_language else {}
    wants = wanted(facts, rules_of(inbox.routing), languages)
    known = {skill.id for skill in skills}
    return msgspec.structs.replace(wants, needs=tuple(need for need in wants.needs if need.skill_id in known))


async def facts_of(conn: AsyncConnection, conversation: Conversation, visitor: Visitor | None = None) -> Facts:
    """What is known of a conversation now."""
    visitor = visitor or await visitors.by_id(conn, conversation.visitor_id)
    assert visitor is not None  # a conversation has a visitor
    return Facts(
        said=heard(await messages.visitors_texts(conn, conversation.id)),
        page=(visitor.page or {}).get("url", ""),
        locale=conversation.locale or visitor.locale,
        tags=(*visitor.tags, *conversation.tags),
        attributes=visitor.attributes,
    )


async def settle(core: Core, tx: Tx, conversation: Conversation) -> Conversation:
    """It is about to enter the line: what the rules ask for is added to what was set already."""
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
    if inbox is None:
        return conversation
    wants = await wants_by(tx.conn, inbox, await facts_of(tx.conn, conversation))
    changes = {
        "team_id": conversation.team_id or wants.team_id,
        "needs": write_needs(added_needs(conversation, wants.needs)),
        "priority": strongest((conversation.priority, wants.priority)),
    }
    if any(getattr(conversation, name) != value for name, value in changes.items()):
        conversation = await rows.change(tx.conn, conversation.id, **changes)
        await record_needs(tx, conversation, None, wants.because)
    return await _kept_within_reach(core, tx, conversation)


async def record_needs(tx: Tx, conversation: Conversation, by: Wire | None, because: Sequence[Wire] = ()) -> None:
    """Record what it needs now, who said so, or which rules did."""
    view = {
        "team": await team_view(tx.conn, conversation.team_id),
        "needs": await needs_view(tx.conn, read_needs(conversation.needs)),
    }
    because = list(because)
    await record(tx, conversation, "needs_changed", by=by, priority=conversation.priority, because=because, **view)


async def set_wants(tx: Tx, conversation: Conversation, team_id: str | None, needs: Iterable[Need]) -> Conversation:
    """Store team and needs, at the conversation and at its stay in line, if there is one.

    The team it overflowed to helps the one it has: with another it is none.
    """
    values = {"team_id": team_id, "needs": write_needs(needs)}
    overflow_team_id = conversation.overflow_team_id if team_id == conversation.team_id else None
    await history.change_stay(tx.conn, conversation.id, **values)
    return await rows.change(tx.conn, conversation.id, overflow_team_id=overflow_team_id, **values)


async def _kept_within_reach(core: Core, tx: Tx, conversation: Conversation) -> Conversation:
    if conversation.team_id is None and not conversation.needs:
        return conversation
    posts = await posts_of(core, tx.conn, conversation.inbox_id)
    return await _keep_within_reach(tx, conversation, posts)


async def _keep_within_reach(tx: Tx, conversation: Conversation, posts: Sequence[Post]) -> Conversation:
    """Drop what nobody of the inbox could do, and record it."""
    needs = read_needs(conversation.needs)
    reach = within_reach(conversation.team_id, needs, posts, conversation.overflow_team_id)
    if _changes_nothing(reach):
        return conversation
    if reach.team_is_empty:
        team = await team_view(tx.conn, conversation.team_id)
        await record(tx, conversation, "team_empty", team=team or {"id": conversation.team_id, "name": ""})
    if reach.waived:
        waived = await needs_view(tx.conn, reach.waived)
        await record(tx, conversation, "needs_waived", because="nobody_has", needs=waived)
    return await set_wants(tx, conversation, reach.team_id, reach.needs)


def _changes_nothing(reach: Reach) -> bool:
    return not reach.waived and not reach.team_is_empty


async def recheck(core: Core, tx: Tx, inbox_id: str) -> None:
    """Nobody in line waits for what nobody of the inbox could do any more: people, teams or skills may have changed.

    Costs one look at the line, and nothing more where nobody in it needs anything special.
    """
    kinds = await floor.special_kinds(tx.conn, inbox_id)
    if not kinds:
        return
    posts = await posts_of(core, tx.conn, inbox_id)
    for kind in kinds:
        if _changes_nothing(within_reach(kind.team_id, read_needs(kind.needs), posts, kind.overflow_team_id)):
            continue
        affected = await floor.of_kind(tx.conn, inbox_id, kind)
        if len(affected) > _AT_A_TIME:
            await give_soon(tx, inbox_id)  # the others follow in the next step
        for conversation_id in affected[:_AT_A_TIME]:
            await _keep_within_reach(tx, await fresh(tx, conversation_id), posts)
            await tell_conversation(core, tx, conversation_id)
        tx.tell(QueueTouched(inbox_id))


async def arm_waiver(tx: Tx, conversation: Conversation, seconds: int | None, since: datetime) -> None:
    """So long after `since` its team and needs are waived (`needing.waive`); who needs nothing has no such timer."""
    await timers.drop(tx.conn, WAIVE_NEEDS, conversation.id)
    if seconds is not None and (conversation.team_id or conversation.needs):
        await timers.put(tx.conn, WAIVE_NEEDS, conversation.id, since + timedelta(seconds=seconds))


def added_needs(conversation: Conversation, needs: Iterable[Need]) -> tuple[Need, ...]:
    return together((*read_needs(conversation.needs), *needs))
