"""Whom and what the sentences of the tests are about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from deskbell.services.sentences import sentences_of

AT = datetime(2026, 11, 28, 14, 30, tzinfo=UTC)
ANN, BEN, LEE = ({"id": name, "name": name} for name in ("Ann", "Ben", "Lee"))
RETURNS = {"id": "t", "name": "Returns"}
BILLING = {"skill_id": "b", "name": "billing", "level": 1, "language": None}
CHINESE = {"skill_id": "z", "name": "中文", "level": 1, "language": "zh"}


def found(name: str, why_not: str | None, load: int = 5, skill_id: str | None = None) -> dict[str, Any]:
    agent = {"id": name, "name": name}
    return {"agent": agent, "why_not": why_not, "load": load, "capacity": 5, "skill_id": skill_id, "share": 100}


def given(**data: Any) -> dict[str, Any]:
    return {"agent": ANN, "because": "least_loaded", "load": 2, "capacity": 5, "needs": [], "others": []} | data


def say(kind: str, data: dict[str, Any], locale: str = "en") -> str:
    return sentences_of(kind, data, AT)[locale]
