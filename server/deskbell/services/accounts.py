"""An agent's own account: what they see and may change of themselves, and the operator's way back in."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_flag,
    check_form,
    check_locale,
    check_password,
    check_secret,
    check_text,
    invalid_field,
    one_of,
)
from deskbell.domain.people import FACES, AgentActor
from deskbell.services import abilities
from deskbell.services.agent_views import agent_settings, load_and_homes
from deskbell.services.agents import tell_agent
from deskbell.services.core import Core
from deskbell.services.passwords import hash_password, verify_password
from deskbell.services.sign_in import end_other_sessions, end_sessions
from deskbell.storage import agents
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
OWN_CHANGES: Checks = {
    "name": check_text,
    "face": one_of(*FACES, None),
    "locale": check_locale,
    "serves_again": check_flag,
    "password": partial(check_form, required={"current": check_secret, "new": check_password}),
}


async def my_view(conn: AsyncConnection, agent_id: str) -> Wire:
    """An agent as they see themselves: with e-mail address and language."""
    agent = await agents.by_id(conn, agent_id)
    if agent is None:
        raise not_found()
    load, homes = await load_and_homes(conn, [agent])
    can = (await abilities.views(conn, [agent_id]))[agent_id]
    view = agent_settings(agent, homes.get(agent.id, []), load.get(agent.id, 0), can)
    return view | {"locale": agent.locale}


async def change_me(core: Core, actor: AgentActor, form: Any) -> Wire:
    """What agents may change of themselves; a new password ends all their other sessions."""
    values = check_form(form, optional=OWN_CHANGES)
    passwords = values.pop("password", None)
    if passwords is not None:
        values["password_hash"] = await _new_password(core, actor, passwords)

    async def work(tx: Tx) -> Wire:
        agent = await agents.by_id(tx.conn, actor.id)
        if agent is not None and values:
            agent = await agents.change(tx.conn, actor.id, **values)
        if agent is None:
            raise not_found()
        if passwords is not None:
            await end_other_sessions(tx, actor)
        await tell_agent(tx, agent)
        return await my_view(tx.conn, actor.id)

    return await core.write(work)


async def _new_password(core: Core, actor: AgentActor, passwords: dict[str, str]) -> str:
    core.limits.take(("sign_in_email", actor.id))
    async with core.read() as conn:
        agent = await agents.by_id(conn, actor.id)
    if not await verify_password(agent.password_hash if agent else None, passwords["current"]):
        raise invalid_field("password.current", "wrong", "This is not your current password.")
    return await hash_password(passwords["new"])


async def reset_password(core: Core, email: str, password: str) -> None:
    """The operator gives an agent a new password; all of the agent's sessions end. Raises `not_found`."""
    try:
        password_hash = await hash_password(check_password(password))
    except Wrong as error:
        raise invalid_field("password", error.code, error.message) from None

    async def work(tx: Tx) -> None:
        agent = await agents.by_email(tx.conn, email.strip().lower())
        if agent is None:
            raise not_found()
        await agents.change(tx.conn, agent.id, password_hash=password_hash)
        await end_sessions(tx, agent.id, "logged_out")

    await core.write(work)
