"""What is looked for is found first: one and two Chinese characters, either script, any width, English stems, beginnings."""

from __future__ import annotations

import json
import random
import time
from collections.abc import AsyncIterator

import pytest

from deskbell.features.knowledge.search import engine
from deskbell.features.knowledge.search.query import apart, loose, read, strict
from deskbell.features.knowledge.search.tokens import prepare
from deskbell.storage.database import Database
from tests.features.knowledge.search_people import SHOP, Searcher, entry, prepared_shelf, shelf

pytestmark = pytest.mark.anyio


@pytest.fixture
async def somebody(ready_database_url: str) -> AsyncIterator[Searcher]:
    database = Database(ready_database_url)
    async with database.writing.begin() as conn:
        yield Searcher(conn)
    await database.close()


async def test_every_listed_query_finds_its_article_first(somebody: Searcher) -> None:
    await engine.put(somebody.conn, prepared_shelf())
    assert len(shelf()["queries"]) >= 40 and len(prepared_shelf()) >= 60
    first = [(query, (await somebody.finds(query) or [""])[0]) for query, _ in shelf()["queries"]]
    assert first == [tuple(wanted) for wanted in shelf()["queries"]]


HOSTILE = [
    *(
        "",
        " ",
        "\x00",
        '"',
        "'",
        "*",
        "AND",
        "NEAR(",
        "a AND b",
        "NOT",
        "-",
        "title:x",
        "{a b} : c",
        "^a",
        "a* OR b*",
        "%",
    ),
    *(
        "_",
        "\\",
        "';--",
        "a:*",
        "!a",
        "<->",
        "(",
        ")))",
        "&|!",
        "\ud800",
        "\u202e",
        "😀" * 3000,
        "退" * 8000,
        "a b " * 4000,
    ),
    *("NEAR(退货 returns, 2)", "x" * 8000, "+".join("ab") * 4000, "ﷺ" * 500, "e\u0301" * 500, "\U0002a6a5\U000e0001"),
]


async def test_a_query_is_never_syntax(somebody: Searcher) -> None:
    await somebody.holds(entry("Return an item", body="What AND NOT title stand for."), entry("%_ stays"))
    for query in HOSTILE:
        assert len(await somebody.hits(query, "en")) <= 2, query
    assert await somebody.finds('"return') == await somebody.finds("return*") == ["Return an item"]
    assert await somebody.finds("title") == ["Return an item"]


async def test_the_same_article_is_found_once_in_the_language_asked_for(somebody: Searcher) -> None:
    both = (
        entry("退货流程", article_id="returns", locale="zh-CN"),
        entry("退貨流程", article_id="returns", locale="zh-TW"),
    )
    await somebody.holds(*both, entry("Returns", article_id="returns"))
    for locale in ("zh-CN", "zh-TW"):
        hits = await somebody.hits("退货", locale)
        assert [(hit.article_id, hit.locale) for hit in hits] == [("returns", locale)]
    assert [hit.locale for hit in await somebody.hits("returns", "zh-CN")] == ["en"]


async def test_only_what_one_may_see_is_found(somebody: Searcher) -> None:
    await somebody.holds(
        entry("Return, for customers"),
        entry("Return, for the desk", for_everybody=False),
        entry("Return, of another shop", collection_id="another"),
    )
    assert await somebody.finds("return") == ["Return, for customers"]
    assert set(await somebody.finds("return", all_visibilities=True)) == {
        "Return, for customers",
        "Return, for the desk",
    }
    assert len(await somebody.finds("return", collections=[SHOP, "another"])) == 2
    assert await somebody.finds("return", collections=[]) == []


async def test_rows_are_checked_even_where_two_collections_share_a_space(
    somebody: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_space(collection_id: str, *, for_everybody: bool) -> str:
        return "0000"

    monkeypatch.setattr("deskbell.features.knowledge.search.tokens.space_of", one_space)
    monkeypatch.setattr("deskbell.features.knowledge.search.engine.space_of", one_space)
    await somebody.holds(
        entry("Return A"), entry("Return B", collection_id="b"), entry("Return C", for_everybody=False)
    )
    assert await somebody.finds("return") == ["Return A"]


async def test_what_is_changed_or_gone_is_found_no_more(somebody: Searcher) -> None:
    await somebody.holds(entry("Returns", article_id="1"), entry("退货", article_id="1", locale="zh-CN"))
    await somebody.holds(entry("Shipping", article_id="1"))
    assert await somebody.finds("returns") == []
    assert await somebody.finds("shipping") == await somebody.finds("退") == ["1"]
    await engine.remove(somebody.conn, "1", "en")
    assert (await somebody.finds("shipping"), await somebody.finds("退")) == ([], ["1"])
    await engine.remove(somebody.conn, "1")
    assert await somebody.finds("退") == []
    tokens = await somebody.count_tokens()
    assert tokens == 0


async def test_a_title_counts_more_than_keywords_and_these_more_than_a_body(somebody: Searcher) -> None:
    await somebody.holds(
        entry("Body", body="warranty " * 30),
        entry("Keyword", keywords=["warranty"]),
        entry("A long title that names warranty among several other things"),
        entry("Warranty"),
        entry("Phrasing", phrasings=["What is the warranty?"]),
    )
    found = await somebody.finds("warranty")
    assert found[0] == "Warranty" and found[-2:] == ["Keyword", "Body"] and len(found) == 5


async def test_a_question_in_many_words_finds_what_has_most_of_them(somebody: Searcher) -> None:
    await engine.put(somebody.conn, prepared_shelf())
    asked = "hello, could you tell me whether I can still send the parcel back after I opened that tin?"
    assert (await somebody.finds(asked))[0] in ("opened", "return")
    assert (await somebody.finds("请问一下我昨天买的龙井茶应该用多少度的水来泡呢"))[0] == "龙井"


async def test_a_pair_is_found_with_something_between(somebody: Searcher) -> None:
    await somebody.holds(
        entry("怎麼退換貨？", locale="zh-TW"), entry("貨到付款與退款"), entry("茶具", body="包裝破損可退換貨。")
    )
    assert await somebody.finds("退货") == ["怎麼退換貨？", "茶具"]
    assert _marked((await somebody.hits("退货"))[0].title_parts) == ["退換貨"]
    await engine.remove(somebody.conn, "怎麼退換貨？")
    await engine.remove(somebody.conn, "貨到付款與退款")
    assert await somebody.finds("退货") == ["茶具"]


async def test_words_with_a_hyphen_and_without_are_one(somebody: Searcher) -> None:
    await somebody.holds(entry("Change your E‑mail address"), entry("Join our Wi-Fi"), entry("Mail by post"))
    await somebody.holds(entry("The pot for 1,299 yuan"), entry("Twelve or 99"))
    for typed in ("email", "e-mail", "e-mai", "E-Mails"):
        assert await somebody.finds(typed) == ["Change your E‑mail address"], typed
    assert _marked((await somebody.hits("email"))[0].title_parts) == ["E‑mail"]
    assert _marked((await somebody.hits("e-m"))[0].title_parts) == ["E‑m"]
    assert _marked((await somebody.hits("wifi"))[0].title_parts) == ["Wi-Fi"]
    for typed in ("1299", "1,299", "129"):
        assert await somebody.finds(typed) == ["The pot for 1,299 yuan"], typed
    assert _marked((await somebody.hits("1299"))[0].title_parts) == ["1,299"]


CODES = {
    "MX-200": "usbc|usb-c|USB‑C|usb c|mx200|mx-200|mx 200|MX-2|kx77|KX_77|AB-12345-X|ab12345x|12345|0800-555-777|0800555777"
    "|49301234567|+49 30 1234567",
    "Sauna": "85°C|85 c|85c|towels lockers|12.50",
    "Soft‑close lid": "softclose|soft close|soft-close|soft-cl|reorder|re-order|RT4711|rt 4711|rt-4711",
    "Wi-Fi": "wi fi|wifi|wi-fi|wi fi code",
}
"""What is typed, by the title of the article that must be first for it."""


async def test_codes_are_found_however_they_are_parted_and_before_titles_with_a_piece_of_them(
    somebody: Searcher,
) -> None:
    await somebody.holds(
        entry("MX-200", body="A dock with USB-C. Order no. AB-12345-X. Call +49 30 1234567, 0800-555-777. Part KX_77."),
        entry("Sauna", body="At 85 °C. 12.50 euros. Lockers are there, bring towels."),
        entry("Soft‑close lid", body="The re‑order number is RT‑4711."),
        entry("Wi-Fi", body="The code is at the desk."),
        entry("Do you have showers with clean towels?", body="Yes."),
        entry("Warranty for the X-Pro 2.0 e-bike battery, 12 months", body="Two years."),
        entry("Can I change the code, or order 200 more?", body="Yes. In 85 shops."),
    )
    first = {typed: (await somebody.finds(typed) or [""])[0] for typed in "|".join(CODES.values()).split("|")}
    assert first == {typed: title for title, all_typed in CODES.items() for typed in all_typed.split("|")}
    marked = {"usbc": ["USB-C"], "0800555777": ["0800-555-777"], "ab12345x": ["AB-12345-X"], "kx77": ["KX_77"]}
    for typed, parts in marked.items():
        assert _marked((await somebody.hits(typed))[0].snippet) == parts
    assert _marked((await somebody.hits("mx200"))[0].title_parts) == ["MX-200"]


async def test_a_code_is_found_at_the_end_of_a_long_body(somebody: Searcher) -> None:
    await somebody.holds(entry("Spare parts", body="nothing here. " * 3_000 + "Seal AB-12345-X."), entry("X and AB"))
    assert [await somebody.finds(typed) for typed in ("ab12345x", "AB-12345-X")] == [
        ["Spare parts"],
        ["Spare parts", "X and AB"],
    ]


async def test_hits_are_marked_in_title_and_snippet(somebody: Searcher) -> None:
    long = "x" * 30 + " nothing here. " * 40 + "Opened tins may be RETURNED within thirty days. " + "More words. " * 60
    await somebody.holds(
        entry("Returning opened tins", body=long), entry("如何退貨", body="七天內可以退貨，運費由您負擔。")
    )
    hit = (await somebody.hits("return opened"))[0]
    assert _marked(hit.title_parts) == ["Returning", "opened"]
    assert _marked(hit.snippet) == ["Opened", "RETURNED"]
    text = "".join(part["text"] for part in hit.snippet)
    assert text.startswith("…") and text.endswith("…") and len(text) <= 162
    chinese = (await somebody.hits("退货"))[0]
    assert (_marked(chinese.title_parts), _marked(chinese.snippet)) == (["退貨"], ["退貨"])
    assert "".join(part["text"] for part in chinese.title_parts) == "如何退貨"
    await somebody.holds(entry("如何用iPhone打开ABC123", locale="zh-CN", body="用ＡＢＣ登录"))
    mixed = [(await somebody.hits(text))[0].title_parts for text in ("iphone", "abc123")]
    assert list(map(_marked, mixed)) == [["iPhone"], ["ABC123"]]
    assert _marked((await somebody.hits("abc"))[0].snippet) == ["ＡＢＣ"]
    await somebody.holds(entry("Brewing", body="Then dry.\nPot\nWater\nYixing clay\n95 °C"))
    [table] = await somebody.hits("yixing")
    assert "".join(part["text"] for part in table.snippet) == "Then dry. Pot · Water · Yixing clay · 95 °C"
    typed = (await somebody.hits("ｒｅｔ"))[0]
    assert _marked(typed.title_parts) == ["Ret"]


def _marked(parts: list[dict[str, object]]) -> list[str]:
    return [str(part["text"]) for part in parts if part["hit"]]


def test_however_much_is_typed_few_rows_are_asked_for() -> None:
    for typed in ("退货流程" * 2000, " ".join(str(n) for n in range(3000)), "a " * 4000, "é" * 8000):
        asks = [*strict(query := read(typed), "en"), *loose(query), *apart(query, nothing_yet=True)]
        assert len(query.terms) <= 16 and len(query.whole) <= 500 and len(asks) <= 40
        assert sum(ask.limit for ask in asks) <= 1500
        assert len(json.dumps(asks)) < 20_000


@pytest.mark.parametrize("again", ["x", "1 ", "a-", "a-1_", "é-"])
def test_what_is_joined_costs_no_more_than_a_look_at_the_text(again: str) -> None:
    began = time.process_time()
    prepare(entry("Long", body=again * (50_000 // len(again))))
    assert time.process_time() - began < 2


def test_a_body_of_a_megabyte_is_cut_and_small_enough_for_the_index() -> None:
    words = " ".join(f"word{n}" for n in range(200_000))
    made = prepare(entry("Long", body=words))
    assert len(made.tokens) < 1_000_000 and made.tokens.count(" ") < 40_000
    signs = "".join(random.Random(7).choices([chr(0x4E00 + n) for n in range(20_000)], k=300_000))
    made = prepare(entry("Long", body=signs))
    assert len(made.tokens) < 1_000_000 and made.tokens.count(" ") < 40_000
