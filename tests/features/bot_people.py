"""What the stories about the bot say: what it finds is given, so that they are about what it makes of it."""

from __future__ import annotations

from typing import Any

from deskbell.domain.ids import new_id
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation
from deskbell.features.bot import store
from deskbell.features.bot.helpful import RateAnswer, rate_answer
from deskbell.features.bot.tables import Question
from deskbell.services import talk
from deskbell.services.articles import Match
from deskbell.services.core import Core
from deskbell.services.routing_settings import with_defaults
from deskbell.storage import inboxes
from tests.features.people import configure, last_message
from tests.world import World


def match(name: str, confidence: float, **more: Any) -> Match:
    """An article by a name, as sure as that."""
    return Match(name, "en", f"About {name}", f"The answer about {name}.", confidence, **more)


def knows(core: Core, **found: list[Match]) -> None:
    """What is found for texts with these words in them, nothing for others; all of it may be read."""

    async def find(conn: Any, inbox_id: str, text: str, locale: str | None, limit: int, **_: Any) -> list[Match]:
        return next((matches for word, matches in found.items() if word in text.casefold()), [])

    async def card(conn: Any, inbox_id: str, article_id: str, locale: str | None) -> Match | None:
        return next((one for matches in found.values() for one in matches if one.article_id == article_id), None)

    core.hooks.find_answers, core.hooks.article_card = find, card


async def sets(world: World, **bot: Any) -> None:
    """Ada's settings of the bot; what is not named stays."""
    async with world.core.read() as conn:
        inbox = await inboxes.by_id(conn, world.shop.id)
    assert inbox
    await configure(world, routing=with_defaults({**inbox.routing, "bot": bot}))


async def asks(world: World, who: VisitorActor, *texts: str) -> Conversation:
    """One conversation, a message a text."""
    for text in texts:
        conversation, _ = await talk.start_conversation(world.core, who, new_id(), text, "en")
    return conversation


async def rates(world: World, who: VisitorActor, conversation: Conversation, message_id: str, helpful: bool) -> None:
    await rate_answer(world.core, who, RateAnswer(conversation.id, message_id, helpful))


async def rates_last(world: World, who: VisitorActor, conversation: Conversation, helpful: bool) -> None:
    await rates(world, who, conversation, (await last_message(world, conversation)).id, helpful)


async def recorded(world: World, conversation: Conversation) -> list[Question]:
    async with world.core.read() as conn:
        return await store.of_conversation(conn, conversation.id, 50)
