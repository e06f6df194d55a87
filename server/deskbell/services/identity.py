"""Signed identity: a site's server says who its visitor is, with a JWT signed by the inbox's secret (HS256, nothing else).

What is forged, expired or malformed gives no right, and takes none: the visitor is anonymous then, and learns why. After a
rotation the secret before it is good until the next one, so that a site can change over without a gap.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import jwt

from deskbell.domain.errors import not_found
from deskbell.domain.identity import Identity, bad_identity, identity_of
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.services.core import Core
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.sign_in import access_settings
from deskbell.services.tokens import new_secret
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx

MAX_TOKEN = 4096
ALGORITHMS = ["HS256"]
_CLAIMS = ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")
_ONLY_THE_SIGNATURE: Any = {f"verify_{claim}": False for claim in _CLAIMS}
"""The claims are looked at by the clock and rules of `domain.identity`."""
Wire = dict[str, Any]


def read_identity(inbox: Inbox, token: str, now: datetime) -> Identity:
    """Who a token says the visitor is. Raises `bad_identity`, `expired_identity`."""
    if len(token) > MAX_TOKEN:
        raise bad_identity()
    for secret in (inbox.identity_secret, inbox.identity_secret_before):
        claims = _claims(token, secret) if secret else None
        if claims is not None:
            return identity_of(claims, inbox.key, now)
    raise bad_identity()


def _claims(token: str, secret: str) -> dict[str, Any] | None:
    """What was signed with this secret; None when it was not."""
    try:
        return jwt.decode(token, secret, algorithms=ALGORITHMS, options=_ONLY_THE_SIGNATURE)
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None


async def show_secret(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    """The secret, for an admin who sets a site up. Raises `not_allowed`, `not_found`."""
    return _secret_view(await access_inbox_settings(core, actor, inbox_id))


async def rotate_secret(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    """A new secret; the one until now is good until the next rotation. Raises `not_allowed`, `not_found`."""
    access_settings(actor)

    async def work(tx: Tx) -> Wire:
        before = await inboxes.by_id(tx.conn, inbox_id)
        if before is None:
            raise not_found()
        secrets = {"identity_secret": new_secret(), "identity_secret_before": before.identity_secret or None}
        after = await inboxes.change(tx.conn, inbox_id, updated_at=tx.now, **secrets)
        return _secret_view(after or before)

    return await core.write(work)


def _secret_view(inbox: Inbox) -> Wire:
    return {"secret": inbox.identity_secret, "earlier_is_good": inbox.identity_secret_before is not None}
