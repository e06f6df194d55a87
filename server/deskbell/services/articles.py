"""What the features that know articles and look-ups do for all others: the shapes of those of `core.Hooks`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.people import AgentActor
from deskbell.storage.writer import Tx


class Match(msgspec.Struct, frozen=True):
    """An article that may answer a question, in one language.

    `confidence` is 0..1, 1 for the very words of one of its phrasings, where no other article has them; `very` says that
    they are its very words, whoever else has them. `category` is its name in that language, `url` the article's page in the
    help centre.
    """

    article_id: str
    locale: str
    title: str
    answer: str
    confidence: float
    category: str | None = None
    url: str | None = None
    category_id: str | None = None
    very: bool = False


class NotReady(Exception):
    """What is known cannot be looked up at once: it is being read for the first time, or anew and soon done."""


class FindAnswers(Protocol):
    """Looks a question up in an inbox's knowledge base: the best matches first, at most one per article.

    `at_once`, for whoever holds the writer: with what is at hand, waiting for nothing (see `Hooks.before_answering`). Raises
    `NotReady` where that has to wait.
    """

    async def __call__(
        self,
        conn: AsyncConnection,
        inbox_id: str,
        text: str,
        locale: str | None,
        limit: int,
        *,
        at_once: bool = False,
    ) -> list[Match]: ...


class Draft(NamedTuple):
    """A language of an article as it might be served: its newest version, or what is served with `phrasings` added. Without
    a `locale` the first that is served."""

    article_id: str
    locale: str | None
    phrasings: tuple[str, ...] = ()


class FindMany(Protocol):
    """The same for many texts at once, `(text, locale)` each, away from the event loop; with `draft` as if that were
    published. It may take as long as learning all articles anew: it
    reads for itself, and whoever calls it holds no connection meanwhile."""

    async def __call__(
        self,
        inbox_id: str,
        asked: Sequence[tuple[str, str | None]],
        limit: int,
        draft: Draft | None = None,
    ) -> list[list[Match]]: ...


class KnownArticle(msgspec.Struct, frozen=True):
    """What an inbox's article is called: `name` in files, `titles` by locale; `published`: visitors are answered with it, in
    one of them at least."""

    article_id: str
    name: str
    titles: dict[str, str]
    published: bool = False


class Moved(msgspec.Struct, frozen=True):
    """Phrasings that another article had, and has no more."""

    article_id: str
    locale: str
    phrasings: list[str]
    title: str = ""


class Lesson(msgspec.Struct, frozen=True):
    """What teaching came to: whether the bot answers with it now, the phrasings that are new to the article, and those that
    other articles lost to it."""

    served: bool
    added: list[str]
    moved: list[Moved] = []


class ArticlesSaying(Protocol):
    """The articles that visitors of an inbox are answered with for one of these very words."""

    async def __call__(self, conn: AsyncConnection, inbox_id: str, texts: Sequence[str]) -> set[str]: ...


class ArticlesNaming(Protocol):
    """The articles that name all that a question names in title, phrasings, keywords or body, where few do; the best first,
    of confidence 0: that its words are there makes none an answer. Only what visitors of the inbox may read, in a language as
    `FindAnswers` gives it.

    Without `all_of_it` also those that name half of it: bodies are read whole, which is not for inside a transaction.
    """

    async def __call__(
        self, conn: AsyncConnection, inbox_id: str, text: str, locale: str | None, limit: int, *, all_of_it: bool = True
    ) -> list[Match]: ...


class Teach(Protocol):
    """Adds phrasings to a language of an article (None: the one they are written in, else the one it has), served at once
    where it is published. Whatever of `others` has the very words loses them. Raises `not_allowed`, `not_found`, or
    `invalid_fields` with `agents_only` or `archived`, or with `title_elsewhere` where they are the title of another."""

    async def __call__(
        self,
        tx: Tx,
        actor: AgentActor,
        inbox_id: str,
        article_id: str,
        locale: str | None,
        texts: Sequence[str],
        others: Collection[str],
    ) -> Lesson: ...


class Unteach(Protocol):
    """Takes the phrasings of a lesson out of a language of an article again, and gives back what was moved; those it has not
    are no error. Returns whether it is served. Raises `not_allowed`, `not_found` or `invalid_fields`."""

    async def __call__(
        self, tx: Tx, actor: AgentActor, inbox_id: str, article_id: str, locale: str | None, lesson: Lesson
    ) -> bool: ...


class BeginDraft(Protocol):
    """A new article as a draft, with phrasings; returns its id. Raises `not_allowed`, `not_found` or `invalid_fields`."""

    async def __call__(
        self, tx: Tx, actor: AgentActor, inbox_id: str, locale: str, title: str, phrasings: Sequence[str]
    ) -> str: ...


class SuggestedQuestions(Protocol):
    """The questions offered beside the greeting: `[{article_id, text}]`, in one language."""

    async def __call__(self, conn: AsyncConnection, inbox_id: str, locale: str) -> list[dict[str, str]]: ...


class LookedUp(msgspec.Struct, frozen=True):
    """What an order or account look-up came to; `card` is a message's data with its `text`, where there is something to show."""

    outcome: str
    """`found`, `not_found` or `failed`."""
    values: dict[str, str] = {}
    card: dict[str, Any] | None = None


class LookUp(Protocol):
    """Asks the business's own endpoint. It may take seconds: never inside a transaction. The card is in `locale`."""

    async def __call__(
        self, inbox_id: str, look_up_id: str, inputs: dict[str, str], locale: str | None = None
    ) -> LookedUp: ...


class ArticleCard(Protocol):
    """An article's answer in a language or the nearest there is; None where it is gone or not for visitors."""

    async def __call__(
        self, conn: AsyncConnection, inbox_id: str, article_id: str, locale: str | None
    ) -> Match | None: ...


class BeforeAnswering(Protocol):
    """What the bot will be asked next: what takes long is done here, before the writer is held. A visitor who waits for
    their tick is kept a moment at most; with `patient`, as long as it takes within reason."""

    async def __call__(self, inbox_id: str, text: str, locale: str | None, *, patient: bool = False) -> None: ...


class ArticleTexts(Protocol):
    """Of each match its article's text: the short answer and what of the body is nearest to the question, at most `most`
    characters each; of an article that is gone meanwhile the match's own answer."""

    async def __call__(
        self, conn: AsyncConnection, inbox_id: str, question: str, matches: Sequence[Match], most: int
    ) -> list[str]: ...
