"""Visitor tokens and the secrets of sessions, tickets and invitations.

A visitor token is signed with itsdangerous: its own salt for this one purpose, a list of keys with the newest last (so
keys can be rotated), and the visitor's epoch, which revokes all older tokens of one visitor at once.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import NamedTuple

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from deskbell.domain.errors import NotSignedIn

VISITOR_SALT = "deskbell.visitor-token.1"
VISITOR_MAX_AGE_SECONDS = 400 * 24 * 3600


class VisitorClaim(NamedTuple):
    visitor_id: str
    inbox_id: str
    epoch: int


class Tokens:
    """Signs and reads visitor tokens with `keys`, the newest last."""

    def __init__(self, keys: list[str]) -> None:
        self._visitor = URLSafeTimedSerializer(
            keys, salt=VISITOR_SALT, signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        )

    def sign_visitor(self, claim: VisitorClaim) -> str:
        token = self._visitor.dumps(list(claim))
        return token if isinstance(token, str) else token.decode()

    def read_visitor(self, token: str) -> VisitorClaim:
        """Raises `NotSignedIn` with `expired_token` or `bad_token`; the epoch is for the caller to compare."""
        try:
            value = self._visitor.loads(token, max_age=VISITOR_MAX_AGE_SECONDS)
        except SignatureExpired:
            raise NotSignedIn("expired_token", "This visit is over. Connect without a token.") from None
        except (BadData, ValueError):
            raise bad_token() from None
        if not (isinstance(value, list) and [type(part) for part in value] == [str, str, int]):
            raise bad_token()
        return VisitorClaim(*value)


def bad_token() -> NotSignedIn:
    return NotSignedIn("bad_token", "This token is not valid here. Connect without a token.")


def new_secret() -> str:
    """A random secret for a cookie, ticket or link (256 bits)."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """What is stored of a random secret. It has full entropy, so a plain hash is enough (no argon2)."""
    return hashlib.sha256(secret.encode()).hexdigest()
