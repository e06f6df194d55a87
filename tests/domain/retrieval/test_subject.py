"""What shares only the words that every question has is not answered; what shares the subject is."""

from __future__ import annotations

import pytest

from deskbell.domain.retrieval import Phrasing, Retriever
from deskbell.domain.retrieval.subject import subject_of

SHOP = {
    "order": ("Where is my order?", "Where is my parcel?", "I have not received my order"),
    "tin": ("Can I send back an opened tin?", "I opened the tin but do not like it"),
    "cancel": ("How do I cancel an order?",),
}


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return Retriever.build(Phrasing(article, "en", text) for article, texts in SHOP.items() for text in texts)


@pytest.mark.parametrize(
    "text", ["hello there, it is me", "my name is Vic", "where is the station", "I have a question"]
)
def test_common_words_alone_are_no_answer(retriever: Retriever, text: str) -> None:
    assert all(found.confidence < 0.5 for found in retriever.find(text, "en", 3))


def test_the_subject_makes_it_sure(retriever: Retriever) -> None:
    [best] = retriever.find("has my order left", "en", 1)
    assert best.article_id == "order" and best.confidence >= 0.8


def test_a_subject_is_what_is_left_of_the_common() -> None:
    assert subject_of("where is my order") == ["order"] and subject_of("hello it is me") == []
    assert subject_of("我的发票在哪里") == list("发票")


TEA = {
    "cancel": ("How do I cancel my order?", "cancel order", "stop my order"),
    "wrap": ("Do you wrap gifts?", "gift wrapping", "can you wrap it as a gift"),
    "abroad": ("Do you ship abroad?", "international shipping", "do you deliver to other countries"),
    "voucher": ("How do I use a voucher?", "redeem a voucher", "voucher code"),
    "pay": ("Which ways to pay are there?", "payment methods", "can i pay by card"),
}


@pytest.fixture(scope="module")
def tea() -> Retriever:
    return Retriever.build(Phrasing(article, "en", text) for article, texts in TEA.items() for text in texts)


@pytest.mark.parametrize(
    "text", ["do you wrap fish", "do you ship on sundays", "can I order by phone", "can I pay with my face"]
)
def test_another_word_in_a_known_sentence_is_no_sure_answer(tea: Retriever, text: str) -> None:
    assert tea.find(text, "en", 1)[0].confidence < 0.8


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("please cancel my purchase", "cancel"),
        ("is gift wrapping possible", "wrap"),
        ("do you ship to other countries", "abroad"),
        ("where do I redeem the voucher", "voucher"),
    ],
)
def test_the_same_subject_in_other_words_is_one(tea: Retriever, text: str, article: str) -> None:
    [best] = tea.find(text, "en", 1)
    assert best.article_id == article and best.confidence >= 0.8
