"""What leaves the house names nobody."""

from __future__ import annotations

import pytest

from deskbell.domain.masking import Marks, masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write to vic.w+tea@shop.example.", "write to [e-mail]."),
        ("我的邮箱是 vic@shop.example，谢谢", "我的邮箱是 [e-mail]，谢谢"),
        ("card 4111 1111 1111 1111 please", "card [card] please"),
        ("4111-1111-1111-1111", "[card]"),
        ("身份证 11010519491231002X 的", "身份证 [id] 的"),
        ("身份证 110105194912310021", "身份证 [id]"),
        ("电话１３８００１３８０００。", "电话[phone]。"),
        ("call +86 (138) 0013-8000 or 020 7946 0958!", "call [phone] or [phone]!"),
        *((gap.join(["4111"] * 4), "[card]") for gap in (" - ", "_", ",", ":", "\u200b", "—", "．", "x", "%20", "%2D")),
        ("?u=a%40b.com&card=4111", "[e-mail]&card=4111"),
        ('"quoted user"@example.com, vic [at] shop.example', "[e-mail], [e-mail]"),
        ("电话一三八零零一三八零零零，壹叁捌 零零壹叁 捌零零零", "电话[phone]，[phone]"),
        ("one three eight zero zero one", "[number] "),
        ("vic @ shop . com, vic at shop dot com, vic&#64;shop.com", "[e-mail], [e-mail], [e-mail]"),
        ("look at it. Then go, meet at 5.30", "look at it. Then go, meet at 5.30"),
        ("护照E12345678, passport ab1234567, A123456789 and A123456(7)", "护照[id], passport [id], [id] and [id]"),
        ("10:00-18:00 一、二、三、四、五、六、七 1,000,000", "10:00-18:00 一、二、三、四、五、六、七 1,000,000"),
        ("30 days, 199.00 yuan, order 4711, in 2026", "30 days, 199.00 yuan, order 4711, in 2026"),
    ],
)
def test_what_is_masked(text: str, left: str) -> None:
    assert masked(text) == left


def test_what_is_put_back() -> None:
    marks = Marks()
    text = "Write to tea@shop.example or 138 0013 8000, or to tea@shop.example."
    assert marks.hide(text) == "Write to [e-mail 1] or [phone 2], or to [e-mail 1]."
    assert (
        marks.show("[phone 2] and [e-mail 1], [phone 3], [e-mail]")
        == "138 0013 8000 and tea@shop.example, [phone 3], [e-mail]"
    )
