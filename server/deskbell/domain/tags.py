"""Tags: short words on visitors and conversations. Written as people write them, compared whatever their case."""

from __future__ import annotations

from collections.abc import Iterable

from deskbell.domain.errors import BadInput

MOST_TAGS, LONGEST_TAG = 20, 40


def tidy(tags: Iterable[str]) -> list[str]:
    """Without the space around and within them, each once, in their order. Raises `bad_payload`."""
    kept: dict[str, str] = {}
    for tag in tags:
        text = " ".join(tag.split())
        if not 0 < len(text) <= LONGEST_TAG or not text.isprintable():
            raise BadInput("bad_payload", f"A tag has 1 to {LONGEST_TAG} characters.")
        kept.setdefault(text.casefold(), text)
    if len(kept) > MOST_TAGS:
        raise BadInput("bad_payload", f"At most {MOST_TAGS} tags.")
    return list(kept.values())
