"""Ids: UUIDv7 (RFC 9562, section 5.7) as text, and short random keys for people to paste."""

from __future__ import annotations

import re
import secrets
import threading
import time
import uuid

_KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STEP = 48
"""Bits of a step: too many to be guessed, and far too few to run out of a millisecond."""
_newest = 0
_one_at_a_time = threading.Lock()
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def new_id() -> str:
    """A UUIDv7: 48 bits of milliseconds, then random bits, so that ids sort by time and cannot be guessed. Of one millisecond
    too, as long as one process makes them: the next is the last one and a random step (RFC 9562, section 6.2, method 2)."""
    value = _later_than_before()
    time_and_version = value >> 74 << 80 | 0x7 << 76
    low = value & (1 << 74) - 1
    return str(uuid.UUID(int=time_and_version | low >> 62 << 64 | 0x2 << 62 | low & (1 << 62) - 1))


def _later_than_before() -> int:
    global _newest
    with _one_at_a_time:
        value = time.time_ns() // 1_000_000 << 74 | secrets.randbits(74)
        if value <= _newest and value >> 74 == _newest >> 74:
            value = _newest + 1 + secrets.randbits(_STEP)
        _newest = value
    return value


def new_key(length: int = 12) -> str:
    """A random key without look-alike letters."""
    return "".join(secrets.choice(_KEY_ALPHABET) for _ in range(length))


def is_id(text: str) -> bool:
    """Whether `new_id` could have made it."""
    return _ID.fullmatch(text) is not None


def is_client_id(text: str) -> bool:
    """Whether a browser may use this as `client_id` (UUIDv7 is the rule, other random text is taken)."""
    return _CLIENT_ID.fullmatch(text) is not None
