"""The phrasings in the order retrieval works with, and which articles are one in several languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from deskbell.domain.retrieval.features import Ints
from deskbell.domain.retrieval.text import is_unspaced, normalise

_UNSPACED = ("zh", "ja", "th")
_KIN = {"zh-TW": "zh-CN", "zh-CN": "zh-TW"}


class Phrasing(NamedTuple):
    """One way to ask what an article answers."""

    article_id: str
    locale: str
    text: str


class Shelf:
    """Each different phrasing once, sorted by what answers it: its owner, a number.

    Two articles in different languages that share a phrasing are one owner: it is a matter of the visitor's language,
    not of the question, which of them is shown.
    """

    def __init__(self, phrasings: Iterable[Phrasing]) -> None:
        self._locales: dict[str, dict[str, None]] = defaultdict(dict)
        self._said: dict[str, set[tuple[str, str]]] = defaultdict(set)
        articles: dict[str, dict[str, None]] = defaultdict(dict)
        written: dict[str, str] = {}
        for article_id, locale, text in phrasings:
            normalised = normalise(text)
            if normalised:
                articles[normalised][article_id] = None
                written.setdefault(normalised, text)
                self._locales[article_id][locale] = None
                self._said[normalised].add((article_id, locale))
        owner_of = self._owners(articles)
        self.owners_of = {text: sorted({owner_of[article] for article in ids}) for text, ids in articles.items()}
        pairs = sorted((owner, text) for text, owners in self.owners_of.items() for owner in owners)
        self.texts = [text for _, text in pairs]
        self.written = [written[text] for text in self.texts]
        """The same texts as somebody wrote them."""
        self.owners: Ints = np.array([owner for owner, _ in pairs], dtype=np.int64)

    @property
    def size(self) -> int:
        """The number of owners."""
        return len(self._members)

    def shown(self, owner: int, locale: str | None, asked: str) -> tuple[str, str]:
        """Article and locale: those of the very words, else of the question's writing; of several the visitor's."""
        options = [(article, other) for article in self._members[owner] for other in self._locales[article]]
        said = [option for option in options if option in self._said.get(asked, ())]
        alike = [option for option in options if option[1].startswith(_UNSPACED) == is_unspaced(asked)]
        choice = said or alike or options
        return min(choice, key=lambda option: (option[1] != locale, option[1] != _KIN.get(locale or "")))

    def has(self, owner: int, locale: str | None) -> bool:
        return any(locale in self._locales[article] for article in self._members[owner])

    def _owners(self, articles: dict[str, dict[str, None]]) -> dict[str, int]:
        owner_of: dict[str, int] = {}
        self._members: list[list[str]] = []
        for ids in articles.values():
            for article in ids:
                if article not in owner_of:
                    owner_of[article] = self._joined(article, [owner_of[other] for other in ids if other in owner_of])
        return owner_of

    def _joined(self, article: str, candidates: list[int]) -> int:
        """An owner of the same phrasing without a language of this article, else a new one."""
        for owner in candidates:
            if not any(self.has(owner, locale) for locale in self._locales[article]):
                self._members[owner].append(article)
                return owner
        self._members.append([article])
        return len(self._members) - 1
