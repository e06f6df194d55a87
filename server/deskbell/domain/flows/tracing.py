"""Where a flow can go: loops, nodes nobody comes to, the names that answers are kept under. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from deskbell.domain.flows.definition import WAITS, Definition, Form, LookUp, Node, Question, outs_of

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


def is_saved(name: str, saved: Mapping[str, Sequence[str]]) -> bool:
    """Whether something is kept under this name, or under what a look-up puts before a dot."""
    return name in saved or ("." in name and name.split(".")[0] in saved)


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
