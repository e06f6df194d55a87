"""`deskbell knowledge import` and `deskbell bot evaluate`: figures that are right, and the same answers as in a conversation."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest

from deskbell.answers.evaluate import evaluate
from deskbell.answers.importing import import_file
from deskbell.app import open_core
from deskbell.cli import main
from deskbell.domain.ids import new_id
from deskbell.features.knowledge.importing import import_knowledge
from deskbell.services import setup
from deskbell.settings import Settings
from deskbell.storage import inboxes
from deskbell.storage.database import AlreadyRunning
from tests.live import Person, live_server
from tests.ready import sqlite_in

ARTICLES = {
    "order": ("where is my order", "track my parcel", "我的订单到哪里了"),
    "returns": ("can I send it back", "return an opened tin", "怎么退货"),
    "payment": ("which ways to pay are there", "can I talk to a person about my invoice", "怎么付款"),
    "gift": ("do you wrap gifts", "gift wrapping for a present", "可以包装成礼物吗"),
    "brewing": ("how hot should the water be", "how long do I brew green tea", "绿茶泡多久"),
}
OUTSIDE = ("who won the world cup", "which glass comes from Kyoto", "月亮上有没有兔子", "hello", "thanks a lot")
KNOWLEDGE = "article,phrasing,language\n" + "".join(
    f"{name},{text},{'en' if text.isascii() else 'zh-CN'}\n" for name, texts in ARTICLES.items() for text in texts
)
BODY = "title,answer,body,status\nWhat is it made of?,See below.,The steel is ours. All glass comes from Kyoto.,published\n"
"""An article that only its body tells what it has."""
Outcomes = list[tuple[str, str]]
"""Each outcome with the title that answered, or those that were offered."""


def questions() -> list[tuple[str, str]]:
    """A hundred: each phrasing as it is, within a sentence, and with a slip; out of scope; somebody who wants a person."""
    asked = [(text, name) for name, texts in ARTICLES.items() for text in texts]
    made = [
        (form.format(text), name)
        for text, name in asked
        for form in ("{}", "excuse me, {}?", "{} today or not", "x{}", "{}呢")
    ]
    made += [(form.format(text), "") for text in OUTSIDE for form in ("{}", "{} now", "say {}", "{}?")]
    return [
        *made,
        ("a human please", ""),
        ("转人工", ""),
        ("this is ridiculous", ""),
        ("pay", "payment"),
        ("退货", "returns"),
    ]


def _written(path: Path, rows: list[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "article"), *rows])
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the Shop, whose knowledge is in a file beside it."""
    sqlite_in(tmp_path / "data")
    (tmp_path / "knowledge.csv").write_text(KNOWLEDGE, encoding="utf-8")

    async def open_shop() -> None:
        async with open_core(Settings(data=tmp_path / "data")) as core:
            await core.write(lambda tx: setup.create_inbox(tx, "Shop", "en", "UTC"))

    asyncio.run(open_shop())
    return tmp_path / "data"


def _main(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, Any, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out else None, said.err


def test_what_is_imported_is_answered_and_measured(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brings = ("knowledge", "import", tmp_path / "knowledge.csv", "--data", data, "--inbox", "Shop", "--replace")
    status, found, said = _main(capsys, *brings)
    assert (status, found["added"], found["refused_count"]) == (0, 5, 0)
    assert "storing: 5 of 5 articles" in said
    assert _main(capsys, *brings)[1] | {"refused": []} == found | {"added": 0, "unchanged": 5}
    rows = [
        (ARTICLES["order"][0], "order"),
        (ARTICLES["gift"][1], "gift"),
        (ARTICLES["payment"][0], "returns"),
        ("vvv www", ""),
    ]
    tries = (
        "bot",
        "evaluate",
        _written(tmp_path / "asked.csv", rows),
        "--data",
        data,
        "--answers",
        tmp_path / "out.csv",
    )
    status, figures, said = _main(capsys, *tries)
    assert (status, "asking: 4 of 4 questions" in said) == (0, True)
    assert (figures["in_scope"], figures["out_of_scope"], figures["in_scope_accuracy"]) == (3, 1, round(2 / 3, 4))
    assert (figures["as_set"]["answered_right"], figures["as_set"]["answered_wrong"]) == (2, 1)
    assert all(figures[name] > 0 for name in ("ms_per_question", "cpu_ms_per_question", "memory_mb"))
    assert 0 <= figures["calibration_error"] <= 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        assert [row["right"] for row in csv.DictReader(file)] == ["True", "True", "False", "True"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "must name the columns text and article"),
        ("text,article\n", "There are no questions"),
        ("text,article\nwhere,order\n,order\nhow,gift\n,gift\n", "Row 3: There is no text in this row. Row 5:"),
        ("text,article\nwhere,nothing of this name\n", "Row 2: There is no article 'nothing of this name'."),
    ],
)
def test_files_that_cannot_be_used_are_refused_in_a_sentence(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    (tmp_path / "asked.csv").write_text(content, encoding="utf-8")
    asyncio.run(import_file(Settings(data=data), _options(file=tmp_path / "knowledge.csv")))
    capsys.readouterr()
    status, found, said = _main(capsys, "bot", "evaluate", tmp_path / "asked.csv", "--data", data)
    assert (status, found) == (1, None)
    assert words in said and "Traceback" not in said


def test_what_is_not_there_is_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, sentence in (
        (("bot", "evaluate", tmp_path / "none.csv"), "none.csv cannot be read: No such file"),
        (("knowledge", "import", tmp_path / "knowledge.csv", "--inbox", "Nobody's"), "Name one of the inboxes"),
    ):
        status, _, said = _main(capsys, *words, "--data", data)
        assert (status, sentence in said) == (1, True), said
    status, _, said = _main(capsys, "knowledge", "import", tmp_path / "knowledge.csv", "--data", tmp_path / "mistyped")
    assert (status, "There is no Deskbell in" in said, (tmp_path / "mistyped").exists()) == (1, True, False)


def _options(**values: Any) -> argparse.Namespace:
    defaults: dict[str, Any] = {"inbox": None, "replace": False, "format": None, "answers": None}
    return argparse.Namespace(**defaults | values)


@pytest.mark.anyio
async def test_a_hundred_questions_are_answered_as_in_a_conversation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = questions()
    assert len(rows) == 100
    said, evaluated = await both_answer(tmp_path, rows)
    assert said == evaluated
    outcomes = {outcome for outcome, _ in evaluated}
    assert {"answered", "suggested", "missed", "courtesy", "handed_over"} <= outcomes
    assert ("suggested", "What is it made of?") in evaluated


async def both_answer(tmp_path: Path, rows: list[tuple[str, str]], **settings: Any) -> tuple[Outcomes, Outcomes]:
    """What became of each question over a socket and in `evaluate`, which prints its figures."""
    file = _written(tmp_path / "asked.csv", rows)
    (tmp_path / "knowledge.csv").write_text(KNOWLEDGE, encoding="utf-8")
    async with live_server(tmp_path / "data", rate_limit_scale=1000, **settings) as live:
        await import_knowledge(live.core, live.shop, KNOWLEDGE.encode())
        await import_knowledge(live.core, live.shop, BODY.encode())
        # Only the very words are that sure: so every outcome is among the hundred, whatever retrieval learns.
        routing = live.shop.routing | {"bot_threshold": 1.0, "assignment": "manual"}
        await live.core.write(lambda tx: inboxes.change(tx.conn, live.shop.id, routing=routing))
        with pytest.raises(AlreadyRunning, match="Stop it first"):
            await import_file(live.core.settings, _options(file=tmp_path / "knowledge.csv"))
        await evaluate(live.core.settings, _options(file=file, answers=tmp_path / "out.csv"))
        vic = await live.visitor()
        heard = [await _asked(vic, text) for text, _ in rows]
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as read:
        named = {"answered": "found", "suggested": "offered"}
        rows_read = list(csv.DictReader(read))
    return heard, [(row["outcome"], row.get(named.get(row["outcome"], ""), "")) for row in rows_read]


async def _asked(vic: Person, text: str) -> tuple[str, str]:
    """What the bot made of a question that begins a conversation, and which articles it said or offered."""
    began = await vic.must("start_conversation", {"client_id": new_id(), "text": text})
    conversation = began["conversation"]["id"]
    synced = await vic.must("sync", {"conversation_id": conversation, "after_seq": 1})
    [said, *_] = synced["messages"]
    await vic.must("resolve_conversation", {"conversation_id": conversation})
    card = said["data"].get("card", said["data"].get("activity"))
    outcome = {"answer": "answered", "suggestions": "suggested", "unknown": "missed", "queued": "handed_over"}
    offered = "\n".join(offer["question"] for offer in said["data"].get("suggestions", []))
    return outcome.get(card, card), offered or said["data"].get("title", "")
