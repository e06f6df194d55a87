"""The claims of a signed identity: what counts, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbell.domain.errors import NotSignedIn
from deskbell.domain.identity import identity_of

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
GOOD: dict[str, Any] = {"sub": "4182", "exp": (NOW + timedelta(minutes=10)).timestamp()}


def test_what_was_signed_is_read() -> None:
    found = identity_of(
        GOOD | {"name": " Vic ", "email": "vic@example.com", "attributes": {"vip": True, "orders": 7}}, "key", NOW
    )
    assert (found.external_id, found.name, found.email) == ("4182", "Vic", "vic@example.com")
    assert found.attributes == {"vip": True, "orders": 7}


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": None}, "bad_identity"),
        ({"exp": "tomorrow"}, "bad_identity"),
        ({"exp": True}, "bad_identity"),
        ({"exp": float("inf")}, "bad_identity"),
        ({"exp": float("nan")}, "bad_identity"),
        ({"exp": 10**400}, "bad_identity"),
        ({"nbf": -(10**400)}, "bad_identity"),
        ({"exp": 0}, "expired_identity"),
        ({"sub": None}, "bad_identity"),
        ({"sub": ""}, "bad_identity"),
        ({"sub": 4182}, "bad_identity"),
        ({"sub": {"$ne": None}}, "bad_identity"),
        ({"sub": "x" * 201}, "bad_identity"),
        ({"nbf": 4e9}, "bad_identity"),
        ({"iat": 4e9}, "bad_identity"),
        ({"aud": "another"}, "bad_identity"),
        ({"aud": ["another"]}, "bad_identity"),
        ({"email": "no address"}, "bad_identity"),
        ({"name": ["Vic"]}, "bad_identity"),
        ({"name": "\ud83d"}, "bad_identity"),
        ({"attributes": ["vip"]}, "bad_identity"),
        ({"attributes": {"vip": {"deep": 1}}}, "bad_identity"),
        ({"attributes": {str(n): n for n in range(21)}}, "bad_identity"),
        ({"attributes": {"n": 2**60}}, "bad_identity"),
    ],
)
def test_claims_that_do_not_count(claims: dict[str, Any], code: str) -> None:
    said = {name: value for name, value in (GOOD | claims).items() if value is not None}
    with pytest.raises(NotSignedIn) as refused:
        identity_of(said, "key", NOW)
    assert refused.value.code == code


def test_the_clocks_may_differ_by_a_minute() -> None:
    early = GOOD | {"nbf": (NOW + timedelta(seconds=59)).timestamp(), "aud": ["key", "other"]}
    assert identity_of(early, "key", NOW).external_id == "4182"
    assert identity_of(GOOD, "key", NOW + timedelta(minutes=10, seconds=59)).external_id == "4182"
    with pytest.raises(NotSignedIn):
        identity_of(GOOD, "key", NOW + timedelta(minutes=11))
