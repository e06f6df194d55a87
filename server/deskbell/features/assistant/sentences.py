"""An article in sentences, each with what a reader knows from those before it. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from deskbell.features.assistant.clauses import Clause, answer_of, clause_of, clauses_of

SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|(?<=[?!])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff][?!])|\n+")
_POINTS_BACK = re.compile(
    r"\b(?:it|they|them|these)\b|^\W*(?:\w+\W+){0,2}(?:that|this|those|then|otherwise)\b|它|^\W*(?:这|那|其|该|此|否则|之后|届时)"
)


class Sentence(NamedTuple):
    """Beside the `whole` and its clauses: `context`, the words of the title, the question, and the sentence it points back
    to (`points`); `near` and `limits`, its amounts and limits with those of that sentence; `asked`, the question that it
    answers. A question (`asks`) says something only where it is answered with yes or no, which is its `sign`, else 0."""

    whole: Clause
    clauses: list[Clause]
    context: frozenset[str]
    near: frozenset[tuple[str, str]]
    limits: Mapping[str, int]
    asked: str = ""
    points: bool = False
    asks: bool = False
    sign: int = 1


def sentences_of(text: str) -> list[Sentence]:
    """Of an article, whose first line is its title."""
    title, _, rest = text.partition("\n")
    parts = [part.strip() for part in SENTENCE.split(rest) if re.search(r"\w", part)]
    heads = before = clause_of(title)
    said = [_question(title, parts[:2])]
    known, asked, lead = heads.words, title, ""
    for at, part in enumerate(parts):
        if part.endswith("?"):
            said.append(_question(part, parts[at + 1 : at + 3], heads.words))
            known, asked = heads.words | said[-1].whole.words, f"{title} {part}"
            continue
        one = _sentence(f"{lead} {part}".strip(), before, known, asked)
        said.append(one)
        lead = part if part.endswith(":") else "" if part.endswith((".", "。")) else lead
        asked = "" if one.whole.words or answer_of(part)[0] else asked
        before = one.whole
    return said


def _sentence(text: str, before: Clause, known: frozenset[str], asked: str) -> Sentence:
    whole = clause_of(answer_of(text)[1])
    points = _POINTS_BACK.search(text) is not None
    if not points:
        return Sentence(whole, clauses_of(text), known, whole.amounts, whole.limits, asked)
    limits = {**before.limits, **whole.limits}
    return Sentence(
        whole, clauses_of(text), known | before.words, before.amounts | whole.amounts, limits, asked, points=True
    )


def _question(text: str, following: list[str], known: frozenset[str] = frozenset()) -> Sentence:
    """With what its answer adds to a yes or a no."""
    answer = answer_of(following[0])[0] if following else 0
    whole = clause_of(text)
    stated = whole._replace(sign=answer * whole.sign)
    if not answer:
        return Sentence(stated, [stated], known, whole.amounts, {}, asks=True, sign=0)
    rest = [clause_of(part) for part in following]
    words = next((one.words for one in rest if one.words), frozenset())
    near = whole.amounts.union(*(one.amounts for one in rest))
    limits = {key: limit for one in rest for key, limit in one.limits.items()}
    return Sentence(stated, [stated], known | words, near, limits, asks=True, sign=answer)
