"""What every rule needs, in one hand: settings, database, clock, bus, limits, and the hooks that features hang on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import Clock
from deskbell.domain.ids import new_key
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.services.articles import (
    ArticleCard,
    ArticlesNaming,
    ArticlesSaying,
    ArticleTexts,
    BeforeAnswering,
    BeginDraft,
    FindAnswers,
    FindMany,
    KnownArticle,
    LookUp,
    SuggestedQuestions,
    Teach,
    Unteach,
)
from deskbell.services.bus import Bus
from deskbell.services.connections import Connections, Joined
from deskbell.services.limits import Limits
from deskbell.services.tokens import Tokens
from deskbell.services.told import Told
from deskbell.settings import Settings
from deskbell.storage.database import Database
from deskbell.storage.writer import Tx, Work, Writer

T = TypeVar("T")


class WantsPerson(Protocol):
    """Why a text is for a person, whatever the bot could say: `asked` or `anger`; else None. `at_once` as in `FindAnswers`,
    but it raises nothing: while nothing can be looked up, a wish is a wish."""

    async def __call__(
        self, core: Core, conn: AsyncConnection, inbox: Inbox, text: str, locale: str | None, *, at_once: bool = False
    ) -> str | None: ...


VisitorMessageHook = Callable[["Core", Tx, Inbox, Conversation, Message], Awaitable[bool | None]]
ConversationHook = Callable[[Tx, str], Awaitable[None]]


class HandOff(Protocol):
    """See `Hooks.hand_off`."""

    async def __call__(
        self, core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, because: str, left: Left | None = None
    ) -> None: ...


class Left(NamedTuple):
    """What a visitor who cannot be served now has told already, with an address or a number to answer to."""

    text: str
    email: str = ""
    phone: str = ""


LeaveMessage = Callable[["Core", Tx, Conversation, Left], Awaitable[None]]
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
    """To the line while somebody may answer and there is room; else it says so, and offers the form, or leaves for the desk
    what was told already (`left`). `because`: `asked`, `misses`, `anger`, `rule`, `flow` or `off`."""
    leave_message: LeaveMessage | None = None
    """Leaves an offline message by what a visitor told in a conversation."""
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
