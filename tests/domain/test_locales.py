"""Which Chinese was typed is told by signs that only one of the two writes."""

from __future__ import annotations

import pytest

from deskbell.domain.locales import written_in


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
