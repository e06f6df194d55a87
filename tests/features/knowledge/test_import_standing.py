"""Whom a file's article is for, and whether it is a draft: said in the ways of many programs, and never passed over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.features.knowledge.importing.csv_files import read_csv
from deskbell.features.knowledge.importing.items import Parse, Read
from deskbell.features.knowledge.importing.json_files import read_json_file
from deskbell.features.knowledge.importing.markdown_folder import read_markdown
from tests.features.knowledge.import_people import packed
from tests.features.knowledge.test_import_csv import counts, imports, shelf
from tests.world import World

on_sqlite = pytest.mark.parametrize("ready_database_url", ["sqlite"], indirect=True)
"""For what is the same on both databases."""


def became(read: Read) -> str:
    """What a file of one article makes of it: why it was refused, or `agents` and `draft` where it is so, and its body."""
    if read.refused:
        [refused] = read.refused
        return f"{refused.code} {refused.field or ''}".strip()
    [item] = read.items
    held = ["agents" if item.visibility == "agents" else "", "" if item.status == "published" else item.status]
    return " ".join([*filter(None, held), *([f"[{item.body}]"] if item.body else [])])


def told(parse: Parse, text: str) -> str:
    """As `became`; of a file that is refused whole the sentence why."""
    try:
        return became(parse(text.encode(), "en"))
    except DeskbellError as error:
        return error.message


def of_markdown(text: str) -> str:
    return became(read_markdown(packed({"a.md": text}), "en"))


FENCED = [
    "--- yaml\n{}\n---\n",
    "---yaml\n{}\n---\n",
    "—\n{}\n—\n",
    "—--\n{}\n—--\n",
    "—-\n{}\n---\n",
    "–––\n{}\n–––\n",
    "\n\n\ufeff---\n{}\n---\n",
    "<!-- by hand -->\n\n<!-- twice\n -->\n---\n{}\n...\n",
    "----\n{}\n---- \n",
]
SAID = {
    "visibility = agents": "agents",
    "visibility = 'agents'": "agents",
    "visibility:\nagents": "agents",
    "visibility:\n\nagents": "unclosed_fields",
    "visibility\xa0: agents": "agents",
    "\u200bvisi\u200bbility: Agents": "agents",
    "\xa0\u3000Visibility：AGENTS": "agents",
    "visibility: [agents]": "agents",
    "visibility: internal # for us": "agents",
    "visibility: public": "",
    "visibility: nobody": "invalid visibility",
    "visibility:": "",
    "visibility: agents\nlayout: A\nVisibility: everybody": "double_field visibility",
    "params:\n  visibility: agents": "inside visibility",
    "- visibility: agents": "inside visibility",
    "visibility agents": "inside visibility",
    "# visibility: agents": "",
    "visiblity: agents": "misspelt visiblity",
    **dict.fromkeys(("draft: y", "draft: yes", "Draft: On", "draft: 1", "draft: true", "draft: 'True'"), "draft"),
    **dict.fromkeys(("draft: n", "draft: no", "draft: false", "draft:", "draft: 0"), ""),
    "draft: perhaps": "wrong_type draft",
    "drafts: true": "misspelt drafts",
    "draft: true\nstatus: published": "draft",
    "draft: true\nstatus: archived": "archived",
    **dict.fromkeys(("publish: false", "published: no", "dg-publish: false", "unlisted: true", "hidden: yes"), "draft"),
    **dict.fromkeys(("publish: true", "published: yes", "dg-publish: true", "hidden: [navigation]"), ""),
    "published: 2019-03-01": "",
    "published: soon": "wrong_type published",
    **dict.fromkeys(
        ("status: new", "status: done", "status: deprecated", "status: publish", "status: 🌳 evergreen"), ""
    ),
    **dict.fromkeys(("status: Draft", "status: wip", "status: In progress", "status: private"), "draft"),
    "status: agnets": "invalid status",
}


def test_what_jekyll_keeps_as_a_draft_is_one() -> None:
    read = read_markdown(packed({"_drafts/a.md": "---\ntitle: A\n---\nText", "b.md": "---\ntitle: B\n---\nText"}), "en")
    assert {item.title: item.status for item in read.items} == {"A": "draft", "B": "published"}


@pytest.mark.parametrize("fence", FENCED)
def test_fields_stand_between_lines_as_people_have_them(fence: str) -> None:
    assert of_markdown(fence.format("title: A\nvisibility: agents\ndraft: yes") + "\nText.\n") == "agents draft [Text.]"


def test_what_is_said_between_them_is_never_passed_over() -> None:
    found = {said: of_markdown(f"---\ntitle: A\n{said}\n---\n") for said in SAID}
    assert found == SAID


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '+++\nVisibility = "agents"\ndraft = true\ntags = ["a"]\ndate = 2019-03-01\n[menu]\nx = 1\n+++\nT',
            "agents draft [T]",
        ),
        ("+++\nvisibility = agents\ndraft = yes\n+++\nT", "agents draft [T]"),
        ('+++\ntitle = """\nA\n\nlong one"""\ndraft = false\n+++\nT', "[T]"),
        ("+++\n[params]\nvisibility = 'agents'\n+++\nT", "inside visibility"),
        ("--- toml\ndraft = true\n---\nT", "draft [T]"),
        ('{"draft": true, "visibility": "Agents", "menu": {}}\n\nT', "agents draft [T]"),
        ('{"draft": false}\n\nT', '[{"draft": false}\n\nT]'),
        ("Title: A\nStatus: draft\n\nT", "draft [T]"),
        ("Status: shipped\n\nT", "[Status: shipped\n\nT]"),
        ("Status: draft is what we call it.\nT", "[Status: draft is what we call it.\nT]"),
        ("---\nlayout: x\nvisibility: agents\n\nT", "unclosed_fields"),
        ("---\nstatus: draft\n\nT.\n\n---\nMore", "unclosed_fields"),
        ("---\nNote: a line across the page.\n", "[---\nNote: a line across the page.]"),
        ("---\nA line across.\n\n---\nMore", "[---\nA line across.\n\n---\nMore]"),
        ("—\nsaid: the poet\n—\nT", "[—\nsaid: the poet\n—\nT]"),
        ("<!-- no end\n---\ndraft: true\n---", "[<!-- no end\n---\ndraft: true\n---]"),
    ],
)
def test_fields_in_other_forms(text: str, expected: str) -> None:
    assert of_markdown(text) == expected


@pytest.mark.parametrize(("fence", "closing"), [("+++", "+++"), ("—--", "---"), ("--- yaml", "---")])
def test_the_line_whose_end_is_missing_is_named(fence: str, closing: str) -> None:
    [refused] = read_markdown(packed({"a.md": f"{fence}\ndraft: true\nText"}), "en").refused
    assert f"“{fence}”" in refused.message and f"Write {closing} below" in refused.message


@pytest.mark.parametrize(
    "value", ["[" * 5_000, "9" * 5_000, f"0x{'f' * 5_000}", '"\\ud800"', f"{'[' * 300}{']' * 300}"]
)
def test_heads_that_nobody_would_write_are_read_or_left(value: str) -> None:
    for text in (f"+++\ndraft = true\nx = {value}\n+++\nT", f'{{"draft": true, "x": {value}}}\nT'):
        of_markdown(text).encode()
    of_markdown(f"+++\n{'a.' * 60_000}b = 1\n+++\nT").encode()  # a minute for the parser of TOML


HARMLESS = """aliases alias audio author authors build cascade comments contributors cover cssclass cssclasses
custom_edit_url dates description excerpt headless hide hide_title icon id image images isCJKLanguage keyword lastmod
last_update last_modified_at layout linkTitle links list markup menu modified nav_order order outputs parent permalink pin
pinned publishDate pubDate publisher readtime redirect_from related resources search section series sidebar_label
sidebar_position sitemap subtitle summary tag tags template theme thumbnail title_meta toc translationKey type uid
unpublishdate update updated url uuid version versions video weight date created"""
"""Of Hugo, Jekyll, Obsidian, MkDocs, Docusaurus and Pelican."""


def test_fields_of_other_programs_are_passed_over() -> None:
    refused = {name: of_markdown(f"---\ntitle: A\n{name}: a\n---\n") for name in HARMLESS.split()}
    assert refused == dict.fromkeys(HARMLESS.split(), "")
    assert of_markdown(f"---\ntitle: A\nslug: /My/{'long' * 30}_Page\n---\n") == ""


TABLES: dict[str, str] = {
    "title,draft\nA,yes": "draft",
    "title,Draft\nA,TRUE": "draft",
    "TITLE,PUBLISHED\nA,n": "draft",
    "title,published\nA,2019-03-01": "",
    "title,draft\nA,": "",
    "title,draft\nA,perhaps": "wrong_type draft",
    "title,\u200bVisibility\xa0\nA, Agents ": "agents",
    "title,status,draft\nA,published,x": "draft",
    "title,Visible to\nA,Agents": "agents",
    "title,Internal only\nA,yes": "agents",
    "title,Internal?\nA,yes": "agents",
    "title,Title (en)\nA,B": "",
    "title,适用人群\nA,内部员工": "agents",
    "title,Published by,Article ID\nA,Lee,7": "",
    "title,状态\nA,启用": "",
    "title,visible to\nA,All users": "",
    "title,isDraft\nA,yes": "draft",
    "title,是否公开\nA,否": "draft",
    "title,可见性（必填）\nA,客服": "agents",
    "title,Article status\nA,Draft": "draft",
    "title,visibility,visibility\nA,agents,everybody": "The column “visibility” stands there twice.",
    "title,draft,Draft\nA,yes,no": "The column “draft” stands there twice.",
    "title,lang,locale\nA,en,en": "The column “language” stands there twice.",
    "title,note,note\nA,1,2": "",
    "article,phrasing,answer\nA,B,Yes.": "A table of article, phrasing, language cannot say “answer”. Write one row an article, "
    "with title.",
    "article,phrasing,draft\nA,B,yes": "A table of article, phrasing, language cannot say “draft”. Write one row an article, "
    "with title.",
}
ARTICLE: dict[str, Any] = {"title": "A"}
OBJECTS: list[tuple[Any, str]] = [
    ([ARTICLE | {"Visibility": "AGENTS"}], "agents"),
    ([ARTICLE | {"visi\u200bbility": "agents"}], "agents"),
    ([ARTICLE | {"draft": 1}], "draft"),
    ([ARTICLE | {"state": "Hidden"}], "draft"),
    ([ARTICLE | {"state": "Texas"}], ""),
    ([ARTICLE | {"draft": "yes"}], "draft"),
    ([ARTICLE | {"Published": False}], "draft"),
    ([ARTICLE | {"draft": None, "published": True}], ""),
    ([ARTICLE | {"draft": [1]}], "wrong_type draft"),
    ([ARTICLE | {"visibility": ["agents"]}], "agents"),
    ([ARTICLE | {"visibility": "agents", "Visibility": "everybody"}], "double_field visibility"),
    ({"visibility": "agents", "articles": [ARTICLE]}, "agents"),
    ({"Draft": True, "articles": [ARTICLE]}, "draft"),
    ({"status": "draft", "articles": [ARTICLE | {"status": "published"}]}, "draft"),
    ({"status": "draft", "articles": [ARTICLE | {"status": "archived"}]}, "archived"),
    ({"visibility": "agents", "articles": [ARTICLE | {"visibility": "everybody"}]}, "unlike visibility"),
    ([{"visibility": "agents", "variants": [ARTICLE | {"visibility": "everybody"}]}], "unlike visibility"),
    ([{"draft": True, "variants": [ARTICLE | {"status": "published"}]}], "draft"),
    ({"visiblity": "agents", "articles": [ARTICLE]}, "The field “visiblity” is not known. Is “visibility” meant?"),
    ({"draft": True, "Draft": False, "articles": [ARTICLE]}, "The file says “draft” twice."),
    ({"date": "2126-01-01", "version": 1, "articles": [ARTICLE]}, ""),
]


@pytest.mark.parametrize(("table", "expected"), TABLES.items())
def test_columns_say_it(table: str, expected: str) -> None:
    assert told(read_csv, table) == expected


@pytest.mark.parametrize(("value", "expected"), OBJECTS)
def test_objects_say_it(value: Any, expected: str) -> None:
    assert told(read_json_file, json.dumps(value)) == expected


@pytest.mark.anyio
@on_sqlite
async def test_languages_that_say_different_things_of_one_article_are_refused(world: World) -> None:
    files = {
        "en/a.md": "---\nvisibility: agents\n---\nA",
        "zh/a.md": "---\nvisibility: everybody\n---\nA",
        "en/b.md": "B",
    }
    summary = await imports(world, packed(files), "markdown", replace=True)
    assert [(one["row"], one["file"], one["code"]) for one in summary["refused"]] == [
        (1, "en/a.md", "unlike"),
        (3, "zh/a.md", "unlike"),
    ]
    assert list(await shelf(world)) == ["b"]
    table = "article,language,title,visibility\nc,en,C,agents\nc,zh-CN,C,\nd,en,D,agents\nd,zh-CN,D,everybody\n"
    summary = await imports(world, table)
    assert [(one["row"], one["code"]) for one in summary["refused"]] == [(4, "unlike"), (5, "unlike")]
    assert (await shelf(world))["c"]["visibility"] == "agents"


@pytest.mark.anyio
@on_sqlite
async def test_what_is_not_to_be_shown_today_is_a_draft(world: World) -> None:
    today = world.clock().date()
    said = {
        "publishDate": (today, today + timedelta(days=1)),
        "date": (today, today + timedelta(days=1)),
        "expiryDate": (today, today - timedelta(days=1)),
    }
    days = {f"{name} {at}": (name, day) for name, both in said.items() for at, day in enumerate(both)}
    files = {f"{name}.md": f"---\n{field}: {day}T10:00:00Z\n---\nA" for name, (field, day) in days.items()}
    assert counts(await imports(world, packed(files), "markdown")) == (6, 0, 0, 0, 0)
    there = await shelf(world)
    assert {name: there[name]["variants"][0]["status"] for name in days} == {
        name: "draft" if name.endswith("1") else "published" for name in days
    }
