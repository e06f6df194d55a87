"""Inboxes: their settings, how they stand on the wire, and what an admin may change."""

from __future__ import annotations

from functools import partial
from typing import Any

from deskbell.domain import business_hours
from deskbell.domain.brand import check_color, roles
from deskbell.domain.business_hours import check_business_hours, check_ever_open
from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import BadInput, not_found
from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_form,
    check_locale,
    check_optional_text,
    check_text,
    check_time_zone,
    list_of,
    one_of,
    whole_number,
)
from deskbell.domain.ids import new_id, new_key
from deskbell.domain.locales import LOCALES
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.domain.routing.overflow import overflow_of
from deskbell.domain.routing.policy import policy_of
from deskbell.services import closing, routing, routing_settings, turns
from deskbell.services.brand import brand_view
from deskbell.services.core import Core
from deskbell.services.events import InboxChanged, QueueTouched
from deskbell.services.origins import check_origin
from deskbell.services.pictures import read_logo
from deskbell.services.routing_settings import merged
from deskbell.services.sign_in import access_settings
from deskbell.services.tokens import new_secret
from deskbell.storage import agents, inboxes, pictures
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MAX_GREETING, MAX_SHOWN_NAME, MAX_LAUNCHER_TEXT, MAX_OFFSET, MOST_ORIGINS = 500, 60, 24, 400, 100
DEFAULT_BRAND: dict[str, Any] = {
    "name": dict.fromkeys(LOCALES, ""),
    "color": "#1f5a4a",
    "position": "right",
    "offset_x": 20,
    "offset_y": 20,
    "launcher_text": dict.fromkeys(LOCALES, ""),
}
DEFAULT_GREETINGS = {
    "en": {"new": "Hello. How can we help?", "returning": "Welcome back. How can we help?"},
    "zh-CN": {"new": "您好，想问点什么？", "returning": "欢迎回来，想问点什么？"},
    "zh-TW": {"new": "您好，想問什麼呢？", "returning": "歡迎回來，想問什麼呢？"},
}
_WORKDAY = [["09:00", "18:00"]]
DEFAULT_WEEK = {**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), _WORKDAY), "sat": [], "sun": []}


def check_brand_color(value: Any) -> str:
    try:
        return check_color(check_text(value, 20))
    except BadInput as error:
        raise Wrong("invalid", error.message) from None


def _per_locale(check: Any) -> Any:
    return partial(check_form, optional=dict.fromkeys(LOCALES, check))


_greeting = partial(check_optional_text, longest=MAX_GREETING)
_offset = whole_number(0, MAX_OFFSET)
CREATION: Checks = {"name": check_text, "locale": check_locale, "time_zone": check_time_zone}
BRAND: Checks = {
    "name": _per_locale(partial(check_optional_text, longest=MAX_SHOWN_NAME)),
    "color": check_brand_color,
    "position": one_of("left", "right"),
    "offset_x": _offset,
    "offset_y": _offset,
    "launcher_text": _per_locale(partial(check_optional_text, longest=MAX_LAUNCHER_TEXT)),
}
CHANGES: Checks = {
    "name": check_text,
    "brand": partial(check_form, optional=BRAND),
    "greetings": _per_locale(partial(check_form, optional={"new": _greeting, "returning": _greeting})),
    "business_hours": check_business_hours,
    "allowed_origins": list_of(check_origin, MOST_ORIGINS),
    "locales": list_of(check_locale, len(LOCALES), least=1),
    "routing": partial(check_form, optional=routing_settings.CHECKS),
}
_MERGED = ("brand", "greetings", "business_hours", "routing")


def inbox_for_agent(inbox: Inbox) -> Wire:
    """The wire's `inbox, to an agent`."""
    return {"id": inbox.id, "key": inbox.key, "name": inbox.name, "brand": brand_view(inbox, inbox.locales[0])}


def inbox_settings(inbox: Inbox) -> Wire:
    """The wire's `inbox, its settings`."""
    return {
        "id": inbox.id,
        "key": inbox.key,
        "name": inbox.name,
        "locales": inbox.locales,
        "brand": {"name": {}} | inbox.brand | {"logo_url": f"/media/logo/{inbox.logo}" if inbox.logo else None},
        "roles": roles(inbox.brand["color"]),
        "greetings": inbox.greetings,
        "business_hours": {"exceptions": []} | inbox.business_hours,
        "allowed_origins": inbox.allowed_origins,
        "routing": routing_settings.with_defaults(inbox.routing),
        "created_at": rfc3339(inbox.created_at),
    }


async def list_inboxes(core: Core, actor: AgentActor) -> list[Wire]:
    """The settings of all for an admin; what is to be seen of their own for everybody else."""
    async with core.read() as conn:
        found = await inboxes.all_inboxes(conn)
    if actor.role == "admin":
        return [inbox_settings(inbox) for inbox in found]
    return [inbox_for_agent(inbox) for inbox in found if actor.sees_inbox(inbox.id)]


async def access_inbox_settings(core: Core, actor: AgentActor, inbox_id: str) -> Inbox:
    """An inbox whose settings `actor` may see and change. Raises `not_allowed` or `not_found`."""
    access_settings(actor)
    async with core.read() as conn:
        inbox = await inboxes.by_id(conn, inbox_id)
    if inbox is None:
        raise not_found()
    return inbox


async def create_inbox(tx: Tx, name: str, locale: str, time_zone: str, **overrides: Any) -> Inbox:
    """A new inbox with sensible settings in all languages; `overrides` are columns."""
    values: dict[str, Any] = {
        "id": new_id(),
        "key": new_key(),
        "name": name,
        "locales": [locale, *(other for other in LOCALES if other != locale)],
        "brand": DEFAULT_BRAND,
        "greetings": DEFAULT_GREETINGS,
        "business_hours": {"always_open": True, "time_zone": time_zone, "week": DEFAULT_WEEK},
        "allowed_origins": [],
        "routing": routing_settings.DEFAULTS,
        "logo": None,
        "identity_secret": new_secret(),
        "created_at": tx.now,
        "updated_at": tx.now,
    }
    inbox = await inboxes.insert(tx.conn, **values | overrides)
    tx.tell(InboxChanged(inbox.id))
    return inbox


async def add_inbox(core: Core, actor: AgentActor, form: Any) -> Wire:
    """An admin opens another inbox and belongs to it, so that somebody does."""
    access_settings(actor)
    values = check_form(form, required=CREATION)

    async def work(tx: Tx) -> Wire:
        inbox = await create_inbox(tx, **values)
        await agents.join_inbox(tx.conn, actor.id, inbox.id)
        return inbox_settings(inbox)

    return await core.write(work)


async def change_inbox(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """An admin changes settings; what is not named stays. Raises `not_allowed`, `invalid_fields` or `not_found`."""
    access_settings(actor)
    return await _store(core, inbox_id, check_form(form, optional=CHANGES))


async def _store(core: Core, inbox_id: str, values: dict[str, Any]) -> Wire:
    async def work(tx: Tx) -> Wire:
        before = await inboxes.by_id(tx.conn, inbox_id)
        if before is None:
            raise not_found()
        for name in _MERGED:
            if name in values:
                values[name] = merged(getattr(before, name), values[name])
        await _check_whole(tx, values)
        after = await inboxes.change(tx.conn, inbox_id, updated_at=tx.now, **values)
        if before.logo and "logo" in values:
            await pictures.drop_unused_logo(tx.conn, before.logo)
        if after is not None and "business_hours" in values:
            was_open = bool(business_hours.state(before.business_hours, tx.now)["open"])
            await closing.hours_changed(core, tx, after, was_open)
        if after is not None and {"business_hours", "routing"} & values.keys():
            await turns.policy_changed(tx, after)
        if after is not None and "routing" in values:
            await _follow(core, tx, before, after)
            tx.tell(QueueTouched(inbox_id))
        tx.tell(InboxChanged(inbox_id))
        await routing.give_waiting(core, tx, inbox_id)
        return inbox_settings(after or before)

    return await core.write(work)


async def _follow(core: Core, tx: Tx, before: Inbox, after: Inbox) -> None:
    """Other settings of routing count for those who wait, too."""
    was, policy = policy_of(before.routing), policy_of(after.routing)
    if was.offers and not policy.offers:
        await routing.offers_no_more(core, tx, after.id)
    if policy.head_start_seconds != was.head_start_seconds:
        await routing.head_starts_changed(tx, after.id)
    if policy.waive_needs_seconds != was.waive_needs_seconds:
        await routing.waiver_changed(tx, after)
    if overflow_of(after.routing) != overflow_of(before.routing):
        await routing.overflow_changed(tx, after)


async def _check_whole(tx: Tx, values: dict[str, Any]) -> None:
    """What can only be judged of whole settings, as they will be stored."""
    if "business_hours" in values:
        check_ever_open(values["business_hours"], tx.now)
    if "routing" in values:
        values["routing"] = routing_settings.with_defaults(values["routing"])
        await routing_settings.check_whole(tx.conn, values["routing"])


async def set_logo(core: Core, actor: AgentActor, inbox_id: str, data: bytes) -> Wire:
    """Keep a picture, re-encoded, as the inbox's logo. Raises `bad_picture` and the usual."""
    await access_inbox_settings(core, actor, inbox_id)
    picture = await read_logo(data)

    async def keep(tx: Tx) -> None:
        await pictures.keep(tx.conn, picture.name, "image/png", picture.data)

    await core.write(keep)
    return await _store(core, inbox_id, {"logo": picture.name})


async def drop_logo(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    access_settings(actor)
    return await _store(core, inbox_id, {"logo": None})
