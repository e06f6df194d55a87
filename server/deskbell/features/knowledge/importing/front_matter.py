"""The lines between `---` at the head of a Markdown file: as much of YAML as people write there. No I/O.

`key: value`, quoted or not, `[a, b]`, `- item` lines, and `|` or `>` blocks. What is deeper belongs to some other program.
Between two lines of `+++` it is TOML, as Hugo writes it. An editor may have made one long dash of several short ones.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from deskbell.features.knowledge.importing.audience import holds_back
from deskbell.features.knowledge.importing.field_lines import GAP, KEY, UNSEEN, Pair, Value, fields_in, value_of
from deskbell.features.knowledge.importing.standing import field_name, flag_of, standing_of

_BLANK = re.compile(rf"[\s{UNSEEN}]+")
_DASH = "[-‐-―−]"
_LINE = rf"(?:{_DASH}{{3,9}}|-{{0,2}}[‐-―−]{_DASH}{{0,2}})"
"""Three dashes and more, or what an editor made of them: a long one, and a long and a short one."""
_FENCE = re.compile(rf"(?P<mark>{_LINE}|\+{{3,9}}){GAP}(?P<label>(?i:yaml|yml|toml|json))?{GAP}(?:\n|\Z)")
_CLOSING = {
    False: re.compile(rf"^(?:{_LINE}|\.\.\.){GAP}(?:\n|\Z)", re.MULTILINE),
    True: re.compile(rf"^\+{{3,9}}{GAP}(?:\n|\Z)", re.MULTILINE),
}
_INSIDE = re.compile(rf"(?:[\s\-*>{{\"'“”]|[{UNSEEN}]){{0,20}}visibility[\"'“”]?{GAP}(?:[:：=]|\w+\s*$)", re.IGNORECASE)
_DEEPER = re.compile(rf"(?:[\s\-*>{{\"'“”]|[{UNSEEN}]){{0,20}}([^\W\d][\w-]{{0,50}})[\"'“”]?{GAP}[:：=]{GAP}(.*)$")
_IN_BRACES = re.compile(
    rf"[{{,]\s{{0,9}}[\"'“”]?([^\W\d][\w-]{{0,50}})[\"'“”]?{GAP}[:：=]{GAP}((?:\"[^\"]{{0,99}}\"|'[^']{{0,99}}'|[^,{{}}\"']{{0,99}}))"
)
_QUOTED = re.compile(r"([{,])\s{0,9}\"([^\"]{1,50})\"\s{0,9}:\s{0,9}\"?([^,{}\"]{0,99})")
_BRACE = re.compile(r"\{\s*[\"'\w]")
_PIECE = re.compile(r"(?:\"(?:[^\"\\]|\\.){0,500}\"|'[^']{0,500}'|\[[^\]]{0,500}\]|\{[^{}]{0,500}\}|[^,\"'\[\]{}])+")
"""One `key: value` between braces."""
_MOST_LINES, _LONGEST_BARE = 200, 10_000
_LONGEST_TOML = 8_000
"""Characters; the parser takes the square of the parts of a key, 60,000 of which took a minute."""


class Head(NamedTuple):
    """The head of a file."""

    pairs: list[Pair]
    """Fields by their `field_name`, in their order; one may be there twice."""
    body: str
    unclosed: str = ""
    """The line that begins fields which do not end; empty where they do, or there are none."""
    passed_over: bool = False
    """Somewhere inside another field it says whom the article is for."""

    @property
    def fields(self) -> dict[str, Value]:
        return dict(self.pairs)

    def doubled(self, known: Collection[str]) -> str | None:
        """A field that is there twice, of those that are `known`."""
        names = [name for name, _ in self.pairs if name in known]
        return next((name for name in names if names.count(name) > 1), None)


def split(text: str, known: Collection[str]) -> Head:
    """The fields, and the Markdown after them. One of the fields that are `known` must be there if they do not end, or
    stand between long dashes: else it is a text that begins with a line across the page."""
    begin = _after_comments(text)
    fence = _FENCE.match(text, begin)
    if fence is None:
        return _without_fence(text, begin)
    is_toml = fence["mark"][0] == "+"
    end = _CLOSING[is_toml].search(text, fence.end())
    inside = text[fence.end() : end.start() if end else None]
    lines = inside.split("\n")
    if end is None or (not is_toml and _goes_on(lines)):
        begun = {name for name, _ in fields_in(list(_heading(lines)))}
        return Head([], text, fence[0].strip() if begun & set(known) else "")
    pairs = _read(inside, is_toml or (fence["label"] or "").lower() == "toml")
    said = {name for name, _ in pairs}
    passed_over = ("visibility" not in said and any(map(_INSIDE.match, lines))) or bool(set(_held_inside(lines)) - said)
    is_head = is_toml or not inside.strip() or bool(said if fence["mark"].startswith("---") else said & set(known))
    return Head(pairs, text[end.end() :], passed_over=passed_over) if is_head or passed_over else Head([], text)


def _without_fence(text: str, begin: int) -> Head:
    """JSON at the head, as Hugo has it; or lines that end at an empty one, as Pelican has them. These could be a text as
    well, and count only where they hold something back."""
    pairs, end = _json(text, begin) if text.startswith("{", begin) else _bare(text, begin)
    said = standing_of(dict(pairs))
    holds_back = said.get("visibility") == "agents" or said.get("status") == "draft"
    return Head(pairs, text[end:].lstrip()) if holds_back else Head([], text)


def _json(text: str, begin: int) -> tuple[list[Pair], int]:
    try:
        value, end = json.JSONDecoder().raw_decode(text, begin)
        json.dumps(value, ensure_ascii=False).encode()  # half a character cannot be stored
        return _pairs(value), end
    except (ValueError, RecursionError):
        return [], begin


def _bare(text: str, begin: int) -> tuple[list[Pair], int]:
    end = text.find("\n\n", begin)
    end = len(text) if end < 0 else end
    lines = text[begin : min(end, begin + _LONGEST_BARE)].split("\n")
    heading = list(_heading(lines))
    return (list(fields_in(heading)), end) if len(heading) == len(lines) else ([], begin)


def _after_comments(text: str) -> int:
    """Where it begins: behind blank lines, marks that nobody sees, and comments of HTML."""
    at = 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif text.startswith("<!--", at) and (end := text.find("-->", at)) > 0:
            at = end + 3
        else:
            break
    return at


def _heading(lines: list[str]) -> Iterator[str]:
    """The lines that may be fields: up to the first one that is text."""
    for line in lines[:_MOST_LINES]:
        if not line.strip() or not (KEY.match(line) or line[0] in " \t-#"):
            return
        yield line


def _goes_on(lines: list[str]) -> bool:
    """Whether the text of the file begins before what looks like the end of the fields, and ends at a line across it."""
    first = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    return any(line.strip() and not (KEY.match(line) or line[0] in " \t-#[]{}'\"") for line in lines[first:])


def _read(inside: str, is_toml: bool) -> list[Pair]:
    if is_toml and len(inside) <= _LONGEST_TOML:
        try:
            return _pairs(tomllib.loads(inside))
        except (ValueError, RecursionError):
            pass  # written by hand; it is read like other lines
    bare = inside.strip()
    if _BRACE.match(bare) and bare.endswith("}") and len(bare) <= _LONGEST_BARE:
        return _flow(bare)
    return list(fields_in(inside.split("\n")))


def _held_inside(lines: list[str]) -> Iterator[str]:
    """Fields that say something is not for everybody, wherever they stand."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if not line.lstrip().startswith("#"):
            found += [(match[1], match[2]) for match in [_DEEPER.match(line)] if match]
            found += (
                [(match[1], match[2]) for match in _IN_BRACES.finditer(line, max(line.find("{"), 0))]
                if "{" in line
                else []
            )
            found += [(match[2], match[3]) for match in _QUOTED.finditer(line)]
    said = ((field_name(name), value_of(value.strip(), [])) for name, value in found)
    return holds_back((name, value, flag_of(value)) for name, value in said)


def _flow(inside: str) -> list[Pair]:
    """`{key: value, …}` as YAML has it as well; JSON is read as such."""
    pairs, end = _json(inside, 0)
    if end == len(inside):
        return pairs
    pieces = (" ".join(found[0].split()) for found in _PIECE.finditer(inside[1:-1]))
    return [pair for piece in pieces for pair in fields_in([piece])]


def _pairs(value: Mapping[str, Any]) -> list[Pair]:
    return [(field_name(name), _told(one)) for name, one in value.items() if _is_told(one)]


def _is_told(value: Any) -> bool:
    """Whether it is a value or a list of values; what is deeper belongs to some other program."""
    return not any(isinstance(one, dict | list) for one in (value if isinstance(value, list) else [value]))


def _told(value: Any) -> Value:
    if isinstance(value, list):
        return [str(_told(one)) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def written(fields: dict[str, Value]) -> str:
    """Fields as `split` reads them, and YAML does."""
    lines = ["---"]
    for key, value in fields.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_quoted(item)}" for item in value)]
        else:
            lines.append(f"{key}: {_quoted(value)}")
    return "\n".join([*lines, "---", ""])


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
