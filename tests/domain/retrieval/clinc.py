"""Measures retrieval on CLINC150. Not a test: it takes minutes.

    .venv/bin/python -m tests.domain.retrieval.clinc [--part val|test] [--sizes 10 100] [--seeds 5] [--embedder PLACE]

Phrasings are those of `train`; the questions are those of the part, in scope and out of scope. Choices were made on
`val`; `test` is for reports. Beside ours stand BM25 and the nearest phrasing, measured in the same run; with `--embedder`, which
takes what the setting takes, what ours is with it. Memory is the most that the process has had so far.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from deskbell.answers.cost import memory_mb
from deskbell.domain.retrieval import Embed, Phrasing, Retriever
from deskbell.domain.retrieval.evaluation import Outcome, report
from deskbell.features.knowledge.embedding import load
from tests.domain.retrieval import plain
from tests.domain.retrieval.embedders import embeds, vector_of

DATA = Path(__file__).parents[4] / "shared/data/clinc150/data_full.json"
Pairs = list[list[str]]
Find = Callable[[str], tuple[str | None, float]]
Figures = dict[str, float]


def main() -> None:
    options = _options()
    data = json.loads(Path(options.data).read_text())
    for size in options.sizes:
        seeds = range(1 if size >= 100 else options.seeds)
        for name, run in _contenders(options.embedder).items():
            runs = [run(data, options.part, sample(data["train"], size, seed)) for seed in seeds]
            means = {key: round(statistics.mean(one[key] for one in runs), 4) for key in runs[0]}
            print(size, name, json.dumps(means), flush=True)


Run = Callable[[dict[str, Pairs], str, list[Phrasing]], Figures]


def _contenders(embedder: str) -> dict[str, Run]:
    if embedder:
        loaded = load(embedder)
        return {f"ours with {loaded.name}": partial(_ours, embed=embeds(loaded))}
    return {"ours": _ours, "bm25": _plain(plain.bm25), "nearest": _plain(plain.nearest)}


def _ours(data: dict[str, Pairs], part: str, phrasings: list[Phrasing], embed: Embed | None = None) -> Figures:
    before, started = memory_mb(), time.process_time()
    retriever = Retriever.build(phrasings, embed=embed)
    cost = {"build_cpu_s": time.process_time() - started, "memory_mb": memory_mb(), "memory_before_mb": before}

    def find(text: str) -> tuple[str | None, float]:
        found = retriever.find(text, "en", 1, vector_of(embed, text))
        return (found[0].article_id, found[0].confidence) if found else (None, 0.0)

    return {**measured(data, part, find), **cost}


def _plain(kind: Callable[[list[Phrasing]], Find]) -> Run:
    """Without a confidence there is no calibration: the scores only tell more from less."""

    def run(data: dict[str, Pairs], part: str, phrasings: list[Phrasing]) -> Figures:
        figures = measured(data, part, kind(phrasings))
        return {name: value for name, value in figures.items() if name != "calibration_error"}

    return run


def sample(pairs: Pairs, size: int, seed: int) -> list[Phrasing]:
    """`size` phrasings of each class, drawn with a fixed seed."""
    texts = defaultdict(list)
    for text, label in pairs:
        texts[label].append(text)
    drawn = random.Random(seed)
    return [
        Phrasing(label, "en", text)
        for label in sorted(texts)
        for text in drawn.sample(texts[label], min(size, len(texts[label])))
    ]


def measured(data: dict[str, Pairs], part: str, find: Find) -> Figures:
    """The report over one part, and milliseconds of CPU a question."""
    questions = [(text, label) for text, label in data[part]] + [(text, None) for text, _ in data[f"oos_{part}"]]
    started = time.process_time()
    outcomes = [Outcome(label, *find(text)) for text, label in questions]
    spent = time.process_time() - started
    return {**{k: float(v or 0) for k, v in report(outcomes)._asdict().items()}, "ms": spent / len(questions) * 1000}


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=str(DATA))
    parser.add_argument("--part", choices=["val", "test"], default="val")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--embedder", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
