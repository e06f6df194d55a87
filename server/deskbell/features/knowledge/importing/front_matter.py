"""The lines between `---` at the head of a Markdown file: as much of YAML as people write there. No I/O.

`key: value`, quoted or not, `[a, b]`, `- item` lines, and `|` or `>` blocks. What is deeper belongs to some other program.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec

Value = str | list[str]
_HEAD = re.compile(r"\s{0,99}---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[ \t]{0,9}[\"']?([A-Za-z_][\w-]{0,50})[\"']?[ \t]{0,9}[:：][ \t]*(.*)$")
_BEGINS = re.compile(r"\s{0,99}(?:[-+]{3,9})[ \t]*\n[ \t]*[\"']?([A-Za-z_][\w-]{0,50})[\"']?[ \t]*[:：=]")
_PART = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,]*)\s*(?:,|$)")


def is_unclosed(text: str, known: Collection[str]) -> bool:
    """Whether it begins as if fields followed, one of those that are `known`, and they are not between two lines of `---`.
    Else it is a text that begins with a line across the page."""
    key = _BEGINS.match(text)
    return key is not None and key[1].lower() in known and _HEAD.match(text) is None


def split(text: str) -> tuple[dict[str, Value], str]:
    """The fields with lower-case names, and the Markdown after them."""
    head = _HEAD.match(text)
    if head is None:
        return {}, text
    return dict(_fields((head[1] or "").split("\n"))), text[head.end() :]


def _fields(lines: list[str]) -> Iterator[tuple[str, Value]]:
    at = 0
    while at < len(lines):
        key = _KEY.match(lines[at])
        at += 1
        if key is None:
            continue
        given, below = key[2].strip(), at
        while below < len(lines) and _is_below(lines[below], given):
            below += 1
        yield key[1].lower(), _value(given, lines[at:below])
        at = below


def _is_below(line: str, given: str) -> bool:
    """Whether a line goes on with the field above it. One that says all in its line has nothing below: what is indented
    there is a field of its own, though YAML would refuse it."""
    is_deeper = not line.strip() or line[0] in " \t-"
    return is_deeper and (not given or given[:1] in ("|", ">", "[") or _KEY.match(line) is None)


def _value(given: str, below: list[str]) -> Value:
    if given[:1] in ("|", ">") and len(given) <= 2:
        lines = [line.strip() for line in below]
        return ("\n" if given[0] == "|" else " ").join(lines).strip()
    if given.startswith("[") and given.endswith("]"):
        return [part for part in (_scalar(match[1]) for match in _PART.finditer(given[1:-1])) if part]
    items = [line.strip()[1:].strip() for line in below if line.strip().startswith("-")]
    if not given and items:
        return [part for part in map(_scalar, items) if part]
    lower = [line for line in below if line.strip()]
    if not given and len(lower) == 1 and _KEY.match(lower[0]) is None:
        return _scalar(lower[0])
    return _scalar(given)


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(msgspec.json.decode(text.encode()))
        except msgspec.DecodeError:
            return text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text.split(" #")[0].rstrip()


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
