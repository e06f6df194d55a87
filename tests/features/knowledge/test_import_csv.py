"""Lee imports tables: what is right goes in, what is wrong is named with its row, and twice is the same as once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.features.knowledge import articles
from deskbell.features.knowledge.importing import import_knowledge, run
from deskbell.services.articles import Match
from tests.features.people import Bookshelf
from tests.world import World

pytestmark = pytest.mark.anyio
on_sqlite = pytest.mark.parametrize("ready_database_url", ["sqlite"], indirect=True)
"""For what is the same on both databases."""
TABLE = """article,phrasing,language
returns,How do I return a tin?,en
returns,I do not like it,en
returns,怎么退货,zh-CN
parcel,Where is my parcel?,
"""


async def imports(world: World, text: str | bytes, format: str = "csv", **more: Any) -> dict[str, Any]:
    data = text.encode() if isinstance(text, str) else text
    return await import_knowledge(world.core, world.shop, data, format, **more)


async def finds(world: World, question: str) -> list[Match]:
    assert world.core.hooks.find_answers
    async with world.core.read() as conn:
        return await world.core.hooks.find_answers(conn, world.shop.id, question, "en", 1)


async def shelf(world: World) -> dict[str, dict[str, Any]]:
    """The articles by name, whole."""
    listed = await articles.list_articles(world.core, world.lee, world.shop.id, {})
    whole = [await articles.show_article(world.core, world.lee, one["id"]) for one in listed["articles"]]
    return {one["name"]: one for one in whole}


def counts(summary: dict[str, Any]) -> tuple[int, ...]:
    return tuple(summary[name] for name in ("added", "changed", "unchanged", "removed", "refused_count"))


async def test_a_table_of_phrasings_is_answered_at_once_and_twice_is_once(world: World) -> None:
    assert counts(await imports(world, TABLE)) == (2, 0, 0, 0, 0)
    [match] = await finds(world, "where is my parcel")
    assert (match.title, match.confidence) == ("parcel", 1)
    before = await shelf(world)
    assert [(one["locale"], len(one["phrasings"])) for one in before["returns"]["variants"]] == [
        ("en", 2),
        ("zh-CN", 1),
    ]
    world.clock.pass_(hours=1)
    for replace in (False, True):
        assert counts(await imports(world, TABLE, replace=replace)) == (0, 0, 2, 0, 0)
    assert await shelf(world) == before


async def test_columns_are_known_by_what_people_call_them(world: World) -> None:
    assert counts(await imports(world, "标题,正文,语言\n退货,七天可退。,zh-CN\n")) == (1, 0, 0, 0, 0)
    assert counts(await imports(world, "Title,Content\nMugs,They are blue.\n")) == (1, 0, 0, 0, 0)
    found = {one["variants"][0]["title"]: one["variants"][0]["body"] for one in (await shelf(world)).values()}
    assert found == {"退货": "七天可退。", "Mugs": "They are blue."}
    assert counts(await imports(world, '[{"Question": "Cups", "content": "They are red."}]', "json")) == (1, 0, 0, 0, 0)


async def test_phrasings_join_what_is_there_unless_the_file_replaces(world: World, books: Bookshelf) -> None:
    await imports(world, TABLE)
    await books.holds("Cancel")
    more = "phrasing;article\nReturn;returns\n"
    assert counts(await imports(world, more)) == (0, 1, 0, 0, 0)
    assert (await shelf(world))["returns"]["variants"][0]["phrasings"][-1] == "Return"
    assert counts(await imports(world, more, replace=True)) == (0, 1, 0, 2, 0)
    left = await shelf(world)
    assert left["returns"]["variants"][0]["phrasings"] == ["Return"]
    states = {name: [variant["status"] for variant in one["variants"]] for name, one in left.items()}
    assert states == {"returns": ["published", "archived"], "parcel": ["archived"], "cancel": ["archived"]}
    assert counts(await imports(world, TABLE, replace=True)) == (0, 2, 0, 0, 0)


@on_sqlite
async def test_an_article_written_by_hand_is_found_by_its_title(world: World, books: Bookshelf) -> None:
    hand = await books.holds("Where is my parcel?", "On its way.")
    other = await imports(world, "article,phrasing\nreturns,Send it back\n")
    assert other["without_answer"] == 1
    [match] = await finds(world, "Send it back")
    assert (match.title, match.url, match.confidence > 0.9) == ("returns", None, True)
    assert "“returns”" in match.answer and "not written yet" in match.answer
    assert counts(await imports(world, "article,phrasing\nWhere is my parcel?,Parcel\n")) == (0, 1, 0, 0, 0)
    [match] = await finds(world, "parcel")
    assert (match.article_id, match.answer) == (hand.id, "On its way.")


@on_sqlite
async def test_wrong_rows_are_named_and_the_rest_goes_in(world: World, books: Bookshelf) -> None:
    await books.holds("kept")
    table = [
        "article,phrasing,language",
        ",No article,en",
        "returns,,en",
        f"returns,{'x' * 501},en",
        f"{'n' * 201},Long name,en",
        "kept,Wie?,de",  # by its title, as by its name
        "",
        "returns,Right,en",
    ]
    summary = await imports(world, "\n".join(table), replace=True)
    assert counts(summary) == (1, 0, 0, 0, 5)  # what is there of an article with a wrong row stays
    assert [(one["row"], one["code"], one["field"]) for one in summary["refused"]] == [
        (2, "empty", "article"),
        (3, "empty", "phrasing"),
        (4, "too_long", "phrasing"),
        (5, "too_long", "article"),
        (6, "unknown_language", "language"),
    ]
    broken = "article,phrasing\nreturns,退货\nreturns,".encode() + b"\xe9\x80" + ",\nreturns,换货好不好\n".encode()
    assert [one["code"] for one in (await imports(world, broken))["refused"]] == ["bad_encoding"]


@on_sqlite
async def test_a_quotation_mark_that_does_not_end_spoils_its_row_alone(world: World, books: Bookshelf) -> None:
    await books.holds("open")
    table = (
        'article,phrasing,language\na,hello,en\nopen,"unclosed,en\nc,third,en\nopen,"also ""this,en\n'
        'd,"Two ""lines""\nof it",en\ne,"Odd" end,en\nf,5" pipe,en\n'
    )
    summary = await imports(world, table, replace=True)
    assert counts(summary) == (5, 0, 0, 0, 2)
    assert [(one["row"], one["code"]) for one in summary["refused"]] == [(3, "unclosed_quote"), (5, "unclosed_quote")]
    said = {name: one["variants"][0]["phrasings"] for name, one in (await shelf(world)).items() if name in "cdef"}
    assert said == {"c": ["third"], "d": ['Two "lines" of it'], "e": ["Odd end"], "f": ['5" pipe']}


@on_sqlite
async def test_two_articles_of_one_title_are_two(world: World, books: Bookshelf) -> None:
    hand = await books.holds("Shipping", "Old.")
    table = "article,language,title,answer\na1,en,Shipping,One\na2,en,Shipping,Two\n"
    assert counts(await imports(world, table)) == (1, 1, 0, 0, 0)
    said = {one["id"]: one["variants"][0]["answer"] for one in (await shelf(world)).values()}
    assert len(said) == 2 and said[hand.id] == "One" and "Two" in said.values()
    assert counts(await imports(world, table, replace=True)) == (0, 0, 2, 0, 0)


@on_sqlite
async def test_ten_thousand_phrasings_go_in_and_one_more_is_refused(world: World) -> None:
    rows = "".join(f"big,number {n}\n" for n in range(10_001))
    summary = await imports(world, f"article,phrasing\n{rows}")
    assert counts(summary) == (1, 0, 0, 0, 1)
    assert (summary["refused"][0]["row"], summary["refused"][0]["code"]) == (10_002, "too_many")


FULL = """article,language,title,answer,body,phrasings,keywords,category,visibility,suggested,review_on,status
tin,en,May I return a tin?,Yes.,"# Tins

Yes, **you may**.","I do not like it
It is stale",tin|box,Orders > Returns,everybody,yes,2027-03-31,published
tin,zh-CN,可以退茶叶罐吗？,可以。,,退罐子,,订单 > 退货,,,,published
desk,en,How to greet,Say hello.,,,,,agents,,,draft
tin,en,Twice,,,,,,,,,
later,en,Later,,,,,a > b > c > d > e > f,,,,
never,en,Never,,,,,,nobody,,,
maybe,en,Maybe,,,,,,,maybe,,
huge,en,Huge,,{huge},,,,,,,
"""


@on_sqlite
async def test_a_table_with_everything_says_everything(world: World) -> None:
    table = FULL.replace("{huge}", "x" * 5_000_000)
    summary = await imports(world, table)
    assert counts(summary) == (2, 0, 0, 0, 5)
    told = [(one["row"], one["code"], one.get("field")) for one in summary["refused"]]
    assert told == [
        (5, "double", "article"),
        (6, "too_many", "category"),
        (7, "invalid", "visibility"),
        (8, "wrong_type", "suggested"),
        (9, "article_too_large", None),
    ]
    there = await shelf(world)
    tin, desk = there["tin"], there["desk"]
    english, chinese = tin["variants"]
    assert (english["title"], english["body"]) == ("May I return a tin?", "# Tins\n\nYes, **you may**.")
    assert (english["phrasings"], english["keywords"]) == (["I do not like it", "It is stale"], ["tin", "box"])
    assert (tin["suggested"], tin["review_on"], chinese["answer"]) == (True, "2027-03-31", "可以。")
    assert (desk["visibility"], desk["variants"][0]["status"]) == ("agents", "draft")
    assert counts(await imports(world, table, replace=True)) == (0, 0, 2, 0, 5)


@on_sqlite
async def test_json_of_any_shape_is_refused_row_by_row(world: World) -> None:
    rows = (
        '7, {"name": {"a": 1}, "title": "x"}, {"title": 5}, {"title": "x", "variants": 3}, {"title": "a\\u0000b"}, {},'
        '{"title": ["\\ud800"]},'
        '{"title": "Right", "category": "Orders", "variants": [{"language": "en", "title": "Right"}]}'
    )
    summary = await imports(world, f"[{rows}]", "json")
    assert counts(summary) == (1, 0, 0, 0, 7)
    told = [(one["row"], one["code"]) for one in summary["refused"]]
    codes = ("wrong_type", "wrong_type", "wrong_type", "wrong_type", "bad_encoding", "empty", "bad_encoding")
    assert told == list(enumerate(codes, start=1))


@on_sqlite
async def test_what_is_no_table_or_too_much_is_refused_as_a_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def code_of(text: str | bytes, format: str = "csv", **more: Any) -> str:
        with pytest.raises(DeskbellError) as caught:
            await imports(world, text, format, **more)
        return caught.value.code

    assert await code_of("") == "unknown_columns"
    assert await code_of(b"PK\x03\x04\x00\x00") == "unknown_columns"
    with pytest.raises(DeskbellError) as caught:
        await imports(world, "Ask, Reply\n1,2\n")
    assert caught.value.fields == {"columns": {"code": "unknown", "message": "Ask, Reply"}}
    assert await code_of("article,phrasing\n") == "nothing_to_import"
    assert await code_of(TABLE, "exe") == "unsupported"
    for text in ("", "[" * 100_000, '{"articles": 5}', '"articles"'):
        assert await code_of(text, "json") == "bad_file"
    assert await code_of(TABLE, collection_id="nobodys") == "invalid_fields"
    twice = await asyncio.gather(imports(world, TABLE), imports(world, TABLE), return_exceptions=True)
    assert [one.code for one in twice if isinstance(one, DeskbellError)] == ["import_running"]
    monkeypatch.setattr(run, "MAX_FILE", 10)
    assert await code_of(TABLE) == "file_too_large"


@on_sqlite
async def test_questions_are_titles_and_drafts_are_told_to_nobody(world: World) -> None:
    await imports(world, "question,answer\nIs there oolong?,Yes.\n")
    more = 'title,question,answer\nIs there oolong?,Which?,"Yes, green."\nIs there yuzu?,,No.\n,,a\n,,b\n'
    summary = await imports(world, more, drafts=True)
    assert [(one["row"], one["code"], one.get("field")) for one in summary["refused"]] == [
        (4, "empty", "title"),
        (5, "empty", "title"),
    ]
    [oolong, yuzu] = [(await shelf(world))[name]["variants"][0] for name in ("Is there oolong?", "Is there yuzu?")]
    assert (oolong["answer"], oolong["status"], oolong["version"] > oolong["published_version"]) == (
        "Yes, green.",
        "published",
        True,
    )
    assert (yuzu["status"], yuzu["published_version"]) == ("draft", None)


@on_sqlite
async def test_a_heading_that_is_nearly_one_is_refused(world: World) -> None:
    with pytest.raises(DeskbellError) as refused:
        await imports(world, "article,language,title,answer,visiblity\nstaff,en,Staff,Hello.,agents\n")
    assert (refused.value.code, await shelf(world)) == ("unknown_columns", {})
    with pytest.raises(DeskbellError):
        await imports(world, "article,phrasing,language,visibility\nstaff,How do staff,en,agents\n")
    assert counts(await imports(world, "article,title,answer,our own column\nstaff,Staff,Hello.,1\n")) == (
        1,
        0,
        0,
        0,
        0,
    )
