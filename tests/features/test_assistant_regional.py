"""A visitor who writes 繁體 is answered from an article in 简体 and the other way round, with the words of their region."""

from __future__ import annotations

import pytest

from deskbell.features.assistant.believing import Refused, believed
from deskbell.services.articles import Match

TOLD = [
    "保修多久？\n玻璃壶保修一年。工作日九点到十八点可以在线联系我们。支持信用卡支付。我们在发货后三天内把电子发票发到您的邮箱。",
    "保固多久？\n玻璃壺保固一年。平日九點到十八點可以線上聯絡我們。支援信用卡支付。我們在出貨後三天內把電子發票發到您的信箱。",
]
SAID = [
    "玻璃壺保固一年",
    "平日九點到十八點可以線上聯絡我們",
    "支援信用卡支付",
    "玻璃壶保修一年",
    "工作日九点到十八点可以在线联系我们",
    "支持信用卡支付",
    "我们在发货后三天内把电子发票发到您的邮箱",
    "我們在出貨後三天內把電子發票發到您的信箱",
]


@pytest.mark.parametrize("told", TOLD)
def test_what_is_said_in_the_words_of_the_other_region_is_believed(told: str) -> None:
    article = Match("a", "zh-CN", "", "", 0.2)
    for said in SAID:
        assert believed(f"{said} [1]", [article], [told])[0] == f"{said} [1]"
    for lie in ("玻璃壺保固兩年", "不支援信用卡支付", "平日八點到十八點可以線上聯絡我們"):
        with pytest.raises(Refused):
            believed(f"{lie} [1]", [article], [told])
