"""What a conversation needs of whoever takes it: skills, each with a least level. Stored as one text, so that equal needs
are equal texts and a line can be grouped by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

LEAST_LEVEL, TOP_LEVEL = 1, 5


class Need(msgspec.Struct, frozen=True, order=True):
    skill_id: str
    level: int = LEAST_LEVEL


def write_needs(needs: Iterable[Need]) -> str:
    """`skill:level skill:level`, in a fixed order; of two levels of one skill the higher counts."""
    levels: dict[str, int] = {}
    for need in needs:
        levels[need.skill_id] = max(need.level, levels.get(need.skill_id, LEAST_LEVEL))
    return " ".join(f"{skill_id}:{level}" for skill_id, level in sorted(levels.items()))


def read_needs(text: str) -> tuple[Need, ...]:
    parts = (part.rpartition(":") for part in text.split())
    return tuple(Need(skill_id, int(level)) for skill_id, _, level in parts)


def missing(needs: Iterable[Need], skills: Mapping[str, int]) -> str | None:
    """The first skill that is lacking, or not good enough."""
    for need in needs:  # a loop: routing asks this more often than anything else
        if skills.get(need.skill_id, 0) < need.level:
            return need.skill_id
    return None
