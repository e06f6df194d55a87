"""How a request comes into the help centre: which inbox, which language; and what it gets where there is nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deskbell.domain.errors import RateLimited
from deskbell.domain.records import Inbox
from deskbell.features.knowledge.help_centre.addresses import home_path
from deskbell.features.knowledge.help_centre.centre import Centre, View
from deskbell.features.knowledge.help_centre.languages import TAG, best, near
from deskbell.features.knowledge.help_centre.look import headers_of, html_of
from deskbell.http.api import Call
from deskbell.http.busy import busy_answer
from deskbell.http.caching import page_answer
from deskbell.http.errors import error_answer
from deskbell.services.limits import network_of
from deskbell.services.peer import is_frame_host, peer_of, public_base
from deskbell.storage import inboxes
from deskbell.storage.database import READERS

MAX_KEY = 64
MOST_READERS = READERS // 2
VARIES = {"Vary": "Accept-Language", "Cache-Control": "no-store"}


class Visit(Call):
    """A request at the help centre of an inbox."""

    conn: AsyncConnection
    inbox: Inbox
    locale: str = ""

    @property
    def base(self) -> str:
        return public_base(self.peer, self.core.settings)

    @property
    def centre(self) -> Centre:
        return Centre(self.conn, self.inbox, self.locale, self.base)

    def accepts(self) -> str:
        return best(self.request.headers.get("accept-language", ""), self.inbox.locales)


Open = Callable[[Visit], Awaitable[Response]]


def door(handle: Open, *limits: str) -> Callable[[Request], Awaitable[Response]]:
    """A handler with an inbox and a connection; `limits` are spent besides that of every request."""

    async def serve(request: Request) -> Response:
        try:
            if away := _at_the_desk(request):
                return RedirectResponse(away, 307)
            visit = Visit(request)
            network = network_of(visit.peer.address)
            visit.core.limits.take(*((rule, network) for rule in ("address_request", *limits)))
            async with _readers_of(request), visit.core.read() as visit.conn:
                visit.inbox = await _inbox_of(visit)
                return await handle(visit)
        except RateLimited as error:
            return busy_answer(request, error, str(request.path_params.get("locale", ""))[:35])
        except HTTPException:
            raise
        except Exception as error:
            return error_answer(error)

    return serve


def _readers_of(request: Request) -> asyncio.Semaphore:
    """Pages share a few of the database's readers, so that however slow they are, some are left for the chat."""
    state = request.app.state
    if not hasattr(state, "help_readers"):
        state.help_readers = asyncio.Semaphore(MOST_READERS)
    readers: asyncio.Semaphore = state.help_readers
    return readers


def _at_the_desk(request: Request) -> str:
    """On the frame's own host there is no help centre: the way to where it is, if that is known."""
    settings = request.app.state.core.settings
    if not settings.public_url or not is_frame_host(peer_of(request.scope, settings), settings):
        return ""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{settings.public_url.rstrip('/')}{quote(request.url.path)}{query}"


async def _inbox_of(visit: Visit) -> Inbox:
    key = visit.path("key")
    inbox = await inboxes.by_key(visit.conn, key) if len(key) <= MAX_KEY else None
    if inbox is None:
        raise HTTPException(404)
    return inbox


def in_language(show: Open) -> Open:
    """The handler where the address has a language of the inbox; else the way to one, or nothing."""

    async def handle(visit: Visit) -> Response:
        asked = visit.path("locale")
        if asked in visit.inbox.locales:
            visit.locale = asked
            return await show(visit)
        visit.locale = visit.accepts()
        if not TAG.fullmatch(asked):
            return await missing(visit)
        fitting = near(asked, visit.inbox.locales) or visit.locale
        rest = visit.request.url.path.split("/", 4)[4:]
        query = f"?{visit.request.url.query}" if visit.request.url.query else ""
        return RedirectResponse(home_path(visit.inbox.key, fitting) + "".join(rest) + query, 307, VARIES)

    return handle


async def start(visit: Visit) -> Response:
    return RedirectResponse(home_path(visit.inbox.key, visit.accepts()), 307, VARIES)


async def missing(visit: Visit) -> Response:
    visit.locale = visit.locale or visit.accepts()
    return await once(visit, visit.centre.missing(), 404)


async def once(visit: Visit, view: View, status: int = 200) -> Response:
    """A page that is not kept."""
    html = html_of(visit.centre, view, site_of(visit.inbox))
    return page_answer(visit.request, html, headers_of(visit.inbox.brand["color"]), status)


def site_of(inbox: Inbox) -> str:
    """The website that the chat is on, as far as an admin named one; where it was seen says anybody's Referer."""
    return next((origin for origin in inbox.allowed_origins if "*" not in origin), "")
