"""Puts what a file holds into a collection, some articles at a time: the one writer serves chats in between."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from deskbell.domain.errors import BadInput
from deskbell.domain.ids import new_id
from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge.checks import MOST_ARTICLES, MOST_PHRASINGS, SHARED_DEFAULTS
from deskbell.features.knowledge.importing.branches import branch_of
from deskbell.features.knowledge.importing.items import Item, Read, Refused
from deskbell.features.knowledge.importing.links import Shelved, resolve
from deskbell.features.knowledge.store import articles as rows
from deskbell.features.knowledge.store import variants
from deskbell.features.knowledge.tables import Article, Content, Variant
from deskbell.features.knowledge.writing import NewVariant, Saving, changed, insert_new, put
from deskbell.services.core import Core
from deskbell.storage.writer import Tx

MOST_AT_ONCE = 20
"""Articles in one turn of the writer."""
MOST_TEXT = 32 * 1024
"""Characters in one turn of the writer, unless one article alone has more."""
_REMOVED_AT_ONCE = 400
Group = list[Item]


@dataclass
class Storing:
    """One import on its way: where to, how, and what became of each article."""

    core: Core
    collection_id: str
    key: str
    """Of the inbox in whose help centre links between the articles lead."""
    replace: bool
    author_id: str | None
    progress: Callable[[int, int], None] | None = None
    titled: dict[str, str] = field(default_factory=dict)
    """Articles under another name than any in the file, by the name of the one that says what has their title."""
    ids: dict[str, str] = field(default_factory=dict)
    """Of what the file holds, by name: those that are there already, and those that new ones get."""
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "changed", "unchanged", "removed", "without_answer"), 0)
    )
    refused: list[Refused] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    """What the file holds, by article and locale."""

    async def store(self, read: Read) -> None:
        """Everything that was read, then what was not, if the file replaces."""
        async with self.core.read() as conn:
            known = await rows.titles(conn, self.collection_id)
        self.titled = _titled(_grouped(read.items), known)
        named = {name: id_ for id_, name, _, _ in known}
        names = dict.fromkeys(item.name for item in read.items)
        self.ids = {name: named.get(name) or self.titled.get(name) or new_id() for name in names}
        await asyncio.to_thread(resolve, read, Shelved(self.key, self.ids))
        groups = _grouped(read.items)
        done = 0
        for chunk in _chunks(groups.values()):
            await self.core.write(lambda tx, chunk=chunk: self._store(tx, chunk))  # type: ignore[misc]
            done += len(chunk)
            if self.progress is not None:
                self.progress(done, len(groups))
        if self.replace:
            await self._remove_others(read.spared)
        async with self.core.read() as conn:
            silent = await variants.silent(conn, self.collection_id)
        self.counts["without_answer"] = len({article_id for article_id, _ in silent & self.seen})

    async def _store(self, tx: Tx, chunk: Sequence[Group]) -> None:
        by_name = await rows.by_names(tx.conn, self.collection_id, [group[0].name for group in chunk])
        by_title = await rows.by_ids(
            tx.conn, [self.titled[group[0].name] for group in chunk if group[0].name in self.titled]
        )
        known = [by_name.get(name) or by_title.get(self.titled.get(name, "")) for name in (g[0].name for g in chunk)]
        held = await variants.of_articles(tx.conn, [article.id for article in known if article])
        fresh: list[Group] = []
        touched = []
        for group, article in zip(chunk, known, strict=True):
            if article is None:
                fresh.append(group)
            elif await self._update(tx, article, held[article.id], group):
                touched.append(article.id)
        touched += await self._add(tx, fresh)
        if touched:
            await changed(tx.conn, self.collection_id, touched)

    async def _add(self, tx: Tx, groups: Sequence[Group]) -> list[str]:
        if groups and await rows.count(tx.conn, self.collection_id) + len(groups) > MOST_ARTICLES:
            for item in (item for group in groups for item in group):
                self._refuse(item, "too_many", f"A collection holds at most {MOST_ARTICLES} articles.")
            return []
        made, said = [], []
        for group in groups:
            shared = await self._shared(tx, group)
            if shared is None:
                continue
            same = {"author_id": self.author_id, "created_at": tx.now, "updated_at": tx.now}
            made.append({"id": self.ids[group[0].name], "name": group[0].name, **SHARED_DEFAULTS, **shared, **same})
            for item in group:
                content = _content(item, None)
                slug = item.slug or slug_of(content.title)
                said.append(NewVariant(made[-1]["id"], item.locale, slug, content, item.status, self.author_id))
                self.seen.add((made[-1]["id"], item.locale))
        await insert_new(tx, self.collection_id, made, said)
        self.counts["added"] += len(made)
        return [article["id"] for article in made]

    async def _update(self, tx: Tx, article: Article, held: Sequence[Variant], group: Group) -> bool:
        """Whether anything of it is other than before."""
        self.seen |= {(article.id, item.locale) for item in group}
        shared = await self._shared(tx, group) or {}
        other = {name: value for name, value in shared.items() if value != getattr(article, name)}
        by_locale = {variant.locale: variant for variant in held}
        differs = bool(other)
        for item in group:
            differs |= await self._say(tx, article, by_locale.get(item.locale), item)
        if differs:
            await rows.change(tx.conn, article.id, updated_at=tx.now, **other)
        self.counts["changed" if differs else "unchanged"] += 1
        return differs

    async def _say(self, tx: Tx, article: Article, before: Variant | None, item: Item) -> bool:
        published = before.published if before and item.status == "published" else None
        base = published or (before.draft if before else None)
        content = _content(item, base, keeps=not self.replace)
        if len(content.phrasings) > MOST_PHRASINGS:
            self._refuse(item, "too_many", f"An article has at most {MOST_PHRASINGS} phrasings a language.")
            return False
        if before and content == base and before.status == item.status and item.slug in (None, before.slug):
            return False
        publish = item.status == "published"
        differs = await put(tx, article, before, Saving(item.locale, content, self.author_id, item.slug, publish))
        if item.status == "archived" and not (before and before.status == "archived"):
            await variants.set_status(tx.conn, article.id, item.locale, "archived")
            return True
        return differs

    async def _shared(self, tx: Tx, group: Group) -> dict[str, Any] | None:
        """What the file says of the article in all languages; None when it cannot be, which is refused."""
        said: dict[str, Any] = {}
        for item in reversed(group):
            of_item = {name: getattr(item, name) for name in ("visibility", "suggested", "review_on")}
            said |= {name: value for name, value in of_item.items() if value is not None}
        try:
            category = await branch_of(tx, self.collection_id, group)
        except BadInput as error:
            for item in group:
                self._refuse(item, "bad_category", error.message)
            return None
        return said | ({"category_id": category} if any(item.category is not None for item in group) else {})

    def _refuse(self, item: Item, code: str, message: str) -> None:
        self.refused.append(Refused(item.row, code, message, file=item.file))

    async def _remove_others(self, spared: Iterable[str]) -> None:
        """Archive what the file does not hold; articles of which something was refused stay as they are."""
        names = set(spared)
        async with self.core.read() as conn:
            there = await rows.titles(conn, self.collection_id, live=True)
        kept = {id_ for id_, name, _, title in there if name in names or title in names}
        seen = {article_id for article_id, _ in self.seen}
        others = [(id_, locale) for id_, _, locale, _ in there if id_ not in kept and (id_, locale) not in self.seen]
        for at in range(0, len(others), _REMOVED_AT_ONCE):
            part = others[at : at + _REMOVED_AT_ONCE]
            await self.core.write(lambda tx, part=part: self._archive(tx, part))  # type: ignore[misc]
        self.counts["removed"] += len({id_ for id_, _ in others if id_ not in seen})

    async def _archive(self, tx: Tx, part: Sequence[tuple[str, str]]) -> None:
        await variants.archive(tx.conn, part, tx.now)
        await changed(tx.conn, self.collection_id, {article_id for article_id, _ in part})


def _grouped(items: Iterable[Item]) -> dict[str, Group]:
    """The languages of each article, by its name."""
    groups: dict[str, Group] = defaultdict(list)
    for item in items:
        groups[item.name].append(item)
    return groups


def _titled(groups: Mapping[str, Group], known: Iterable[tuple[str, str, str, str]]) -> dict[str, str]:
    """Articles by the first of the file's names that has their title; another one with this title is an article of its own.

    `known` are `(article_id, name, locale, title)`.
    """
    titles = {(locale, title): id_ for id_, name, locale, title in known if name not in groups}
    taken: dict[str, str] = {}
    for name, group in groups.items():
        id_ = next((titles[key] for one in group if (key := (one.locale, one.title or one.name)) in titles), None)
        if id_ is not None:
            taken.setdefault(id_, name)
    return {name: id_ for id_, name in taken.items()}


def _content(item: Item, base: Content | None, *, keeps: bool = False) -> Content:
    """What a variant says with this item; `keeps`: phrasings that only add join those that are there."""
    before = base or Content(item.title or item.name)
    said = {name: getattr(item, name) for name in Content.__struct_fields__ if getattr(item, name) is not None}
    if item.adds and keeps:
        said["phrasings"] = list(dict.fromkeys([*before.phrasings, *(item.phrasings or [])]))
    return msgspec.structs.replace(before, **said)


def _chunks(groups: Iterable[Group]) -> Iterator[list[Group]]:
    chunk: list[Group] = []
    text = 0
    for group in groups:
        size = sum(_size(item) for item in group)
        if chunk and (len(chunk) >= MOST_AT_ONCE or text + size > MOST_TEXT):
            yield chunk
            chunk, text = [], 0
        chunk.append(group)
        text += size
    if chunk:
        yield chunk


def _size(item: Item) -> int:
    return len(item.body or "") + sum(map(len, item.phrasings or [])) + len(item.answer or "")
