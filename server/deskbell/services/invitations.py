"""Invitations: an admin makes a link, its holder becomes an agent by it, once and within a week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import NotFound, not_found
from deskbell.domain.forms import Checks, check_email, check_form, check_password, check_secret, check_text
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Invitation
from deskbell.services.agents import check_inbox_ids, check_inboxes_exist, check_role, create_agent, email_taken
from deskbell.services.core import Core
from deskbell.services.passwords import hash_password
from deskbell.services.sign_in import SignedIn, access_settings, start_session
from deskbell.services.tokens import hash_secret, new_secret
from deskbell.storage import agents, inboxes, installation, invitations
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
LINK_LASTS = timedelta(days=7)
CREATION: Checks = {"name": check_text, "email": check_email, "role": check_role, "inbox_ids": check_inbox_ids}
ACCEPTANCE: Checks = {
    "token": check_secret,
    "name": check_text,
    "password": check_password,
}


class NewInvitation(NamedTuple):
    """`secret` is for the link and is kept nowhere."""

    invitation: Wire
    secret: str


def invitation_view(invitation: Invitation) -> Wire:
    return {
        "id": invitation.id,
        "name": invitation.name,
        "email": invitation.email,
        "role": invitation.role,
        "inbox_ids": invitation.inbox_ids,
        "created_at": rfc3339(invitation.created_at),
        "expires_at": rfc3339(invitation.expires_at),
    }


async def list_invitations(core: Core, actor: AgentActor) -> list[Wire]:
    access_settings(actor)
    async with core.read() as conn:
        return [invitation_view(invitation) for invitation in await invitations.pending(conn, core.clock())]


async def invite(core: Core, actor: AgentActor, form: Any) -> NewInvitation:
    """A link for a future agent; an older one to the same address ends. Raises `email_taken` and the usual."""
    access_settings(actor)
    values = check_form(form, required=CREATION)
    secret = new_secret()

    async def work(tx: Tx) -> Wire:
        await check_inboxes_exist(tx.conn, values["inbox_ids"])
        if await agents.by_email(tx.conn, values["email"]) is not None:
            raise email_taken()
        invitation = Invitation(id=new_id(), created_at=tx.now, expires_at=tx.now + LINK_LASTS, **values)
        await invitations.drop_for(tx.conn, invitation.email)
        await invitations.insert(tx.conn, invitation, hash_secret(secret))
        return invitation_view(invitation)

    return NewInvitation(await core.write(work), secret)


async def withdraw(core: Core, actor: AgentActor, invitation_id: str) -> None:
    access_settings(actor)

    async def work(tx: Tx) -> None:
        if not await invitations.drop(tx.conn, invitation_id):
            raise not_found()

    await core.write(work)


async def show(core: Core, secret: str) -> Wire:
    """What the holder of a link is told before accepting. Raises `bad_invitation`."""
    async with core.read() as conn:
        found = await invitations.by_secret_hash(conn, hash_secret(secret))
        organization = await installation.get(conn, "organization")
    if found is None or found.expires_at <= core.clock():
        raise _bad_invitation()
    return {"name": found.name, "email": found.email, "role": found.role, "organization": organization or ""}


async def accept(core: Core, form: Any) -> SignedIn:
    """The holder of a link becomes an agent and is signed in; the link is used up. Raises `bad_invitation`."""
    values = check_form(form, required=ACCEPTANCE)
    await show(core, values["token"])
    password_hash = await hash_password(values["password"])

    async def work(tx: Tx) -> SignedIn:
        found = await invitations.by_secret_hash(tx.conn, hash_secret(values["token"]))
        if found is None or found.expires_at <= tx.now:
            raise _bad_invitation()
        await invitations.drop(tx.conn, found.id)
        rooms = await _still_there(tx.conn, found.inbox_ids)
        agent = await create_agent(tx, values["name"], found.email, password_hash, found.role, rooms)
        return await start_session(tx, agent)

    return await core.write(work)


async def _still_there(conn: AsyncConnection, inbox_ids: list[str]) -> list[str]:
    gone = await inboxes.unknown_ids(conn, inbox_ids)
    return [inbox_id for inbox_id in inbox_ids if inbox_id not in gone]


def _bad_invitation() -> NotFound:
    return NotFound("bad_invitation", "This link was used, withdrawn or is too old. Ask for a new one.")
