"""What an inbox's bot is allowed to do: from which confidence it answers or suggests, and when it hands over. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from deskbell.domain.bot.words import fold_words, says_any
from deskbell.domain.pages import is_on
from deskbell.domain.routing.rules import VIP, Facts

ANSWER_FROM, SUGGEST_FROM, MISSES = 0.8, 0.5, 2


class HandOver(msgspec.Struct, frozen=True):
    """A rule: all conditions that are given must hold. `category_id` is the category of the article found."""

    name: str
    vip: bool = False
    page: str | None = None
    tag: str | None = None
    category_id: str | None = None
    words: tuple[str, ...] = ()


class BotPolicy(msgspec.Struct, frozen=True):
    """`answer_from` and `suggest_from` are confidences; `misses` in a row bring a person."""

    enabled: bool = True
    answer_from: float = ANSWER_FROM
    suggest_from: float = SUGGEST_FROM
    misses: int = MISSES
    person_words: tuple[str, ...] = ()
    """Folded, of all languages: a visitor of one language may well ask in another."""
    anger_words: tuple[str, ...] = ()
    hand_over: tuple[HandOver, ...] = ()


def bot_policy_of(routing: Mapping[str, Any]) -> BotPolicy:
    """The policy in an inbox's `routing`."""
    bot = routing.get("bot", {})
    return BotPolicy(
        enabled=bool(routing.get("bot_enabled", True)),
        answer_from=float(routing.get("bot_threshold", ANSWER_FROM)),
        suggest_from=float(bot.get("suggest_from", SUGGEST_FROM)),
        misses=int(bot.get("misses", MISSES)),
        person_words=_all_words(bot.get("person_words", {})),
        anger_words=_all_words(bot.get("anger_words", {})),
        hand_over=msgspec.convert(bot.get("hand_over", []), tuple[HandOver, ...]),
    )


def _all_words(by_locale: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return fold_words(tuple(word for words in by_locale.values() for word in words))


def rule_for(rules: Iterable[HandOver], text: str, facts: Facts, category_id: str | None) -> HandOver | None:
    """The first rule that hands this question over. `facts` are those of routing; the words are looked for in `text`."""
    return next((rule for rule in rules if _holds(rule, text, facts, category_id)), None)


def _holds(rule: HandOver, text: str, facts: Facts, category_id: str | None) -> bool:
    tags = {tag.casefold() for tag in facts.tags}
    return (
        (not rule.vip or VIP in tags or facts.attributes.get(VIP) is True)
        and (not rule.page or is_on(rule.page, facts.page))
        and (not rule.tag or rule.tag.casefold() in tags)
        and (not rule.category_id or rule.category_id == category_id)
        and (not rule.words or says_any(text, fold_words(rule.words)))
    )
