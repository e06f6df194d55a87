"""Where a flow can go: loops, nodes nobody comes to, the names that answers are kept under. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from deskbell.domain.flows.definition import WAITS, Definition, Form, LookUp, Node, Question, SubFlow, outs_of

HANDS_OVER = frozenset({"invalid", "not_found", "failed"})
"""Ways out that lead to a person where they lead nowhere else."""


def ways(definition: Definition) -> dict[str, list[str]]:
    """The nodes that each node leads to."""
    nodes = {node.id: node for node in definition.nodes}
    led: dict[str, list[str]] = {node_id: [] for node_id in nodes}
    for edge in definition.edges:
        if edge.source in nodes and edge.to in nodes and edge.out in outs_of(nodes[edge.source]):
            led[edge.source].append(edge.to)
    return led


def unreachable(definition: Definition) -> list[str]:
    """Nodes that no way from the start leads to; nothing is said while there is no start."""
    if definition.node(definition.start) is None:
        return []
    reached = _reached(str(definition.start), ways(definition))
    return [node.id for node in definition.nodes if node.id not in reached]


def loops(definition: Definition) -> list[list[str]]:
    """Loops in which nobody is asked anything, each once: the nodes that lead to each other, in the flow's order."""
    asked = {node.id for node in definition.nodes if node.kind in WAITS}
    led = {node_id: [to for to in led_to if to not in asked] for node_id, led_to in ways(definition).items()}
    reached = {node_id: _reached_after(node_id, led) for node_id in led if node_id not in asked}
    found: list[list[str]] = []
    for node_id, after in reached.items():
        if node_id in after and not any(node_id in loop for loop in found):
            found.append([other for other in reached if other in after and node_id in reached[other]])
    return found


def names_saved_by(node: Node) -> list[str]:
    """The names under which a node keeps answers, also those that were left empty."""
    if isinstance(node.data, Question):
        return [node.data.name]
    if isinstance(node.data, Form):
        return [field.name for field in node.data.fields]
    return [node.data.save_as] if isinstance(node.data, LookUp) and node.data.save_as else []


def saved_names(definition: Definition) -> dict[str, list[str]]:
    """Every name with the nodes that save under it."""
    saved: dict[str, list[str]] = {}
    for node in definition.nodes:
        for name in names_saved_by(node):
            saved.setdefault(name, []).append(node.id)
    return saved


def saved_again(definition: Definition, saved: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """Name and node wherever an answer is kept under the name of one that was kept on the way there.

    Of two branches neither comes after the other, also where both lead to a button that begins anew: a way does not go
    back to what every way to its first node goes through.
    """
    shared = {name: node_ids for name, node_ids in saved.items() if name and len(set(node_ids)) > 1}
    led, before = ways(definition), _dominators(definition) if shared else {}
    later: set[tuple[str, str]] = set()
    for first in {node_id for node_ids in shared.values() for node_id in node_ids}:
        gone = before.get(first, set()) - {first}
        reached = _reached_after(first, {one: [to for to in led[one] if to not in gone] for one in led})
        later |= {(name, one) for name, ids in shared.items() if first in ids for one in ids if one in reached}
    return later


def _dominators(definition: Definition) -> dict[str, set[str]]:
    """Of every node that the start leads to: the nodes that all ways to it go through, itself among them.

    The round-robin algorithm of Allen and Cocke, "Graph-theoretic constructs for program flow analysis" (IBM, 1972).
    """
    start, led = str(definition.start), ways(definition)
    reached = _reached(start, led)
    before = {node_id: {start} if node_id == start else set(reached) for node_id in reached}
    changed = start in led
    while changed:
        changed = False
        for node_id in reached - {start}:
            ahead = [before[one] for one in reached if node_id in led[one]]
            now = {node_id}.union(set.intersection(*ahead) if ahead else ())
            changed, before[node_id] = changed or now != before[node_id], now
    return before


def is_saved(name: str, saved: Set[str]) -> bool:
    """Whether something is kept under this name, or under what a look-up puts before a dot."""
    return name in saved or ("." in name and name.split(".")[0] in saved)


def flows_below(definition: Definition, known: Mapping[str, Set[str]]) -> set[str]:
    """Its sub-flows, and theirs. `known` are the sub-flows of the other flows."""
    own = [node.data.flow_id for node in definition.nodes if isinstance(node.data, SubFlow)]
    return {below for flow_id in own for below in _reached(flow_id, known)}


def calls(flow_id: str, wanted: str | None, known: Mapping[str, Set[str]]) -> bool:
    """Whether a flow is the wanted one, or comes to it through its sub-flows."""
    return wanted is not None and wanted in _reached(flow_id, known)


def _reached(start: str, led: Mapping[str, Iterable[str]]) -> set[str]:
    reached, ahead = set(), [start]
    while ahead:
        node_id = ahead.pop()
        if node_id not in reached:
            reached.add(node_id)
            ahead.extend(led.get(node_id, ()))
    return reached


def _reached_after(start: str, led: Mapping[str, Iterable[str]]) -> set[str]:
    """The same, the start only where a way leads back to it."""
    reached: set[str] = set()
    for to in led.get(start, ()):
        reached |= _reached(to, led) if to not in reached else set()
    return reached
