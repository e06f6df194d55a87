"""A command of the wire: its name, the type of its payload, and the rule that carries it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from deskbell.domain.people import Actor

Handle = Callable[..., Awaitable[dict[str, Any]]]
"""(core, actor, payload), and the socket's id where the command is `by_socket` → what the acknowledgement carries beyond
ok. Raises `DeskbellError`."""


class Payload(msgspec.Struct, forbid_unknown_fields=True):
    """The base of all payloads: unknown fields are refused."""


class Command(msgspec.Struct, frozen=True):
    """`limits` names the rate limits it spends (see `services.limits.RULES`), keyed by actor or by address."""

    name: str
    payload: type[Payload]
    handle: Handle
    limits: tuple[str, ...] = ()
    by_socket: bool = False
    """Whether what it does ends with the socket, so that it is told which one."""


def actor_key(actor: Actor, address: str, rule: str) -> tuple[str, str]:
    """Whose bucket a rule's token comes from."""
    return rule, address if rule.startswith("address_") else actor.id
