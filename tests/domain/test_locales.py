"""Which Chinese was typed is told by signs that only one of the two writes."""

from __future__ import annotations

import pytest

from deskbell.domain.locales import asked_in, written_in


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("拆開的茶葉能退嗎", "zh-TW"),
        ("拆开的茶叶能退吗", "zh-CN"),
        ("where is 我的訂單", "zh-TW"),
        ("我的订单 88213，收件人陳先生，谢谢", "zh-CN"),
        ("你好", None),
        ("皇后在台北", None),
        ("Where is my order?", None),
        ("ひらがな \ud800", None),
        ("", None),
    ],
)
def test_signs_of_one_script_tell(text: str, script: str | None) -> None:
    assert written_in(text) == script


@pytest.mark.parametrize(
    ("text", "locale", "language"),
    [
        ("機車可以放哪邊", "en", "zh-TW"),
        ("iPhone 怎么充电", "en", "zh-CN"),
        ("你好", "en", "zh-CN"),
        ("你好", "zh-TW", "zh-TW"),
        ("what does 发票 mean here", "en", "en"),
        ("駐車場はどこですか", "en", "en"),
        ("where is it", "zh-CN", "zh-CN"),
        ("", None, None),
    ],
)
def test_a_question_is_in_the_language_it_is_written_in_before_its_pages(
    text: str, locale: str | None, language: str | None
) -> None:
    assert asked_in(text, locale) == language
