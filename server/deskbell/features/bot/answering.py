"""What the plain bot does with a visitor's message: answer, offer what may be meant, or say honestly that it cannot.

Whatever it does not answer is a miss, courtesies apart, and so is an answer that did not help. After two misses in a
row a person is needed: the conversation goes to the line, or outside business hours the form is offered. Looking an
answer up is behind `services.core.FindAnswers`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.bot import cards
from deskbell.features.bot.cards import Card
from deskbell.features.bot.courtesies import courtesy_of
from deskbell.services import conversations, messages
from deskbell.services.core import Core, Match
from deskbell.storage.writer import Tx

MISSES_BEFORE_HAND_OFF = 2
DEFAULT_THRESHOLD = 0.8
LOOKED_AT = 12
PLAUSIBLE = 0.3
"""Below this a match is chance: offering it would only make the visitor read."""
_BEHIND_BEST = 0.55
"""A suggestion this much weaker than the best one is not offered beside it."""


async def bot_answers(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> None:
    """The hook: a visitor wrote to a conversation that the bot has."""
    if not inbox.routing.get("bot_enabled", True):
        await hand_off(core, tx, inbox, conversation)
        return
    matches = await find(core, tx.conn, inbox, message.text, conversation.locale)
    card = choose(message.text, matches, threshold_of(inbox), conversation.locale)
    await _print(core, tx, conversation, card)
    if card.data["card"] == "answer":
        await conversations.set_misses(tx, conversation, 0)
    elif card.data["card"] == "courtesy":
        await conversations.forget_topic(core, tx, conversation, message)
    else:
        await missed(core, tx, inbox, conversation)


async def find(core: Core, conn: AsyncConnection, inbox: Inbox, text: str, locale: str | None) -> list[Match]:
    if core.hooks.find_answers is None:
        return []
    return await core.hooks.find_answers(conn, inbox.id, text, locale, LOOKED_AT)


def choose(asked: str, matches: list[Match], threshold: float, locale: str | None) -> Card:
    """The card for what was found, the best first."""
    if matches and matches[0].confidence >= threshold:
        return cards.answer(matches[0])
    if courtesy := courtesy_of(asked):
        return cards.courtesy(courtesy, locale)
    plausible = plausible_of(matches)
    return cards.suggestions(plausible, locale) if plausible else cards.unknown(locale)


def plausible_of(matches: list[Match]) -> list[Match]:
    """What may be meant, in the language of the best match: its translations say nothing new."""
    if not matches:
        return []
    least = max(PLAUSIBLE, matches[0].confidence * _BEHIND_BEST)
    alike = [match for match in matches if match.confidence >= least and match.locale == matches[0].locale]
    return alike[: cards.SUGGESTED]


def threshold_of(inbox: Inbox) -> float:
    return float(inbox.routing.get("bot_threshold", DEFAULT_THRESHOLD))


async def missed(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation) -> None:
    """One more miss in a row; the second hands over. While we are closed they go on, and every second says so."""
    misses = conversation.misses + 1
    await conversations.set_misses(tx, conversation, misses)
    if misses % MISSES_BEFORE_HAND_OFF == 0:
        await hand_off(core, tx, inbox, conversation)


async def hand_off(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation) -> None:
    """To the line while somebody may answer and there is room; else say so, and offer the form."""
    hours = business_hours.state(inbox.business_hours, tx.now)
    if hours["open"]:
        if not await conversations.enter_if_room(core, tx, inbox, conversation):
            await _print(core, tx, conversation, cards.full(conversation.locale))
    else:
        await _print(core, tx, conversation, cards.closed(conversation.locale, hours["opens_at"]))


async def _print(core: Core, tx: Tx, conversation: Conversation, card: Card) -> Message:
    data: dict[str, Any] = card.data
    return await messages.add_bot_message(core, tx, conversation, card.text, data)
