"""Markdown as tokens, at a cost that is bounded: what would take too long to read stays as it was typed. No I/O.

The parser is linear in almost everything, but some 10 µs of it are spent on a character where each is markup: a megabyte
of brackets took 27 seconds. So its steps are counted, and it is left where there are too many. A table of a few wide
rows makes cells that nobody typed, so what came out counts as well.
"""

from __future__ import annotations

import re
import threading
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from deskbell.domain.retrieval import step_aside

MOST_STEPS = 200_000
"""Tries at a place of the text, and tokens of its blocks: about 2 s. A megabyte of prose with links has 140,000."""
DEEPEST_HTML = 3_000
"""Elements inside one another; cleaning costs the square of it: some 30 ms here, a minute and a half in a megabyte."""
MOST_ATTRIBUTES, MOST_ENTITIES = 500, 100_000
"""Of one element, and of a text; cleaning costs the square of them: some 0.2 s here, twenty for 100,000 attributes."""
MOST_MARKS = 20_000
"""Signs of markup in one paragraph: nobody writes so many, and each is three objects until it ends, among which Python
stops everything to look for garbage."""
_MARKS = "*_~[`"
MOST_COLUMNS = 1_000
"""Of a table: each cell is a text of its own, and a single row of 100,000 took 2.5 s."""
_SURELY_FEW = MOST_STEPS // 5
"""Characters that cannot have so many steps, unless there is a table among them."""
_STEPS = "steps"
_TURN = 50
"""Steps after which a thread lets the chat go first: half a millisecond of them."""
_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*+)?)?""")
"""See https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state."""
_RULE = re.compile(r"[\s>|:-]+")
"""The line between the heading of a table and its rows, also in a quotation."""
_NEVER_DEEP = {"p", "li", "dt", "dd", "br", "hr", "img"}
"""The next one ends it by itself, in whatever it stands."""


class TooComplex(Exception):
    """This would take too long to read."""


def _spend(env: Any, made: int = 0) -> None:
    steps = env[_STEPS] = env.get(_STEPS, 0) + 1
    if steps + made > MOST_STEPS:
        raise TooComplex
    if steps % _TURN == 0 and threading.current_thread() is not threading.main_thread():
        step_aside()


def _at_character(state: StateInline, _silent: bool) -> bool:
    _spend(state.env)
    if state.pos == 0 and sum(map(state.src.count, _MARKS)) > MOST_MARKS:
        raise TooComplex
    return False


def _at_line(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    _spend(state.env, len(state.tokens))
    if start + 1 < end:
        _check_columns(state.src, state.bMarks[start + 1], state.eMarks[start + 1])
    return False


def _check_columns(text: str, begin: int, end: int) -> None:
    """Raises `TooComplex` where the line is the one below the heading of a table that is too wide."""
    if (
        end - begin > MOST_COLUMNS
        and text.count("|", begin, end) > MOST_COLUMNS + 1
        and _RULE.fullmatch(text, begin, end)
    ):
        raise TooComplex


def _counting() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("text", "count", _at_character)
    parser.block.ruler.before("table", "count", _at_line, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser


_PARSER = _counting()


def tokens_of(markdown: str, env: dict[str, Any] | None = None) -> list[Token]:
    """The tokens of a text; `env` hears how many `steps` it took. Raises `TooComplex`."""
    return _PARSER.parse(markdown, {} if env is None else env)


def parse(markdown: str) -> list[Token]:
    """The tokens of a text; of one that is too complex, the text itself as a block of code."""
    try:
        return tokens_of(markdown)
    except TooComplex:
        return [Token("code_block", "code", 0, content=markdown, block=True)]


def html_of(tokens: list[Token]) -> str:
    """What the tokens look like, as it was typed: nothing is cleaned yet. Raises `TooComplex` where it is too deep."""
    html = str(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    check_cleanable(html)
    return html


def check_cleanable(html: str) -> None:
    """Raises `TooComplex` for HTML that would take long to clean."""
    if _depth(html) > DEEPEST_HTML or html.count("&") > MOST_ENTITIES:
        raise TooComplex
    steps = 0
    for tag in _TAG.finditer(html):  # wherever one may begin: a comment or a text area may hide its real beginning
        at, attributes = tag.end(), 0
        while found := _ATTRIBUTE.match(html, at):
            at, attributes, steps = found.end(), attributes + 1, steps + 1
            if attributes > MOST_ATTRIBUTES or steps > MOST_STEPS:
                raise TooComplex


def check_readable(markdown: str) -> None:
    """Raises `TooComplex` for what would be shown as it was typed. May take a second or two."""
    if len(markdown) > _SURELY_FEW or "|" in markdown or "<" in markdown:
        html_of(tokens_of(markdown))


def _depth(html: str) -> int:
    """Elements that are open at once, at most; those that nothing closes count to the end."""
    open_, depth, deepest = dict[str, int](), 0, 0
    for tag in _TAG.finditer(html):
        closes, name = tag[1], tag[2].lower()
        if name in _NEVER_DEEP or (closes and not open_.get(name)):
            continue
        step = -1 if closes else 1
        open_[name] = open_.get(name, 0) + step
        depth += step
        deepest = max(deepest, depth)
    return deepest
