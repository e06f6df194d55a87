"""An article in sentences, each with what a reader knows from those before it. No I/O."""

from __future__ import annotations

import re
from typing import NamedTuple

from deskbell.features.assistant import marks
from deskbell.features.assistant.heads import has_rival, heads_of
from deskbell.features.assistant.tokens import NOTHING, Text, text_of, together

SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|(?<=[?!])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff][?!])|\n+")
_POINTS_BACK = re.compile(
    r"\b(?:it|they|them|these)\b|^\W*(?:\w+\W+){0,2}(?:that|this|those|then|otherwise)\b|它|[这那其该此]|否则|届时"
)
_ELSE = re.compile(r"\W*(?:otherwise\b|否则|不然)")
"""It tells what is where that does not hold which was said before."""
_YES = re.compile(
    r"\W*(?:yes|yep|sure|of course|certainly|可以|可以的|能|能的|会|会的|是|是的|有|有的|行|当然|支持)(?=\W|$)\W*"
)
_NOT_SO = "不|不可以|不能|不行|不会|不是|没有|不支持|暂不支持|不用|不需要|抱歉"
_NO = re.compile(rf"\W*(?:no|nope|unfortunately not|sorry|{_NOT_SO})(?:[,.!。;:]\s*|\W*$)")
_ROW = re.compile(r"\|(.+)\|")
_RULE = re.compile(r"[|\s:\-]+")


class Sentence(NamedTuple):
    """What it says; the words that it points back to (`before`); what it answers with yes or no (`answer`, 1 or -1)."""

    text: Text
    topic: Text
    before: Text = NOTHING
    answer: int = 0
    is_case: bool = False
    """It tells one of several cases: what it begins with may not be left away."""


def sentences_of(text: str) -> list[Sentence]:
    """Of an article, whose first line is its title."""
    title, _, rest = text.partition("\n")
    topic = asked = text_of(title)
    said, before, lead = [Sentence(topic, topic)] if not title.endswith("?") else [], topic, ""
    for part in SENTENCE.split(with_rows(rest)):
        if not re.search(r"\w", part):
            continue
        if part.endswith("?"):
            asked = text_of(part)
            continue
        answer, rest = answer_of(part)
        own = text_of(f"{lead} {rest}".strip())
        if answer:
            said.append(Sentence(together(_of_nobody(asked), own), topic, answer=answer))
        if own.tokens:
            known = together(topic, asked) if asked is not topic else topic
            said.append(
                Sentence(own, known, before if _POINTS_BACK.search(rest) and not _ELSE.match(rest) else NOTHING)
            )
            before = own
        lead = part if part.endswith(":") else "" if part.endswith((".", "。")) else lead
        asked = topic if own.tokens and not answer else asked
    heads = [head for one in said for head in heads_of(one.text)]
    return [one._replace(is_case=has_rival(one.text, heads)) for one in said]


def _of_nobody(asked: Text) -> Text:
    """Who asks "do you" is answered "we do"."""
    both = marks.PERSONS
    tokens = tuple(one._replace(marks=one.marks | both) if one.marks & both else one for one in asked.tokens)
    return Text(tokens, asked.parts)


def with_rows(text: str) -> str:
    """Each row of a table as a sentence: what its first cell is about, and each other with the head of its column."""
    if "|" not in text:
        return text
    lines: list[str] = []
    before: list[str] | None = None
    heads: list[str] | None = None
    for line in text.split("\n"):
        row = _ROW.fullmatch(line.strip())
        cells = [cell.strip() for cell in row[1].split("|")] if row else None
        if cells and before and _RULE.fullmatch(line):
            heads = before
            lines.pop()
        elif cells and heads:
            told = [_cell(head, cell) for head, cell in zip(heads[1:], cells[1:], strict=False) if cell]
            lines.append(f"{cells[0]}: {', '.join(told)}")
        else:
            heads = None
            lines.append(line)
        before = cells
    return "\n".join(lines)


def _cell(head: str, cell: str) -> str:
    """Six days; price 15 euros."""
    return f"{cell} {head}" if cell.isdecimal() else f"{head} {cell}"


def answer_of(sentence: str) -> tuple[int, str]:
    """1 for a yes at its beginning, -1 for a no, 0 for neither; and what follows."""
    if (found := _NO.match(sentence)) is not None:
        return -1, sentence[found.end() :]
    if (found := _YES.match(sentence)) is not None:
        return 1, sentence[found.end() :]
    return 0, sentence
