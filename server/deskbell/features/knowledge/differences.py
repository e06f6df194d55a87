"""What is other between two versions of an article, line by line. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from deskbell.features.knowledge.tables import Content

Line = dict[str, str]
_MOST_COMPARED = 1_000_000
"""Pairs of lines that are looked at; beyond, what lies between a common beginning and end is told as removed and added."""


def difference(before: Content | None, after: Content) -> dict[str, list[Line]]:
    """For each field that differs its lines: `{kind: same | added | removed, text}`."""
    fields = {}
    for name in Content.__struct_fields__:
        old, new = _lines(getattr(before, name, "")), _lines(getattr(after, name))
        if old != new:
            fields[name] = list(_compare(old, new))
    return fields


def _lines(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else value.splitlines()


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    yield from _told("same", new[:start])
    yield from _between(old[start : len(old) - end], new[start : len(new) - end])
    yield from _told("same", new[len(new) - end :])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    if len(old) * len(new) > _MOST_COMPARED:
        yield from _told("removed", old)
        yield from _told("added", new)
        return
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from _told("same", new[new_from:new_to])
        else:
            yield from _told("removed", old[old_from:old_to])
            yield from _told("added", new[new_from:new_to])


def _told(kind: str, lines: Sequence[str]) -> Iterator[Line]:
    return ({"kind": kind, "text": line} for line in lines)
