"""Text that people would call the same has one form, and what was found can be marked in the text as written."""

from __future__ import annotations

import pytest

from deskbell.domain.folding import fold, fold_with_places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("退貨運費", "退货运费"),
        ("發票", "发票"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "STRASSE"),
        ("ｶﾞ", "ガ"),
        ("頭髮乾淨", "头发干净"),
    ],
)
def test_the_same_words_have_one_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    assert fold("发票") != fold("邮票")


def test_every_folded_character_knows_where_it_came_from() -> None:
    text = "㈱退貨ß"
    folded, places = fold_with_places(text)
    assert folded == "(株)退货ss"
    assert [text[place] for place in places] == ["㈱", "㈱", "㈱", "退", "貨", "ß", "ß"]


def test_half_a_surrogate_is_no_error() -> None:
    assert fold("退\ud800货") == "退?货"
