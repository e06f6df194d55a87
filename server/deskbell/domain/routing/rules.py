"""What a conversation needs, read from what is known of it by an inbox's rules. No I/O.

A rule has conditions (words, page, tag, language), of which all that are given must hold, and effects (team, needs,
priority). Of the rules that match, the first that sets a team or a priority sets it; needs add up. A rule without
conditions matches everybody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from deskbell.domain.locales import speaks, tag_of
from deskbell.domain.pages import is_on
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.order import PRIORITIES

VIP, COMPLAINT, NORMAL = PRIORITIES
MOST_HEARD, MOST_NEEDS = 20_000, 20
"""Characters; skills."""
Reason = dict[str, Any]


class Rule(msgspec.Struct, frozen=True):
    """One line of `routing.rules`. What is None or empty is no condition, or no effect."""

    name: str
    words: tuple[str, ...] = ()
    page: str | None = None
    tag: str | None = None
    language: str | None = None
    team_id: str | None = None
    needs: tuple[Need, ...] = ()
    priority: str | None = None


class Facts(msgspec.Struct, frozen=True):
    """What the rules look at."""

    said: str = ""
    """The visitor's own texts of this conversation (see `heard`)."""
    page: str = ""
    """The address of the page the visitor is on."""
    locale: str | None = None
    tags: tuple[str, ...] = ()
    """The visitor's and the conversation's."""
    attributes: Mapping[str, Any] = {}
    """What the site signed of the visitor."""


class Wants(msgspec.Struct, frozen=True):
    """What a conversation needs. `because` says which rule, tag, attribute or language asked for it."""

    team_id: str | None = None
    needs: tuple[Need, ...] = ()
    priority: str = NORMAL
    because: tuple[Reason, ...] = ()


def rules_of(routing: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules in an inbox's `routing`, in their order."""
    return msgspec.convert(routing.get("rules", []), tuple[Rule, ...])


def wanted(facts: Facts, rules: Iterable[Rule], languages: Mapping[str, str] | None = None) -> Wants:
    """What the facts ask for. `languages` are the skills that are a language, by id, where a language is a need."""
    matched = [rule for rule in rules if matches(rule, facts)]
    spoken = skill_for(facts.locale, languages or {})
    marks = [mark for mark in (_vip(facts), _complaint(facts)) if mark is not None]
    priorities = [mark[0] for mark in marks]
    priorities += [next((rule.priority for rule in matched if rule.priority is not None), NORMAL)]
    needs = [need for rule in matched for need in rule.needs] + ([Need(spoken)] if spoken else [])
    return Wants(
        team_id=next((rule.team_id for rule in matched if rule.team_id is not None), None),
        needs=together(needs),
        priority=strongest(priorities),
        because=(
            *(mark[1] for mark in marks),
            *({"because": "rule", "rule": rule.name} for rule in matched),
            *([{"because": "language", "language": facts.locale}] if spoken else []),
        ),
    )


def together(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Needs added up, within reason: of two levels of one skill the higher counts."""
    levels: dict[str, int] = {}
    for need in needs:
        levels[need.skill_id] = max(need.level, levels.get(need.skill_id, 0))
    return tuple(Need(skill_id, level) for skill_id, level in sorted(levels.items())[:MOST_NEEDS])


def strongest(priorities: Iterable[str]) -> str:
    return min(priorities, key=PRIORITIES.index, default=NORMAL)


def _vip(facts: Facts) -> tuple[str, Reason] | None:
    """By a tag, or by what the site signed: only `true` itself counts, no text that looks like it."""
    if _tagged(facts, VIP):
        return VIP, {"because": "tag", "tag": VIP}
    return (VIP, {"because": "attribute", "attribute": VIP}) if facts.attributes.get(VIP) is True else None


def _complaint(facts: Facts) -> tuple[str, Reason] | None:
    return (COMPLAINT, {"because": "tag", "tag": COMPLAINT}) if _tagged(facts, COMPLAINT) else None


def matches(rule: Rule, facts: Facts) -> bool:
    """Whether all conditions of the rule that are given hold."""
    return (
        (not rule.words or any(says(facts.said, word) for word in rule.words))
        and (not rule.page or is_on(rule.page, facts.page))
        and (not rule.tag or _tagged(facts, rule.tag))
        and (not rule.language or speaks(rule.language, facts.locale))
    )


def _tagged(facts: Facts, tag: str) -> bool:
    return tag.casefold() in (other.casefold() for other in facts.tags)


def heard(texts: Iterable[str]) -> str:
    """Texts, the newest first, as words are looked for in them: whatever their case and width, and not without end."""
    return _plain("\n".join(texts)[:MOST_HEARD])


def says(said: str, word: str) -> bool:
    """Whether what was `heard` has a word or phrase. Chinese is found inside other Chinese, since nothing stands between
    its words; `art` is not found inside `cart`. The time is linear in what was said."""
    return next(places_of(said, _plain(word)), None) is not None


def places_of(said: str, word: str) -> Iterator[int]:
    """The places at which it has it; both are plain or folded."""
    at = said.find(word) if word else -1
    while at >= 0:
        if not (_joined(said, at) or _joined(said, at + len(word))):
            yield at
        at = said.find(word, at + 1)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on across this place."""
    return 0 < at < len(text) and _is_letter(text[at - 1]) and _is_letter(text[at])


def _is_letter(sign: str) -> bool:
    """Of a script that puts spaces between words; Han, kana and hangul lie beyond."""
    return sign.isalnum() and ord(sign) < _HAN


_HAN = 0x2E80


def skill_for(locale: str | None, languages: Mapping[str, str]) -> str | None:
    """The skill for a visitor's language: the nearest one there is, by id where two are as near."""
    near = [(_distance(language, locale), skill_id) for skill_id, language in languages.items()]
    found = min(((away, skill_id) for away, skill_id in near if away is not None), default=None)
    return None if found is None else found[1]


def _distance(language: str, locale: str | None) -> int | None:
    """0 the same, 1 the same script or the whole language, 2 the same language; None another."""
    tag, wanted_tag = tag_of(language), tag_of(locale or "")
    if not tag or not wanted_tag or tag.split("-")[0] != wanted_tag.split("-")[0]:
        return None
    return 0 if tag == wanted_tag else 1 if speaks(language, locale) else 2


def added(before: Sequence[Reason], now: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons that are new."""
    return tuple(reason for reason in now if reason not in before)
