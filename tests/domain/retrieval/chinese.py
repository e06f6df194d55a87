"""How well Chinese questions are answered: 300 and 40 out of scope, over 60 articles of an online shop.

`python -m tests.domain.retrieval.chinese [EMBEDDER]` prints the figures by kind of question. The questions are written by
hand and share few words with the phrasings: paraphrases and near misses, questions in traditional characters, slips of
typing and of pinyin. They were looked at when it was chosen how Chinese words are looked up: new questions may fare worse.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deskbell.domain.retrieval import Embed, Phrasing, Retriever
from deskbell.domain.retrieval.evaluation import Outcome, report
from deskbell.features.knowledge.embedding import load
from tests.domain.retrieval.embedders import embeds, vector_of

HERE = Path(__file__).parent / "chinese_shop"


class Question(NamedTuple):
    text: str
    article: str | None
    """None: out of scope."""
    kind: str


def phrasings() -> list[Phrasing]:
    return [Phrasing(row["article"], row["language"], row["phrasing"]) for row in _rows("phrasings.csv")]


def questions() -> list[Question]:
    return [Question(row["text"], row["article"] or None, row["kind"]) for row in _rows("questions.csv")]


def outcomes(embed: Embed | None = None) -> dict[str, list[Outcome]]:
    """By kind of question, all articles together."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for question, outcome in _asked(phrasings(), questions(), embed):
        found[question.kind].append(outcome)
    return dict(found)


def outcomes_of_small(articles: int, embed: Embed | None = None) -> list[Outcome]:
    """The same questions put to small knowledge bases, each of so many of the articles. Each is asked its part of what is out
    of scope, and, as near misses, every third question about the articles of the next one."""
    written, asked = phrasings(), questions()
    strange = [question for question in asked if question.article is None]
    ids = sorted({phrasing.article_id for phrasing in written})
    groups = [set(ids[start : start + articles]) for start in range(0, len(ids), articles)]
    found: list[Outcome] = []
    for number, (mine, others) in enumerate(zip(groups, [*groups[1:], groups[0]], strict=True)):
        own = [question for question in asked if question.article in mine]
        near = [question._replace(article=None) for question in asked if question.article in others][::3]
        known = [phrasing for phrasing in written if phrasing.article_id in mine]
        found.extend(outcome for _, outcome in _asked(known, [*own, *near, *strange[number :: len(groups)]], embed))
    return found


def _asked(known: list[Phrasing], asked: list[Question], embed: Embed | None) -> Iterator[tuple[Question, Outcome]]:
    retriever = Retriever.build(known, embed=embed)
    for question in asked:
        best = next(iter(retriever.find(question.text, "zh-CN", 1, vector_of(embed, question.text))), None)
        yield question, Outcome(question.article, *(best.article_id, best.confidence) if best else (None, 0.0))


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    embed = embeds(load(sys.argv[1])) if len(sys.argv) > 1 else None
    found = outcomes(embed)
    for kind, ones in found.items():
        right = sum(one.is_right for one in ones)
        sure = sum(one.confidence >= 0.8 for one in ones)
        print(f"{kind:14} {len(ones):4}  right {right / len(ones):6.1%}  answered at 0.8 {sure / len(ones):6.1%}")
    print(report([one for ones in found.values() for one in ones]))
    print("fifteen articles at a time:", report(outcomes_of_small(15, embed)))


if __name__ == "__main__":
    main()
