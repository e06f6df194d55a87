"""The words that bring a person: how a line of a list counts, and what the default lists make of what people write."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from deskbell.domain.bot.policy import BotPolicy, bot_policy_of
from deskbell.domain.bot.words import fold_words, only_declines, says_anger, says_any, wants_any
from deskbell.domain.locales import LOCALES
from deskbell.services.bot_settings import DEFAULTS, MOST_WORDS

SAID: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_name("said.json").read_text(encoding="utf-8"))
POLICY = bot_policy_of({"bot": DEFAULTS})
ROOM = 50
"""Lines that an admin can add to a list as it comes."""


def heard(policy: BotPolicy, text: str) -> str:
    if wants_any(text, policy.person_words):
        return "person"
    return "angry" if says_anger(text, policy.anger_words) else "harmless"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("meant", ["harmless", "angry", "person"])
def test_the_default_words_know_what_is_meant(locale: str, meant: str) -> None:
    texts = SAID[locale][meant]
    assert len(set(texts)) >= 25
    assert [(text, found) for text in texts if (found := heard(POLICY, text)) != meant] == []


@pytest.mark.parametrize(
    ("line", "said", "not_said"),
    [
        ("art", ["ART!", "我要art"], ["cart"]),
        ("騙子", ["大骗子", "騙子！"], ["骗人"]),
        ("you are late", ["You’re late again", "you  are late"], ["you are\nlate"]),
        ("=人工", ["人工", "请转人工吧。", "我要，人工！"], ["人工智能", "人工，几点发货"]),
        ("=human", ["Where is it? Please give me a human"], ["Human, where is it?", "Hello human. Where is it?"]),
        ("=客服", ["几点发货？我要找客服"], ["客服，几点发货？", "我要客服手册"]),
        ("= Agent!", ["I'd like an AGENT, please"], ["agent, when do you open"]),
        ("~媽的", ["妈的，退钱", "退钱 妈的吧"], ["送妈妈的", "我妈的", "妈妈、妈的、爸的"]),
        ("～you're late", ["Well. You are late!"], ["when you are late, what then"]),
        (
            "=agent",
            ["I am lost and I want an agent to help me", "Where is it? An agent please"],
            ["I want an agent perfume"],
        ),
        ("=colleague", ["Hand this over to a colleague of yours"], ["Hand the parcel over to a colleague"]),
        (
            "=售后人员",
            ["还没到，帮我转给售后人员处理", "能不能让售后人员给我回个电话"],
            ["几点发货？请问售后人员，", "售后人员几点下班"],
        ),
        ("=", [], ["", "请", "=", "。"]),
    ],
)
def test_a_line_says_how_much_of_a_message_it_must_be(line: str, said: list[str], not_said: list[str]) -> None:
    words = fold_words((line,))
    assert [text for text in said + not_said if says_any(text, words)] == said


@pytest.mark.parametrize(
    ("line", "said", "not_said"),
    [
        (
            "~pathetic",
            ["Your service is so pathetic!", "Late again, what a pathetic shop"],
            ["pathetic weather", "Is your shop pathetic?"],
        ),
        (
            "~clowns",
            ["you are a bunch of clowns"],
            ["do you sell clowns", "your clowns are sold out", "the clowns are"],
        ),
        ("~shambles", ["This is a complete shambles"], ["This is shambles", "is this a complete shambles"]),
        ("~黑心", ["你们也太黑心了吧", "等了一周，这家店真黑心"], ["这个西瓜太黑心了", "你们黑心萝卜多少钱"]),
    ],
)
def test_anger_is_what_is_said_of_those_who_are_written_to(line: str, said: list[str], not_said: list[str]) -> None:
    words = fold_words((line,))
    assert [text for text in said + not_said if says_anger(text, words)] == said
    assert not any(says_any(text, words) for text in said)


@pytest.mark.parametrize(
    "one",
    [
        "聊" * 59 + "好，",
        "我要转接" * 14 + "，",
        "please " * 8 + ".",
        "~妈的 ",
        "你们真的太",
        "who knows about now ",
        "能帮我看一下",
        " with my this",
        "聊",
        "你了",
    ],
)
def test_no_text_makes_it_slow(one: str) -> None:
    """Courtesies without end: what is slow here would not end."""
    began = time.thread_time()
    for length in (78, 20_000):
        assert not says_anger(one * (length // len(one)) + "x", fold_words(("=nobody", "~nowhere")))
    assert time.thread_time() - began < 2


@pytest.mark.parametrize("locale", LOCALES)
def test_the_default_lists_leave_room(locale: str) -> None:
    for words in (DEFAULTS["person_words"][locale], DEFAULTS["anger_words"][locale]):
        assert len(fold_words(tuple(words))) == len(words) <= MOST_WORDS - ROOM


DECLINED = """不用转人工|别转人工|不想找人工客服|转人工就不用了|dont transfer me to a person|I don't want to talk to a human
|please do not connect me with an agent|I'd rather not talk to a person
|不需要人工客服，我就问一下营业时间|不要人工客服|先不转人工"""
STILL = """转人工|你们不转人工我就投诉|能不能找人工客服|为什么不转人工
|要不要转人工|不要机器人，要人工|麻烦不要转机器人，转真人
|I don't want a bot, I want a human
|i do not want to talk to a bot but to a human|I do not understand this, let me talk to a person"""


@pytest.mark.parametrize(("said", "wanted"), [(DECLINED, False), (STILL, True)])
def test_who_wants_no_person_gets_none(said: str, wanted: bool) -> None:
    words = POLICY.person_words
    texts = said.replace("\n", "").split("|")
    assert {text: wants_any(text, words) for text in texts} == dict.fromkeys(texts, wanted)
    assert all(says_any(text, words) for text in texts)


def test_who_says_it_all_the_time_is_not_looked_at_for_ever() -> None:
    assert not wants_any("不用转人工" * 5, POLICY.person_words)
    assert wants_any("不用转人工" * 200, POLICY.person_words)


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ("I do not want a person", True),
        ("不用转人工，谢谢", True),
        ("no agent answered my mail yesterday", False),
        ("I do not need a person, my parcel is broken", False),
        ("我不用人工，怎么退货", False),
        ("不用人工发货吗", False),
    ],
)
def test_who_declines_a_person_and_says_more_is_heard(said: str, only: bool) -> None:
    assert only_declines(said, POLICY.person_words) is only
