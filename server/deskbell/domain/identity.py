"""Who a site says its visitor is: the claims of a signed identity, checked. No I/O; the signature is `services.identity`'s.

sub          the site's own id of the person, text
name, email  optional
exp          until when the token is good, in seconds since 1970; required
nbf, iat     from when on; optional
aud          the inbox's key; optional
attributes   optional, small: {"vip": true, "plan": "gold"}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from deskbell.domain.errors import NotSignedIn
from deskbell.domain.forms import MAX_NAME, looks_like_email
from deskbell.domain.text import without_nul

LEEWAY = timedelta(seconds=60)
"""How far the site's clock may be off."""
LONGEST_ID, MOST_ATTRIBUTES, LONGEST_ATTRIBUTE = 200, 20, 200
LARGEST_NUMBER = 2**53
"""JSON may hold more digits than a number of a browser or a clock can; NaN is not below it either."""
Attribute = str | int | float | bool | None


class Identity(msgspec.Struct, frozen=True):
    """A person as the site signed them."""

    external_id: str
    name: str | None
    email: str | None
    attributes: dict[str, Attribute]


def identity_of(claims: Mapping[str, Any], inbox_key: str, now: datetime) -> Identity:
    """What properly signed claims say. Raises `expired_identity`, or `bad_identity` with what is wrong."""
    claims = without_nul(dict(claims))
    _check_letters(claims)
    _check_times(claims, now)
    audience = claims.get("aud")
    if audience is not None and inbox_key not in (audience if isinstance(audience, list) else [audience]):
        raise bad_identity("aud names another inbox.")
    return Identity(
        external_id=_text(claims, "sub", LONGEST_ID) or _missing("sub"),
        name=_text(claims, "name", MAX_NAME),
        email=_email(claims),
        attributes=_attributes(claims.get("attributes")),
    )


def bad_identity(why: str = "It is not signed with this inbox's secret.") -> NotSignedIn:
    return NotSignedIn("bad_identity", f"The signed identity does not count. {why}")


def _missing(name: str) -> str:
    raise bad_identity(f"{name} is missing.")


def _check_letters(claims: Mapping[str, Any]) -> None:
    """JSON can name half a character, which is no text that could be stored."""
    try:
        json.dumps(claims, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_identity("It holds half a character.") from None


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    if "exp" not in claims:
        _missing("exp")
    if _moment(claims, "exp") <= (now - LEEWAY).timestamp():
        raise NotSignedIn("expired_identity", "The signed identity is too old. Sign a new one for each page view.")
    for name in ("nbf", "iat"):
        if name in claims and _moment(claims, name) > (now + LEEWAY).timestamp():
            raise bad_identity(f"{name} is in the future.")


def _moment(claims: Mapping[str, Any], name: str) -> float:
    value = claims[name]
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < LARGEST_NUMBER:
        raise bad_identity(f"{name} is no number of seconds.")
    return value


def _text(claims: Mapping[str, Any], name: str, longest: int) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest:
        raise bad_identity(f"{name} must be text of at most {longest} characters.")
    return value.strip() or None


def _email(claims: Mapping[str, Any]) -> str | None:
    email = _text(claims, "email", 254)
    if email is not None and not looks_like_email(email):
        raise bad_identity("email is no e-mail address.")
    return email


def _attributes(value: Any) -> dict[str, Attribute]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MOST_ATTRIBUTES or not all(map(_is_small, value.items())):
        raise bad_identity(f"attributes are at most {MOST_ATTRIBUTES} names with short texts, numbers, true or false.")
    return value


def _is_small(item: tuple[str, Any]) -> bool:
    name, value = item
    plain = (
        value is None
        or isinstance(value, bool | str)
        or (isinstance(value, int | float) and abs(value) < LARGEST_NUMBER)
    )
    return plain and len(name) <= 40 and (not isinstance(value, str) or len(value) <= LONGEST_ATTRIBUTE)
