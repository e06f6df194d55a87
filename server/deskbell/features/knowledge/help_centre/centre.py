"""What stands on each page of the help centre: read from the database, put into words and addresses. `look` makes HTML of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.records import Inbox
from deskbell.features.knowledge.excerpt import excerpt
from deskbell.features.knowledge.help_centre import store
from deskbell.features.knowledge.help_centre.addresses import (
    article_path,
    category_path,
    home_path,
    search_path,
)
from deskbell.features.knowledge.help_centre.headings import with_ids
from deskbell.features.knowledge.help_centre.languages import count_of, day_of, name_of, words_of
from deskbell.features.knowledge.help_centre.paging import Paging
from deskbell.features.knowledge.help_centre.related import is_near
from deskbell.features.knowledge.help_centre.store import Entry, Page
from deskbell.features.knowledge.help_centre.structured import Crumb, article, breadcrumbs, json_ld, questions
from deskbell.features.knowledge.help_centre.tree import Topic, Tree
from deskbell.features.knowledge.rendered import html_of
from deskbell.features.knowledge.search.engine import search
from deskbell.features.knowledge.store import categories, collections
from deskbell.services.brand import shown_name

OFTEN, LISTED, RELATED, FOUND = 8, 50, 5, 20
_LONGEST_TEXT = 200
_HEADING = re.compile(r"(</?h)([1-5])(?=[\s>])")


@dataclass(frozen=True)
class View:
    """A page: its template and what stands in it. `paths` are its other languages, `path` its one right address."""

    template: str
    title: str
    path: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    json_ld: str = ""
    noindex: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Centre:
    """An inbox's help centre in one language. `base` is what whole addresses begin with."""

    conn: AsyncConnection
    inbox: Inbox
    locale: str
    base: str

    @property
    def words(self) -> dict[str, str]:
        return words_of(self.locale)

    @property
    def name(self) -> str:
        return shown_name(self.inbox, self.locale)

    async def home(self, number: int = 1, *, untranslated: bool = False) -> View | None:
        """What is often asked, the uppermost categories, and what stands in none; further pages go on with the last.

        `untranslated`: the reader comes from a page that this language does not have, and is told so.
        None where there is nothing to be read.
        """
        tree = await self._tree()
        often = await store.entries(self.conn, self.inbox.id, self.locale, OFTEN, suggested=True)
        paging = Paging(home_path(self.inbox.key, self.locale), number, LISTED)
        shown = [entry.article_id for entry in often]
        rest = await self._entries(paging, None, shown)
        count = tree.in_none - sum(entry.category_id is None for entry in often)
        topics = self._topics(tree.below(None))
        heading = self.words["other" if topics or often else "all"]
        values: dict[str, Any] = {
            "heading": heading,
            "rest": self._rows(rest[:LISTED]),
            **paging.told(len(rest), count, self.words),
        }
        paths = {locale: home_path(self.inbox.key, locale) for locale in self.inbox.locales}
        title = self.words["title"].format(name=self.name)
        if number > 1:
            values["trail"] = self._trail([], heading)
            return View("more.html", title, paging.path, paths, values=values) if rest else None
        told = self.words["untranslated"].format(language=name_of(self.locale)) if untranslated else ""
        values |= {"told": told, "often": self._rows(often), "topics": topics}
        return View("home.html", title, paging.path, paths, values=values)

    async def category(self, slug: str, number: int) -> View | None:
        """A category's articles, so many a page; None where there is nothing to be read."""
        tree = await self._tree()
        topic = tree.by_slug(slug)
        if topic is None:
            return None
        here = category_path(self.inbox.key, self.locale, slug)
        paging = Paging(here, number, LISTED)
        some = await self._entries(paging, topic.id)
        trail = self._trail(tree.path(topic.parent_id), topic.name)
        values = {
            "heading": topic.name,
            "trail": trail,
            "topics": self._topics(tree.below(topic.id)),
            "entries": self._rows(some[:LISTED], long=True),
            **paging.told(len(some), topic.own, self.words),
        }
        if not some and not (number == 1 and values["topics"]):
            return None
        data = json_ld(breadcrumbs(trail, self.base, here), questions(self._pairs(some[:LISTED]), self.locale))
        paths = {locale: category_path(self.inbox.key, locale, slug) for locale in await self._languages_of(slug)}
        return View("category.html", self._title(topic.name), paging.path, paths, json_ld=data, values=values)

    async def article(self, page: Page, languages: Sequence[Page], thanks: str) -> View:
        """`languages` are all variants of the article; `thanks` says what the reader just said of it."""
        tree, body = await self._tree(), await store.body(self.conn, page)
        path = self._article_path(page)
        trail = self._trail(tree.path(page.category_id), page.title)
        published = page.published_at.astimezone(ZoneInfo(self.inbox.business_hours["time_zone"]))
        before, _, after = self.words["updated"].partition("{date}")
        text = (page.answer or excerpt(body) or page.title)[:_LONGEST_TEXT]
        values = {
            "heading": page.title,
            "trail": trail[:-1],  # The heading says where one is.
            "body": await _html(body or page.answer),
            "updated_at": rfc3339(page.published_at),
            "updated_day": day_of(published, self.words),
            "updated_before": before,
            "updated_after": after,
            "vote": f"{path}/helpful",
            "thanks": thanks,
            "related": self._rows(await self._related(page)),
        }
        paths = {one.locale: self._article_path(one) for one in languages if one.locale in self.inbox.locales}
        about = {"url": self.base + path, "published": rfc3339(page.published_at), "publisher": self.name}
        data = json_ld(
            article(title=page.title, text=text, locale=page.locale, **about), breadcrumbs(trail, self.base, path)
        )
        title = self._title(page.title)
        return View("article.html", title, path, paths, description=text, json_ld=data, values=values)

    async def search(self, query: str) -> View:
        """What is found, whatever the language; only pages that this inbox has."""
        mine = [collection.id for collection in await collections.of_inbox(self.conn, self.inbox.id)]
        found = await search(self.conn, mine, query, self.locale, FOUND)
        slugs = await store.slugs(self.conn, self.inbox.id, [hit.article_id for hit in found])
        tree = await self._tree()
        hits = []
        for hit in found:
            slug, category_id = slugs.get((hit.article_id, hit.locale), ("", None))
            if slug and hit.locale in self.inbox.locales:
                href = article_path(self.inbox.key, hit.locale, slug, hit.article_id)
                category = " / ".join(topic.name for topic in tree.path(category_id))
                hits.append({**hit._asdict(), "href": href, "category": category})
        most = self.words["found_most"].format(count=len(hits))
        values = {
            "trail": self._trail([], self.words["search"]),
            "query": query,
            "asked": bool(query.strip()),
            "hits": hits,
            "found": most if len(found) == FOUND else count_of(len(hits), self.words),
        }
        asked = f"?{urlencode({'q': query})}" if query else ""
        paths = {locale: search_path(self.inbox.key, locale) + asked for locale in self.inbox.locales}
        return View("search.html", self._title(self.words["search"]), "", paths, noindex=True, values=values)

    def missing(self) -> View:
        paths = {locale: home_path(self.inbox.key, locale) for locale in self.inbox.locales}
        return View("missing.html", self._title(self.words["missing"]), "", paths, noindex=True)

    async def topics(self) -> list[Topic]:
        """All categories that have something in this language."""
        return (await self._tree()).all()

    async def _tree(self) -> Tree:
        own = await store.counts(self.conn, self.inbox.id, self.locale)
        return Tree(await categories.of_inbox(self.conn, self.inbox.id), own, self.locale)

    async def _languages_of(self, slug: str) -> list[str]:
        """The languages in which a category has something."""
        known = await categories.of_inbox(self.conn, self.inbox.id)
        found = []
        for locale in self.inbox.locales:
            tree = Tree(known, await store.counts(self.conn, self.inbox.id, locale), locale)
            found += [locale] if tree.by_slug(slug) else []
        return found

    async def _entries(self, paging: Paging, category_id: str | None, without: Sequence[str] = ()) -> list[Entry]:
        """The articles of a page, and one more than it shows, to see whether there are more."""
        window = (LISTED + 1, paging.before, without)
        return await store.entries(self.conn, self.inbox.id, self.locale, *window, category_id=category_id)

    async def _related(self, page: Page) -> list[Entry]:
        """Alike in words, then neighbours in the category."""
        mine = [collection.id for collection in await collections.of_inbox(self.conn, self.inbox.id)]
        asked = " ".join([page.title, *page.keywords])
        alike = await search(self.conn, mine, asked, page.locale, RELATED * 2)
        ids = [hit.article_id for hit in alike if hit.locale == page.locale and is_near(asked, hit.title)]
        if len(ids) <= RELATED and page.category_id:
            near = await store.entries(self.conn, self.inbox.id, page.locale, RELATED + 1, category_id=page.category_id)
            ids += [entry.article_id for entry in near]
        wanted = [one for one in dict.fromkeys(ids) if one != page.article_id][:RELATED]
        return await store.entries_by_id(self.conn, self.inbox.id, page.locale, wanted)

    def _trail(self, above: Sequence[Topic], here: str) -> list[Crumb]:
        key, locale = self.inbox.key, self.locale
        steps = [Crumb(topic.name, category_path(key, locale, topic.slug)) for topic in above]
        return [Crumb(self.words["home"], home_path(key, locale)), *steps, Crumb(here)]

    def _topics(self, topics: Sequence[Topic]) -> list[dict[str, str]]:
        key, locale, words = self.inbox.key, self.locale, self.words
        return [
            {"href": category_path(key, locale, one.slug), "name": one.name, "count": count_of(one.articles, words)}
            for one in topics
        ]

    def _rows(self, entries: Sequence[Entry], *, long: bool = False) -> list[dict[str, str]]:
        return [
            {"href": self._article_path(one), "title": one.title, "text": _begins(one) if long else ""}
            for one in entries
        ]

    def _pairs(self, entries: Sequence[Entry]) -> list[tuple[str, str]]:
        return [(entry.title, _begins(entry)) for entry in entries if _begins(entry)]

    def _article_path(self, one: Entry | Page) -> str:
        return article_path(self.inbox.key, one.locale, one.slug, one.article_id)

    def _title(self, text: str) -> str:
        return f"{text} · {self.words['title'].format(name=self.name)}"


async def _html(markdown: str) -> str:
    html = with_ids(await html_of(markdown))
    if "<h1" in html:  # The title is the page's only one.
        html = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html)
    # What is wider than the page is moved by the keyboard too.
    wide = html.replace("<table>", '<div class="wide" tabindex="0" role="group"><table>')
    return wide.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')


def _begins(entry: Entry) -> str:
    return entry.answer or excerpt(entry.begins)
