"""`/widget/{key}.js`, the one tag of a website, and `/widget/{key}/frame`, the document it opens.

Their text is made in `widget_pages`; here is which inbox is meant, who may see it, and how long it may be kept.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from deskbell.domain.brand import roles
from deskbell.domain.errors import RateLimited
from deskbell.domain.records import Inbox
from deskbell.domain.text import without_nul
from deskbell.http.busy import busy_answer
from deskbell.http.caching import asset_answer, make_asset, page_answer
from deskbell.http.errors import error_answer
from deskbell.http.widget_pages import NotBuilt, choose_locale, read_build, render_frame, render_loader
from deskbell.services.brand import brand_view, shown_name
from deskbell.services.core import Core
from deskbell.services.limits import network_of
from deskbell.services.origins import normal_origin
from deskbell.services.peer import Peer, frame_base, is_frame_host, own_origins, peer_of
from deskbell.services.sightings import Sightings
from deskbell.storage import inboxes

Serve = Callable[[Request], Awaitable[Response]]
MAX_KEY, MAX_LOCALE = 64, 35


def loader(sightings: Sightings) -> Serve:
    """The tag's script. A browser asks for it at every page view, so it is small and kept for a minute."""

    async def serve(request: Request) -> Response:
        core: Core = request.app.state.core
        try:
            inbox = await _inbox_of(core, request)
            if inbox is None:
                return _nothing("There is no inbox with this key. Copy the tag again from the settings.")
            sightings.saw(inbox.id, request.headers.get("referer") or request.headers.get("origin", ""))
            answer = await _loader_answer(core, request, inbox)
            answer.background = BackgroundTask(sightings.write)
            return answer
        except NotBuilt:
            return _not_built()
        except Exception as error:
            return error_answer(error)

    return serve


async def _loader_answer(core: Core, request: Request, inbox: Inbox) -> Response:
    brand = inbox.brand | {"roles": roles(inbox.brand["color"])}
    origin = frame_base(peer_of(request.scope, core.settings), core.settings)
    text = render_loader(inbox.key, brand, inbox.locales, origin, read_build(), inbox.name, await _watched(core, inbox))
    asset = make_asset(text.encode(), "text/javascript; charset=utf-8")
    return asset_answer(request, asset, {"Cache-Control": "public, max-age=60"})


async def _watched(core: Core, inbox: Inbox) -> dict[str, Any] | None:
    if core.hooks.watched is None:
        return None
    async with core.read() as conn:
        return await core.hooks.watched(conn, inbox.id)


async def frame(request: Request) -> Response:
    """The widget's document. Which websites may show it is in its `frame-ancestors`; the browser enforces it."""
    core: Core = request.app.state.core
    try:
        peer = peer_of(request.scope, core.settings)
        core.limits.take(("address_request", network_of(peer.address)))
        inbox = await _inbox_of(core, request)
        if inbox is None:
            return _nothing("There is no inbox with this key.")
        preview = request.query_params.get("preview") == "1"
        if core.settings.frame_url and not preview and not is_frame_host(peer, core.settings):
            return RedirectResponse(_at_frame_host(core, request, peer), 307)
        return _frame_answer(core, request, inbox, peer, preview=preview)
    except RateLimited as error:
        return busy_answer(request, error, _wish(request))
    except NotBuilt:
        return _not_built()
    except Exception as error:
        return error_answer(error)


def _frame_answer(core: Core, request: Request, inbox: Inbox, peer: Peer, *, preview: bool) -> Response:
    locale = choose_locale(_wish(request), inbox.locales)
    html, headers = render_frame(
        key=inbox.key,
        name=shown_name(inbox, locale),
        brand=brand_view(inbox, locale),
        locale=locale,
        allowed_origins=[*inbox.allowed_origins, *sorted(own_origins(peer, core.settings))],
        origin=normal_origin(f"{peer.scheme}://{peer.host}") or frame_base(peer, core.settings),
        build=read_build(),
        preview=preview,
    )
    return page_answer(request, html, {name.title(): value for name, value in headers.items()})


def _wish(request: Request) -> str:
    return request.query_params.get("locale", "")[:MAX_LOCALE]


def _at_frame_host(core: Core, request: Request, peer: Peer) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{frame_base(peer, core.settings)}{request.url.path}{query}"


async def _inbox_of(core: Core, request: Request) -> Inbox | None:
    key = str(without_nul(request.path_params["key"]))
    if len(key) > MAX_KEY:
        return None
    async with core.read() as conn:
        return await inboxes.by_key(conn, key)


def _nothing(text: str) -> Response:
    return PlainTextResponse(text, 404, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"})


def _not_built() -> Response:
    return PlainTextResponse("The widget is not built: run node build.mjs.", 503, headers={"Cache-Control": "no-store"})
