"""What of an article is nearest to a question, as plain text of a given length: its short answer, and passages of its body."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.search.plain import READ, with_tables
from deskbell.features.knowledge.search.words import STOP_WORDS, pairs, pieces, stem
from deskbell.features.knowledge.store import served
from deskbell.services.articles import Match

_LONGEST = 500
"""Characters of a passage: a paragraph, some rows of a table; what is longer is cut."""
_HEADING = re.compile(r"#{1,6} [^\n]{1,200}")
_TABLE_HEAD = re.compile(r"[^\n]{0,300}\|[^\n]{0,300}\n[ |:\-]{0,300}-[ |:]{0,9}\n")
_LONG = re.compile(rf"[\s\S]{{1,{_LONGEST}}}(?=\n)|[\s\S]{{1,{_LONGEST}}}(?<=[.!?。！？])|[\s\S]{{1,{_LONGEST}}}")


async def article_texts(
    conn: AsyncConnection, inbox_id: str, question: str, matches: Sequence[Match], most: int
) -> list[str]:
    """Of each match (see `services.articles.ArticleTexts`)."""
    known = await served.variants(conn, inbox_id, {one.article_id for one in matches})
    given = [(one, known.get((one.article_id, one.locale))) for one in matches]
    return await asyncio.to_thread(lambda: [_text(match, variant, question, most) for match, variant in given])


def _text(match: Match, variant: served.Served | None, question: str, most: int) -> str:
    if variant is None:
        return match.answer[:most]
    left = most - len(variant.answer) - 1
    near = passages(variant.body, question, left) if left > 0 else ""
    return "\n".join(filter(None, (variant.answer[:most], near)))


def passages(body: str, question: str, most: int) -> str:
    """Those with the most and rarest words of the question, in their order, as plain text of at most `most` characters."""
    parts = list(_parts(body[:READ]))
    words = [_words(part) for part in parts]
    asked = _words(question)
    common = Counter(word for part in words for word in part & asked)
    ranked = sorted(range(len(parts)), key=lambda at: -sum(1 / common[word] for word in words[at] & asked))
    chosen: list[int] = []
    for at in ranked:
        if sum(len(parts[one]) + 2 for one in chosen) + len(parts[at]) <= most:
            chosen.append(at)
    return with_tables("\n\n".join(parts[at] for at in sorted(chosen)))[:most]


def _parts(body: str) -> Iterator[str]:
    """Paragraphs, each with the heading it stands under; long ones in pieces, each of a table with its head."""
    heading = ""
    for block in map(str.strip, re.split(r"\n\s*\n", body)):
        if _HEADING.fullmatch(block):
            heading = f"{block}\n\n"
            continue
        head = found[0] if (found := _TABLE_HEAD.match(block)) else ""
        for piece in _LONG.findall(block.removeprefix(head)):
            yield f"{heading}{head}{piece.strip()}"
            heading = ""


def _words(text: str) -> set[str]:
    found = set()
    for piece in pieces(text):
        found |= set(pairs(piece.text)) if piece.is_run else {stem(piece.text)} - STOP_WORDS
    return found
