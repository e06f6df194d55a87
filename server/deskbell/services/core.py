"""What every rule needs, in one hand: settings, database, clock, bus, limits, and the hooks that features hang on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import Clock
from deskbell.domain.ids import new_key
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.services.bus import Bus
from deskbell.services.connections import Connections, Joined
from deskbell.services.limits import Limits
from deskbell.services.tokens import Tokens
from deskbell.services.told import Told
from deskbell.settings import Settings
from deskbell.storage.database import Database
from deskbell.storage.writer import Tx, Work, Writer

T = TypeVar("T")


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
    """Adds phrasings to a language of an article (None: the one it has), served at once where it is published. Whatever of
    `others` has the very words loses them. Raises `not_allowed`, `not_found`, or `invalid_fields` with `agents_only` or
    `archived`, or with `title_elsewhere` where they are the title of another."""

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


class WantsPerson(Protocol):
    """Why a text is for a person, whatever the bot could say: `asked` or `anger`; else None. `at_once` as in `FindAnswers`,
    but it raises nothing: while nothing can be looked up, a wish is a wish."""

    async def __call__(
        self, core: Core, conn: AsyncConnection, inbox: Inbox, text: str, locale: str | None, *, at_once: bool = False
    ) -> str | None: ...


VisitorMessageHook = Callable[["Core", Tx, Inbox, Conversation, Message], Awaitable[bool | None]]
ConversationHook = Callable[[Tx, str], Awaitable[None]]
HandOff = Callable[["Core", Tx, Inbox, Conversation, str], Awaitable[None]]
WouldBegin = Callable[["Core", AsyncConnection, Inbox, str, str | None], Awaitable[str | None]]
KeepRating = Callable[["Core", Tx, Conversation, int], Awaitable[None]]
Watched = Callable[[AsyncConnection, str], Awaitable[dict[str, Any] | None]]
NamesOfInbox = Callable[[AsyncConnection, str], Awaitable[dict[str, str]]]
TimerRule = Callable[["Core", Tx, str], Awaitable[None]]
ConversationFields = Callable[[AsyncConnection, Sequence[str]], Awaitable[dict[str, dict[str, Any]]]]


@dataclass
class Hooks:
    """Where features join in. Those that take a `Tx` run inside the command's transaction, in a savepoint of their own."""

    bot_answers: list[VisitorMessageHook] = field(default_factory=list)
    """A visitor wrote to a conversation that the bot has. True: it is answered, and the next is not asked."""
    hand_off: HandOff | None = None
    """To the line while somebody may answer and there is room; else it says so, and offers the form. The last is why:
    `asked`, `misses`, `anger`, `rule`, `flow` or `off`."""
    wants_person: WantsPerson | None = None
    bot_lost: list[ConversationHook] = field(default_factory=list)
    """A conversation, by id, is no longer the bot's: in line, with an agent, or resolved. In the command's own savepoint."""
    conversation_fields: list[ConversationFields] = field(default_factory=list)
    """More fields of the wire's conversation, by id; absent ids keep the default of `conversation_defaults`."""
    conversation_defaults: dict[str, Any] = field(default_factory=dict)
    once_ready: Callable[[], None] | None = None
    """Begins what may take long and is not waited for, as soon as a server serves. The command line never calls it."""
    load_embedder: Callable[[], str | None] | None = None
    """Loads the operator's embedder and returns its name, None without one; the bot does without it until then. Raises
    `embedder_missing` or `embedder_broken`."""
    before_answering: BeforeAnswering | None = None
    find_answers: FindAnswers | None = None
    find_many: FindMany | None = None
    known_articles: Callable[[AsyncConnection, str], Awaitable[list[KnownArticle]]] | None = None
    articles_saying: ArticlesSaying | None = None
    articles_naming: ArticlesNaming | None = None
    teach: Teach | None = None
    unteach: Unteach | None = None
    begin_draft: BeginDraft | None = None
    suggested_questions: SuggestedQuestions | None = None
    suggested_flows: SuggestedQuestions | None = None
    """Buttons beside the greeting: `[{flow_id, text}]`."""
    would_begin: WouldBegin | None = None
    """The name of the flow that a text would begin: `(core, conn, inbox, text, locale)`."""
    watched: Watched | None = None
    """What flows of an inbox wait for on the page: `{events: [name], pages: [[address, seconds]]}`, None for nothing."""
    article_card: ArticleCard | None = None
    article_texts: ArticleTexts | None = None
    look_up: LookUp | None = None
    look_ups: NamesOfInbox | None = None
    """The names of an inbox's look-ups, by id."""
    keep_rating: KeepRating | None = None
    """The visitor gave 1 to 5 stars while the bot has the conversation."""
    timers: dict[str, TimerRule] = field(default_factory=dict)
    """What features do when a timer of theirs comes due, by its kind; the second is its subject."""


@dataclass
class Core:
    """Built once by `app`; handed to every command and route."""

    settings: Settings
    database: Database
    writer: Writer
    clock: Clock
    bus: Bus
    limits: Limits
    tokens: Tokens
    hooks: Hooks = field(default_factory=Hooks)
    connections: Connections = field(default_factory=Connections)
    joined: Joined = field(default_factory=Joined)
    told: Told = field(default_factory=Told)
    under_way: set[asyncio.Task[Any]] = field(default_factory=set)
    setup_code: str = field(default_factory=lambda: "-".join(new_key(4) for _ in range(3)))
    """Guards the set-up of an empty installation; good until the process ends."""

    def begin(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Something beside the commands, which nobody waits for. It is held, and ends with the core at the latest."""
        task = asyncio.create_task(work, name=name)
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        return task

    async def end_under_way(self) -> None:
        """Before the database is closed: what still reads or writes is called off, and has let go of its connection."""
        tasks = list(self.under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def articles_known(self, inbox_id: str) -> None:
        """Wait until what this inbox's articles hold can be looked up, however long: to be called without a connection in
        hand, of which there are few, while learning a large inbox takes its time."""
        if self.hooks.find_many is not None:
            await self.hooks.find_many(inbox_id, (), 1)

    async def write(self, work: Work[T]) -> T:
        """Run `work` in the writer; returns after COMMIT (see `storage.writer`)."""
        return await self.writer.write(work)

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A read-only connection."""
        return self.database.read()
