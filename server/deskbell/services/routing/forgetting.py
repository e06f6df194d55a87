"""A team or a skill is no more: nobody waits for it any longer. Whoever stood in line stands where they stood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation, Skill, Team
from deskbell.domain.routing.needs import read_needs
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deciding import record, who
from deskbell.services.routing.floor import needs_view, team_view
from deskbell.services.routing.giving import give_waiting
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import history, wants
from deskbell.storage.writer import Tx


async def forget_team(core: Core, tx: Tx, actor: AgentActor, team: Team) -> None:
    """Conversations of the team are everybody's; recorded, told, and given at once where somebody is free."""
    affected = await wants.of_team(tx.conn, team.id)
    await wants.forget_team(tx.conn, team.id)
    await _tell(core, tx, actor, affected, {"team": {"id": team.id, "name": team.name}})


async def forget_skill(core: Core, tx: Tx, actor: AgentActor, skill: Skill) -> None:
    """The same for a skill that conversations need."""
    affected = await wants.needing(tx.conn, skill.id)
    await wants.forget_skill(tx.conn, skill.id)
    await _tell(core, tx, actor, affected, {"skill": {"id": skill.id, "name": skill.name}})


async def _tell(
    core: Core, tx: Tx, actor: AgentActor, affected: Iterable[Conversation], removed: dict[str, Any]
) -> None:
    inbox_ids = dict.fromkeys(conversation.inbox_id for conversation in affected)
    by = who(actor)
    for before in affected:
        conversation = await fresh(tx, before.id)
        await history.change_stay(tx.conn, conversation.id, team_id=conversation.team_id, needs=conversation.needs)
        team, needs = (
            await team_view(tx.conn, conversation.team_id),
            await needs_view(tx.conn, read_needs(conversation.needs)),
        )
        await record(tx, conversation, "needs_changed", by=by, team=team, needs=needs, removed=removed)
        await tell_conversation(core, tx, conversation.id)
    for inbox_id in inbox_ids:
        tx.tell(QueueTouched(inbox_id))
        await give_waiting(core, tx, inbox_id)
