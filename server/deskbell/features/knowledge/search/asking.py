"""Who searches: agents over HTTP, visitors by a command, each in the articles that they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from msgspec import Meta
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.forms import Wrong, check_form, check_id, check_locale
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Inbox
from deskbell.features.knowledge.excerpt import excerpt
from deskbell.features.knowledge.help_centre.addresses import article_path
from deskbell.features.knowledge.search.engine import Hit, search
from deskbell.features.knowledge.store import collections
from deskbell.features.knowledge.tables import article_variants, articles, categories
from deskbell.realtime.command import Payload
from deskbell.services.access import access_inbox
from deskbell.services.core import Core
from deskbell.storage import inboxes

LIMIT, MOST_FOUND, LONGEST_ASKED = 8, 30, 8_000
Wire = dict[str, Any]


class SearchArticles(Payload):
    query: Annotated[str, Meta(max_length=LONGEST_ASKED)]
    locale: Annotated[str, Meta(max_length=35)] | None = None
    limit: Annotated[int, Meta(ge=1, le=MOST_FOUND)] = LIMIT


async def search_articles(core: Core, actor: VisitorActor, payload: SearchArticles) -> Wire:
    """What the help centre of the visitor's inbox has on something."""
    async with core.read() as conn:
        inbox = await inboxes.by_id(conn, actor.inbox_id)
        if inbox is None:
            raise not_found()
        locale = payload.locale or actor.locale
        base = core.settings.public_url.rstrip("/")
        return {"articles": await find(conn, inbox, payload.query, locale, payload.limit, base)}


def _check_limit(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MOST_FOUND):
        raise Wrong("out_of_range", f"From 1 to {MOST_FOUND}.")
    return int(value)


def _check_query(value: str) -> str:
    if len(value) > LONGEST_ASKED:
        raise Wrong("too_long", f"At most {LONGEST_ASKED} characters.")
    return value


REQUIRED = {"inbox_id": check_id, "q": _check_query}
OPTIONAL = {"locale": check_locale, "also": check_locale, "limit": _check_limit}


async def search_for_agent(core: Core, actor: AgentActor, asked: dict[str, str], base: str) -> Wire:
    """What an agent may send or read in an inbox; `base` is what the addresses of pages begin with.

    `locale` is the visitor's language, in which the answer is given where the article has it, `also` the agent's own.

    Raises `not_found` or `invalid_fields`.
    """
    values = check_form(asked, required=REQUIRED, optional=OPTIONAL)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, values["inbox_id"])
        locale, limit = values.get("locale", inbox.locales[0]), values.get("limit", LIMIT)
        mine = [collection.id for collection in await collections.of_inbox(conn, inbox.id)]
        also = values.get("also")
        hits = await search(conn, mine, values["q"], locale, limit, also=also, all_visibilities=True)
        more = await _more(conn, hits) if hits else {}
        return {"articles": [_for_agent(inbox, base, hit, more, locale) for hit in hits]}


async def find(
    conn: AsyncConnection, inbox: Inbox, query: str, locale: str | None, limit: int, base: str
) -> list[Wire]:
    """What visitors get of a search in an inbox's collections: only what has something to read."""
    mine = [collection.id for collection in await collections.of_inbox(conn, inbox.id)]
    hits = await search(conn, mine, query, locale, limit)
    more = await _more(conn, hits) if hits else {}
    views = [(hit, more.get((hit.article_id, hit.locale), _UNKNOWN)) for hit in hits]
    return [_view(inbox, base, hit, found) for hit, found in views if found.says]


class _More(NamedTuple):
    slug: str
    names: dict[str, str] | None
    """Of the category."""
    answer: str = ""
    body: str = ""

    @property
    def says(self) -> bool:
        return bool(self.answer or self.body)


_UNKNOWN = _More("", None)


def _for_agent(inbox: Inbox, base: str, hit: Hit, more: Mapping[tuple[str, str], _More], locale: str) -> Wire:
    """With what the bot would say, for an agent to put into a reply: in the visitor's language where the article has it."""
    found = more.get((hit.article_id, hit.locale), _UNKNOWN)
    said = more.get((hit.article_id, locale), _UNKNOWN)
    told, language = (said, locale) if said.says else (found, hit.locale)
    answer = told.answer or excerpt(told.body) or hit.title
    url = _url(inbox, base, hit, told.slug, language)
    return _view(inbox, base, hit, found) | {"answer": answer, "answer_locale": language, "url": url}


async def _more(conn: AsyncConnection, hits: Sequence[Hit]) -> dict[tuple[str, str], _More]:
    """What was found says more than the index holds, in all languages that are published."""
    variant, category = article_variants.c, categories.c
    columns = (variant.slug, category.names, variant.answer, variant.body)
    statement = select(variant.article_id, variant.locale, *columns)
    statement = statement.join(articles, articles.c.id == variant.article_id)
    statement = statement.outerjoin(categories, category.id == articles.c.category_id)
    found = variant.article_id.in_([hit.article_id for hit in hits])
    rows = await conn.execute(statement.where(found, variant.status == "published"))
    return {(row[0], row[1]): _More(*row[2:]) for row in rows}


def _url(inbox: Inbox, base: str, hit: Hit, slug: str, locale: str) -> str | None:
    """Of its page in a language, where it has one."""
    has_page = hit.for_everybody and locale in inbox.locales and slug
    return base + article_path(inbox.key, locale, slug, hit.article_id) if has_page else None


def _view(inbox: Inbox, base: str, hit: Hit, found: _More) -> Wire:
    return {
        "article_id": hit.article_id,
        "locale": hit.locale,
        "title": hit.title,
        "title_parts": hit.title_parts,
        "snippet": hit.snippet,
        "category": (found.names or {}).get(hit.locale),
        "url": _url(inbox, base, hit, found.slug, hit.locale),
        "visibility": "everybody" if hit.for_everybody else "agents",
    }
