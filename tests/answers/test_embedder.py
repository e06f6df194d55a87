"""The operator's embedder: given, it counts; missing or broken, it is refused at the start; failing, it is done without."""

from __future__ import annotations

import asyncio
import csv
import json
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from deskbell.cli import main
from deskbell.domain.errors import Unavailable
from deskbell.features.knowledge.embedding import Embedding, guarding, load, worker
from deskbell.services.articles import NotReady
from tests.answers.test_answers import both_answer, questions

BY_MEANING = """
import numpy as np

SUBJECTS = ("order parcel loiter", "send tin returns", "pay cards", "wrap gift", "water brew tea")


class ByMeaning:
    name = "by-meaning-1"

    def embed(self, texts):
        if "boom" in texts[0]:
            raise RuntimeError("out of order")
        known = [[any(word in text for word in subject.split()) for subject in SUBJECTS] for text in texts]
        return np.array([[*row, 0.2] for row in known], dtype=np.float32)


embedder = ByMeaning
"""
ONLY_MEANT = "loitering"
"""In no phrasing, nor anything like it: the embedder alone knows that it is about orders."""


@pytest.mark.anyio
async def test_it_counts_in_conversations_as_in_evaluate_and_where_it_fails_the_bot_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "by_meaning.py").write_text(BY_MEANING, "utf-8")
    rows = [(ONLY_MEANT, "order"), ("boom, where is my order", "order"), *questions()[::12]]
    said, evaluated = await both_answer(tmp_path, rows, embedder=str(tmp_path / "by_meaning.py"))
    assert said == evaluated
    assert [outcome for outcome, _ in said[:2]] == ["suggested", "suggested"]
    figures = json.loads(capsys.readouterr().out)
    assert figures["embedder"] == "by-meaning-1"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        found = [row["found"] for row in csv.DictReader(file)]
    assert found[:2] == ["order", "order"]
    assert "the embedder failed, the bot goes on without it: RuntimeError: out of order" in caplog.text


BROKEN = {
    "no_such_package:embedder": ("embedder_missing", "there is no module no_such_package"),
    "{}/none.py": ("embedder_missing", "There is no "),
    "{}/empty": ("embedder_missing", "has no other"),
    "{}/raises.py": ("embedder_broken", "ZeroDivisionError"),
    "{}/number.py": ("embedder_broken", "is no embedder"),
    "{}/flat.py": ("embedder_broken", "for 2 texts it gave a table of (2,)"),
}
FILES = {
    "empty/__init__.py": "",
    "raises.py": "1 / 0",
    "number.py": "embedder = int",
    "flat.py": "class embedder:\n    name = 'flat'\n    def embed(self, texts): return [1.0 for text in texts]",
}


@pytest.mark.parametrize("named", BROKEN)
def test_what_cannot_be_used_is_refused_with_what_to_do(tmp_path: Path, named: str) -> None:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    code, words = BROKEN[named]
    with pytest.raises(Unavailable) as refused:
        load(named.format(tmp_path) + (":other" if named.endswith("empty") else ""))
    assert (refused.value.code, words in str(refused.value)) == (code, True), refused.value
    assert "leave the setting `embedder` empty" in str(refused.value)


def test_a_server_does_not_start_without_the_one_it_was_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKBELL_EMBEDDER", "no_such_package")
    assert main(["serve", "--data", str(tmp_path), "--port", "0"]) == 1
    said = capsys.readouterr().err
    assert "[embedder_missing]" in said and "Traceback" not in said


class Waiting:
    """Says what it was asked, once it is let go."""

    name = "waiting"

    def __init__(self) -> None:
        self.go, self.asked = threading.Event(), list[str]()

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        assert self.go.wait(20)
        self.asked += texts
        return np.ones((len(texts), 3), dtype=np.float32)


@pytest.mark.anyio
async def test_one_that_hangs_is_done_without_until_it_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as hurried:
        hurried.setattr(worker, "LIMIT", 0.0)
        hurried.setattr(guarding, "LIMIT", 0.0)
        embedding = Embedding(waiting := Waiting())
        assert await embedding.of_question("where is it") is None
        assert await asyncio.to_thread(embedding.of_phrasings, ["one", "two"], lambda: None) is None
    waiting.go.set()
    assert await embedding.of_question("and now") is not None
    assert embedding.known("and now") is not None
    with pytest.raises(NotReady):
        embedding.known("what nobody asked")


def test_what_was_embedded_is_not_embedded_again() -> None:
    embedding = Embedding(waiting := Waiting())
    waiting.go.set()
    for texts in (["one", "two"], ["two", "three", "two"]):
        vectors = embedding.of_phrasings(texts, lambda: None)
        assert vectors is not None and vectors.shape == (len(texts), 3)
    assert waiting.asked == ["one", "two", "three"]
