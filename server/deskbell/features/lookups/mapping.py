"""What is taken from an answer: whether something was found, values for the flow, a card for the visitor. No I/O."""

from __future__ import annotations

import codecs
from typing import Any

import msgspec

from deskbell.domain.flows.words import in_language
from deskbell.domain.text import without_nul
from deskbell.features.lookups.tables import LookUp
from deskbell.services.articles import LookedUp

MAX_VALUE = 500
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False)
"""What counts as nothing; so does 0."""


def read_answer(body: bytes) -> Any:
    """Any JSON value, also behind a byte order mark, which .NET and PHP like to send. Raises `ValueError` for what is none."""
    try:
        return without_nul(msgspec.json.decode(body.removeprefix(codecs.BOM_UTF8)))
    except (msgspec.DecodeError, RecursionError):
        raise ValueError("not JSON") from None


def mapped(look_up: LookUp, answer: Any, locale: str | None) -> LookedUp:
    """What an answer with a good status says."""
    if look_up.found_when and at(answer, look_up.found_when) in _NOTHING:
        return LookedUp("not_found")
    texts = [(field, text_of(at(answer, field["path"]))) for field in look_up.fields]
    values = {field["name"]: text for field, text in texts if text}
    shown = [{"label": in_language(field["label"], locale), "value": text} for field, text in texts if text]
    return LookedUp("found", values, _card(in_language(look_up.title, locale), [one for one in shown if one["label"]]))


def at(answer: Any, path: str) -> Any:
    """What stands at `order.items.0.name`; None where nothing does."""
    for step in path.split("."):
        if isinstance(answer, dict):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdecimal() and len(step) < 6 and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    return answer


def text_of(value: Any) -> str:
    """One line of text of at most `MAX_VALUE` characters; a list with commas, nothing of what has fields of its own."""
    text = ", ".join(filter(None, map(_word, value))) if isinstance(value, list) else _word(value)
    return " ".join(text.split())[:MAX_VALUE]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _card(title: str, fields: list[dict[str, str]]) -> dict[str, Any] | None:
    """`text` says the same in words, for whoever shows no tables."""
    lines = [title, *(f"{field['label']}: {field['value']}" for field in fields)]
    text = "\n".join(filter(None, lines))
    return {"card": "look_up", "text": text, "title": title, "fields": fields} if text else None
