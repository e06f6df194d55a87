"""Agents: what an admin may change of them. Their own doings are in `accounts`, their wire objects in `agent_views`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import Conflict, not_found
from deskbell.domain.forms import (
    Checks,
    check_flag,
    check_form,
    check_id,
    check_text,
    invalid_field,
    list_of,
    one_of,
    whole_number,
)
from deskbell.domain.ids import new_id
from deskbell.domain.people import FACES, ROLES, AgentActor, Role
from deskbell.domain.records import Agent
from deskbell.services import abilities, departures, routing
from deskbell.services.agent_views import agent_settings, agent_view, load_and_homes
from deskbell.services.core import Core
from deskbell.services.events import AgentChanged, QueueTouched
from deskbell.services.routing.holding import recheck
from deskbell.services.sign_in import access_settings, end_sessions
from deskbell.storage import agents, inboxes
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
DEFAULT_CAPACITY = 5
MOST_INBOXES = 200
check_role = one_of(*ROLES)
check_inbox_ids = list_of(check_id, MOST_INBOXES)
CHANGES: Checks = {
    "name": check_text,
    "role": check_role,
    "active": check_flag,
    "inbox_ids": check_inbox_ids,
    "capacity": whole_number(1, abilities.MOST_CAPACITY),
    "face": one_of(*FACES, None),
    **abilities.CHANGES,
}
_NO_COLUMNS = {"inbox_ids", *abilities.CHANGES}


async def list_agents(core: Core, actor: AgentActor) -> list[Wire]:
    """Everybody, active or not, for the settings."""
    access_settings(actor)
    async with core.read() as conn:
        people = await agents.all_agents(conn)
        load, homes = await load_and_homes(conn, people)
        can = await abilities.views(conn, [agent.id for agent in people])
    return [agent_settings(a, homes.get(a.id, []), load.get(a.id, 0), can[a.id]) for a in people]


async def create_agent(
    tx: Tx,
    name: str,
    email: str,
    password_hash: str,
    role: Role,
    inbox_ids: Sequence[str] = (),
    face: str | None = None,
    capacity: int = DEFAULT_CAPACITY,
) -> Agent:
    """Store a new agent. Raises `email_taken`."""
    if await agents.by_email(tx.conn, email) is not None:
        raise email_taken()
    agent = await agents.insert(
        tx.conn,
        id=new_id(),
        name=name,
        email=email,
        role=role,
        face=face,
        password_hash=password_hash,
        active=True,
        capacity=capacity,
        presence="offline",
        chosen_presence="online",
        created_at=tx.now,
    )
    await agents.set_inboxes(tx.conn, agent.id, inbox_ids)
    await tell_agent(tx, agent)
    return agent


async def change_agent(core: Core, actor: AgentActor, agent_id: str, form: Any) -> Wire:
    """An admin changes an agent. Raises `not_allowed`, `invalid_fields`, `not_found` or `last_admin`."""
    access_settings(actor)
    values = check_form(form, optional=CHANGES)

    async def work(tx: Tx) -> Wire:
        before = await agents.by_id(tx.conn, agent_id)
        if before is None:
            raise not_found()
        old_inboxes = (await agents.inbox_ids(tx.conn, [agent_id])).get(agent_id, [])
        await _check_last_admin(tx.conn, before, values)
        after = await _store(tx, before, values)
        await _end_sessions_of(core, tx, before, after)
        await _share_out(core, tx, after, old_inboxes)
        return await tell_agent(tx, after, old_inboxes)

    return await core.write(work)


async def _store(tx: Tx, before: Agent, values: dict[str, Any]) -> Agent:
    columns = {name: value for name, value in values.items() if name not in _NO_COLUMNS}
    if columns.get("active") is False:
        columns["presence"] = "offline"
    if "inbox_ids" in values:
        await check_inboxes_exist(tx.conn, values["inbox_ids"])
        await agents.set_inboxes(tx.conn, before.id, values["inbox_ids"])
    await abilities.store(tx, before.id, values)
    return (await agents.change(tx.conn, before.id, **columns) if columns else None) or before


async def _check_last_admin(conn: AsyncConnection, before: Agent, values: dict[str, Any]) -> None:
    """Somebody must be left who can open the settings."""
    stays = values.get("role", before.role) == "admin" and values.get("active", before.active)
    if before.role == "admin" and before.active and not stays and await agents.count_active_admins(conn) == 1:
        raise Conflict("last_admin", "This is the last active admin. Make somebody else an admin first.")


async def _end_sessions_of(core: Core, tx: Tx, before: Agent, after: Agent) -> None:
    if before.active and not after.active:
        await end_sessions(tx, after.id, "deactivated")
    elif before.role != after.role:
        core.connections.expect_agent(after.id)
        await end_sessions(tx, after.id, "role_changed")


async def _share_out(core: Core, tx: Tx, agent: Agent, old_inboxes: Sequence[str]) -> None:
    """Nobody is left with somebody who is gone, asked of somebody who may not take them, or waits for what only they
    could do; and who may take more now gets the next."""
    inbox_ids = (await agents.inbox_ids(tx.conn, [agent.id])).get(agent.id, [])
    await recheck(core, tx, [agent.id])
    if not agent.active or agent.role == "agent":
        await departures.release(core, tx, agent.id, keep=inbox_ids if agent.active else ())
    await routing.give_in(core, tx, (*inbox_ids, *old_inboxes))


async def tell_agent(tx: Tx, agent: Agent, old_inboxes: Sequence[str] = ()) -> Wire:
    """Tell that an agent changed, and to the lines they stand at; returns what admins see of them."""
    load, homes = await load_and_homes(tx.conn, [agent])
    inbox_ids, number = homes.get(agent.id, []), load.get(agent.id, 0)
    tx.tell(AgentChanged(agent_view(agent, inbox_ids, number), inbox_ids))
    for inbox_id in sorted({*inbox_ids, *old_inboxes}):
        tx.tell(QueueTouched(inbox_id))
    return agent_settings(agent, inbox_ids, number, (await abilities.views(tx.conn, [agent.id]))[agent.id])


async def check_inboxes_exist(conn: AsyncConnection, inbox_ids: Sequence[str]) -> None:
    if await inboxes.unknown_ids(conn, inbox_ids):
        raise invalid_field("inbox_ids", "not_found", "One of these inboxes does not exist.")


def email_taken() -> Conflict:
    return Conflict("email_taken", "An agent has this e-mail address already.")
