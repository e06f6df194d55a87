"""Days as visitors call them, on a Saturday."""

from __future__ import annotations

import time
from datetime import date

import pytest

from deskbell.domain.flows.days import date_of, day_called

TODAY = date(2026, 11, 28)
EN = {
    "2026-12-05": [
        "the 5th",
        "on the 5th",
        "5th",
        "Dec 5",
        "the 5th of December",
        "5th of next month",
        "Sat the 5th",
        "in a week",
    ],
    "2026-11-05": ["the 5th of this month"],
    "2026-12-04": [
        *(
            "Friday 4 December",
            "Fri, Dec 4",
            "on Friday, December 4th, 2026",
            "4 December (Friday)",
            "Fri",
            "Fri the 4th",
        ),
        *(
            "next Friday",
            "next Fri.",
            "Dec. 4 at 5 p.m.",
            "5pm on Friday",
            "Friday at 10:30",
            "Friday afternoon",
            "Dec 4 10 pm",
        ),
        "next Friday, 4 December",
    ],
    "2026-11-29": [
        "tomorrow at 5",
        "tomorrow at 5 o’clock",
        "tomorrow morning",
        "Tomorrow in the late evening",
        "Sunday",
        "one day later",
        *(
            "tomorrow please",
            "I'd like tomorrow morning",
            "Tomorrow, thanks!",
            "how about tomorrow?",
            "Let's say tomorrow",
        ),
        *("can you call me tomorrow at 5 pm please", "ok, tomorrow then", "I would prefer tomorrow if possible"),
    ],
    "2026-11-28": ["tonight", "today at noon"],
    "2026-11-30": [
        "next monday please",
        "Monday works for me",
        "on Monday, if possible",
        "Is Monday ok?",
        "Monday would suit me",
    ],
    "2026-12-01": ["in three days", "three days from now", "Tues", "tue 1 dec"],
    "2026-12-12": ["in two weeks", "2 weeks from today"],
    "2026-11-26": ["two days ago", "the day before yesterday"],
}
HAN = {
    "2026-12-05": [
        "十二月五日",
        "十二月五號",
        "12月五号",
        "下个月5号",
        "下個月五號",
        "下月 5 日",
        "一周后",
        "二〇二六年十二月五日",
        "今年12月5日",
    ],
    "2026-12-25": ["二十五号", "十二月廿五日", "十二月二十五日"],
    "2026-11-05": ["这个月5号", "本月五日"],
    "2026-12-01": [
        "三天后",
        "三天後",
        "三日後",
        "3天以后",
        "大后天",
        "大後天",
        "周二下午",
        "星期二上午",
        "週二下午三點半",
        "12月1日星期二",
        "12月1日（周二）",
    ],
    "2026-11-29": [
        "明天吧",
        "就明天",
        "那就明天下午吧",
        "明天下午打给我",
        "好的，明天",
        "明天下午5点",
        "明晚八點",
        "周日",
        "禮拜天早上10:30",
        "明早九点左右",
    ],
    "2026-11-30": [
        "后天可以吗",
        "後天可以嗎？",
        "那就下周一吧",
        "我想约下週一上午，謝謝",
        "周一比较方便",
        "周一就行",
        "周一我有空",
    ],
    "2026-12-12": ["两周后", "兩個星期後", "两个礼拜以后"],
    "2026-11-25": ["三天前"],
    "2026-11-26": ["前天"],
    "2026-11-20": ["上周五", "上禮拜五"],
    "2027-01-05": ["明年1月5日", "明年一月五號", "1月5号周二"],
    "2026-12-03": ["下周四 12月3日"],
}
ASKED_AGAIN = [
    *(
        "12/5",
        "5.12",
        "5",
        "五",
        "the 35th",
        "Friday 5 December",
        "12月5日星期五",
        "next Friday 11 December",
        "下周五12月11日",
        "月底",
    ),
    *(
        "周五号",
        "十三月五日",
        "十十月五日",
        "三个月后",
        "半天后",
        "next week",
        "next month",
        "Monday or Tuesday",
        "5 pm",
        "下午三点",
        "五月",
    ),
    *("the 31st of this month", "satin", "monk", "a day", "明天或后天"),
    *(
        "not tomorrow",
        "tomorrow is not good",
        "please not tomorrow",
        "tomorrow or Monday please",
        "明天不行",
        "不要明天",
    ),
    *(
        "I would like",
        "please",
        "可以吗",
        "明天不方便",
        "除了明天都可以",
        "I bought it yesterday, maybe call on Monday",
    ),
]


@pytest.mark.parametrize(("day", "called"), [*EN.items(), *HAN.items()])
def test_a_day_is_known_as_people_call_it(day: str, called: list[str]) -> None:
    wanted = date.fromisoformat(day)
    assert {one: date_of(one) or day_called(one, TODAY) for one in called} == dict.fromkeys(called, wanted)


def test_what_may_be_two_days_or_none_is_asked_again() -> None:
    found = {said: date_of(said) or day_called(said, TODAY) for said in ASKED_AGAIN}
    assert found == dict.fromkeys(ASKED_AGAIN)


@pytest.mark.parametrize(
    "piece",
    [
        "周五 ",
        "十",
        "5月",
        " at 5",
        "五点",
        "(",
        "in the late ",
        "五点五分",
        "ok we ",
        " works for me",
        "吧",
        "就我想要",
    ],
)
def test_no_text_makes_it_slow(piece: str) -> None:
    began = time.thread_time()
    for length in (58, 20_000):
        assert day_called(piece * (length // len(piece)) + "x", TODAY) is None
    assert time.thread_time() - began < 1
