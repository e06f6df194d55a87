"""What the bot does with a visitor's message: answer, offer what may be meant, say honestly that it cannot, hand over.

Whatever it does not answer is a miss, courtesies apart, and so is an answer that did not help. What it offers to choose from
is one only when the visitor has passed it over: nobody is sent to the line from what they were just asked. After so many
misses in a row a person is needed: the conversation goes to the line, or outside business hours the form is offered. What
is to be done is decided in `judging`, and everything is recorded (`tables.bot_questions`).
"""

from __future__ import annotations

from deskbell.domain import business_hours
from deskbell.domain.bot.policy import BotPolicy, bot_policy_of
from deskbell.domain.folding import fold
from deskbell.domain.ids import new_id
from deskbell.domain.locales import asked_in
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.domain.routing.rules import Facts
from deskbell.features.bot import cards, store
from deskbell.features.bot.cards import Card
from deskbell.features.bot.judging import Asked, Verdict, before_looking, judge
from deskbell.features.bot.later import is_owed, owes
from deskbell.features.bot.reactions import place_in, reaction_of
from deskbell.features.bot.tables import LONGEST_FOLDED, Offer, Question
from deskbell.services import conversations, messages
from deskbell.services.articles import NotReady
from deskbell.services.core import Core, Left
from deskbell.services.routing.wants import facts_of
from deskbell.storage.writer import Tx


async def bot_answers(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> None:
    """The hook: a visitor wrote to a conversation that the bot has. What cannot be looked up yet is answered later."""
    try:
        await _answers(core, tx, inbox, conversation, message)
    except NotReady:
        await owes(tx, conversation, message.text)


async def _answers(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> None:
    policy = bot_policy_of(inbox.routing)
    if not policy.enabled:
        await hand_off(core, tx, inbox, conversation, "off")
        return
    before = await store.last_of(tx.conn, conversation.id)
    clicked = await _clicked(tx, before, message.text)
    facts = await facts_of(tx.conn, conversation) if policy.hand_over else Facts()
    asked = Asked(message.text, conversation.locale, clicked["article_id"] if clicked else None, facts, at_once=True)
    if await is_owed(tx, conversation.id) and not before_looking(policy, asked):
        return
    passed_over = int(_passed_over(before) and clicked is None)
    verdict = await judge(core, tx.conn, inbox.id, policy, asked)
    if verdict.outcome == "suggested" and _is_last_miss(policy, conversation, passed_over):
        verdict = Verdict("missed", verdict.match)  # who is in line now has nothing to choose from
    card = _card(verdict, asked_in(message.text, conversation.locale))
    printed = await _print(core, tx, conversation, card) if card else None
    says_little = passed_over and reaction_of(message.text) is not None
    misses = passed_over + (verdict.outcome == "missed" and not says_little)
    missed_again = verdict.outcome == "missed" and _is_last_miss(policy, conversation, misses)
    await _record(tx, conversation, message, verdict, printed, missed_again)
    keeps_misses = bool(before and before.helpful is False)
    await _follow(core, tx, inbox, conversation, message, verdict, misses=misses, keeps_misses=keeps_misses)


async def _follow(
    core: Core,
    tx: Tx,
    inbox: Inbox,
    conversation: Conversation,
    message: Message,
    verdict: Verdict,
    *,
    misses: int,
    keeps_misses: bool,
) -> None:
    """What comes after the card. A second article after one that did not help is still the same question."""
    if verdict.outcome == "courtesy":
        await conversations.forget_topic(core, tx, conversation, message)
    elif verdict.outcome == "handed_over":
        await hand_off(core, tx, inbox, conversation, (verdict.reason or "asked").split(":")[0])
    elif verdict.outcome != "answered":
        await missed(core, tx, inbox, conversation, misses)
    elif not keeps_misses:
        await conversations.set_misses(tx, conversation, 0)


def _passed_over(before: Question | None) -> bool:
    """What was offered last is still open: nothing of it was chosen, nor a machine's answer judged instead."""
    return before is not None and before.outcome == "suggested" and before.clicked is None and before.helpful is None


def _card(verdict: Verdict, locale: str | None) -> Card | None:
    if verdict.outcome == "answered" and verdict.match:
        return cards.answer(verdict.match)
    if verdict.courtesy:
        return cards.courtesy(verdict.courtesy, locale)
    if verdict.outcome == "suggested":
        return cards.suggestions(cards.offered(verdict.offers), locale, searched=verdict.searched)
    return cards.unknown(locale) if verdict.outcome == "missed" else None


async def _clicked(tx: Tx, before: Question | None, text: str) -> Offer | None:
    """The suggestion that was chosen by sending its text; it is noted with the question it was offered under."""
    if before is None:
        return None
    clicked = next((offer for offer in before.offered if offer["question"] == text.strip()), None)
    if clicked is None and len(before.offered) == 1 and _passed_over(before) and reaction_of(text):
        clicked = before.offered[0]  # "is it this?" was answered with a yes
    if clicked is None and _passed_over(before) and (place := place_in(text)) is not None:
        clicked = before.offered[place] if place < len(before.offered) else None
    if clicked is not None:
        await store.change(tx.conn, before.id, clicked=clicked["article_id"], clicked_title=clicked["question"])
    return clicked


async def _record(
    tx: Tx, conversation: Conversation, message: Message, verdict: Verdict, card: Message | None, last_miss: bool
) -> None:
    offers = cards.offered(verdict.offers)
    question = Question(
        id=new_id(),
        conversation_id=conversation.id,
        inbox_id=conversation.inbox_id,
        message_id=message.id,
        card_id=card.id if card else None,
        locale=conversation.locale,
        text=message.text,
        folded=folded_question(message.text),
        outcome=verdict.outcome,
        reason=verdict.reason or ("misses" if last_miss else None),
        article_id=verdict.match.article_id if verdict.match else None,
        title=verdict.match.title if verdict.match else "",
        confidence=verdict.confidence,
        others=offers if verdict.outcome == "answered" else [],
        offered=offers if verdict.outcome == "suggested" else [],
        clicked=None,
        clicked_title=None,
        helpful=None,
        taught=None,
        draft_id=None,
        created_at=tx.now,
    )
    await store.insert(tx.conn, question)


def folded_question(text: str) -> str:
    """What makes two questions the same one to people."""
    return " ".join(fold(text).split())[:LONGEST_FOLDED]


async def missed(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, count: int = 1) -> bool:
    """More misses in a row; so many hand over, which is returned. While we are closed they go on, and again say so."""
    policy = bot_policy_of(inbox.routing)
    await conversations.set_misses(tx, conversation, conversation.misses + count)
    is_last = _is_last_miss(policy, conversation, count)
    if is_last:
        await hand_off(core, tx, inbox, conversation, "misses")
    return is_last


def _is_last_miss(policy: BotPolicy, conversation: Conversation, count: int) -> bool:
    """Whether so many more make it enough, or enough once more."""
    return (conversation.misses + count) // policy.misses > conversation.misses // policy.misses


async def hand_off(
    core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, because: str, left: Left | None = None
) -> None:
    """To the line while somebody may answer and there is room; else say so, and offer the form. `because` is told to both
    sides, and so names no rule (see `services.core.Hooks`)."""
    hours = business_hours.state(inbox.business_hours, tx.now)
    if hours["open"] and await conversations.enter_if_room(core, tx, inbox, conversation, because=because):
        return
    locale, leave = conversation.locale, core.hooks.leave_message
    if left is not None and leave is not None:
        await leave(core, tx, conversation, left)
        card = cards.left(locale, hours["opens_at"])
    else:
        card = cards.full(locale) if hours["open"] else cards.closed(locale, hours["opens_at"])
    await _print(core, tx, conversation, card)


async def offer_instead(core: Core, tx: Tx, conversation: Conversation, question: Question) -> None:
    """An answer did not help: offer what else may be meant, or a person; once a question.

    What was found then is looked up again: by now an article may be for agents only, or be gone.
    """
    offers = [offer for offer in question.others if await _may_read(core, tx, conversation, offer["article_id"])]
    await _print(core, tx, conversation, cards.instead(offers, conversation.locale))
    await store.change(tx.conn, question.id, offered=offers, others=[])


async def _may_read(core: Core, tx: Tx, conversation: Conversation, article_id: str) -> bool:
    find = core.hooks.article_card
    return bool(find and await find(tx.conn, conversation.inbox_id, article_id, conversation.locale))


async def _print(core: Core, tx: Tx, conversation: Conversation, card: Card) -> Message:
    return await messages.add_bot_message(core, tx, conversation, card.text, card.data)
