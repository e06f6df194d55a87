"""Endpoints of inboxes: settings, logo, hours, the brand's preview, and the tag to paste."""

from __future__ import annotations

from typing import Any

from deskbell.domain.brand import proof, roles
from deskbell.domain.errors import UnsupportedMedia
from deskbell.domain.forms import check_form
from deskbell.http.api import Call, Handle
from deskbell.services import identity, inboxes
from deskbell.services.allowed_origins import change_allowed_origins
from deskbell.services.peer import own_origins, public_base
from deskbell.services.pictures import MAX_BYTES
from deskbell.services.sightings import Sightings
from deskbell.services.views import business_hours_view

PICTURES = {"image/png", "image/jpeg", "image/webp", "image/gif", "application/octet-stream"}


async def show_all(call: Call) -> dict[str, Any]:
    return {"inboxes": await inboxes.list_inboxes(call.core, call.actor)}


async def create(call: Call) -> dict[str, Any]:
    return {"inbox": await inboxes.add_inbox(call.core, call.actor, await call.form())}


async def show(call: Call) -> dict[str, Any]:
    inbox = await inboxes.access_inbox_settings(call.core, call.actor, call.path("id"))
    return {"inbox": inboxes.inbox_settings(inbox)}


async def change(call: Call) -> dict[str, Any]:
    return {"inbox": await inboxes.change_inbox(call.core, call.actor, call.path("id"), await call.form())}


async def change_origins(call: Call) -> dict[str, Any]:
    return {"inbox": await change_allowed_origins(call.core, call.actor, call.path("id"), await call.form())}


async def set_logo(call: Call) -> dict[str, Any]:
    await inboxes.access_inbox_settings(call.core, call.actor, call.path("id"))
    if call.media_type not in PICTURES:
        raise UnsupportedMedia("unsupported_media", "Send the picture itself: PNG, JPEG, WebP or GIF.")
    data = await call.bytes(MAX_BYTES)
    return {"inbox": await inboxes.set_logo(call.core, call.actor, call.path("id"), data)}


async def drop_logo(call: Call) -> dict[str, Any]:
    return {"inbox": await inboxes.drop_logo(call.core, call.actor, call.path("id"))}


async def show_business_hours(call: Call) -> dict[str, Any]:
    inbox = await inboxes.access_inbox_settings(call.core, call.actor, call.path("id"))
    return {"business_hours": business_hours_view(call.core, inbox)}


async def preview_brand(call: Call) -> dict[str, Any]:
    color = check_form(await call.form(), required={"color": inboxes.check_brand_color})["color"]
    return {"roles": roles(color), **proof(color)}


async def show_identity(call: Call) -> dict[str, Any]:
    return await identity.show_secret(call.core, call.actor, call.path("id"))


async def rotate_identity(call: Call) -> dict[str, Any]:
    await call.nothing()
    return await identity.rotate_secret(call.core, call.actor, call.path("id"))


def show_embed(sightings: Sightings) -> Handle:
    """The tag, and where browsers loaded it."""

    async def handle(call: Call) -> dict[str, Any]:
        inbox = await inboxes.access_inbox_settings(call.core, call.actor, call.path("id"))
        base = public_base(call.peer, call.core.settings)
        return {
            "snippet": f'<script async src="{base}/widget/{inbox.key}.js"></script>',
            "seen": await sightings.seen(inbox, own_origins(call.peer, call.core.settings)),
        }

    return handle
