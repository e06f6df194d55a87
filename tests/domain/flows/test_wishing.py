"""What a message that has a keyword in it wants: to begin the flow, to know something of an article, or neither.

With the keywords of the flows that Deskbell brings.
"""

from __future__ import annotations

import pytest

from deskbell.domain.flows.definition import read_definition
from deskbell.domain.flows.triggers import Keyword, Trigger, heard, is_asked_about, is_heard, is_keyword
from deskbell.features.flows.templates import all_templates

FLOWS: dict[str, list[Trigger]] = {
    template["id"]: read_definition(template["definition"]).triggers for template in all_templates()
}

WISHES = {
    "returns": """
        return
        Returns please
        I want to return something
        I want to return my order
        I want to return a pot
        I'd like a refund
        hi, I would like to exchange it
        exchange
        I want to exchange
        can you refund me?
        could I get a refund please?
        I want to return it, how does it work?
        not happy, I want a refund
        I do not want an exchange but a refund
        it does not work, refund please
        you do not refund me!
        won't you refund me
        I have not received my refund
        why don't you refund me, I want a refund
        I will return it from abroad
        I want to return what I bought on my holiday
        still no refund so far
        退货
        退货吗
        我要退货
        我想退货怎么操作
        我想退货可以吗
        能帮我退货吗
        不喜欢，退货
        不满意要退款
        不要了，退货
        特别想退货
        不要换货要退款
        要不退货吧
        收到一个月了还没退款
        我要退貨
        可以幫我換貨嗎
    """,
    "call_back": """
        call me back
        Can you call me?
        please call me tomorrow at 5
        why don't you call me back
        给我打电话
        能打给我吗
        可以給我打電話嗎
        請回電
    """,
    "invoice": """
        invoice
        can I get an invoice?
        I need an invoice with VAT
        I never got an invoice
        there is no invoice in the parcel
        no invoice in the parcel
        我要开发票
        能给我开发票吗
        包裹里没有发票
        我要發票，統編 22099131
    """,
    "complaint": """
        I have a complaint
        I want to complain
        我要投诉
        不退款我就投诉
        我要投訴你們
    """,
    "order_status": """
        where is my order
        where is my order?
        Hi, where is my order 1234?
        订单到哪了
        我的快递到哪里了？
        快递
        还没收到
        訂單到哪裡了
        包裹到哪了
        物流没更新了
        我的包裹還沒到
    """,
}
ASKS = {
    "returns": """
        how many days do i have to return
        How long can I return an item?
        what is your refund policy
        refund policy
        do you ship return flights
        I bought a pot. How do I return it?
        I want to know how I can return it
        could you tell me how to return it
        I need to know when I can return
        is a refund possible after a month
        returns without a receipt?
        怎么退货
        退款多久到账
        退款多久會到帳
        退货政策
        请问退货要多久
        什么情况下可以退货
        多久可以換貨
        退貨運費誰付
        换货要钱吗
    """,
    "call_back": """
        when do you call me back
        什么时候打给我
    """,
    "invoice": """
        is VAT on the invoice
        do you charge VAT on the invoice?
        可以开增值税专用发票吗
        需要开发票吗
        要不要开发票
        發票多久會寄
    """,
    "order_status": """
        查物流要登录吗
        how do I track my order
    """,
}
NEITHER = """
    exchange rate
    Can you call me a taxi
    they call me Bob
    I would call back tomorrow
    please don't call me back
    Do not call me back
    I dont want you to call me back
    you don't need to call me back
    No need to call me back
    nobody needs to call me back
    No complaints, great service!
    I have no complaints
    no complaints so far, thanks!
    many happy returns
    in return for a review do I get a discount
    I'll be back when I return from holiday
    please return my call
    I don't want to complain, just asking where the shop is
    I'm not here to complain
    this is not a complaint
    I don't need an invoice
    no invoice please
    invoice not needed
    I do not want a refund
    I won't return it
    I never asked for a refund
    not asking for a refund
    there's no need for an invoice
    thanks for the refund
    forget the refund
    I do not want to return or exchange it
    不用麻煩打給我
    你们用什么快递呀
    你们发什么快递？
    發哪家快遞
    不要打给我
    不要再给我打电话
    别打给我
    請不要打給我
    不用回電了
    没有投诉的意思，就问问几点开门
    我不是来投诉的
    不想投訴
    不用开发票
    不用给我开发票
    发票不用了
    我不要發票
    不需要發票
    我不退货了
    没想退货
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def heard_by(said: str) -> list[str]:
    words = [(name, one) for name, triggers in FLOWS.items() for one in triggers if isinstance(one, Keyword)]
    return [name for name, keyword in words if is_heard(keyword, heard(said))]


@pytest.mark.parametrize(("expected", "asks"), [(WISHES, False), (ASKS, True)], ids=["wishes", "asks"])
def test_who_names_a_word_wishes_for_it_or_asks_about_it(expected: dict[str, str], asks: bool) -> None:
    for name, said in ((name, said) for name, texts in expected.items() for said in lines(texts)):
        assert heard_by(said)[:1] == [name], said
        text, triggers = heard(said), FLOWS[name]
        assert (is_asked_about(triggers, text) and not is_keyword(triggers, text)) is asks, said


def test_what_somebody_does_not_want_begins_nothing() -> None:
    for said in lines(NEITHER):
        assert heard_by(said) == [], said
