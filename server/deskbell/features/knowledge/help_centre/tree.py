"""The categories that a reader sees in one language: only those with something in them, with their branch's count. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from deskbell.features.knowledge.categories import name_in
from deskbell.features.knowledge.tables import Category

_DEEPEST = 10


class Topic(NamedTuple):
    id: str
    slug: str
    name: str
    parent_id: str | None
    articles: int
    """In its branch."""
    own: int
    """In itself."""


class Tree:
    """`own` is how many articles stand in each category itself, and under None in no category."""

    def __init__(self, categories: Sequence[Category], own: Mapping[str | None, int], locale: str) -> None:
        parents = {one.id: one.parent_id for one in categories}
        counts = dict.fromkeys(parents, 0)
        for one in categories:
            for above in _upwards(one.id, parents):
                counts[above] += own.get(one.id, 0)
        self.in_none = own.get(None, 0)
        self._topics = {
            one.id: Topic(
                one.id, one.slug, name_in(one.names, locale), one.parent_id, counts[one.id], own.get(one.id, 0)
            )
            for one in categories
            if counts[one.id]
        }

    def below(self, topic_id: str | None) -> list[Topic]:
        """The topics directly below one, or the uppermost."""
        known = self._topics
        return [one for one in known.values() if (one.parent_id if one.parent_id in known else None) == topic_id]

    def all(self) -> list[Topic]:
        return list(self._topics.values())

    def by_slug(self, slug: str) -> Topic | None:
        return next((one for one in self._topics.values() if one.slug == slug), None)

    def path(self, topic_id: str | None) -> list[Topic]:
        """From the uppermost down to this one."""
        parents = {one.id: one.parent_id for one in self._topics.values()}
        return [self._topics[one] for one in reversed(_upwards(topic_id, parents))]


def _upwards(topic_id: str | None, parents: Mapping[str, str | None]) -> list[str]:
    path: list[str] = []
    while topic_id is not None and topic_id in parents and topic_id not in path and len(path) < _DEEPEST:
        path.append(topic_id)
        topic_id = parents[topic_id]
    return path
