"""The beginning of an article's body as plain text: what the bot says where an article has no short answer. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from deskbell.features.knowledge.parsing import parse
from deskbell.features.knowledge.search.plain import words_of_html

LONGEST = 600
_READ = 4_000
"""Characters of a body that are looked at: a megabyte of Markdown takes a second to parse, and this runs on questions."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|[。！？…]+[”’」』）]*|\n")


def excerpt(body: str) -> str:
    """The first paragraphs, items and rows of tables, at most `LONGEST` characters, cut behind a sentence where there is one."""
    text = "\n".join(line for line in _lines(parse(body[:_READ])) if line)
    if len(text) <= LONGEST:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, LONGEST)]
    if ends and ends[-1] > LONGEST // 3:
        return text[: ends[-1]].rstrip()
    return text[: LONGEST - 1].rstrip() + "…"


def _lines(tokens: list[Token]) -> Iterator[str]:
    """The text of paragraphs and HTML, and the rows of tables; headings, pictures and code say too little by themselves."""
    heads, row, before = list[str](), list[str](), ""
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline" and before in ("th_open", "td_open"):
            row.append(_text(token.children or []).strip())
        elif token.type == "tr_close" and not heads:
            heads = row
        elif token.type == "tr_close":
            yield _told(heads, row)
        elif token.type == "table_close":
            heads = []
        elif token.type == "inline" and before == "paragraph_open":
            yield _text(token.children or []).strip()
        elif token.type == "html_block":
            yield words_of_html(token.content)
        before = token.type


def _told(heads: list[str], row: list[str]) -> str:
    """ "Germany: 5 €", and with more columns "Germany: price 5 €, days 2"."""
    first, *others = row
    named = zip(heads[1:], others, strict=False)
    told = [f"{head} {cell}".strip() if len(others) > 1 else cell for head, cell in named if cell]
    colon = "：" if _HAN.search(first) else ": "
    return f"{first}{colon}{', '.join(told)}" if first and told else first or ", ".join(told)


def _text(tokens: list[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(one.type, one.content if one.type in ("text", "code_inline") else "") for one in tokens)
