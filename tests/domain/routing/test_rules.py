"""The rules of an inbox: which hold for what is known of a conversation, and what they ask for."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.errors import BadInput
from deskbell.domain.locales import speaks
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.rules import MOST_HEARD, Facts, Rule, Wants, heard, says, skill_for, wanted
from deskbell.domain.tags import tidy

REFUND = Rule("Refunds", words=("refund", "退款"), team_id="billing", needs=(Need("refunds", 2),))
VISIT = Facts(said=heard(["I want a REFUND, please"]), page="https://shop.example/Checkout?step=2", locale="zh-TW")


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("My Refund!", "refund", True),
        ("prerefunded", "refund", False),
        ("我要退款可以吗", "退款", True),
        ("我要refund可以吗", "Refund", True),
        ("ＲＥＦＵＮＤ", "refund", True),
        ("退 款", "退款", False),
        ("gift card lost", "gift card", True),
        ("a cart of art", "art", True),
        ("a cart", "art", False),
        ("order 4182", "418", False),
        ("C++ and c#", "c++", True),
        ("anything", "  ", False),
    ],
)
def test_words_are_found_as_people_write_them(text: str, word: str, found: bool) -> None:
    assert says(heard([text]), word) is found


class Said(str):
    """A text that counts how often it was looked through."""

    looked = 0

    def find(self, *asked: Any) -> int:
        self.looked += 1
        return super().find(*asked)


@pytest.mark.parametrize(("word", "looked"), [("ab" * 29 + "c", 1), ("ab", MOST_HEARD // 2 + 1)])
def test_a_long_text_is_looked_at_once_for_each_place_where_the_word_begins(word: str, looked: int) -> None:
    said = Said(heard(["ab" * MOST_HEARD]))
    assert not says(said, word)
    assert (len(said), said.looked) == (MOST_HEARD, looked)


@pytest.mark.parametrize(
    "rule",
    [
        Rule("words", words=("nothing", "refund")),
        Rule("page", page="/checkout"),
        Rule("pages", page="*/check*?step=*"),
        Rule("language", language="zh"),
        Rule("language", language="zh-HK"),
        Rule("all", words=("refund",), page="shop.example", language="zh-TW"),
        Rule("everybody"),
    ],
)
def test_a_rule_holds_when_all_its_conditions_do(rule: Rule) -> None:
    assert wanted(VISIT, [rule]).because == ({"because": "rule", "rule": rule.name},)


@pytest.mark.parametrize(
    "rule",
    [
        Rule("words", words=("invoice",)),
        Rule("page", page="/help"),
        Rule("language", language="zh-CN"),
        Rule("tag", tag="big"),
        Rule("one of two", words=("refund",), tag="big"),
    ],
)
def test_a_rule_does_not_hold_when_one_of_its_conditions_does_not(rule: Rule) -> None:
    assert wanted(VISIT, [rule]) == Wants()


def test_the_first_rule_that_sets_a_thing_wins_and_needs_add_up() -> None:
    second = Rule("Second", team_id="other", needs=(Need("refunds", 4), Need("law")), priority="complaint")
    third = Rule("Third", priority="vip")
    found = wanted(VISIT, [REFUND, second, third])
    assert (found.team_id, found.priority) == ("billing", "complaint")
    assert found.needs == (Need("law", 1), Need("refunds", 4))
    assert [reason["rule"] for reason in found.because] == ["Refunds", "Second", "Third"]


@pytest.mark.parametrize(
    ("facts", "priority"),
    [
        (Facts(tags=("VIP",)), "vip"),
        (Facts(tags=("big", "Complaint")), "complaint"),
        (Facts(tags=("complaint",), attributes={"vip": True}), "vip"),
        (Facts(attributes={"vip": True}), "vip"),
        *((Facts(attributes={"vip": loose}), "normal") for loose in ("true", 1, "yes", None, [True], False)),
        (Facts(tags=("very vip",)), "normal"),
    ],
)
def test_vip_and_complaint_come_from_tags_or_what_the_site_signed(facts: Facts, priority: str) -> None:
    assert wanted(facts, []).priority == priority


@pytest.mark.parametrize(
    ("language", "locale", "spoken"),
    [
        ("zh", "zh-CN", True),
        ("zh", "zh-Hant-HK", True),
        ("zh-CN", "zh", True),
        ("zh-CN", "zh-SG", True),
        ("zh-CN", "zh-TW", False),
        ("zh-TW", "zh-HK", True),
        ("en", "en-AU", True),
        ("en-GB", "en-gb", True),
        ("en-GB", "en", False),
        ("en", "de", False),
        ("en", None, False),
        ("e", "en", False),
    ],
)
def test_a_locale_is_of_a_language(language: str, locale: str | None, spoken: bool) -> None:
    assert speaks(language, locale) is spoken


@pytest.mark.parametrize(
    ("locale", "skill"),
    [("zh-TW", "tw"), ("zh-HK", "tw"), ("zh-CN", "zh"), ("en-AU", "gb"), ("en_GB", "gb"), ("de", None), (None, None)],
)
def test_the_nearest_language_that_somebody_has_is_needed(locale: str | None, skill: str | None) -> None:
    languages = {"tw": "zh-TW", "zh": "zh", "gb": "en-GB"}
    assert skill_for(locale, languages) == skill
    assert wanted(Facts(locale=locale), [], languages).needs == (() if skill is None else (Need(skill),))


def test_tags_are_tidied() -> None:
    assert tidy([" VIP", "vip", "big  spender", "退款"]) == ["VIP", "big spender", "退款"]
    for bad in (["  "], ["x" * 41], ["a\x07"], [str(number) for number in range(21)]):
        with pytest.raises(BadInput):
            tidy(bad)
