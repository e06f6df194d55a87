"""What the bot says of itself, a JSON file for each language; `en.json` is the shape. Answers are articles' words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from deskbell.services.views import choose_locale

LOCALES = ("en", "zh-CN", "zh-TW")


def text(name: str, locale: str | None) -> str:
    """A sentence in the visitor's language, or the nearest we have."""
    return _texts(choose_locale(locale, LOCALES))[name]


@cache
def _texts(locale: str) -> dict[str, str]:
    return msgspec.json.decode(files(__package__).joinpath(f"{locale}.json").read_bytes(), type=dict[str, str])
