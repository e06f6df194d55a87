"""The first start: signing keys, and the one-time set-up of organization, first admin and first inbox.

The code that guards it is `core.setup_code`: made anew at each start, printed on the console while `is_needed`.
"""

from __future__ import annotations

import hmac
import secrets
from functools import partial
from typing import Any, NamedTuple

from deskbell.domain.errors import NotAllowed, NotFound
from deskbell.domain.forms import Checks, check_email, check_form, check_password, check_text
from deskbell.domain.records import Inbox
from deskbell.services import inboxes
from deskbell.services.agents import create_agent
from deskbell.services.core import Core
from deskbell.services.inboxes import create_inbox
from deskbell.services.limits import network_of
from deskbell.services.passwords import hash_password
from deskbell.services.sign_in import SignedIn, start_session
from deskbell.storage import agents, installation
from deskbell.storage.writer import Tx

__all__ = ["SetUp", "create_inbox", "create_organization", "is_needed", "rotate_signing_keys", "set_up", "signing_keys"]
KEYS_KEPT = 3
FORM: Checks = {
    "organization": check_text,
    "admin": partial(check_form, required={"name": check_text, "email": check_email, "password": check_password}),
    "inbox": partial(check_form, required=inboxes.CREATION),
}


class SetUp(NamedTuple):
    signed_in: SignedIn
    inbox: Inbox


async def signing_keys(tx: Tx) -> list[str]:
    """The keys that sign visitor tokens, the newest last: `await writer.write(signing_keys)`."""
    found: list[str] | None = await installation.get(tx.conn, "signing_keys")
    return found or await rotate_signing_keys(tx)


async def rotate_signing_keys(tx: Tx) -> list[str]:
    """Sign with a new key from the next start on; tokens of the last few keys stay good."""
    found = await installation.get(tx.conn, "signing_keys") or []
    keys = [*found, secrets.token_urlsafe(32)][-KEYS_KEPT:]
    await installation.put(tx.conn, "signing_keys", keys)
    return keys


async def create_organization(tx: Tx, name: str) -> None:
    await installation.put(tx.conn, "organization", name)


async def is_needed(core: Core) -> bool:
    """Whether nobody can sign in yet."""
    async with core.read() as conn:
        return await agents.count(conn) == 0


async def set_up(core: Core, form: dict[str, Any], address: str) -> SetUp:
    """Make the organization, its first admin, signed in, and its first inbox: once.

    Raises `already_set_up`, `wrong_setup_code` (before anything else of the form is looked at), `invalid_fields`.
    """
    core.limits.take(("setup", network_of(address)))
    if not await is_needed(core):
        raise _already_set_up()
    form = dict(form)
    _check_code(core, form.pop("code", None))
    values = check_form(form, required=FORM)
    admin = values["admin"]
    password_hash = await hash_password(admin["password"])

    async def work(tx: Tx) -> SetUp:
        if await agents.count(tx.conn) > 0:
            raise _already_set_up()
        await create_organization(tx, values["organization"])
        inbox = await create_inbox(tx, **values["inbox"])
        agent = await create_agent(tx, admin["name"], admin["email"], password_hash, "admin", [inbox.id])
        return SetUp(await start_session(tx, agent), inbox)

    return await core.write(work)


def _check_code(core: Core, given: Any) -> None:
    text = given if isinstance(given, str) else ""
    if not hmac.compare_digest(_bare(text), _bare(core.setup_code)):
        raise NotAllowed("wrong_setup_code", "This is not the code on the console.")


def _bare(code: str) -> bytes:
    """People type dashes, spaces and capitals as they like."""
    return "".join(letter for letter in code.lower() if letter.isalnum()).encode()


def _already_set_up() -> NotFound:
    return NotFound("already_set_up", "Set-up is over. Sign in instead.")
