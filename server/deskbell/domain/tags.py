"""Tags: short words on visitors and conversations. Written as people write them, compared whatever their case."""

from __future__ import annotations

from collections.abc import Iterable

from deskbell.domain.errors import BadInput

MOST_TAGS, LONGEST_TAG = 20, 40


def tidy(tags: Iterable[str]) -> list[str]:
    """Without the space around and within them, each once, in their order. Raises `bad_payload`."""
    texts = [" ".join(tag.split()) for tag in tags]
    if not all(0 < len(text) <= LONGEST_TAG and text.isprintable() for text in texts):
        raise BadInput("bad_payload", f"A tag has 1 to {LONGEST_TAG} characters.")
    kept = _each_once(texts)
    if len(kept) > MOST_TAGS:
        raise BadInput("bad_payload", f"At most {MOST_TAGS} tags.")
    return kept


def merged(tags: Iterable[str]) -> list[str]:
    """Tidy tags of several, as many as one may have."""
    return _each_once(tags)[:MOST_TAGS]


def _each_once(tags: Iterable[str]) -> list[str]:
    kept: dict[str, str] = {}
    for tag in tags:
        kept.setdefault(tag.casefold(), tag)
    return list(kept.values())
