"""Who types yes or no right below "did this help?" has pressed it."""

from __future__ import annotations

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.locales import asked_in
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.bot import cards
from deskbell.features.bot.courtesies import reaction_of
from deskbell.features.bot.helpful import ANSWERS, rated
from deskbell.services import messages
from deskbell.services.core import Core
from deskbell.storage import messages as rows
from deskbell.storage.writer import Tx


async def bot_hears_reaction(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> bool:
    """The hook: it is no question then."""
    helpful = reaction_of(message.text)
    if helpful is None or not bot_policy_of(inbox.routing).enabled:
        return False
    before = await rows.after(tx.conn, conversation.id, (message.seq or 0) - 2, 1)
    data = before[0].data or {} if before else {}
    if data.get("card") not in ANSWERS or data.get("helpful") is not None:
        return False
    await rated(core, tx, conversation, before[0], helpful)
    if helpful:
        card = cards.courtesy("content", asked_in(message.text, conversation.locale))
        await messages.add_bot_message(core, tx, conversation, card.text, card.data)
    return True
