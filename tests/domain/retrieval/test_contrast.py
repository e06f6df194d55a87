"""A question of an article's words that asks for the opposite, denies the wish, or asks for something else of the same thing,
is not answered in a small knowledge base."""

from __future__ import annotations

import numpy as np
import pytest

from deskbell.domain.retrieval import Phrasing, Retriever
from deskbell.domain.retrieval.calibration import contrasted
from deskbell.domain.retrieval.contrast import Contrasts, asked_of
from deskbell.domain.retrieval.text import normalise

Written = dict[str, tuple[str, ...]]
SHOP: Written = {
    "import": ("How do I import contacts?", "import contacts from a file"),
    "sound": ("How do I turn on notifications?", "enable notifications"),
    "delete": ("How do I delete my account?", "close my account"),
    "orchid": ("How do I water an orchid?", "watering orchids"),
    "pot": ("How much is the clay pot?", "price of the clay pot"),
    "pots": ("Do you buy used pots?", "sell my old pots to you"),
    "newsletter": ("How do I unsubscribe from the newsletter?", "stop sending emails"),
    "calls": ("Please don't call me", "do not phone me"),
    "broken": ("My parcel arrived damaged", "the box was open when it came"),
    "change": ("Can I change my order?", "add something to my order"),
    "failed": ("My payment failed", "I cannot pay"),
    "organic": ("Is the tea organic?",),
    "back": ("How do I return something?", "how do returns work"),
    "steep": ("How do I brew green tea?", "brewing green tea"),
    "wash": ("羊毛衫怎么洗？", "羊毛衫清洗方法"),
    "remind": ("怎么开通短信提醒？", "打开短信提醒"),
    "ship": ("多久发货？", "什么时候发货"),
    "card": ("怎么购买礼品卡？", "礼品卡在哪里买"),
    "book": ("怎么预约门店？", "预约到店"),
    "paper": ("怎么退订电子报？", "取消订阅电子报"),
    "news": ("Opt-in to news", "how do I opt in"),
    "class": ("怎么取消课程？", "取消课程预约", "约了课去不了怎么办"),
}


def is_contrast(written: Written, article: str, text: str) -> bool:
    texts = [normalise(phrasing) for phrasings in written.values() for phrasing in phrasings]
    owners = np.repeat(np.arange(len(written)), [len(phrasings) for phrasings in written.values()])
    asked = asked_of(normalise(text))
    return Contrasts(texts, owners, len(written)).between(asked, list(written).index(article))


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("import", "how do i export contacts"),
        ("sound", "how do i turn the notifications off"),
        ("sound", "disable notifications"),
        ("delete", "please don't delete my account"),
        ("delete", "I do not want to close my account"),
        ("class", "别取消我的课"),
        ("news", "how do i opt out of the newsletter"),
        ("orchid", "how much is an orchid"),
        ("pot", "how do i clean the clay pot"),
        ("pot", "where is the clay pot made"),
        ("pots", "do you sell used pots"),
        ("organic", "how much is the organic tea"),
        ("back", "how much does it cost to return something"),
        ("newsletter", "subscribe to the newsletter"),
        ("wash", "羊毛衫多少钱"),
        ("wash", "羊毛衫什麼時候到貨"),
        ("remind", "关闭短信提醒"),
        ("ship", "不要給我發貨"),
        ("book", "怎么取消预约门店"),
        ("paper", "怎麼訂閱電子報"),
    ],
)
def test_it_asks_for_something_else(article: str, text: str) -> None:
    assert is_contrast(SHOP, article, text)


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("import", "importing contacts does not work"),
        ("import", "can i import contacts that i exported"),
        ("sound", "the notifications are always turned off"),
        ("delete", "please delete my account"),
        ("delete", "my account has not been deleted yet"),
        ("pot", "is the clay pot for free"),
        ("pot", "do you know how much the clay pot is"),
        ("pots", "can i sell you my old pots"),
        ("newsletter", "i do not want to get the newsletter"),
        ("newsletter", "how do i cancel the newsletter that i did subscribe to"),
        ("broken", "how do i report damage"),
        ("change", "how do i remove an item from my order"),
        ("failed", "i do not want to pay twice"),
        ("back", "how long can i return something"),
        ("steep", "how long to brew green tea"),
        ("wash", "羊毛衫可以洗吗"),
        ("remind", "短信提醒被关闭"),
        ("remind", "短信提醒关闭了"),
        ("calls", "do not call me at night"),
        ("ship", "怎么还没发货"),
        ("card", "你们卖礼品卡吗"),
        ("book", "要不要预约门店"),
        ("paper", "我不想订阅电子报了"),
        ("paper", "別再寄電子報"),
    ],
)
def test_it_asks_for_the_same(article: str, text: str) -> None:
    assert not is_contrast(SHOP, article, text)


def test_it_may_be_suggested_and_who_teaches_it_gets_the_answer() -> None:
    taught: Written = {**SHOP, "import": (*SHOP["import"], "can i export contacts as well")}
    [best], [after] = (_built(written).find("how do i export contacts", "en", 1) for written in (SHOP, taught))
    assert best.article_id == after.article_id == "import" and 0.5 <= best.confidence < 0.8 <= after.confidence


def test_it_ends_where_much_is_written() -> None:
    assert contrasted(1, 1) == contrasted(400, 100) == 0.6
    assert 0.6 < contrasted(800, 100) < 1 and contrasted(1_500, 10) == contrasted(300, 300) == 1


def _built(written: Written) -> Retriever:
    return Retriever.build(Phrasing(article, "en", text) for article, texts in written.items() for text in texts)
