"""Which sockets are open now, and whose they are. In memory only: it is true of this process and ends with it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple


class Connections:
    """Counts sockets by visitor and by agent."""

    def __init__(self) -> None:
        self._visitors: dict[str, set[str]] = defaultdict(set)
        self._agents: dict[str, set[str]] = defaultdict(set)
        self._expected: set[str] = set()

    def visitor_came(self, visitor_id: str, sid: str) -> bool:
        """True for the first socket of this visitor."""
        self._visitors[visitor_id].add(sid)
        return len(self._visitors[visitor_id]) == 1

    def visitor_went(self, visitor_id: str, sid: str) -> bool:
        """True when that was the last."""
        return _remove(self._visitors, visitor_id, sid)

    def agent_came(self, agent_id: str, sid: str) -> bool:
        self._agents[agent_id].add(sid)
        self._expected.discard(agent_id)
        return len(self._agents[agent_id]) == 1

    def agent_went(self, agent_id: str, sid: str) -> bool:
        return _remove(self._agents, agent_id, sid)

    def expect_agent(self, agent_id: str) -> None:
        """They are about to be sent to sign in again, and did not leave."""
        if self.agent_is_connected(agent_id):
            self._expected.add(agent_id)

    def agent_is_expected(self, agent_id: str) -> bool:
        return agent_id in self._expected

    def visitor_is_connected(self, visitor_id: str) -> bool:
        return visitor_id in self._visitors

    def agent_is_connected(self, agent_id: str) -> bool:
        return agent_id in self._agents

    def agent_has_socket(self, agent_id: str, sid: str) -> bool:
        return sid in self._agents.get(agent_id, ())


class Presumed(Connections):
    """Where no socket can be seen, outside the server: agents who are shown as online are taken to be connected."""

    def agent_is_connected(self, agent_id: str) -> bool:
        return True


class Reader(NamedTuple):
    """An agent who reads along somewhere."""

    inbox_id: str
    agent: dict[str, Any]


class Joined:
    """Which agents read along in which conversation, by socket."""

    def __init__(self) -> None:
        self._readers: dict[str, dict[str, Reader]] = {}

    def join(self, conversation_id: str, sid: str, reader: Reader) -> bool:
        """True unless this socket did already."""
        readers = self._readers.setdefault(conversation_id, {})
        return readers.setdefault(sid, reader) is reader

    def leave(self, conversation_id: str, sid: str) -> Reader | None:
        """Who read along from this socket and does so no more; None if it did not."""
        readers = self._readers.get(conversation_id, {})
        left = readers.pop(sid, None)
        if not readers:
            self._readers.pop(conversation_id, None)
        return left

    def socket_went(self, sid: str) -> list[tuple[str, str]]:
        """The socket reads along nowhere any more; returns where it did: (inbox, conversation)."""
        left = [(conversation_id, self.leave(conversation_id, sid)) for conversation_id in list(self._readers)]
        return [(reader.inbox_id, conversation_id) for conversation_id, reader in left if reader is not None]

    def of(self, conversation_id: str) -> list[dict[str, Any]]:
        """Who reads along there, each once, in the order in which they came."""
        readers = self._readers.get(conversation_id, {}).values()
        return list({reader.agent["id"]: reader.agent for reader in readers}.values())


def _remove(sockets: dict[str, set[str]], owner: str, sid: str) -> bool:
    held = sockets.get(owner)
    if held is None or sid not in held:
        return False
    held.discard(sid)
    if held:
        return False
    del sockets[owner]
    return True
