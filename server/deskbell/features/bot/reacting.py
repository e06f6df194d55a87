"""Who types yes or no right below "did this help?" has pressed it."""

from __future__ import annotations

import re

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.folding import fold
from deskbell.domain.locales import asked_in
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.bot import cards
from deskbell.features.bot.helpful import ANSWERS, rated
from deskbell.services import messages
from deskbell.services.core import Core
from deskbell.storage import messages as rows
from deskbell.storage.writer import Tx

_YES = re.compile(
    "yes|yep|yeah|yup|yes it did|it did|it does|yes it does|helpful|very helpful|it helped|that helped"
    "|有|有的|有用|有帮助|有帮助的|帮到了|是|是的|嗯|对|对的"
)
_NO = re.compile(
    "no|nope|nah|not really|no it did not|no it didnt|it did not|it didnt|it does not|it doesnt|not helpful|useless"
    "|没有|没|没用|没帮助|没有帮助|没什么用|不是|不对|没帮到"
)


def reaction_of(text: str) -> bool | None:
    """Whether it helped, where a text says nothing else."""
    said = "".join(sign if sign.isalnum() else " " for sign in fold(text).replace("'", "").replace("’", ""))
    plain = " ".join(said.split())
    return True if _YES.fullmatch(plain) else False if _NO.fullmatch(plain) else None


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
