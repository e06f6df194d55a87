"""What is nothing but courtesy, and what is a question after all."""

from __future__ import annotations

import pytest

from deskbell.features.bot.courtesies import courtesy_of


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "greeting",
            "hi bot|Good evening, I have a question|can you help me?|quick question|您好，请问一下",
        ),
        (
            "thanks",
            "Thanks, that helped!|great, thank you for your help|好的谢谢|感謝你的幫忙|辛苦了|收到，感恩"
            "|太感谢了，帮大忙了|very helpful, thanks",
        ),
        (
            "content",
            "got it|No, that’s all.|bye|have a nice day|no thanks|👍|明白了|没事了|沒問題了|掰掰|嗯嗯，好的"
            "|没有其他问题了|好的我知道了|That is all I needed, have a nice day!|it works now",
        ),
    ],
)
def test_courtesies_are_known_in_three_languages(kind: str, said: str) -> None:
    assert {one: courtesy_of(one) for one in said.split("|")} == dict.fromkeys(said.split("|"), kind)


QUESTIONS = """ok where is my order|nice mug price|right size|help me return this|question about shipping|好的我的订单呢
|请问怎么退货|没收到|解决了吗|可以了解一下吗|好的茶|可以退吗|行不行|yes|no|🤔|"""


@pytest.mark.parametrize("asked", QUESTIONS.replace("\n", "").split("|"))
def test_questions_and_answers_are_no_courtesies(asked: str) -> None:
    assert courtesy_of(asked) is None
