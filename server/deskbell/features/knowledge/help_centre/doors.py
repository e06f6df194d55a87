"""The addresses of the help centre: which inbox, which language, which page; what is kept and for how long.

Pages are the same for everybody and hold no session: nothing is set, and a form counts without knowing who sent it.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from urllib.parse import parse_qs, quote

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from deskbell.domain.errors import BadInput, RateLimited
from deskbell.domain.records import Inbox
from deskbell.domain.text import without_nul
from deskbell.features.knowledge.help_centre import store
from deskbell.features.knowledge.help_centre.addresses import SHORT_ID, article_path, home_path
from deskbell.features.knowledge.help_centre.centre import Centre, View
from deskbell.features.knowledge.help_centre.languages import TAG, best, near
from deskbell.features.knowledge.help_centre.look import headers_of, html_of
from deskbell.features.knowledge.help_centre.sitemap import MOST, sitemap_of
from deskbell.features.knowledge.help_centre.store import Page
from deskbell.features.knowledge.help_centre.votes import vote
from deskbell.features.knowledge.store import collections
from deskbell.http.api import Call, check_origin
from deskbell.http.busy import busy_answer
from deskbell.http.caching import Asset, asset_answer, make_asset, page_answer
from deskbell.http.errors import error_answer
from deskbell.services.limits import network_of
from deskbell.services.peer import is_frame_host, peer_of, public_base
from deskbell.storage import inboxes, sightings

MAX_KEY, MAX_FORM, MOST_NUMBER = 64, 1_000, 10_000
_KEPT_PAGES = 300
_HTML, _XML = "text/html; charset=utf-8", "application/xml; charset=utf-8"
_NAME = re.compile(rf"(?:(?P<slug>.*)-)?(?P<short>[0-9a-f]{{{SHORT_ID}}})", re.DOTALL)
_VARIES = {"Vary": "Accept-Language", "Cache-Control": "no-store"}


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
Made = OrderedDict[Hashable, Asset]


def _door(handle: Open, *limits: str) -> Callable[[Request], Awaitable[Response]]:
    """A handler with an inbox and a connection; `limits` are spent besides that of every request."""

    async def serve(request: Request) -> Response:
        try:
            if away := _at_the_desk(request):
                return RedirectResponse(away, 307)
            visit = Visit(request)
            network = network_of(visit.peer.address)
            visit.core.limits.take(*((rule, network) for rule in ("address_request", *limits)))
            async with visit.core.read() as visit.conn:
                visit.inbox = await _inbox_of(visit)
                return await handle(visit)
        except RateLimited as error:
            return busy_answer(request, error, str(request.path_params.get("locale", ""))[:35])
        except HTTPException:
            raise
        except Exception as error:
            return error_answer(error)

    return serve


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


def _in_language(show: Open) -> Open:
    """The handler where the address has a language of the inbox; else the way to one, or nothing."""

    async def handle(visit: Visit) -> Response:
        asked = visit.path("locale")
        if asked in visit.inbox.locales:
            visit.locale = asked
            return await show(visit)
        visit.locale = visit.accepts()
        if not TAG.fullmatch(asked):
            return await _missing(visit)
        fitting = near(asked, visit.inbox.locales) or visit.locale
        rest = visit.request.url.path.split("/", 4)[4:]
        query = f"?{visit.request.url.query}" if visit.request.url.query else ""
        return RedirectResponse(home_path(visit.inbox.key, fitting) + "".join(rest) + query, 307, _VARIES)

    return handle


async def _start(visit: Visit) -> Response:
    return RedirectResponse(home_path(visit.inbox.key, visit.accepts()), 307, _VARIES)


class Pages:
    """The doors, with the pages that were made last: made again when an article, the brand or the address changes."""

    def __init__(self) -> None:
        self._made: Made = OrderedDict()

    async def home(self, visit: Visit) -> Response:
        return await self._view(visit, "home", visit.centre.home)

    async def category(self, visit: Visit) -> Response:
        slug, number = visit.path("slug"), _number_of(visit.request.query_params.get("page", "1"))
        if not number:
            return await _missing(visit)
        return await self._view(visit, f"c {number} {slug}", lambda: visit.centre.category(slug, number))

    async def article(self, visit: Visit) -> Response:
        page, languages = await _page_of(visit)
        if page is None:
            return await _missing(visit)
        right = article_path(visit.inbox.key, page.locale, page.slug, page.article_id)
        if page.locale != visit.locale or visit.path("name") != f"{page.slug}-{page.article_id[-SHORT_ID:]}":
            return RedirectResponse(right, 301 if page.locale == visit.locale else 307, _VARIES)
        thanks = visit.request.query_params.get("thanks", "")
        thanks = thanks if thanks in ("yes", "no") else ""
        mark = f"a {page.article_id} {thanks}"
        return await self._view(visit, mark, lambda: visit.centre.article(page, languages, thanks))

    async def sitemap(self, visit: Visit) -> Response:
        inbox = visit.inbox

        async def make() -> Asset:
            rows = await store.addresses(visit.conn, inbox.id, inbox.locales, MOST)
            topics = {}
            for visit.locale in inbox.locales:
                topics[visit.locale] = [topic.slug for topic in await visit.centre.topics()]
            text = await asyncio.to_thread(sitemap_of, visit.base, inbox.key, topics, rows)
            return make_asset(text.encode(), _XML)

        return await self._kept(visit, "sitemap", make)

    async def _view(self, visit: Visit, mark: str, make: Callable[[], Awaitable[View | None]]) -> Response:
        site = await _site_of(visit)

        async def made() -> Asset | None:
            view = await make()
            return make_asset(html_of(visit.centre, view, site).encode(), _HTML) if view else None

        return await self._kept(visit, f"{site} {mark}", made)

    async def _kept(self, visit: Visit, mark: str, make: Callable[[], Awaitable[Asset | None]]) -> Response:
        inbox = visit.inbox
        revisions = await collections.revisions(visit.conn, inbox.id)
        key = (inbox.id, _looks(inbox), visit.locale, visit.base, mark, revisions)
        asset = self._made.get(key) or await make()
        if asset is None:
            return await _missing(visit)
        self._made[key] = asset
        self._made.move_to_end(key)
        while len(self._made) > _KEPT_PAGES:
            self._made.popitem(last=False)
        return asset_answer(visit.request, asset, headers_of(inbox.brand["color"]))


def _looks(inbox: Inbox) -> bytes:
    """All of an inbox that its pages show."""
    shown = (inbox.name, inbox.brand, inbox.logo, inbox.locales, inbox.business_hours["time_zone"])
    return hashlib.sha256(msgspec.json.encode(shown)).digest()


async def _search(visit: Visit) -> Response:
    query = str(without_nul(visit.request.query_params.get("q", "")))[:200]
    return await _once(visit, await visit.centre.search(query))


async def _missing(visit: Visit) -> Response:
    visit.locale = visit.locale or visit.accepts()
    return await _once(visit, visit.centre.missing(), 404)


async def _once(visit: Visit, view: View, status: int = 200) -> Response:
    """A page that is not kept."""
    html = html_of(visit.centre, view, await _site_of(visit))
    return page_answer(visit.request, html, headers_of(visit.inbox.brand["color"]), status)


async def _judge(visit: Visit) -> Response:
    """Was this helpful? Then back to the page."""
    check_origin(visit)
    helpful = _helpful_of(await visit.bytes(MAX_FORM))
    page, _ = await _page_of(visit)
    if page is None or page.locale != visit.locale:
        return await _missing(visit)
    network = network_of(visit.peer.address)
    inbox, article_id = visit.inbox, page.article_id
    await visit.core.write(lambda tx: vote(tx, inbox, article_id, visit.locale, network, helpful=helpful))
    path = article_path(inbox.key, page.locale, page.slug, article_id)
    return RedirectResponse(f"{path}?thanks={'yes' if helpful else 'no'}#helpful", 303, {"Cache-Control": "no-store"})


def _helpful_of(form: bytes) -> bool:
    said = parse_qs(form.decode("utf-8", "replace"), max_num_fields=5).get("helpful", [""])[-1]
    if said not in ("yes", "no"):
        raise BadInput("bad_payload", "helpful is yes or no.")
    return said == "yes"


async def _page_of(visit: Visit) -> tuple[Page | None, list[Page]]:
    """The article of an address in the language asked for or the nearest it has, and all its languages.

    The short id says which; where chance gave it to two articles, the words before it do.
    """
    name = _NAME.fullmatch(visit.path("name")[-300:])
    found = await store.pages(visit.conn, visit.inbox.id, name["short"]) if name else []
    found = [page for page in found if page.locale in visit.inbox.locales]
    if not name or not found:
        return None, []
    meant = next((page for page in found if page.slug == name["slug"]), found[0])
    languages = [page for page in found if page.article_id == meant.article_id]
    by_locale = {page.locale: page for page in languages}
    nearest = near(visit.locale, list(by_locale)) or next(one for one in visit.inbox.locales if one in by_locale)
    return by_locale[nearest], languages


async def _site_of(visit: Visit) -> str:
    """The website that the chat is on: the first allowed origin that is no pattern, else where it was seen last."""
    plain = [origin for origin in visit.inbox.allowed_origins if "*" not in origin]
    if plain:
        return plain[0]
    seen = await sightings.of_inbox(visit.conn, visit.inbox.id) if not visit.inbox.allowed_origins else []
    return next((sighting.origin for sighting in seen if sighting.origin != visit.base), "")


def _number_of(text: str) -> int:
    """A page's number, 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= MOST_NUMBER else 0


def help_routes() -> list[Route]:
    """For the feature's routes; the pages that were made are kept with them."""
    pages, start = Pages(), "/help/{key}"
    article = f"{start}/{{locale}}/a/{{name}}"
    return [
        Route(start, _door(_start)),
        Route(f"{start}/", _door(_start)),
        Route(f"{start}/sitemap.xml", _door(pages.sitemap)),
        Route(f"{start}/{{locale}}", _door(_in_language(pages.home))),
        Route(f"{start}/{{locale}}/", _door(_in_language(pages.home))),
        Route(f"{start}/{{locale}}/search", _door(_in_language(_search), "address_search")),
        Route(f"{start}/{{locale}}/c/{{slug}}", _door(_in_language(pages.category))),
        Route(article, _door(_in_language(pages.article))),
        Route(f"{article}/helpful", _door(_in_language(_judge), "address_vote"), methods=["POST"]),
        Route(f"{start}/{{locale}}/{{rest:path}}", _door(_in_language(_missing))),
    ]
