"""`key: value` in lines, as much of YAML as people write at the head of a file. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from deskbell.features.knowledge.importing.standing import field_name

Value = str | list[str]
Pair = tuple[str, Value]
UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
GAP = rf"(?:[^\S\n]|[{UNSEEN}]){{0,9}}"
KEY = re.compile(rf"{GAP}[\"'“”]?([^\W\d][\w{UNSEEN}-]{{0,50}})[\"'“”]?{GAP}[:：=]{GAP}(.*)$")
_PART = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,]*)\s*(?:,|$)")


def fields_in(lines: list[str]) -> Iterator[Pair]:
    at = 0
    while at < len(lines):
        key = KEY.match(lines[at])
        at += 1
        if key is None:
            continue
        given, below = key[2].strip(), at
        while below < len(lines) and _is_below(lines[below], given):
            below += 1
        if not given and not "".join(lines[at:below]).strip() and below < len(lines) and _is_alone(lines[below]):
            below += 1
        yield field_name(key[1]), value_of(given, lines[at:below])
        at = below


def _is_alone(line: str) -> bool:
    """Whether a line at the margin is the value of the name above it."""
    return not line.startswith("#") and KEY.match(line) is None


def _is_below(line: str, given: str) -> bool:
    """Whether a line goes on with the field above it. One that says all in its line has nothing below: what is indented
    there is a field of its own, though YAML would refuse it."""
    is_deeper = not line.strip() or line[0] in " \t-"
    return is_deeper and (not given or given[:1] in ("|", ">", "[") or KEY.match(line) is None)


def value_of(given: str, below: list[str]) -> Value:
    if given[:1] in ("|", ">") and len(given) <= 2:
        lines = [line.strip() for line in below]
        return ("\n" if given[0] == "|" else " ").join(lines).strip()
    if given.startswith("[") and given.endswith("]"):
        return [part for part in (_scalar(match[1]) for match in _PART.finditer(given[1:-1])) if part]
    items = [line.strip()[1:].strip() for line in below if line.strip().startswith("-")]
    if not given and items:
        return [part for part in map(_scalar, items) if part]
    lower = [line for line in below if line.strip()]
    if not given and len(lower) == 1 and KEY.match(lower[0]) is None:
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
