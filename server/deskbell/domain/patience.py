"""How long an inbox waits for the silent: for a visitor, for an agent, for somebody to come back. No I/O.

All minutes count within business hours only: what is not over at closing time goes on at the opening.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

RETURN_HOURS = 24
DEFAULT_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "first": "Are you still there? Write whenever you are ready.",
        "second": "We have not heard from you. If nothing is left to ask, this conversation ends by itself; "
        "write again and it goes on.",
    },
    "zh-CN": {
        "first": "您还在吗？方便时请继续。",
        "second": "一直没有收到您的消息。如果没有其他问题，对话会自动结束；您再写一句，就可以接着谈。",
    },
    "zh-TW": {
        "first": "您還在嗎？方便時請繼續。",
        "second": "一直沒有收到您的訊息。如果沒有其他問題，對話會自動結束；您再寫一句，就能接著談。",
    },
}


class IdleStep(NamedTuple):
    """What an idle visitor meets: `first` and `second` are reminders, `resolve` is the end."""

    number: int
    name: str
    minutes: int


class IdlePolicy(msgspec.Struct, frozen=True):
    """Minutes after the agent's last word, and then after the step before; null leaves a step out. All are off at first."""

    remind_minutes: int | None = None
    again_minutes: int | None = None
    resolve_minutes: int | None = None
    texts: Mapping[str, Mapping[str, str]] = msgspec.field(default_factory=dict)

    def next_step(self, done: int) -> IdleStep | None:
        """The next of the steps when so many are behind."""
        minutes = (self.remind_minutes, self.again_minutes, self.resolve_minutes)
        steps = zip(("first", "second", "resolve"), minutes, strict=True)
        ahead = [IdleStep(n, name, after) for n, (name, after) in enumerate(steps, 1) if after is not None and n > done]
        return ahead[0] if ahead else None

    def text(self, name: str, locale: str) -> str:
        """The words of a reminder; an emptied text is the default."""
        return self.texts.get(locale, {}).get(name) or DEFAULT_TEXTS.get(locale, DEFAULT_TEXTS["en"])[name]


class SilencePolicy(msgspec.Struct, frozen=True):
    """Minutes of an agent's silence after which the agent, then those who lead, are told; null: they are not."""

    agent_minutes: int | None = 5
    leader_minutes: int | None = 15

    def next_told(self, told: str | None) -> tuple[str, int] | None:
        """Whom to tell next, and after how many minutes of silence."""
        both = (("agent", self.agent_minutes), ("leader", self.leader_minutes))
        ahead = [(minutes, who) for who, minutes in both if minutes is not None and told != "leader" and who != told]
        return (min(ahead)[1], min(ahead)[0]) if ahead else None


def idle_policy(routing: Mapping[str, Any]) -> IdlePolicy:
    """What an inbox's `routing` says of idle visitors, with the defaults."""
    return IdlePolicy(**_known(IdlePolicy, routing.get("idle")))


def silence_policy(routing: Mapping[str, Any]) -> SilencePolicy:
    """What an inbox's `routing` says of silent agents, with the defaults."""
    return SilencePolicy(**_known(SilencePolicy, routing.get("silence")))


def return_hours(routing: Mapping[str, Any]) -> int:
    """For so many hours after its end, who writes goes on with the conversation; 0: never."""
    hours: int = routing.get("return_hours", RETURN_HOURS)
    return hours


def _known(policy: type[msgspec.Struct], values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if name in policy.__struct_fields__}
