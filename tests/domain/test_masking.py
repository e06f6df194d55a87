"""What leaves the house names nobody."""

from __future__ import annotations

import time

import pytest

from deskbell.domain.masking import Marks, codes_in, masked


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
        *(
            (one, "[id]")
            for one in ("AB123456C", "QQ 12 34 56 C", "C01X00T47", "ABCDE1234F", "RSSMRA85T10A562S", "12AB34567")
        ),
        ("DE89370400440532013000, X1234567L or 12345678Z", "[id], [id] or [id]"),
        ("cvv 123, PIN: 4821, 验证码是 9021", "cvv [number], PIN: [number], 验证码是 [number]"),
        ("电话：654321, tel 65 43 21, phone is 654-321", "电话：[phone], tel [phone], phone is [phone]"),
        ("abc艾特qq.com, abc(at)qq.com, abc@qq。com。", "[e-mail], [e-mail], [e-mail]。"),
        ("4111<br>1111<br>1111<br>1111 卡 4111 1111 1111 一一一一", "[card] 卡 [card]"),
        (
            "手机 200000 元, phone 128000 dollars, call 911, MX-200",
            "手机 200000 元, phone 128000 dollars, call 911, MX-200",
        ),
        ("20000mAh, SUMMER2026, iPhone15ProMax", "20000mAh, SUMMER2026, iPhone15ProMax"),
        ("30 days, 199.00 yuan, order 4711, in 2026", "30 days, 199.00 yuan, order 4711, in 2026"),
    ],
)
def test_what_is_masked(text: str, left: str) -> None:
    assert masked(text) == left


def test_codes_of_goods_stay_readable() -> None:
    """A model that must find RT4711X9 in an article has to see it there and in the question."""
    article = "Spare part RT-4711-X9 fits the KX2044B7. Call 138 0013 8000."
    known = codes_in([article])
    asked = "does rt4711x9 fit kx2044b7? my passport is C01X00T47"
    assert masked(asked, known=known) == "does rt4711x9 fit kx2044b7? my passport is [id]"
    assert Marks().hide(article) == "Spare part RT-4711-X9 fits the KX2044B7. Call [phone 1]."


@pytest.mark.parametrize("again", ["a1", "1a", "电话号码", "phone is ", "tel 1 2 3 4 ", "12 ", "艾特", "A1-", "cvv:"])
def test_the_longest_text_is_masked_at_once(again: str) -> None:
    began = time.process_time()
    masked(again * (8_000 // len(again)), known=codes_in([again * 4_000]))
    assert time.process_time() - began < 1


def test_what_is_put_back() -> None:
    marks = Marks()
    text = "Write to tea@shop.example or 138 0013 8000, or to tea@shop.example."
    assert marks.hide(text) == "Write to [e-mail 1] or [phone 2], or to [e-mail 1]."
    assert (
        marks.show("[phone 2] and [e-mail 1], [phone 3], [e-mail]")
        == "138 0013 8000 and tea@shop.example, [phone 3], [e-mail]"
    )
