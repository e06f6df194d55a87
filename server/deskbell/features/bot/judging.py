"""What the bot would do with a text: the one rule behind a conversation, the settings' try-out and `bot evaluate`.

It changes and records nothing. Looking an answer up is behind `services.articles.FindAnswers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.bot.policy import BotPolicy, HandOver, bot_policy_of, rule_for
from deskbell.domain.bot.words import is_only, only_declines, says_anger, wants_any
from deskbell.domain.locales import asked_in
from deskbell.domain.records import Inbox
from deskbell.domain.routing.rules import Facts
from deskbell.features.bot.courtesies import courtesy_of
from deskbell.services.apart import one_by_one
from deskbell.services.articles import Draft, Match, NotReady
from deskbell.services.core import Core

LOOKED_AT = 6
PLAUSIBLE = 0.1
"""Below this confidence a match is chance: offering it would only make the visitor read."""
NEXT_PLAUSIBLE = 0.2
"""The same for what is offered where the best one was wrong: of what is left of 1 then, this share."""
SUGGESTED = 3


class Verdict(NamedTuple):
    """What is to be done. `offers` are the suggestions of `suggested`, and of `answered` what else may be meant."""

    outcome: str
    """`answered`, `suggested`, `missed`, `courtesy` or `handed_over`."""
    match: Match | None = None
    """What answers; else the best there was."""
    offers: tuple[Match, ...] = ()
    courtesy: str | None = None
    reason: str | None = None
    searched: bool = False
    """The offers were found by the words in their bodies, and nothing nearer was."""

    @property
    def confidence(self) -> float:
        return self.match.confidence if self.match else 0.0


class Asked(NamedTuple):
    text: str
    locale: str | None
    clicked: str | None = None
    """The article whose suggestion the visitor clicked with this text."""
    facts: Facts = Facts()
    """What the rules look at beside the text."""
    at_once: bool = False
    """Asked while the writer is held."""


async def wants_person(
    core: Core, conn: AsyncConnection, inbox: Inbox, text: str, locale: str | None, *, at_once: bool = False
) -> str | None:
    """The hook: whether a text asks for a person or is angry, in the inbox's own words for it."""
    policy, asked = bot_policy_of(inbox.routing), Asked(text, locale, at_once=at_once)
    wish = _wish(policy, text)
    if wish is None or is_only(text, policy.person_words):
        return wish
    return None if _is_very(await _find_if_ready(core, conn, inbox.id, asked)) else wish


def _wish(policy: BotPolicy, text: str) -> str | None:
    if wants_any(text, policy.person_words):
        return "asked"
    return "anger" if says_anger(text, policy.anger_words) else None


async def judge(core: Core, conn: AsyncConnection, inbox_id: str, policy: BotPolicy, asked: Asked) -> Verdict:
    """Words for a person first, then anger, then rules; else what the articles know.

    The very words of an article are a question, whatever else they say: "How do I contact an agent for wholesale?". Only
    who says nothing but one of the words for a person ("agent", 转人工) gets one, though somebody made that a phrasing.
    """
    before = before_looking(policy, asked)
    if before is not None and _is_firm(policy, asked):
        return before
    find = _find if before is None else _find_if_ready
    matches = await find(core, conn, inbox_id, asked)
    if asked.clicked is not None and asked.clicked not in {match.article_id for match in matches}:
        matches = [*matches, *await _card_of(core, conn, inbox_id, asked)]
    verdict = _judged(policy, asked, before, matches)
    return await _with_named(core, conn, inbox_id, policy, asked, verdict)


async def _with_named(
    core: Core, conn: AsyncConnection, inbox_id: str, policy: BotPolicy, asked: Asked, verdict: Verdict
) -> Verdict:
    """Where nothing is near, articles that name all that is asked about may help: they are offered, and never an answer.
    Not where an admin wants no suggestions."""
    naming = core.hooks.articles_naming
    if verdict.outcome != "missed" or naming is None or policy.suggest_from >= policy.answer_from:
        return verdict
    found = await naming(conn, inbox_id, asked.text, asked.locale, SUGGESTED)
    offers = tuple(one for one in found if one.locale == found[0].locale)
    return verdict._replace(outcome="suggested", offers=offers, searched=True) if offers else verdict


def _judged(policy: BotPolicy, asked: Asked, before: Verdict | None, matches: list[Match]) -> Verdict:
    is_question = _is_very(matches) and not _is_firm(policy, asked)
    return before if before and not is_question else choose(policy, asked, matches)


def _is_firm(policy: BotPolicy, asked: Asked) -> bool:
    """Whether what is said before looking counts even where an article has the very words."""
    return is_only(asked.text, policy.person_words) or _rule(policy, asked, None) is not None


def _is_very(matches: list[Match]) -> bool:
    return any(match.very for match in matches)


async def judge_many(
    core: Core,
    inbox_id: str,
    policy: BotPolicy,
    asked: Sequence[Asked],
    draft: Draft | None = None,
) -> list[Verdict]:
    """The same for many; with `draft` as if that were published (see `services.articles.FindMany`), but its body is searched once
    it is."""
    find = core.hooks.find_many
    texts = [(one.text, one.locale) for one in asked]
    found = await find(inbox_id, texts, LOOKED_AT, draft) if find else [[] for _ in asked]
    both = list(zip(asked, found, strict=True))
    verdicts = await one_by_one(lambda one: _judged(policy, one[0], before_looking(policy, one[0]), one[1]), both)
    return [
        await _with_named_apart(core, inbox_id, policy, one, verdict)
        for one, verdict in zip(asked, verdicts, strict=True)
    ]


async def _with_named_apart(core: Core, inbox_id: str, policy: BotPolicy, asked: Asked, verdict: Verdict) -> Verdict:
    """A connection for each that is looked for: of thousands of questions none holds one that the chat needs."""
    if verdict.outcome != "missed":
        return verdict
    async with core.read() as conn:
        return await _with_named(core, conn, inbox_id, policy, asked, verdict)


async def _find(core: Core, conn: AsyncConnection, inbox_id: str, asked: Asked) -> list[Match]:
    find = core.hooks.find_answers
    if find is None:
        return []
    return await find(conn, inbox_id, asked.text, asked.locale, LOOKED_AT, at_once=asked.at_once)


async def _card_of(core: Core, conn: AsyncConnection, inbox_id: str, asked: Asked) -> list[Match]:
    """What was clicked, where its words find other articles only; nothing where visitors may not read it by now."""
    card, locale = core.hooks.article_card, asked_in(asked.text, asked.locale)
    found = await card(conn, inbox_id, asked.clicked, locale) if card and asked.clicked else None
    return [found] if found else []


async def _find_if_ready(core: Core, conn: AsyncConnection, inbox_id: str, asked: Asked) -> list[Match]:
    try:
        return await _find(core, conn, inbox_id, asked)
    except NotReady:
        return []


def before_looking(policy: BotPolicy, asked: Asked) -> Verdict | None:
    """What is handed over unless the articles know these very words (see `judge`). The title of an article that was offered
    is no wish, whatever it says."""
    if asked.clicked is None and (wish := _wish(policy, asked.text)):
        return Verdict("handed_over", reason=wish)
    rule = _rule(policy, asked, None)
    return Verdict("handed_over", reason=_because(rule)) if rule else None


def choose(policy: BotPolicy, asked: Asked, matches: list[Match]) -> Verdict:
    """What to make of what was found, the best first. What was clicked answers whatever its confidence: a person chose it."""
    clicked = next((match for match in matches if match.article_id == asked.clicked), None)
    best = clicked or (matches[0] if matches else None)
    if best is not None and (rule := _rule(policy, asked, best)):
        return Verdict("handed_over", best, reason=_because(rule))
    if best is not None and (clicked or best.confidence >= policy.answer_from):
        return Verdict("answered", best, next_plausible(best, matches))
    if len(twins := _twins(best, matches)) > 1:
        return Verdict("suggested", best, twins)
    if best is not None and twins:
        return Verdict("answered", best, next_plausible(best, matches))
    if courtesy := courtesy_of(asked.text) or ("content" if only_declines(asked.text, policy.person_words) else None):
        return Verdict("courtesy", best, courtesy=courtesy)
    if best is not None and best.confidence >= policy.suggest_from:
        return Verdict("suggested", best, plausible(best, matches))
    return Verdict("missed", best)


def _twins(best: Match | None, matches: list[Match]) -> tuple[Match, ...]:
    """Those that have the very words, where several do: which of them is meant only the visitor knows. Once for what says
    the same twice."""
    alike = [match for match in matches if best and match.very and match.locale == best.locale]
    return tuple({(match.title, match.answer): match for match in reversed(alike)}.values())[::-1][:SUGGESTED]


def plausible(best: Match, matches: list[Match]) -> tuple[Match, ...]:
    """What may be meant, in the language of the best match."""
    alike = (match for match in matches if match.confidence >= PLAUSIBLE and match.locale == best.locale)
    return tuple(alike)[:SUGGESTED]


def next_plausible(best: Match, matches: list[Match]) -> tuple[Match, ...]:
    """What may be meant if the best one is wrong: confidences are chances, so the others share what is left."""
    left = max(1 - best.confidence, 0.01)
    others = (match for match in matches if match.article_id != best.article_id and match.locale == best.locale)
    return tuple(match for match in others if match.confidence / left >= NEXT_PLAUSIBLE)[:SUGGESTED]


def _rule(policy: BotPolicy, asked: Asked, match: Match | None) -> HandOver | None:
    """Before anything is looked up, rules on a category cannot hold; after it, theirs counts where it may be meant."""
    known = match is not None and match.confidence >= policy.suggest_from
    return rule_for(policy.hand_over, asked.text, asked.facts, match.category_id if match and known else None)


def _because(rule: HandOver) -> str:
    return f"rule: {rule.name}"
