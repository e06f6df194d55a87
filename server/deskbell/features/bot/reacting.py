"""Who types yes or no right below a card of the bot's has pressed its button."""

from __future__ import annotations

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.locales import asked_in
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.bot import cards
from deskbell.features.bot.answering import hand_off
from deskbell.features.bot.helpful import ANSWERS, rated
from deskbell.features.bot.reactions import agrees, reaction_of
from deskbell.services import messages
from deskbell.services.core import Core
from deskbell.storage import messages as rows
from deskbell.storage.writer import Tx


async def bot_hears_reaction(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> bool:
    """The hook: a bare yes or no is no question. Below an answer it rates it, below "a person does" it takes one or none."""
    says_yes, takes = reaction_of(message.text), agrees(message.text)
    if (says_yes is None and not takes) or not bot_policy_of(inbox.routing).enabled:
        return False
    before = await rows.after(tx.conn, conversation.id, (message.seq or 0) - 2, 1)
    card = before[0].data or {} if before and before[0].author_type == "bot" else {}
    if takes and card.get("card") == "unknown":
        await hand_off(core, tx, inbox, conversation, "asked")
        return True
    if says_yes is None or not card or card.get("card") in ("suggestions", "flow"):
        return False
    if card.get("card") in ANSWERS and card.get("helpful") is None:
        await rated(core, tx, conversation, before[0], says_yes)
        if not says_yes:
            return True
    content = cards.courtesy("content", asked_in(message.text, conversation.locale))
    await messages.add_bot_message(core, tx, conversation, content.text, content.data)
    return True
