"""What search engines are told at /robots.txt: where each help centre's sitemap is, and that the desk has nothing for them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from deskbell.domain.errors import RateLimited
from deskbell.features.knowledge.help_centre import store
from deskbell.features.knowledge.help_centre.addresses import centre_path
from deskbell.http.api import Call
from deskbell.http.busy import busy_answer
from deskbell.services.limits import network_of
from deskbell.services.peer import public_base
from deskbell.storage import inboxes

_NOT_LISTED = ("/api/", "/desk", "/settings", "/widget/", "/help/*/search")


async def robots(request: Request) -> Response:
    call = Call(request)
    try:
        call.core.limits.take(("address_request", network_of(call.peer.address)))
    except RateLimited as error:
        return busy_answer(request, error)
    base = public_base(call.peer, call.core.settings)
    async with call.core.read() as conn:
        every = await inboxes.all_inboxes(conn)
        public = [one.key for one in every if await store.addresses(conn, one.id, one.locales, 1)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_LISTED)]
    lines += [f"Sitemap: {base}{centre_path(key)}/sitemap.xml" for key in public]
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": "public, max-age=3600"})
