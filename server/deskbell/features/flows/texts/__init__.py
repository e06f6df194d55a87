"""What flows say of themselves, a JSON file for each language; `en.json` is the shape. All else is the admin's words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from deskbell.domain.flows.answers import Fault
from deskbell.domain.flows.words import written
from deskbell.domain.locales import LOCALES
from deskbell.services.views import choose_locale


def text(code: str, locale: str | None, **values: str) -> str:
    """A sentence in a person's language, or the nearest we have, with `{names}` filled in."""
    sentence = _texts(choose_locale(locale, LOCALES))[code]
    for key, value in values.items():
        sentence = sentence.replace("{" + key + "}", value)
    return sentence


def fault_text(fault: Fault, locale: str | None) -> str:
    """Why something is no answer, to the visitor. An example of a date is written so that it can be typed."""
    is_day = fault.code in ("too_early", "too_late")
    return text(fault.code, locale, bound=written(fault.bound, locale) if is_day else fault.bound)


def in_all_languages(code: str, **values: str) -> dict[str, str]:
    return {locale: text(code, locale, **values) for locale in LOCALES}


@cache
def _texts(locale: str) -> dict[str, str]:
    return msgspec.json.decode(files(__package__).joinpath(f"{locale}.json").read_bytes(), type=dict[str, str])
