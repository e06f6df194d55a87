"""The addresses of the help centre and what is at each; which pages are kept, and for how long.

Pages are the same for everybody and hold no session: nothing is set, and a form counts without knowing who sent it.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from urllib.parse import parse_qs

import msgspec
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from deskbell.domain.errors import BadInput
from deskbell.domain.records import Inbox
from deskbell.domain.text import without_nul
from deskbell.features.knowledge.help_centre import store
from deskbell.features.knowledge.help_centre.addresses import SHORT_ID, article_path
from deskbell.features.knowledge.help_centre.centre import View
from deskbell.features.knowledge.help_centre.entering import (
    VARIES,
    Visit,
    door,
    in_language,
    missing,
    once,
    site_of,
    start,
)
from deskbell.features.knowledge.help_centre.languages import near
from deskbell.features.knowledge.help_centre.look import headers_of, html_of
from deskbell.features.knowledge.help_centre.robots import robots
from deskbell.features.knowledge.help_centre.sitemap import MOST, sitemap_of
from deskbell.features.knowledge.help_centre.store import Page
from deskbell.features.knowledge.help_centre.votes import vote
from deskbell.features.knowledge.store import collections
from deskbell.http.api import check_origin
from deskbell.http.caching import Asset, asset_answer, make_asset
from deskbell.services.limits import network_of

MAX_FORM, MOST_NUMBER = 1_000, 10_000
_KEPT_PAGES = 300
_HTML, _XML = "text/html; charset=utf-8", "application/xml; charset=utf-8"
_NAME = re.compile(rf"(?:(?P<slug>.*)-)?(?P<short>[0-9a-f]{{{SHORT_ID}}})", re.DOTALL)
Made = OrderedDict[Hashable, Asset]


class Pages:
    """The doors, with the pages that were made last: made again when an article, the brand or the address changes."""

    def __init__(self) -> None:
        self._made: Made = OrderedDict()

    async def home(self, visit: Visit) -> Response:
        untranslated, number = "untranslated" in visit.request.query_params, _number_of(visit)
        if not number:
            return await missing(visit)
        mark = f"home {number} {untranslated}"
        return await self._view(visit, mark, lambda: visit.centre.home(number, untranslated=untranslated))

    async def category(self, visit: Visit) -> Response:
        slug, number = visit.path("slug"), _number_of(visit)
        if not number:
            return await missing(visit)
        return await self._view(visit, f"c {number} {slug}", lambda: visit.centre.category(slug, number))

    async def article(self, visit: Visit) -> Response:
        page, languages = await _page_of(visit)
        if page is None:
            return await missing(visit)
        right = article_path(visit.inbox.key, page.locale, page.slug, page.article_id)
        if page.locale != visit.locale or visit.path("name") != f"{page.slug}-{page.article_id[-SHORT_ID:]}":
            return RedirectResponse(right, 301 if page.locale == visit.locale else 307, VARIES)
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
        site = site_of(visit.inbox)

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
            return await missing(visit)
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
    return await once(visit, await visit.centre.search(query))


async def _judge(visit: Visit) -> Response:
    """Was this helpful? Then back to the page."""
    check_origin(visit)
    helpful = _helpful_of(await visit.bytes(MAX_FORM))
    page, _ = await _page_of(visit)
    if page is None or page.locale != visit.locale:
        return await missing(visit)
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


def _number_of(visit: Visit) -> int:
    """The number of the page that is asked for, 0 for what is none."""
    text = visit.request.query_params.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= MOST_NUMBER else 0


def help_routes() -> list[Route]:
    """For the feature's routes; the pages that were made are kept with them."""
    pages, base = Pages(), "/help/{key}"
    article = f"{base}/{{locale}}/a/{{name}}"
    return [
        Route("/robots.txt", robots),
        Route(base, door(start)),
        Route(f"{base}/", door(start)),
        Route(f"{base}/sitemap.xml", door(pages.sitemap)),
        Route(f"{base}/{{locale}}", door(in_language(pages.home))),
        Route(f"{base}/{{locale}}/", door(in_language(pages.home))),
        Route(f"{base}/{{locale}}/search", door(in_language(_search), "address_search")),
        Route(f"{base}/{{locale}}/c/{{slug}}", door(in_language(pages.category))),
        Route(article, door(in_language(pages.article))),
        Route(f"{article}/helpful", door(in_language(_judge), "address_vote"), methods=["POST"]),
        Route(f"{base}/{{locale}}/{{rest:path}}", door(in_language(missing))),
    ]
