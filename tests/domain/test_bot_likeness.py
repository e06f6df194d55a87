"""Questions that ask the same are together, others apart, and the same list makes the same groups."""

from __future__ import annotations

import pytest

from deskbell.domain.bot.likeness import MOST_TOGETHER, grouped
from deskbell.domain.bot.wishes import wish_of
from deskbell.domain.folding import fold

ASKED = [
    "how do i change my delivery address",
    "change the delivery address please",
    "can i change the address for delivery",
    "do you sell gift cards",
    "you sell gift cards?",
    "怎么修改收货地址",
    "我想修改收貨地址",
    "有礼品卡吗",
    "",
]


def test_what_is_alike_is_together() -> None:
    groups = grouped([fold(text) for text in ASKED])
    together = [{ASKED[place] for place in group} for group in groups]
    assert [group[0] for group in groups] == [0, 3, 5, 7, 8]
    assert together[0] == set(ASKED[:3])
    assert together[1:4] == [set(ASKED[3:5]), set(ASKED[5:7]), {"有礼品卡吗"}]
    assert grouped([fold(text) for text in ASKED]) == groups


SAME = [
    ["can i pay with paypal", "do you take paypal", "is paypal accepted", "paypal payment possible?"],
    ["how do i change my password", "i want to reset the password", "password reset please"],
    ["do you sell quokka plushies", "quokka plushies available?", "are quokka plushies for sale"],
    ["可以用花呗吗", "支持花呗付款吗", "花呗可以吗"],
    ["能开发票吗", "我要开发票", "發票怎麼開"],
]


def test_people_ask_the_same_in_words_of_their_own() -> None:
    asked = [text for same in SAME for text in same]
    topics = [number for number, same in enumerate(SAME) for _ in same]
    groups = grouped([fold(text) for text in asked])
    assert all(len({topics[place] for place in group}) == 1 for group in groups)
    assert len(groups) <= len(SAME) + 2


def test_across_blocks_too() -> None:
    """More than one block's worth: the last joins the first."""
    numbers = [f"item number {n}{n}{n}{n} of {n * 7919}" for n in range(300)]
    groups = grouped(["do you sell gift cards", *numbers, "you do sell gift cards"], alike=0.9)
    assert groups[0] == [0, 301]


def test_a_group_can_be_looked_through() -> None:
    groups = grouped([f"where is my order {n}" for n in range(2 * MOST_TOGETHER + 1)])
    assert sorted(map(len, groups))[-2:] == [MOST_TOGETHER, MOST_TOGETHER]


@pytest.mark.parametrize(
    "texts",
    [
        ("password reset please", "reset the password", "How do I reset my password?"),
        ("do you sell gift cards", "you sell gift card?"),
        ("怎么取消订单", "我想取消訂單", "请问能不能取消订单？"),
    ],
)
def test_nearly_the_same_words_wish_the_same(texts: tuple[str, ...]) -> None:
    assert len({wish_of(text) for text in texts}) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ("how do i cancel my order", "how do i track my order", "how do i pay for my order", "is my order cancelled"),
        ("怎么取消订单", "怎么修改订单", "怎么查订单", "订单什么时候到", "可以退货吗", "可以换货吗", "不可以退货吗"),
        ("my parcel is damaged", "my parcel is late", "my parcel was stolen", "my parcel is empty"),
        ("change email", "change password", "change address", "change phone number"),
        ("ship to canada from china", "ship to china from canada", "ship on sundays"),
        ("can i call you", "can you call me"),
        ("how do i", "can i", "😊"),
    ],
)
def test_one_other_word_is_another_wish(texts: tuple[str, ...]) -> None:
    assert len({wish_of(text) for text in texts}) == len(texts)
