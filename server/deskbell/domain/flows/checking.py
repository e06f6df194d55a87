"""What is wrong with a flow, as problems for programs: the editor says them beside the node, in the admin's language.

An error stops a publish. A warning is something that works, and that nobody may have meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

import msgspec

from deskbell.domain.flows import tracing
from deskbell.domain.flows.answers import is_empty_range
from deskbell.domain.flows.definition import (
    MOST_NODES,
    Article,
    Buttons,
    Condition,
    Definition,
    Form,
    HandOver,
    LookUp,
    Node,
    Question,
    SubFlow,
    outs_of,
    texts_of,
)
from deskbell.domain.flows.patterns import Patience
from deskbell.domain.flows.shapes import Words
from deskbell.domain.flows.triggers import Button, Keyword
from deskbell.domain.flows.words import names_in
from deskbell.domain.folding import fold

WARNINGS = frozenset(
    {
        *("no_trigger", "unreachable", "missing_language", "duplicate_name", "unknown_name", "duplicate_keyword"),
        "duplicate_label",
    }
)
_TEXT_MAY_BE_EMPTY = {"hand_over", "end", "rate", "form"}


class Problem(msgspec.Struct, frozen=True):
    """`params` hold what the words need, by the names in PROTOCOL.md."""

    code: str
    node_id: str | None = None
    edge: dict[str, str] | None = None
    params: dict[str, Any] = {}
    severity: str = "error"


class Known(msgspec.Struct, frozen=True):
    """What exists around a flow. None where it cannot be known: then nothing is said about it."""

    locales: Sequence[str] = ()
    flow_id: str | None = None
    articles: Set[str] | None = None
    teams: Set[str] | None = None
    skills: Set[str] | None = None
    look_ups: Set[str] | None = None
    flows: Set[str] | None = None
    """Those that are published, which is what a sub-flow needs."""
    calls: Mapping[str, Set[str]] = {}
    """The sub-flows of the other flows, by flow."""
    saves: Mapping[str, Set[str]] = {}
    """The names under which the other flows keep answers, by flow: what a sub-flow was told is known after it."""
    keywords: Mapping[str, str] = {}
    """Folded keywords of other published flows: the name of the flow."""


def problems_of(definition: Definition, known: Known) -> list[Problem]:
    """Everything that is wrong, the whole first, then node by node."""
    return [
        _weighed(problem)
        for found in (_of_whole(definition, known), _of_edges(definition), _of_nodes(definition, known))
        for problem in found
    ]


def errors_in(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _weighed(problem: Problem) -> Problem:
    light = problem.code in WARNINGS or (problem.code == "dead_end" and problem.params.get("out") in tracing.HANDS_OVER)
    return msgspec.structs.replace(problem, severity="warning") if light else problem


def _of_whole(definition: Definition, known: Known) -> Iterator[Problem]:
    if definition.node(definition.start) is None:
        yield Problem("no_start")
    if not definition.triggers:
        yield Problem("no_trigger")
    if len(definition.nodes) > MOST_NODES:
        yield Problem("too_many_nodes", params={"nodes": len(definition.nodes), "most": MOST_NODES})
    for trigger in definition.triggers:
        if isinstance(trigger, Button):
            yield from _languages(None, "label", trigger.label, known)
        if isinstance(trigger, Keyword):
            for word in trigger.words:
                if fold(word) in known.keywords:
                    yield Problem("duplicate_keyword", params={"word": word, "flow": known.keywords[fold(word)]})
    for node_ids in tracing.loops(definition) if len(definition.nodes) <= MOST_NODES else []:
        yield Problem("loop_without_question", node_ids[0], params={"nodes": node_ids})
    for node_id in tracing.unreachable(definition):
        yield Problem("unreachable", node_id)


def _of_edges(definition: Definition) -> Iterator[Problem]:
    nodes = {node.id: node for node in definition.nodes}
    for edge in definition.edges:
        source = nodes.get(edge.source)
        if source is None or edge.to not in nodes or edge.out not in outs_of(source):
            place = {"from": edge.source, "out": edge.out, "to": edge.to}
            yield Problem("unknown_target", edge.source if source else None, place, {"out": edge.out})


def _of_nodes(definition: Definition, known: Known) -> Iterator[Problem]:
    saved, patience = tracing.saved_names(definition), Patience()
    again = tracing.saved_again(definition, saved) if len(definition.nodes) <= MOST_NODES else set()
    below = tracing.flows_below(definition, known.calls)
    all_saved = {name for flow_id in below for name in known.saves.get(flow_id, ())} | set(saved)
    for node in definition.nodes:
        yield from _outs(definition, node)
        yield from _texts(node, known)
        yield from _names(node, all_saved, again)
        yield from _content(node, patience)
        yield from _labels(node)
        yield from _references(node, known)


def _outs(definition: Definition, node: Node) -> Iterator[Problem]:
    for out in outs_of(node):
        # What fits no button may go on to the assistant, so that way out needs to lead nowhere.
        if definition.after(node.id, out) is None and not (isinstance(node.data, Buttons) and out == "else"):
            yield Problem("dead_end", node.id, params={"out": out})


def _texts(node: Node, known: Known) -> Iterator[Problem]:
    for place, words in texts_of(node):
        if any(text.strip() for text in words.values()):
            yield from _languages(node.id, place, words, known)
        elif place != "invalid_text" and not (place == "text" and node.kind in _TEXT_MAY_BE_EMPTY):
            yield Problem("missing_text", node.id, params={"field": place})


def _languages(node_id: str | None, place: str, words: Words, known: Known) -> Iterator[Problem]:
    missing = [locale for locale in known.locales if not words.get(locale, "").strip()]
    if len(missing) == len(known.locales) and not any(words.values()):
        yield Problem("missing_text", node_id, params={"field": place})
    elif missing:
        yield Problem("missing_language", node_id, params={"field": place, "locales": missing})


def _names(node: Node, saved: Set[str], again: Set[tuple[str, str]]) -> Iterator[Problem]:
    own = tracing.names_saved_by(node)
    for name in dict.fromkeys(own):
        if not name:
            yield Problem("missing_name", node.id)
        elif own.count(name) > 1 or (name, node.id) in again:
            yield Problem("duplicate_name", node.id, params={"name": name})
    used = names_in(text for _, words in texts_of(node) for text in words.values())
    if isinstance(node.data, LookUp):
        used |= names_in(node.data.inputs.values())
    if isinstance(node.data, Condition):
        used |= {test.name for case in node.data.cases for test in case.all if test.what == "answer"}
    for name in sorted(used):
        if not tracing.is_saved(name, saved):
            yield Problem("unknown_name", node.id, params={"name": name})


def _content(node: Node, patience: Patience) -> Iterator[Problem]:
    data = node.data
    if isinstance(data, Buttons) and not data.options:
        yield Problem("no_options", node.id)
    if isinstance(data, Form) and not data.fields:
        yield Problem("no_options", node.id)
    if isinstance(data, Condition) and not data.cases:
        yield Problem("no_options", node.id)
    if isinstance(data, Question):
        if data.answer_type == "choice" and not data.options:
            yield Problem("no_options", node.id)
        if data.pattern and (fault := patience.fault_of(data.pattern)):
            yield Problem("bad_pattern", node.id, params={"pattern": data.pattern, "reason": fault})
        if is_empty_range(data):
            yield Problem("empty_range", node.id, params={"least": str(data.min), "most": str(data.max)})
    if isinstance(data, Condition):
        for test in (test for case in data.cases for test in case.all if test.op == "matches"):
            if fault := patience.fault_of(str(test.value or "")):
                yield Problem("bad_pattern", node.id, params={"pattern": str(test.value or ""), "reason": fault})


def _labels(node: Node) -> Iterator[Problem]:
    """What somebody writes chooses by the label, so that of two alike nobody gets the second."""
    labels = [option.label for option in getattr(node.data, "options", ())]
    for locale in dict.fromkeys(locale for label in labels for locale in label):
        seen = Counter(fold(label.get(locale, "").strip()) for label in labels)
        again = next((label[locale] for label in labels if seen[fold(label.get(locale, "").strip())] > 1), "")
        if again.strip():
            yield Problem("duplicate_label", node.id, params={"label": again.strip()})


def _references(node: Node, known: Known) -> Iterator[Problem]:
    data = node.data
    if isinstance(data, Article):
        yield from _unless_known("missing_article", node, data.article_id, known.articles)
    if isinstance(data, LookUp):
        yield from _unless_known("missing_look_up", node, data.look_up_id, known.look_ups)
    if isinstance(data, HandOver):
        if data.team_id is not None:
            yield from _unless_known("missing_team", node, data.team_id, known.teams)
        for need in data.needs:
            yield from _unless_known("missing_skill", node, need.skill_id, known.skills)
    if isinstance(data, SubFlow):
        if data.flow_id and tracing.calls(data.flow_id, known.flow_id, known.calls):
            yield Problem("calls_itself", node.id, params={"id": data.flow_id})
        else:
            yield from _unless_known("missing_flow", node, data.flow_id, known.flows)


def _unless_known(code: str, node: Node, identity: str, known: Set[str] | None) -> Iterator[Problem]:
    if not identity or (known is not None and identity not in known):
        yield Problem(code, node.id, params={"id": identity})
