"""A team or a skill is no more: nobody waits for it any longer. Whoever stood in line stands where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Skill, Team
from deskbell.domain.routing.needs import read_needs
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deciding import record_each, who
from deskbell.services.routing.floor import needs_view, team_view
from deskbell.services.routing.giving import give_in
from deskbell.services.routing.soon import tell_soon
from deskbell.storage import wants
from deskbell.storage.writer import Tx

Wire = dict[str, Any]


async def forget_team(core: Core, tx: Tx, actor: AgentActor, team: Team) -> None:
    """Conversations of the team are everybody's; recorded, told, and given at once where somebody is free."""
    affected = [one.id for one in await wants.of_team(tx.conn, team.id)]
    await wants.forget_team(tx.conn, team.id)
    await _tell(core, tx, actor, affected, {"team": {"id": team.id, "name": team.name}})


async def forget_skill(core: Core, tx: Tx, actor: AgentActor, skill: Skill) -> None:
    """The same for a skill that conversations need."""
    affected = [one.id for one in await wants.needing(tx.conn, skill.id)]
    await wants.forget_skill(tx.conn, skill.id)
    await _tell(core, tx, actor, affected, {"skill": {"id": skill.id, "name": skill.name}})


async def _tell(core: Core, tx: Tx, actor: AgentActor, affected: Sequence[str], removed: Wire) -> None:
    """It is decided at once for all; the conversations after the first ones are told in the seconds that follow."""
    changed = await wants.again(tx.conn, affected)
    by = who(actor)
    views = {kind: await _view(tx, *kind) for kind in {(one.team_id, one.needs) for one in changed}}
    said = [(one, {"by": by, **views[one.team_id, one.needs], "removed": removed}) for one in changed]
    await record_each(tx, "needs_changed", said)
    await tell_soon(core, tx, [one.id for one in changed])
    inbox_ids = dict.fromkeys(one.inbox_id for one in changed)
    for inbox_id in inbox_ids:
        tx.tell(QueueTouched(inbox_id))
    await give_in(core, tx, inbox_ids)


async def _view(tx: Tx, team_id: str | None, needs: str) -> Wire:
    return {"team": await team_view(tx.conn, team_id), "needs": await needs_view(tx.conn, read_needs(needs))}
