"""Ids: UUIDv7 (RFC 9562, section 5.7) as text, and short random keys for people to paste."""

from __future__ import annotations

import re
import secrets
import time
import uuid

_KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def new_id() -> str:
    """A UUIDv7: 48 bits of milliseconds, then random bits, so that ids sort by time and cannot be guessed."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_key(length: int = 12) -> str:
    """A random key without look-alike letters."""
    return "".join(secrets.choice(_KEY_ALPHABET) for _ in range(length))


def is_id(text: str) -> bool:
    """Whether `new_id` could have made it."""
    return _ID.fullmatch(text) is not None


def is_client_id(text: str) -> bool:
    """Whether a browser may use this as `client_id` (UUIDv7 is the rule, other random text is taken)."""
    return _CLIENT_ID.fullmatch(text) is not None
