"""A language model is believed where its articles say the same, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbell.domain.folding import fold
from deskbell.features.assistant import agreeing
from deskbell.features.assistant.believing import Refused, believed
from deskbell.features.assistant.numbers import numbers_in
from deskbell.services.articles import Match

TOLD = [
    "Returns\nYou may return items within 5 days. Refunds go to the card that you paid with, after inspection. "
    "Call 138 0013 8000 or write to help@shop.example, see shop.example/returns. We open 10:00-18:00.",
    "Shipping\nParcels cost 100 dollars to ship and arrive in a week.",
    "拆开的茶叶还能退吗？\n可以，30 天内都能退，茶叶须剩一半以上，运费由我们承担。九折优惠不退。",
]
ARTICLES = [Match(f"a{number}", "en", told.partition("\n")[0], "", 0.2) for number, told in enumerate(TOLD, 1)]

HELD = """You may return items within 5 days. [1]
Yes. You can send items back within five days [1].
Parcels arrive within one week and cost $100 to ship [2]
Call 13800138000 or 138-0013-8000 or write to help@shop.example to return [1]
See https://shop.example/returns for returns, we are open from 10:00 to 18:00 [1]
Items may be returned in 5 days, a parcel costs 100 dollars to ship. [1][2]
您好，拆开的茶叶三十天内都可以退，茶叶须剩一半以上。[3]
拆開的茶葉三十天內可以退，運費由我們承擔 [3]
茶叶打开后 30 天内可以退货，但须剩一半以上 [3]"""

MADE_UP = """You may not return items within 5 days [1]
You can't return items within five days. [1]
Parcels never arrive in a week [2]
拆开的茶叶三十天内都不可以退 [3]
九折优惠可以退 [3]
You may return within 9 days [1]
You may return within nine hundred days [1]
You may return within nine days [1]
You may return items within 5 weeks [1]
Shipping costs 10 dollars [2]
Shipping costs 00 dollars [2]
Shipping costs 100 thousand dollars [2]
You may return items within 5 days [2]
Write to scam@evil.example to return items [1]
Write to help@shop.example.evil.com to return items [1]
Return items at evil.example [1]
Return items at evil.example/shop.example/returns [1]
Return items at evil dot example [1]
Return items at evil[.]example [1]
Return items at evil . example [1]
Return items at evil。example [1]
Return items at ev\u200bil.example [1]
Return items at shop.example/returns.evil.com [1]
See shop.example\u200b.evil for returns [1]
拆开的茶叶 30 天内能退，运费由我们承担，见例子.公司 [3]
Return items to @goldseller [1]
Return items, WeChat goldseller [1]
退货请加微信 abc [3]
茶叶能退，请联系 scam_01 [3]
Call 1-2-3-4-5-6-7 to return [1]
Call 138 0013 8001 to return [1]
拆开的茶叶三百天内能退 [3]
拆开的茶叶 30 周内能退 [3]
退货打五折 [3]
我们赠送一辆全新汽车给您 [3]
You may return items within 5 days and we pay you a bonus in gold [1]
Items gladly wanted: refunds happily given, cards kindly taken. [1]
Parcels cost 100 dollars. Send money to our bank in gold. [2]"""


@pytest.mark.parametrize("answer", HELD.splitlines())
def test_what_the_articles_say_is_believed(answer: str) -> None:
    assert believed(answer, ARTICLES, TOLD)[1]


@pytest.mark.parametrize("answer", MADE_UP.splitlines())
def test_what_they_do_not_say_is_not(answer: str) -> None:
    with pytest.raises(Refused, match="made_up"):
        believed(answer, ARTICLES, TOLD)


CLAIMS = Path(__file__).parent / "assistant_claims"
"""Articles (==), each with what a model says of it: the truth (+), mostly in other words, and lies (-) in the article's.

What was believed, at the first reading of each file:

| file | lies | true ones | before the rules that it led to |
|---|---|---|---|
| seen | 54 of 83 | 57 of 77 | words, numbers and addresses alone |
| unseen | 8 of 119 | 101 of 109 | sentences compared as bags of words, with opposites |
| swapped | 66 of 125 | 65 of 77 | the same; its lies swap parts of the article's own sentences |
| heldout | 3 of 62 | 37 of 43 | laid onto one sentence, word by word (as bags: 36 and 39) |
| fresh | 1 of 53 | 30 of 34 | the same, mended (as bags: 23 and 31) |
| last | 2 of 48 | 33 of 33 | the same, mended again (as bags: 22 and 33) |
| messy | 1 of 40 | 20 of 21 | the same, mended again; its articles have long sentences (as bags: 19 and 19) |
| natural | 2 of 68 | 22 of 42 | the same; its true ones are as models say them, and led to moods, phrases and synonyms |
| tempting | 0 of 52 | 21 of 23 | with moods, phrases and synonyms (without: 0 and 9); its lies try these |
| everyday | 0 of 40 | 18 of 38 | the same (without: 0 and 14); led to more phrases |
| later | 0 of 32 | 26 of 33 | with those phrases (without: 0 and 19) |
| reviewed | 1 of 131 | 23 of 60 | those before natural |
| opposed | 39 of 73 | 33 of 34 | all of these; its sentences set two things against each other, and led to `contrasts` |
| against | 0 of 59 | 29 of 30 | with `contrasts` (without: 8 and 29) |
| clashing | 2 of 84 | 11 of 11 | the same (without: 7 and 11) |
| halves | 2 of 48 | 12 of 12 | the same (without: 21 and 12) |

`found` was found by trying to lie to these rules. Some of the true ones are refused on purpose now: they leave away what limits
them ("…, if at least half is left").
"""
STILL_BELIEVED = {
    "Machines up to 5 years old are free of charge",
    "Machines up to 5 years old are repaired",
    "时间为下午 3 点后",
}
"""What leaves away words of the title, which an answer may, or "free", which says less."""
STILL_REFUSED = (CLAIMS / "still_refused.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "name",
    [
        "seen",
        "unseen",
        "swapped",
        "heldout",
        "fresh",
        "last",
        "messy",
        "found",
        "natural",
        "tempting",
        "reviewed",
        "everyday",
        "later",
        "opposed",
        "against",
        "clashing",
        "halves",
        "cases",
    ],
)
def test_lies_in_the_words_of_the_articles_are_refused_and_the_truth_in_others_is_not(name: str) -> None:
    wrong = {"+": set[str](), "-": set[str]()}
    counted = {"+": 0, "-": 0}
    for block in (CLAIMS / f"{name}.txt").read_text("utf-8").split("== ")[1:]:
        lines = block.strip().splitlines()
        claims = [line for line in lines if line[:2] in ("+ ", "- ")]
        told = "\n".join(line for line in lines if line not in claims)
        for line in claims:
            counted[line[0]] += 1
            wrong[line[0]] |= {line[2:]} if is_believed(told, line[2:]) is (line[0] == "-") else set()
    assert min(counted.values()) > 10
    assert wrong["-"] <= STILL_BELIEVED
    assert wrong["+"] <= set(STILL_REFUSED)


def is_believed(told: str, said: str) -> bool:
    try:
        believed(f"{said} [1].", ARTICLES[:1], [told])
    except Refused:
        return False
    return True


@pytest.mark.parametrize("piece", ["ab. ", "ab cd, "])
def test_of_more_sentences_or_clauses_than_anybody_writes_nothing_is_believed(piece: str) -> None:
    """Each is compared with each sentence of the articles, while the chat waits."""
    told = [f"ab cd\n{piece * 300}"]
    assert believed(f"{piece * 9}[1]", ARTICLES, told)
    with pytest.raises(Refused, match="made_up"):
        believed(f"{piece * 40}[1]", ARTICLES, told)


def test_what_is_built_to_be_compared_at_length_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def laid(said: object, *_: object, **__: object) -> frozenset[int]:
        tried.append(said)
        return frozenset()

    monkeypatch.setattr(agreeing, "laid", laid)
    told = "ab cd\n" + f"{', '.join(['ab cd ef'] * 11)}. " * 20
    assert not is_believed(told, ", ".join(["ef cd"] * 11))
    assert len(tried) == agreeing.MOST_TRIES


@pytest.mark.parametrize("answer", ["[1]", "Yes. [1]", "Return items, ask [e-mail]. [1]", "Return items [1]. [2]"])
def test_an_answer_has_words_of_its_own(answer: str) -> None:
    with pytest.raises(Refused, match="bad_answer"):
        believed(answer, ARTICLES, TOLD)


def test_citations_are_numbered_as_they_come() -> None:
    text, sources = believed("Parcels arrive in a week. [2] Return items within 5 days. [1][2]", ARTICLES, TOLD)
    assert text == "Parcels arrive in a week. [1] Return items within 5 days. [2][1]"
    assert sources == [ARTICLES[1], ARTICLES[0]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("thirty-one days, ３０ and 1,000.00, nine hundred and five", {"31", "30", "1000", "905"}),
        ("两万五千元，叁拾天，5万，一三八零", {"25000", "30", "50000", "1380"}),
        ("one of them, 一起十分满意, 万一", set()),
    ],
)
def test_numbers_are_what_they_say(text: str, numbers: set[str]) -> None:
    assert set(numbers_in(fold(text), surely=True)) == numbers
