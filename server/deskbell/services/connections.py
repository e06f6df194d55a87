"""Which sockets are open now, and whose they are. In memory only: it is true of this process and ends with it."""

from __future__ import annotations

from collections import defaultdict


class Connections:
    """Counts sockets by visitor and by agent."""

    def __init__(self) -> None:
        self._visitors: dict[str, set[str]] = defaultdict(set)
        self._agents: dict[str, set[str]] = defaultdict(set)

    def visitor_came(self, visitor_id: str, sid: str) -> bool:
        """True for the first socket of this visitor."""
        self._visitors[visitor_id].add(sid)
        return len(self._visitors[visitor_id]) == 1

    def visitor_went(self, visitor_id: str, sid: str) -> bool:
        """True when that was the last."""
        return _remove(self._visitors, visitor_id, sid)

    def agent_came(self, agent_id: str, sid: str) -> bool:
        self._agents[agent_id].add(sid)
        return len(self._agents[agent_id]) == 1

    def agent_went(self, agent_id: str, sid: str) -> bool:
        return _remove(self._agents, agent_id, sid)

    def visitor_is_connected(self, visitor_id: str) -> bool:
        return visitor_id in self._visitors

    def agent_is_connected(self, agent_id: str) -> bool:
        return agent_id in self._agents


def _remove(sockets: dict[str, set[str]], owner: str, sid: str) -> bool:
    held = sockets.get(owner)
    if held is None or sid not in held:
        return False
    held.discard(sid)
    if held:
        return False
    del sockets[owner]
    return True
