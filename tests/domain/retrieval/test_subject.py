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
    assert subject_of("where is my order") == {"order"} and subject_of("hello it is me") == set()
    assert subject_of("我的发票在哪里") == set("发票")
