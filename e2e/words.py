"""The words on the screens, from the product's own language files: stories press what people read."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from tools.console import ROOT

HAN_BESIDE_LATIN = r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u4e00-\u9fff])"  # a space stands there
FILES = {"widget": "widget/src/locales", "desk": "admin/src/locales"}


@cache
def _words(app: str, locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    _flatten(json.loads((ROOT / FILES[app] / f"{locale}.json").read_text("utf-8")), "", found)
    return found


def _flatten(tree: dict[str, Any], before: str, into: dict[str, str]) -> None:
    for key, value in tree.items():
        if isinstance(value, dict):
            _flatten(value, f"{before}{key}.", into)
        else:
            into[before + key] = value


class Words:
    """`words("talk.send")` is the text; what stands in braces is filled in."""

    def __init__(self, app: str, locale: str) -> None:
        self._known = _words(app, locale)

    def __call__(self, key: str, **values: object) -> str:
        filled = re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), self._known[key])
        return re.sub(HAN_BESIDE_LATIN, " ", filled)

    def like(self, key: str, **values: object) -> re.Pattern[str]:
        """The text with anything in the braces that are not given."""
        parts = re.split(r"(\{\w+\})", self(key, **values))
        return re.compile("".join(".+" if part.startswith("{") else re.escape(part) for part in parts))
