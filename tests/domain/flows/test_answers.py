"""What visitors type where they could have pressed: which option it is, which address, number or phone stands in it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from deskbell.domain.flows.answers import Fault, answer_to
from deskbell.domain.flows.choosing import chosen
from deskbell.domain.flows.definition import Option, Question
from deskbell.domain.flows.words import Value, filled
from deskbell.features.flows.templates import all_templates

TODAY = date(2026, 11, 28)


def options(text: str) -> list[Option]:
    """`a|b|c`, or with ` = ` between the languages of each."""
    return [
        Option("abcdef"[place], dict(zip(("en", "zh-CN", "zh-TW"), label.split(" = "), strict=False)))
        for place, label in enumerate(text.split("|"))
    ]


RIGHT = "Yes, that is right = 对的 = 對的|No, let me change it = 不对，我要改一下 = 不對，我要改一下"
RIGHT += "|I do not need the call any more = 不用回电了 = 不用回電了"
WHAT = "Return it = 退货退款 = 退貨退款|Exchange it = 换货 = 換貨|Something else = 其他问题 = 其他問題"
TIME = "In the morning = 上午 = 上午|In the afternoon = 下午 = 下午|In the early evening = 傍晚 = 傍晚"
STATE = "It has not arrived yet = 还没有收到|Tracking has not moved for days = 物流好几天没有更新"
STATE += "|It arrived, but something is missing = 收到了，但少了东西|It says delivered, I have nothing = 显示已签收，但我没有收到"
WHY = "It arrived damaged = 收到时已损坏|It is not what I ordered = 与订购的不符"
WHY += "|It is not as described = 与描述不符|I changed my mind = 不想要了"
WHY += "|It does not fit (wrong size, too small or big) = 尺码不合适（太大了或太小了） = 尺寸不合適（太大了或太小了）"
WHY += "|Another reason = 其他原因 = 其他原因"
FOR = "A company = 公司|A person = 个人 = 個人"

CHOICES: list[tuple[str, int | None, str]] = [
    (WHAT, 0, "退货 退貨 退款 我要退货退款 我要退款|return|I want to return it|return please|return it today please"),
    (WHAT, 1, "换货 我想換貨 exchange|exchange it please"),
    (WHAT, 2, "其他 something|something else please"),
    (
        WHAT,
        None,
        "不退货 不想换货 问题很大怎么办|货|退货还是换货|return or exchange|how do I return it?|do not return it",
    ),
    (
        RIGHT,
        0,
        "对 對 对。 是 是的 好 好的 嗯 没错 沒錯 正確 确认 可以 对的！|ok|OK.|"
        "yes|Yes.|yep|yeah|correct|sure|right|y|that's right|that is right",
    ),
    (RIGHT, 1, "不 不对 不對。 不是|no|No!|nope|wrong|我要改一下 我要改|let me change it|change it|not right"),
    (RIGHT, 2, "不用回电 不用回電了|I do not need the call"),
    (RIGHT, None, "回电 maybe|the call|I need the call|是不是"),
    (
        TIME,
        1,
        "下午 下午三点 下午三點左右 下午三点可以吗 afternoon|in the afternoon please|at 3 in the afternoon|下午吧",
    ),
    (TIME, 2, "傍晚六点 evening|3|3."),
    (
        TIME,
        0,
        "around 10|10:30|9 am|at 9 a.m.|10 o'clock|between 9 and 11 am|9-11 am|早上9点 上午十点 十点半 早上 10点以后",
    ),
    (
        TIME,
        1,
        "at 3 pm|3pm|at 3|tomorrow at 15:00|around 2|noon|2-4 pm|after 3pm|at 5 pm please|下午3点 三点左右 三点可以吗 中午 午后",
    ),
    (TIME, 2, "after 5 pm|6 pm|18:30|at 6|晚上 晚上8点 五点以后 tonight|this evening at 7|7 in the evening"),
    (
        TIME,
        None,
        "at 8|晚一点 早一点|not at 3 pm|before 3 pm|3 pm or 10 am|are you open at 3 pm?|at 30|25:00|12/5 at 3 pm|八点 三点以前",
    ),
    ("Before noon, 9-12|Afternoon, 14-16|Evening, 18-20", None, "at 3 pm|10:30"),
    ("In the morning|Next week|Never", None, "at 3 pm|10:30 三点"),
    (TIME, None, "不要下午|上午或下午|not in the morning|0|4|are you open in the morning?"),
    (STATE, 0, "还没有收到 還沒有收到|not arrived|not arrived yet"),
    (STATE, 1, "没有更新 好几天没有更新"),
    (STATE, 2, "收到 收到了 少了东西|something is missing|missing"),
    (STATE, None, "没有收到 没有|it arrived yesterday evening and it works well indeed"),
    (WHY, 0, "损坏 已損壞 damaged|arrived damaged"),
    (WHY, 2, "描述不符|not as described"),
    (WHY, None, "描述相符|不符|as ordered"),
    (
        WHY,
        4,
        "尺码不合适 尺寸不合適 太小了 太大了|it's too small|too big|the size is wrong|doesn't fit|it does not fit me",
    ),
    (WHY, 5, "其他 其他原因 another reason"),
    (FOR, 0, "公司的 开给公司 company|for my company|a company please"),
    (FOR, 1, "个人 個人 person|a private person"),
    (
        FOR,
        None,
        "Acme Ltd|ACME 统编 12345675|a company or a person|do you ship to a company address|can a company order?",
    ),
    ("Yes, send it = 正确，请开票|No, once more = 不对，重新填写", 0, "正确|对|yes|send it"),
    ("Yes, send it = 正确，请开票|No, once more = 不对，重新填写", 1, "不对|重新填写|no|once more"),
    ("不需要发票|普通发票|专用发票", None, "需要发票 发票"),
    ("不需要发票|普通发票|专用发票", 0, "不需要 不需要发票"),
    ("2 nights|3 nights|4 nights", 0, "2|2.|２|two|两"),
    ("2 nights|3 nights|4 nights", 1, "3 三|3 nights"),
    ("2 nights|3 nights|4 nights", None, "1|5"),
    ("10 kg|5 kg|2 kg", 0, "10|10kg"),
    ("10 kg|5 kg|2 kg", 2, "2|2kg"),
    ("10 kg|5 kg|2 kg", None, "1|3"),
    ("2|4|1", 0, "2"),
    ("2|4|1", 2, "1"),
    ("2|4|1", None, "3"),
    ("两晚|三晚|四晚", 0, "2 两晚 两"),
    ("Under 18|18 to 65|Over 65", None, "18|65|1"),
    ("1-2 people|3-4 people", 1, "3"),
    ("1-2 people|3-4 people", None, "2"),
    ("一般|很好", 1, "2"),
    ("Red|Blue", 1, "2|２|2)|blue|the blue one"),
    ("Red|Blue", None, "0|3|二百|1.5|green|yes"),
]


@pytest.mark.parametrize(("labels", "place", "typed"), CHOICES)
def test_one_option_only_may_be_meant(labels: str, place: int | None, typed: str) -> None:
    for said in [
        one for part in typed.split("|") for one in ([part] if " " in part and part.isascii() else part.split())
    ]:
        found = chosen(options(labels), said, "en")
        assert (found and found.id) == (None if place is None else "abcdef"[place]), said


def test_both_chinese_scripts_choose_the_same() -> None:
    for said in ("退貨", "退货"):
        value = chosen(options(WHAT), said, "zh-TW")
        assert value == Value("退貨退款", "a")


ANSWERS: dict[Literal["number", "email", "phone"], dict[str, str | None]] = {
    "email": {
        "我的邮箱是abc@qq.com": "abc@qq.com",
        "我的郵箱是 abc@qq.com，謝謝": "abc@qq.com",
        "abc@qq.com谢谢": "abc@qq.com",
        "<a@b.co>": "a@b.co",
        "Jo <jo@example.com>": "jo@example.com",
        "mailto:a@b.co": "a@b.co",
        "my mail is jo.doe@example.com": "jo.doe@example.com",
        "it's jo@example.com.": "jo@example.com",
        "email: jo@example.com": "jo@example.com",
        "a＠b.com": "a@b.com",
        "A@B.CO ": "A@B.CO",
        "张三@例子.中国": "张三@例子.中国",
        "我的邮箱是张三@例子.中国": "张三@例子.中国",
        "jörg@müller.de": "jörg@müller.de",
        "o'neil@ex.ie": "o'neil@ex.ie",
        "a+tag@b.co": "a+tag@b.co",
        "a@b.co, c@d.co": None,
        "a@b.co 或 c@d.co": None,
        "jo doe@example.com": None,
        "a@b": None,
        "a@b..co": None,
        "@b.co": None,
        "我的邮箱": None,
        "x@" + "y" * 300 + ".com": None,
    },
    "number": {
        "五": "5",
        "五十": "50",
        "十二": "12",
        "三百二十": "320",
        "一百零五": "105",
        "两个": "2",
        "兩個人": "2",
        "12元": "12",
        "12 塊錢": "12",
        "$5": "5",
        "5 €": "5",
        "5 pieces": "5",
        "two pieces": "2",
        "Twelve": "12",
        "1.000,50": "1000.50",
        "1,000": "1000",
        "零": "0",
        "0": "0",
        "三百二": None,
        "一万二": None,
        "五六个": None,
        "about 5": "5",
        "我要3个": "3",
        "大概三個吧": "3",
        "I want 3 please": "3",
        "1.5万": "15000",
        "三萬五千": "35000",
        "1.5万五千": None,
        "about 5 or 6": None,
        "5 or 6": None,
        "30 minutes": None,
        "5k": None,
        "1/2": None,
        "1.000,5,0": None,
        "个": None,
        "$": None,
    },
    "phone": {
        "我的手机13800138000": "13800138000",
        "我的手機是 0912-345-678，謝謝": "0912345678",
        "call me at 0151 23456789": "015123456789",
        "02-27718888#123": "0227718888#123",
        "02-27718888 分機 123": "0227718888#123",
        "+1 (415) 555-2671 ext. 12": "+14155552671#12",
        "+44 (0)20 7946 0958": "+442079460958",
        "12345": "12345",
        "my order is 20481765": None,
        "订单 20481765": None,
        "13800138000 or 13900139000": None,
        "call me at 5": None,
        "ext 5 555 1234": None,
        "07700 900123 after 5pm please": "07700900123",
        "手机13800138000，下午方便": "13800138000",
        "0912345678 晚上打": "0912345678",
        "0912-345-678，下午3點以後": "0912345678",
        "0912345678，請在晚上七點後打": "0912345678",
        "call 13800138000 after 6": "13800138000",
        "0151 23456789 between 9 and 5": "015123456789",
        "you can reach me on +1 (555) 123-4567 after 5pm": "+15551234567",
        "after 5:30 pm on 0151 23456789": "015123456789",
        "call me at 07 700 900123 at 5": "07700900123",
        "call me at 01.23.45.67.89 in the evening": "0123456789",
        "12345 after 5": None,
        "2026-12-05": None,
        "05.12.2026": None,
        "0151 23456789 or order 20481765 after 5": None,
        "911": None,
        "abc": None,
    },
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_stands_in_an_answer(kind: Literal["number", "email", "phone"]) -> None:
    question = Question(name="it", answer_type=kind)
    for said, kept in ANSWERS[kind].items():
        found = answer_to(question, said, "en", TODAY)
        assert found == (Fault(kind) if kept is None else Value(kept)), said


def test_shipped_flows_take_order_numbers_with_a_sign_and_no_words() -> None:
    asked = [
        question
        for template in all_templates()
        for question in template["definition"]["nodes"]
        if question["kind"] == "question" and question["data"]["name"] == "order"
    ]
    assert len(asked) == 3
    for node in asked:
        question = Question(**{name: node["data"][name] for name in ("name", "answer_type", "pattern", "min", "max")})
        for said in ("A-20481", "#A-10023", "＃10023", "2026 1128 7"):
            assert isinstance(answer_to(question, said, "en", TODAY), Value), said
        for said in ("cancel", "never mind", "#12", "A-20481!", "1" * 31):
            assert isinstance(answer_to(question, said, "en", TODAY), Fault), said


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("订单号4711", "4711"),
        ("my order number is 4711.", "4711"),
        ("order 4711 or 4712", ""),
        ("I have no number", ""),
    ],
)
def test_the_number_of_an_order_is_found_in_what_is_said_around_it(said: str, number: str) -> None:
    found = answer_to(Question(pattern="[#]?[A-Z]?-?[0-9]{4,8}"), said, "en", TODAY)
    assert found == (Value(number) if number else Fault("pattern"))


def test_a_line_that_only_names_what_was_not_answered_is_left_out() -> None:
    text = "Title: {{title}}\nTax number: {{tax}}\nTo: {{mail}} and {{tax}}\n\nRight?"
    assert filled(text, {"title": Value("Acme"), "mail": Value("x")}) == "Title: Acme\nTo: x and \n\nRight?"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("除了上午都可以", ""),
        ("not in the morning", ""),
        ("the second one", "b"),
        ("第三个", "c"),
        ("第九个", ""),
        ("上午吧", "a"),
    ],
)
def test_what_is_set_apart_is_not_chosen_and_a_place_is(said: str, meant: str) -> None:
    found = chosen(options(TIME), said, "en")
    assert (found.id if found else "") == meant
