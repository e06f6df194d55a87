"""Help for a line that is too long: who is one too many, or has waited too long, may be taken by another team, too.

It is help and nothing else: nobody in line is anybody's less than before (`domain.routing.overflow`). When their time is
up is in `overflowing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.floor import Post
from deskbell.domain.routing.needs import read_needs
from deskbell.domain.routing.overflow import overflow_of, widened
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deciding import record
from deskbell.services.routing.floor import needs_view, posts_of, team_view
from deskbell.services.routing.soon import give_soon
from deskbell.services.routing.wants import set_wants
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, queue
from deskbell.storage import late as late_rows
from deskbell.storage.floor import Kind
from deskbell.storage.late import Late
from deskbell.storage.writer import Tx

_AT_A_TIME = 20
"""As many are helped in one step: it holds up the writer."""


async def let_help(core: Core, tx: Tx, inbox_id: str) -> bool:
    """Whoever is late already may be taken by the other team as soon as that helps; whether anybody newly may.

    Costs a look at the settings where there is no such team, and one at the line where nobody is late.
    """
    inbox = await inboxes.by_id(tx.conn, inbox_id)
    rule = overflow_of(inbox.routing if inbox is not None else {})
    if inbox is None or rule.team_id is None or not rule.helps:
        return False
    since = None if rule.seconds is None else tx.now - timedelta(seconds=rule.seconds)
    late = Late(rule.waiting, since)
    kinds = await late_rows.kinds(tx.conn, inbox.id, late)
    posts = await posts_of(core, tx.conn, inbox.id) if kinds else []
    found = [kind for kind in kinds if widened(kind.team_id, read_needs(kind.needs), rule.team_id, posts)]
    for kind in found:
        await _help(core, tx, inbox, late, kind, posts)
    return bool(found)


async def _help(core: Core, tx: Tx, inbox: Inbox, late: Late, kind: Kind, posts: Sequence[Post]) -> None:
    affected = await late_rows.of_kind(tx.conn, inbox.id, late, kind)
    if len(affected) > _AT_A_TIME:
        await give_soon(tx, inbox.id)  # the others follow in the next step
    number = len(await queue.line(tx.conn, inbox.id))
    for conversation_id in affected[:_AT_A_TIME]:
        conversation = await fresh(tx, conversation_id)
        queued_at = conversation.queued_at or tx.now
        if late.since is not None and queued_at <= late.since:
            await widen(core, tx, inbox, conversation, "seconds", round((tx.now - queued_at).total_seconds()), posts)
        else:
            await widen(core, tx, inbox, conversation, "waiting", number, posts)


async def widen(
    core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, because: str, number: int, posts: Sequence[Post]
) -> bool:
    """Let the other team take it, too, if that helps; it keeps its place. Whether it did."""
    team = await team_view(tx.conn, overflow_of(inbox.routing).team_id)
    needs = read_needs(conversation.needs)
    wider = widened(conversation.team_id, needs, team["id"], posts) if team is not None else None
    if wider is None or conversation.overflow_team_id is not None:
        return False
    from_team = await team_view(tx.conn, conversation.team_id)
    waived = await needs_view(tx.conn, needs if wider.needs != needs else ())
    changed = await rows.change(tx.conn, conversation.id, overflow_team_id=wider.overflow_team_id)
    await set_wants(tx, changed, changed.team_id, wider.needs)
    said = {"because": because, "number": number, "from_team": from_team, "to_team": team, "waived": waived}
    await record(tx, changed, "overflowed", **said)
    await tell_conversation(core, tx, changed.id)
    tx.tell(QueueTouched(inbox.id))
    return True
