"""One door for all commands: from a packet to a typed command to its acknowledgement. It never raises.

Who may connect is in `visitor` and `agent`; what is told to whom is in `broadcast`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import msgspec

from deskbell.domain.errors import BadInput, DeskbellError, NotSignedIn
from deskbell.domain.ids import new_key
from deskbell.realtime.command import Command, actor_key
from deskbell.realtime.sockets import Socket, Sockets
from deskbell.services.core import Core

log = logging.getLogger(__name__)
Answer = dict[str, Any]


class Gateway:
    """The commands of one namespace. What is none of them spends the limits named by `others`."""

    def __init__(self, core: Core, sockets: Sockets, commands: Iterable[Command], others: tuple[str, ...]) -> None:
        self._core = core
        self._sockets = sockets
        self._others = others
        self._commands = {command.name: command for command in commands}

    async def handle(self, name: str, sid: str, *args: Any) -> Answer:
        """Carry out what a socket asked for; the answer is the acknowledgement."""
        try:
            socket = self._sockets.get(sid)
            if socket is None:
                raise NotSignedIn("not_signed_in", "This connection is not open. Connect again.")
            command = self._commands.get(name)
            self.spend(socket, command)
            if command is None:
                raise BadInput("unknown_command", f"There is no command {name[:64]!r}.")
            where = (socket.sid,) if command.by_socket else ()
            result = await command.handle(self._core, socket.actor, _payload(command, args), *where)
            return {"ok": True, **result}
        except Exception as error:
            return refusal(error)

    def spend(self, socket: Socket, command: Command | None) -> None:
        """Take what a command costs, or a packet that is none. Raises `rate_limited`."""
        rules = command.limits if command else self._others
        self._core.limits.take(*(actor_key(socket.actor, socket.network, rule) for rule in rules))


def _payload(command: Command, args: tuple[Any, ...]) -> Any:
    if len(args) > 1:
        raise BadInput("bad_payload", "A command has one payload.")
    value = without_nul(args[0] if args and args[0] is not None else {})
    try:
        return msgspec.convert(value, command.payload)
    except msgspec.ValidationError as error:
        raise BadInput("bad_payload", f"{command.name}: {error}") from None


def without_nul(value: Any) -> Any:
    """U+0000 becomes U+FFFD in every string: PostgreSQL cannot store it, and one rule for both databases is safer."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [without_nul(item) for item in value]
    if isinstance(value, dict):
        return {without_nul(key): without_nul(item) for key, item in value.items()}
    return value


def refusal(error: Exception) -> Answer:
    """The acknowledgement of a failed command. What nobody foresaw is logged under an id and shows nothing else."""
    if isinstance(error, DeskbellError):
        return {"ok": False, "error": error.as_dict()}
    reference = new_key(8)
    log.exception("unforeseen error %s", reference, exc_info=error)
    return {"ok": False, "error": {"code": "server_error", "message": f"Our fault. It is in the log as {reference}."}}
