"""Signing in: sessions that can be revoked, and the tickets that let an agent's socket in.

A session is a row; the cookie holds a random secret and the row its hash. Who may do what follows from the agent's row
at that moment, never from anything a browser holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import system_clock
from deskbell.domain.errors import NotAllowed, NotSignedIn
from deskbell.domain.forms import MAX_EMAIL
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Agent, Session
from deskbell.services import departures, presence
from deskbell.services.core import Core
from deskbell.services.events import SessionsEnded
from deskbell.services.limits import network_of
from deskbell.services.passwords import hash_password, needs_rehash, verify_password
from deskbell.services.tokens import hash_secret, new_secret
from deskbell.storage import agents, sessions
from deskbell.storage.writer import Tx

SESSION_LASTS = timedelta(days=30)
TICKET_LASTS = timedelta(seconds=30)


class SignedIn(NamedTuple):
    """A new session. `secret` is for the cookie and is kept nowhere."""

    agent: Agent
    session: Session
    secret: str


async def sign_in(core: Core, email: str, password: str, address: str) -> SignedIn:
    """A session for the right password. Raises `wrong_credentials`, the same for an unknown address, or `rate_limited`.

    Guesses at one agent are counted per network: whoever guesses from elsewhere cannot lock the agent out. No more of an
    address is kept for that than an agent's can have.
    """
    email, network = email.strip().lower(), network_of(address)
    core.limits.take(("sign_in_address", network), ("sign_in_email", f"{email[:MAX_EMAIL]} {network}"))
    async with core.read() as conn:
        agent = await agents.by_email(conn, email)
    right = await verify_password(agent.password_hash if agent else None, password)
    if agent is None or not right or not agent.active:
        raise _wrong_credentials()
    return await _begin(core, agent, await _better_hash(agent, password))


async def _better_hash(agent: Agent, password: str) -> str | None:
    return await hash_password(password) if needs_rehash(agent.password_hash) else None


async def _begin(core: Core, agent: Agent, new_hash: str | None) -> SignedIn:
    async def work(tx: Tx) -> SignedIn:
        current = await agents.by_id(tx.conn, agent.id)
        if current is None or not current.active or current.password_hash != agent.password_hash:
            raise _wrong_credentials()
        if new_hash is not None:
            await agents.change(tx.conn, agent.id, password_hash=new_hash)
        await sessions.forget_ended(tx.conn, tx.now)
        return await start_session(tx, current)

    return await core.write(work)


async def start_session(tx: Tx, agent: Agent) -> SignedIn:
    """A new session, for whoever has just proved to be this agent."""
    secret = new_secret()
    session = Session(new_id(), agent.id, tx.now, tx.now + SESSION_LASTS, None)
    await sessions.insert(tx.conn, session, hash_secret(secret))
    seen = await agents.change(tx.conn, agent.id, last_seen_at=tx.now)
    return SignedIn(seen or agent, session, secret)


async def sign_out(core: Core, actor: AgentActor, transfer_to: str | None = None) -> None:
    """End this session. Whom the agent is talking with goes to the colleague named, or back to the line.

    While they have a socket in another session too, those not transferred stay. Raises `agent_unavailable`.
    """

    async def work(tx: Tx) -> None:
        if transfer_to is not None:
            await departures.hand_over(core, tx, actor.id, transfer_to)
        await sessions.revoke(tx.conn, actor.session_id, tx.now)
        tx.tell(SessionsEnded("logged_out", actor.id, actor.session_id))
        if not await sessions.any_open(tx.conn, actor.id, tx.now):
            await presence.agent_signed_out(core, tx, actor.id)
        elif transfer_to is not None:
            await presence.has_room(core, tx, actor.id)

    await core.write(work)


async def end_sessions(tx: Tx, agent_id: str, reason: str) -> None:
    """Revoke all of an agent's sessions."""
    await sessions.revoke_all(tx.conn, agent_id, tx.now)
    tx.tell(SessionsEnded(reason, agent_id))


async def end_other_sessions(tx: Tx, actor: AgentActor) -> None:
    """Revoke an agent's sessions but the one they are using: their password changed."""
    for session_id in await sessions.revoke_all(tx.conn, actor.id, tx.now, keep=actor.session_id):
        tx.tell(SessionsEnded("logged_out", actor.id, session_id))


async def agent_by_session(
    conn: AsyncConnection, secret: str, now: datetime | None = None
) -> tuple[Agent, Session] | None:
    """The agent that a cookie stands for; None when the session ended or the agent is not active."""
    session = await sessions.by_secret_hash(conn, hash_secret(secret))
    if session is None or not _is_open(session, now or system_clock()):
        return None
    agent = await agents.by_id(conn, session.agent_id)
    return (agent, session) if agent is not None and agent.active else None


async def actor_of(conn: AsyncConnection, agent: Agent, session_id: str) -> AgentActor:
    """The agent as one who performs commands, with the inboxes they see."""
    inbox_ids = await agents.inbox_ids(conn, [agent.id])
    return _actor(agent, session_id, inbox_ids.get(agent.id, []))


async def live_sessions(
    conn: AsyncConnection, session_ids: Iterable[str], now: datetime | None = None
) -> dict[str, AgentActor]:
    """Those sessions that still stand, each with its agent as of now. A socket of any other is to be closed."""
    moment = now or system_clock()
    standing = [session for session in await sessions.by_ids(conn, session_ids) if _is_open(session, moment)]
    people = await agents.by_ids(conn, {session.agent_id for session in standing})
    inbox_ids = await agents.inbox_ids(conn, people)
    return {
        session.id: _actor(people[session.agent_id], session.id, inbox_ids.get(session.agent_id, []))
        for session in standing
        if session.agent_id in people and people[session.agent_id].active
    }


async def new_ticket(core: Core, actor: AgentActor) -> str:
    """A secret that lets one socket of this session in, within half a minute."""
    secret = new_secret()

    async def work(tx: Tx) -> None:
        await sessions.insert_ticket(tx.conn, hash_secret(secret), actor.session_id, tx.now + TICKET_LASTS)

    await core.write(work)
    return secret


async def use_ticket(core: Core, ticket: str) -> AgentActor:
    """The agent a ticket stands for; it is used up. Raises `bad_ticket`."""

    async def work(tx: Tx) -> AgentActor | None:
        session_id = await sessions.take_ticket(tx.conn, hash_secret(ticket), tx.now)
        found = await live_sessions(tx.conn, [session_id], tx.now) if session_id else {}
        return found.get(session_id or "")

    actor = await core.write(work)
    if actor is None:
        raise NotSignedIn("bad_ticket", "This ticket was used, is too old or was not made here.")
    return actor


def access_settings(actor: AgentActor) -> None:
    """The settings are for admins. Raises `not_allowed`."""
    if actor.role != "admin":
        raise NotAllowed("not_allowed", "Only an admin may do that.")


def not_signed_in() -> NotSignedIn:
    return NotSignedIn("not_signed_in", "Sign in first.")


def _wrong_credentials() -> NotSignedIn:
    return NotSignedIn("wrong_credentials", "This e-mail address and password do not belong together.")


def _is_open(session: Session, now: datetime) -> bool:
    return session.revoked_at is None and session.expires_at > now


def _actor(agent: Agent, session_id: str, inbox_ids: Iterable[str]) -> AgentActor:
    sees_all = agent.role in ("team_leader", "admin")
    seen = None if sees_all else frozenset(inbox_ids)
    return AgentActor(agent.id, agent.name, agent.role, agent.face, seen, session_id)
