"""What an admin may write in a look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_form,
    check_once,
    check_optional_text,
    check_text,
    invalid_field,
    items_of,
    one_of,
    whole_number,
)
from deskbell.domain.locales import LOCALES
from deskbell.features.lookups.asking import NAME, PARAMETER
from deskbell.services.fetching import place_of

MAX_URL, MAX_PATH, MAX_LABEL = 2_000, 200, 100
MOST_PARAMETERS, MOST_FIELDS = 10, 12
MOST_SECONDS = 10
"""A card of the most and longest fields is no longer than a message may be."""
_NAME = re.compile(NAME)
_PATH = re.compile(r"[\w\-]+(\.[\w\-]+)*")


def _check_url(value: Any) -> str:
    url = check_text(value, longest=MAX_URL)
    place = place_of(url)
    if place is None:
        raise Wrong("invalid", "An address such as https://shop.example/orders/{number} is expected here.")
    if set("{}") & set(PARAMETER.sub("", place.path + place.query)):
        raise Wrong("invalid", "A parameter is its name in braces, such as {number}.")
    return url


def _check_name(value: Any) -> str:
    name = check_text(value, longest=40)
    if _NAME.fullmatch(name) is None:
        raise Wrong("invalid", "Letters, digits, - and _ are expected here, such as order_number.")
    return name


def _check_path(value: Any) -> str:
    path = check_text(value, longest=MAX_PATH)
    if _PATH.fullmatch(path) is None:
        raise Wrong("invalid", "Names with dots between them are expected here, such as order.status.")
    return path


def _check_texts(value: Any) -> dict[str, str]:
    check = partial(check_optional_text, longest=MAX_LABEL)
    return {locale: text for locale, text in check_form(value, optional=dict.fromkeys(LOCALES, check)).items() if text}


def _check_field(value: Any) -> dict[str, Any]:
    """Without a name it is called like the last part of its path."""
    field = check_form(value, required={"path": _check_path}, optional={"label": _check_texts, "name": _check_name})
    return {"name": field["path"].rpartition(".")[2], "label": {}, **field}


def _once(value: Any, check: Any, most: int) -> list[Any]:
    items: list[Any] = items_of(check, most)(value)
    check_once("name", items)
    return items


CHANGES: Checks = {
    "name": check_text,
    "method": one_of("GET", "POST"),
    "url": _check_url,
    "parameters": partial(_once, check=partial(check_form, required={"name": _check_name}), most=MOST_PARAMETERS),
    "seconds": whole_number(1, MOST_SECONDS),
    "found_when": lambda value: "" if value == "" else _check_path(value),
    "title": _check_texts,
    "fields": partial(_once, check=_check_field, most=MOST_FIELDS),
}


def check_whole(look_up: Mapping[str, Any], *, http: bool) -> None:
    """What only all fields together can say. Raises `invalid_fields`; `http` is allowed where private addresses are."""
    if look_up["url"].startswith("http:") and not http:
        raise invalid_field("url", "not_https", "Only https is allowed here.")
    unknown = set(PARAMETER.findall(look_up["url"])) - {one["name"] for one in look_up["parameters"]}
    if unknown:
        raise invalid_field("url", "unknown_name", f"There is no such parameter: {', '.join(sorted(unknown))}.")
