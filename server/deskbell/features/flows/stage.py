"""The real stage of a flow: cards in the conversation, what is known around it, definitions in their versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from deskbell.domain import business_hours
from deskbell.domain.flows.conditions import Facts
from deskbell.domain.flows.steps import KeepRating, Know, Load, Loaded, Request, Say, ShowArticle, Visit
from deskbell.domain.records import Conversation, Inbox, Visitor
from deskbell.features.flows import library, store
from deskbell.features.flows.texts import fault_text
from deskbell.services import messages
from deskbell.services.core import Core
from deskbell.services.views import choose_locale
from deskbell.storage import queue, visitors
from deskbell.storage.writer import Tx


class Scene:
    """A conversation on the stage, within one transaction."""

    def __init__(
        self, core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, visitor: Visitor, began_at: datetime
    ) -> None:
        self.core, self.tx, self.inbox, self.conversation, self.visitor = core, tx, inbox, conversation, visitor
        self.began_at = began_at
        self.locale = choose_locale(conversation.locale or visitor.locale, inbox.locales)

    @property
    def visit(self) -> Visit:
        return Visit(self.locale, today_in(self.inbox, self.tx))

    async def does(self, request: Request) -> Any:
        """What the engine asks for (see `domain.flows.steps`)."""
        if isinstance(request, Say):
            await self._says(request)
        elif isinstance(request, ShowArticle):
            await self._shows(request)
        elif isinstance(request, KeepRating) and self.core.hooks.keep_rating is not None:
            await self.core.hooks.keep_rating(self.core, self.tx, self.conversation, request.stars)
        elif isinstance(request, Know):
            return await self._facts()
        elif isinstance(request, Load):
            return await load(self.tx, self.inbox, request, self.began_at)
        return None

    async def prints(self, text: str, data: dict[str, Any]) -> None:
        """A card of the bot."""
        await messages.add_bot_message(self.core, self.tx, self.conversation, text, data)

    async def _says(self, say: Say) -> None:
        text = say.text or (fault_text(say.fault, self.locale) if say.fault is not None else "")
        where = {"flow_id": say.place.flow_id, "version": say.place.version, "node_id": say.place.node_id}
        await self.prints(text, {"card": "flow", "ask": say.ask, **where})

    async def _shows(self, request: ShowArticle) -> None:
        show = self.core.hooks.article_card
        found = await show(self.tx.conn, self.inbox.id, request.article_id, self.locale) if show is not None else None
        if found is not None:
            source = {"article_id": found.article_id, "title": found.title, "url": found.url}
            await self.prints(found.answer, {"card": "answer", **source, "helpful": None})

    async def _facts(self) -> Facts:
        said = {"name": self.visitor.name, "email": self.visitor.email, "page": (self.visitor.page or {}).get("url")}
        return Facts(
            locale=self.locale,
            attributes={**said, **self.visitor.attributes},
            is_open=bool(business_hours.state(self.inbox.business_hours, self.tx.now)["open"]),
            queue_length=await queue.length(self.tx.conn, self.inbox.id),
        )


def today_in(inbox: Inbox, tx: Tx) -> date:
    """The day where the inbox is."""
    return tx.now.astimezone(ZoneInfo(inbox.business_hours["time_zone"])).date()


async def load(tx: Tx, inbox: Inbox, wanted: Load, began_at: datetime) -> Loaded | None:
    """The version that is asked for, or the one that was this inbox's newest when the conversation came into its flow,
    whatever was published, stopped or deleted since."""
    version = wanted.version or await store.version_at(tx.conn, inbox.id, wanted.flow_id, began_at)
    if version is None:
        return None
    definition = await library.definition_of(tx.conn, wanted.flow_id, version)
    return None if definition is None else Loaded(version, definition)


async def set_scene(
    core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, began_at: datetime | None = None
) -> Scene:
    """`began_at` is when it came into its flow: now where it only comes."""
    visitor = await visitors.by_id(tx.conn, conversation.visitor_id)
    assert visitor is not None  # a conversation has a visitor
    return Scene(core, tx, inbox, conversation, visitor, began_at or tx.now)
