"""Forms of the settings: every field is checked, and all that is wrong is named at once. No I/O.

A check takes what came (any JSON value) and returns it cleaned, or raises `Wrong`. `check_form` applies one check a
field; a form inside a form is a check too, its fields are named with dots (`admin.email`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from deskbell.domain.errors import BadInput
from deskbell.domain.locales import LOCALES
from deskbell.domain.visible import shows_anything

Check = Callable[[Any], Any]
Checks = Mapping[str, Check]
MAX_NAME, MAX_EMAIL = 200, 254
MIN_PASSWORD, MAX_PASSWORD = 10, 200
MAX_LANGUAGE = 35
_EMAIL = re.compile(r"[^@\s\x00-\x20]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_NO_PLACES = {"Factory", "localtime"}
"""In the database of time zones, but nobody's: one stands for "not set", the other for wherever the server is."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Wrong(ValueError):
    """One field is wrong: a stable code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}


def invalid(fields: dict[str, dict[str, str]]) -> BadInput:
    """The error that names all wrong fields."""
    return BadInput(
        "invalid_fields", "Some fields need another look: " + ", ".join(sorted(fields)) + ".", fields=fields
    )


def invalid_field(name: str, code: str, message: str) -> BadInput:
    """The same for one field that only a rule can judge, such as a wrong current password."""
    return invalid({name: {"code": code, "message": message}})


def check_form(value: Any, required: Checks | None = None, optional: Checks | None = None) -> dict[str, Any]:
    """The cleaned fields; those of `optional` only when they came. Raises `invalid_fields` or `bad_payload`."""
    if not isinstance(value, dict):
        raise BadInput("bad_payload", "An object is expected here.")
    checks = {**(required or {}), **(optional or {})}
    wrong = {str(name)[:100]: _UNKNOWN.as_dict() for name in value if name not in checks}
    cleaned: dict[str, Any] = {}
    for name, check in checks.items():
        if name in value:
            wrong |= _check_field(name, check, value[name], cleaned)
        elif name in (required or {}):
            wrong[name] = _MISSING.as_dict()
    if wrong:
        raise invalid(wrong)
    return cleaned


def _check_field(name: str, check: Check, value: Any, cleaned: dict[str, Any]) -> dict[str, dict[str, str]]:
    try:
        cleaned[name] = check(value)
    except Wrong as error:
        return {name: error.as_dict()}
    except BadInput as error:
        if error.fields is None:
            return {name: {"code": "wrong_type", "message": error.message}}
        return {f"{name}.{inner}": field for inner, field in error.fields.items()}
    return {}


_UNKNOWN = Wrong("unknown", "There is no such field.")
_MISSING = Wrong("missing", "This is missing.")


def check_text(value: Any, longest: int = MAX_NAME) -> str:
    """Text with something to see in it, without the space around it."""
    text = check_optional_text(value, longest)
    if not shows_anything(text):
        raise Wrong("empty", "This is empty.")
    return text


def check_optional_text(value: Any, longest: int = MAX_NAME) -> str:
    if not isinstance(value, str):
        raise Wrong("wrong_type", "Text is expected here.")
    text = value.strip()
    if len(text) > longest:
        raise Wrong("too_long", f"At most {longest} characters.")
    return text


def check_email(value: Any) -> str:
    """An e-mail address in lower case, so that one person cannot be two agents."""
    text = check_text(value, MAX_EMAIL).lower()
    if not looks_like_email(text):
        raise Wrong("invalid", "This does not look like an e-mail address.")
    return text


def looks_like_email(text: str) -> bool:
    """Whether mail could be sent there; nobody has tried."""
    return len(text) <= MAX_EMAIL and _EMAIL.fullmatch(text) is not None


def check_password(value: Any) -> str:
    """A new password: long enough, nothing else is asked of it."""
    if not isinstance(value, str):
        raise Wrong("wrong_type", "Text is expected here.")
    if len(value) < MIN_PASSWORD:
        raise Wrong("too_short", f"At least {MIN_PASSWORD} characters.")
    if len(value) > MAX_PASSWORD:
        raise Wrong("too_long", f"At most {MAX_PASSWORD} characters.")
    return value


def check_secret(value: Any) -> str:
    """A password or secret that will be compared: taken as it is, to the last space."""
    if not isinstance(value, str):
        raise Wrong("wrong_type", "Text is expected here.")
    if len(value) > MAX_PASSWORD:
        raise Wrong("too_long", f"At most {MAX_PASSWORD} characters.")
    return value


def check_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("wrong_type", "Yes or no (true, false) is expected here.")
    return value


def whole_number(least: int, most: int) -> Check:
    """A check for a whole number in a range; `true` is not one."""

    def check(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong("wrong_type", "A whole number is expected here.")
        if not least <= value <= most:
            raise Wrong("out_of_range", f"From {least} to {most}.")
        return value

    return check


def check_share(value: Any) -> float:
    """A number from 0 to 1."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Wrong("wrong_type", "A number is expected here.")
    if not 0 <= value <= 1:
        raise Wrong("out_of_range", "From 0 to 1.")
    return float(value)


def one_of(*choices: str | None) -> Check:
    """A check for one of some words."""

    def check(value: Any) -> str | None:
        if not isinstance(value, str | None) or value not in choices:
            raise Wrong("invalid", "One of these is expected: " + ", ".join(str(choice) for choice in choices) + ".")
        return value

    return check


check_locale = one_of(*LOCALES)


def check_time_zone(value: Any) -> str:
    if not isinstance(value, str) or value not in available_timezones() - _NO_PLACES:
        raise Wrong("invalid", "A time zone such as Asia/Shanghai is expected here.")
    return value


def list_of(check: Check, most: int, least: int = 0) -> Check:
    """A check for a list without doubles."""

    def check_list(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Wrong("wrong_type", "A list is expected here.")
        if not least <= len(value) <= most:
            raise Wrong("too_few" if len(value) < least else "too_many", f"From {least} to {most} of them.")
        return _without_doubles([check(item) for item in value])

    return check_list


def _without_doubles(items: Sequence[Any]) -> list[Any]:
    return list(dict.fromkeys(items))


def items_of(check: Check, most: int) -> Check:
    """A check for a list of which every item is named by its place when it is wrong (`rules.2.name`)."""

    def check_items(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Wrong("wrong_type", "A list is expected here.")
        if len(value) > most:
            raise Wrong("too_many", f"At most {most} of them.")
        places = {str(place): item for place, item in enumerate(value)}
        return list(check_form(places, required=dict.fromkeys(places, check)).values())

    return check_items


def check_once(name: str, items: Sequence[Mapping[str, Any]]) -> None:
    """No two items have the same in that field. Raises `invalid_fields`."""
    seen: set[Any] = set()
    doubles = {}
    for place, item in enumerate(items):
        if item[name] in seen:
            doubles[f"{place}.{name}"] = Wrong("double", "This is there twice.").as_dict()
        seen.add(item[name])
    if doubles:
        raise invalid(doubles)


def or_none(check: Check) -> Check:
    """The same, and null."""
    return lambda value: None if value is None else check(value)


def check_language(value: Any) -> str:
    """A language as a BCP 47 tag, such as `zh` or `zh-Hant`, in lower case."""
    text = check_text(value, MAX_LANGUAGE).replace("_", "-").lower()
    if not _LANGUAGE.fullmatch(text):
        raise Wrong("invalid", "A language such as en or zh-Hant is expected here.")
    return text


def check_id(value: Any) -> str:
    """An id in a form; whether it exists is for the rule to say."""
    if not isinstance(value, str) or not 0 < len(value) <= 64 or _CONTROL.search(value):
        raise Wrong("wrong_type", "An id is expected here.")
    return value
