"""The open sockets of this process: whose they are, and which rooms they stand in.

Rooms are chosen here and by nobody else: `visitor:ID` for all windows of a visitor, `agent:ID` for all of an agent,
`inbox:ID` for the agents who hear an inbox.
"""

from __future__ import annotations

from dataclasses import dataclass

from deskbell.domain.people import Actor, AgentActor


@dataclass
class Socket:
    """One connected client."""

    sid: str
    namespace: str
    actor: Actor
    network: str
    locale: str | None = None
    name: str | None = None
    returning: bool = False
    token: str = ""
    epoch: int = 0
    session_id: str = ""
    identity_error: dict[str, object] | None = None
    """Why what the site signed of its visitor does not count."""
    greeted: bool = False
    """Whether it was told its session; what is told to sockets one by one comes after that."""


class Sockets:
    """All of them, by socket id."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Socket] = {}

    def add(self, socket: Socket) -> None:
        self._by_sid[socket.sid] = socket

    def remove(self, sid: str) -> Socket | None:
        return self._by_sid.pop(sid, None)

    def get(self, sid: str) -> Socket | None:
        return self._by_sid.get(sid)

    def agents(self) -> list[tuple[Socket, AgentActor]]:
        """The agents' sockets, with their actor."""
        return [(s, s.actor) for s in self._by_sid.values() if isinstance(s.actor, AgentActor)]

    def all_visitors(self) -> list[Socket]:
        return [s for s in self._by_sid.values() if not isinstance(s.actor, AgentActor)]

    def visitors(self, inbox_id: str) -> list[Socket]:
        """The visitors' sockets of one inbox."""
        return [
            s for s in self._by_sid.values() if not isinstance(s.actor, AgentActor) and s.actor.inbox_id == inbox_id
        ]

    def of_visitor(self, visitor_id: str) -> list[Socket]:
        return [s for s in self._by_sid.values() if s.namespace == "/visitor" and s.actor.id == visitor_id]


def visitor_room(visitor_id: str) -> str:
    return f"visitor:{visitor_id}"


def agent_room(agent_id: str) -> str:
    return f"agent:{agent_id}"


def inbox_room(inbox_id: str) -> str:
    return f"inbox:{inbox_id}"
