"""Decisions as sentences: what is said in every language, of whom, and of what is no more."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from deskbell.domain.locales import LOCALES
from deskbell.services.sentences import sentences_of, sentences_to_agent, words
from tests.services.sentence_people import AT, BILLING, CHINESE, RETURNS, found, given, say


def test_the_languages_have_the_same_keys_and_the_same_places_to_fill() -> None:
    english = words("en").templates
    for locale in LOCALES:
        theirs = words(locale).templates
        assert list(theirs) == list(english)
        for key, text in theirs.items():
            if not key.endswith(".one"):
                assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", english[key])), key


def test_the_sentence_of_the_issue() -> None:
    last_week = (AT - timedelta(days=9)).isoformat()
    data = given(
        because="served_before", served_at=last_week, visitor="Wanda", needs=[CHINESE], others=[found("Ben", "full")]
    )
    assert sentences_of("given", data, AT) == {
        "en": "Given to Ann: online, 2 of 5, speaks 中文, served Wanda last week. Ben was full.",
        "zh-CN": "分给 Ann：在线，2/5，会说中文，上周接待过 Wanda；Ben 已满。",
        "zh-TW": "分給 Ann：在線上，2/5，會說中文，上週服務過 Wanda；Ben 已滿。",
    }


def test_the_sentence_of_the_look() -> None:
    served = (AT - timedelta(days=9)).isoformat()
    data = given(because="served_before", served_at=served, visitor="Wanda", others=[found("Ben", "full")])
    to_ann = sentences_to_agent("given", data, AT)
    assert to_ann is not None
    assert to_ann["en"] == "Given to you: online, 2 of 5, served Wanda last week. Ben was full."
    assert sentences_to_agent("set_away", data, AT) is None
    given_on = sentences_to_agent("transferred", {"agent": data["agent"], "by": {"id": "lee", "name": "Lee"}}, AT)
    assert given_on is not None and given_on["en"] == "Lee handed it to you."
    taken = sentences_to_agent("accepted", data | {"waited_seconds": 60}, AT)
    assert taken is not None and taken["en"] == "You accepted it, after 1 minute in line."
    assert taken["zh-CN"] == "您接受了，排队 1 分钟。"


def test_who_was_served_a_moment_ago_in_chinese() -> None:
    agent, ben = {"id": "a", "name": "安安"}, found("小本", "full")
    served = (AT - timedelta(minutes=8)).isoformat()
    data = given(agent=agent, because="served_before", served_at=served, visitor="王达", others=[ben])
    assert say("given", data, "zh-CN") == "分给安安：在线，2/5，8 分钟前接待过王达；小本已满。"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "Given to Ann: online, 2 of 5, the least busy."),
        ([found("Ben", None, 3)], "Given to Ann: online, 2 of 5, the least busy. Ben had 3 of 5."),
        (
            [found("Ben", None, 2)],
            "Given to Ann: online, 2 of 5, nobody is less busy, and the last one came longest ago. Ben had 2 of 5.",
        ),
        (
            [found(name, "full") for name in "BCDE"],
            "Given to Ann: online, 2 of 5, the least busy. B, C and two more were full.",
        ),
        (
            [found("Ben", "full"), found("Kaito", "not_here")],
            "Given to Ann: online, 2 of 5, the least busy. Ben was full; Kaito was not here.",
        ),
        (
            [found("Ben", "other_team"), found("Kaito", "let_it_pass")],
            "Given to Ann: online, 2 of 5, the least busy. Ben is in another team; Kaito had just let it pass.",
        ),
    ],
)
def test_what_became_of_the_others(others: list[dict[str, Any]], said: str) -> None:
    assert say("given", given(others=others)) == said


def test_of_two_hundred_the_nearest_are_named_and_the_rest_counted() -> None:
    data = given(others=[found(f"A{i}", "full") for i in range(12)], counts={"full": 180}, looked_at=200)
    assert say("given", data) == "Given to Ann: online, 2 of 5, the least busy. A0, A1 and 178 more were full."
    assert say("given", data, "zh-CN").endswith("；A0、A1 和另外 178 位已满。")


def test_who_lacks_a_skill_is_said_with_the_skill() -> None:
    data = given(needs=[BILLING | {"level": 3}], others=[found("Ben", "lacks_skill", 0, "b")])
    said = "Given to Ann: online, 2 of 5, has billing at level 3, the least busy. Ben lacks billing at level 3."
    assert say("given", data) == said


def test_a_smaller_share_is_said_and_is_why_somebody_busier_got_it() -> None:
    new = found("Ben", None, 2) | {"share": 50}
    said = say("given", given(load=3, others=[new], team=RETURNS, share=100))
    assert said == "Given to Ann: online, 3 of 5, in Returns, the least busy. Ben had 2 of 5."
    said = say("given", given(because="longest_idle", share=50, others=[found("Ben", None, 1)]))
    assert "given 50 % of a full share" in said and said.endswith("Ben was free too.")


def test_what_is_no_more_is_said_so() -> None:
    gone = BILLING | {"name": ""}
    data = given(agent=None, needs=[gone], team={"id": "t", "name": ""}, others=[found("Ben", "lacks_skill", 0, "b")])
    assert say("given", data) == (
        "Given to somebody who is gone: online, 2 of 5, in a team that is gone, has a skill that is gone, the least busy."
        " Ben lacks a skill that is gone."
    )


def test_a_name_is_never_read_as_a_template() -> None:
    data = given(agent={"id": "a", "name": "{others} %s " + "x" * 50}, others=[found("{agent}", "full")])
    assert say("given", data).startswith("Given to {others} %s xxx") and "{agent} was full" in say("given", data)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "just now"),
        (20, "just now"),
        (480, "8 minutes ago"),
        (3600, "1 hour ago"),
        (90_000, "1 day ago"),
        (6 * 86_400, "6 days ago"),
        (7 * 86_400, "last week"),
        (20 * 86_400, "2 weeks ago"),
        (90 * 86_400, "2 months ago"),
    ],
)
def test_how_long_ago_is_said_so_that_one_can_check_it(seconds: int, said: str) -> None:
    assert words("en").ago(AT - timedelta(seconds=seconds), AT) == said
