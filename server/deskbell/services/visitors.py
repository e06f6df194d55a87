"""Visitors: how a browser becomes one, comes back with its token, and what it says of itself (all unverified)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import DeskbellError, NotAllowed, NotFound
from deskbell.domain.identity import Identity
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Inbox, Visitor
from deskbell.domain.tags import merged
from deskbell.domain.user_agent import browser_of, device_of
from deskbell.services.access import access_visitor
from deskbell.services.core import Core
from deskbell.services.events import VisitorChanged, VisitorRevoked
from deskbell.services.identity import read_identity
from deskbell.services.limits import anonymous, network_of
from deskbell.services.origins import origin_is_allowed
from deskbell.services.tags import person_changed
from deskbell.services.tokens import VisitorClaim, bad_token
from deskbell.services.views import visitor_for_agents
from deskbell.storage import inboxes
from deskbell.storage import visitors as rows
from deskbell.storage.writer import Tx

MAX_PAGE = 2_000
SHOWN = (
    "page", "name", "email", "email_verified", "locale", "browser", "device", "tags", "external_id", "attributes",
)  # fmt: skip
"""What the desk shows of a visitor and a connection may bring anew."""
BATCH = 500
"""So many visitors are asked for at a time: a statement has an end of parameters, and others wait to read."""


class Browser(NamedTuple):
    """What a connection brings beside its token."""

    inbox_key: str
    token: str | None
    locale: str | None
    page: dict[str, str] | None
    name: str | None
    email: str | None
    user_agent: str
    address: str
    origin: str | None
    own_origins: frozenset[str]
    identity_token: str | None = None
    """What the site's server signed of its visitor."""


class Visit(NamedTuple):
    """A connected visitor."""

    visitor: Visitor
    inbox: Inbox
    token: str
    returning: bool
    """Whether this browser was here with a token before."""
    identity_error: DeskbellError | None = None
    """Why what the site signed does not count; the visitor is in all the same, with nothing gained by it."""

    @property
    def actor(self) -> VisitorActor:
        return VisitorActor(self.visitor.id, self.visitor.inbox_id, self.visitor.label, self.visitor.locale)


async def connect(core: Core, browser: Browser) -> Visit:
    """Let a browser in, as the visitor of its token or as a new one.

    Raises `unknown_inbox`, `origin_not_allowed`, `bad_token`, `expired_token`, `rate_limited`. A token revoked while this
    runs is refused by the write or found by `has_standing` once the socket is known: it never becomes a new one.
    """
    async with core.read() as conn:
        inbox = await _allowed_inbox(conn, browser)
        known = None if browser.token is None else await _of_token(core, conn, inbox, browser.token)
    signed, identity_error = _signed(inbox, browser.identity_token, core.clock())
    if known is None or _is_another(known, signed):
        core.limits.take(("address_new_visitor", network_of(browser.address)))

    async def work(tx: Tx) -> Visitor:
        before = None if known is None else await _still_good(tx, known)
        if before is None or _is_another(before, signed):
            return await _arrive(tx, inbox, browser, signed)
        return await _come_back(core, tx, before, browser, signed)

    visitor = await core.write(work)
    token = core.tokens.sign_visitor(VisitorClaim(visitor.id, inbox.id, visitor.epoch))
    returning = known is not None and known.id == visitor.id
    return Visit(visitor, inbox, token, returning, identity_error)


def _is_another(known: Visitor, signed: Identity | None) -> bool:
    """Whether another person sits at the same browser now, who shall not read what the one before wrote."""
    return signed is not None and known.external_id not in (None, signed.external_id)


async def _still_good(tx: Tx, known: Visitor) -> Visitor:
    before = await rows.by_id(tx.conn, known.id)
    if before is None or before.epoch != known.epoch:
        raise bad_token()
    return before


async def _arrive(tx: Tx, inbox: Inbox, browser: Browser, signed: Identity | None) -> Visitor:
    values = _seen(browser, None, signed) | {"first_seen_at": tx.now, "last_seen_at": tx.now}
    if signed is not None:
        values["tags"] = await _tags_of_person(tx, inbox.id, [], signed)
    return await rows.insert(tx.conn, id=new_id(), inbox_id=inbox.id, **values)


async def _come_back(core: Core, tx: Tx, before: Visitor, browser: Browser, signed: Identity | None) -> Visitor:
    values = _seen(browser, before, signed) | {"last_seen_at": tx.now}
    if signed is not None and before.external_id is None:
        values["tags"] = await _tags_of_person(tx, before.inbox_id, before.tags, signed)
    visitor = await rows.change(tx.conn, before.id, **values)
    if any(getattr(before, name) != getattr(visitor, name) for name in SHOWN):
        tx.tell(VisitorChanged(visitor.inbox_id, visitor_for_agents(core, visitor)))
    if (before.tags, before.attributes) != (visitor.tags, visitor.attributes):
        await person_changed(core, tx, before, visitor, None)
    return visitor


def _signed(inbox: Inbox, token: str | None, now: datetime) -> tuple[Identity | None, DeskbellError | None]:
    """Who the site says it is, and what is wrong with how it says so."""
    if token is None:
        return None, None
    try:
        return read_identity(inbox, token, now), None
    except DeskbellError as error:
        return None, error


async def _tags_of_person(tx: Tx, inbox_id: str, own: list[str], signed: Identity) -> list[str]:
    """Their own and those of their other browsers: a VIP is one on the phone, too."""
    others = await rows.of_person(tx.conn, inbox_id, signed.external_id)
    return merged([*own, *(others[0].tags if others else [])])


async def _allowed_inbox(conn: AsyncConnection, browser: Browser) -> Inbox:
    inbox = await inboxes.by_key(conn, browser.inbox_key)
    if inbox is None:
        raise NotFound("unknown_inbox", "No inbox has this key. Copy the tag again from the settings.")
    if not origin_is_allowed(browser.origin, inbox.allowed_origins, browser.own_origins):
        raise NotAllowed("origin_not_allowed", "This website may not use this inbox. An admin can allow it.")
    return inbox


async def _of_token(core: Core, conn: AsyncConnection, inbox: Inbox, token: str) -> Visitor:
    claim = core.tokens.read_visitor(token)
    visitor = await rows.by_id(conn, claim.visitor_id)
    if visitor is None or (visitor.inbox_id, visitor.epoch) != (inbox.id, claim.epoch) or claim.inbox_id != inbox.id:
        raise bad_token()
    return visitor


async def has_standing(conn: AsyncConnection, visitor_id: str, epoch: int) -> bool:
    """Whether what was signed in this epoch still counts."""
    return (await rows.epochs(conn, [visitor_id])).get(visitor_id) == epoch


async def revoked(core: Core, claims: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of many (visitor id, epoch) those that count no more."""
    asked = list(set(claims))
    passed: set[tuple[str, int]] = set()
    for start in range(0, len(asked), BATCH):
        some = asked[start : start + BATCH]
        async with core.read() as conn:
            now = await rows.epochs(conn, [visitor_id for visitor_id, _ in some])
        passed |= {(visitor_id, epoch) for visitor_id, epoch in some if now.get(visitor_id) != epoch}
    return passed


def _seen(browser: Browser, known: Visitor | None, signed: Identity | None) -> dict[str, Any]:
    seen: dict[str, Any] = {
        "browser": browser_of(browser.user_agent),
        "device": device_of(browser.user_agent),
        "address": anonymous(browser.address),
        "locale": browser.locale or (known.locale if known else None),
        "page": browser.page or (known.page if known else None),
    }
    seen |= _said(known, browser.name, browser.email)
    return seen | (_as_signed(signed) if signed is not None else {})


def _as_signed(signed: Identity) -> dict[str, Any]:
    values: dict[str, Any] = {"external_id": signed.external_id, "attributes": signed.attributes}
    if signed.name is not None:
        values["name"] = signed.name
    return values if signed.email is None else values | {"email": signed.email, "email_verified": True}


def _said(known: Visitor | None, name: str | None, email: str | None) -> dict[str, str]:
    """What a visitor says of themselves, where the site has not signed what is so."""
    said = _contact(name, email)
    if known is not None and known.email_verified:
        said.pop("email", None)
    if known is not None and known.external_id is not None and known.name is not None:
        said.pop("name", None)
    return said


def _contact(name: str | None, email: str | None) -> dict[str, str]:
    """What was said, without blanks. It is shown as unverified text, whatever it is."""
    return {field: text for field, text in (("name", name), ("email", email)) if text and text.strip()}


async def set_contact(core: Core, tx: Tx, visitor_id: str, name: str | None, email: str | None) -> Visitor | None:
    """What a visitor says of themselves. What says nothing changes nothing."""
    known = await rows.by_id(tx.conn, visitor_id)
    values = _said(known, name, email)
    if not values:
        return known
    visitor = await rows.change(tx.conn, visitor_id, **values)
    tx.tell(VisitorChanged(visitor.inbox_id, visitor_for_agents(core, visitor)))
    return visitor


async def tell_presence(core: Core, visitor_id: str) -> None:
    """Tell the desk that a visitor came to or left the site; in the writer, so that no older page is told after a newer."""

    async def work(tx: Tx) -> None:
        visitor = await rows.by_id(tx.conn, visitor_id)
        if visitor is not None:
            view = visitor_for_agents(core, visitor) | {"last_seen_at": rfc3339(tx.now)}
            tx.tell(VisitorChanged(visitor.inbox_id, view))

    await core.write(work)


async def revoke(core: Core, actor: AgentActor, visitor_id: str) -> None:
    """Make all tokens of one visitor worthless, at once. Raises `not_found`."""

    async def work(tx: Tx) -> None:
        visitor = await access_visitor(tx.conn, actor, visitor_id)
        await rows.change(tx.conn, visitor_id, epoch=visitor.epoch + 1)
        tx.tell(VisitorRevoked(visitor_id))

    await core.write(work)
