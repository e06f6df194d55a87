"""The first conversation, from the bell to the rating: a visitor on a phone on the shop's own origin, agents at laptops."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from e2e.conftest import Cast


@dataclass(frozen=True)
class Talk:
    """What people say in one language."""

    locale: str
    path: str
    greeting: str
    question: str
    answer: str
    texts: tuple[str, ...]
    ahead: str
    note: str
    comment: str


ENGLISH = Talk(
    locale="en",
    path="/",
    greeting="Good to see you. How can we help?",
    question="Where is my order?",
    answer="Open the link in our shipping e-mail",
    texts=(
        "Good afternoon, Vic.",
        "The parcel is not in the post box.",
        "I look at once.",
        "It is number 4182.",
        "Thank you",
    ),
    ahead="One person is ahead of you.",
    note="He has called twice, please be quick",
    comment="Quick & kind <3",
)
CHINESE = Talk(
    locale="zh-CN",
    path="/zh",
    greeting="您好，想问点什么？",
    question="我的订单到哪儿了？",
    answer="请打开发货邮件里的链接",
    texts=("下午好！", "信箱里没有包裹。", "我马上看。", "单号是 4182。", "谢谢"),
    ahead="前面还有 1 位。",
    note="他已经打过两次电话，请快一点",
    comment="又快又好",
)


@pytest.mark.parametrize("talk", [ENGLISH, CHINESE], ids=["en", "zh-CN"])
def test_from_the_bell_to_the_rating(cast: Cast, talk: Talk) -> None:
    hello, missing, looks, number, thanks = talk.texts
    vic = cast.visitor("Vic", phone=True, locale=talk.locale)
    wanda = cast.visitor("Wanda", locale=talk.locale)
    ann, ben = (cast.agent(name, locale=talk.locale) for name in ("Ann", "Ben"))
    ann.signs_in()
    ben.signs_in()

    # Wanda was first.
    wanda.visits(talk.path)
    wanda.says_who()
    wanda.rings()
    wanda.asks_for_a_person()
    wanda.sees_place(1)

    # Greeting, the machine's answer, a person.
    vic.visits(talk.path)
    vic.says_who()
    vic.rings()
    expect(vic.panel.get_by_role("heading", name=talk.greeting)).to_be_visible()
    vic.button_named(talk.question).click()
    vic.sees(talk.answer)
    vic.asks_for_a_person()
    vic.sees_place(2)
    expect(
        vic.panel.get_by_text(vic.words("talk.ahead_other", n=1) if talk is CHINESE else "One person is ahead of you.")
    ).to_be_visible()

    # Place 2 becomes 1, then Ann is here.
    ann.sees_in_line("Wanda", "Vic")
    ann.answers_the_longest_wait()
    ann.sees_person("Wanda")
    vic.sees_place(1)
    ann.answers_the_longest_wait()
    ann.sees_person("Vic")
    vic.sees_person("Ann")
    vic.sees_line(vic.words.like("talk.act_assigned", name="Ann"))

    # Both ways, with typing and ticks.
    ann.field.press_sequentially(hello[:3])
    vic.sees_typing("Ann")
    ann.says(hello)
    vic.sees(hello)
    vic.field.press_sequentially(missing[:3])
    ann.sees_typing("Vic")
    vic.says(missing)
    ann.sees(missing)
    vic.sees_tick("read")
    ann.sees_tick("read")
    vic.closes()
    ann.says(looks)
    ann.sees_tick("delivered")
    vic.rings()
    vic.sees(looks)
    ann.sees_tick("read")

    # Both reload in the middle; what was typed and not sent is still there.
    vic.types(number)
    ann.types(thanks)
    vic.reloads()
    ann.reloads()
    for text in (hello, missing, looks):
        vic.sees(text)
        ann.sees(text)
    expect(vic.field).to_have_value(number)
    expect(ann.field).to_have_value(thanks)
    vic.button("frame.send").click()
    ann.sees(number)
    ann.button("composer.send").click()
    vic.sees(thanks)

    # Ben takes over, with a note that the visitor does not see.
    ann.transfers_to("Ben", talk.note)
    vic.sees_person("Ben")
    vic.sees_line(vic.words.like("talk.act_transferred", name="Ben"))
    ben.looks_at("mine")
    ben.opens("Vic")
    ben.sees_note(talk.note)
    ben.sees(missing)
    ben.says(hello)
    expect(vic.bubble(hello)).to_have_count(2)
    vic.sees_nowhere(talk.note)

    # Resolved, rated, and seen at the desk.
    ben.resolves()
    vic.rates(4, talk.comment)
    ben.sees_rating(4, talk.comment)

    # A new message goes on where it ended.
    vic.goes_back()
    vic.says(number)
    expect(ben.bubble(number)).to_have_count(2)
    expect(ben.action("resolve")).to_be_visible()
    vic.sees_nowhere(talk.note)
