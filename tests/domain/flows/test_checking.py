"""What is wrong with a flow is found, each by its code at its node; and what is right is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.flows.checking import Known, problems_of
from deskbell.domain.flows.definition import read_definition
from deskbell.domain.pages import is_on
from tests.domain.flows.drawing import drawn, en, node, option

KNOWN = Known(
    locales=("en",),
    flow_id="me",
    articles={"art"},
    teams={"team"},
    skills={"skill"},
    look_ups={"look"},
    flows={"other", "caller"},
    calls={"caller": {"me"}, "other": {"deep"}},
    saves={"other": {"order"}, "deep": {"who"}, "caller": {"else"}},
    keywords={"退货": "Returns"},
)
END = node("e", "end")
ASK = node("q", "question", text=en("?"), name="it")
KEYWORD = [{"kind": "keyword", "words": ["hello"]}]


def found(
    *parts: dict[str, Any], ways: str = "", triggers: Any = KEYWORD, known: Known = KNOWN
) -> set[tuple[str, str | None]]:
    definition = read_definition(drawn(*parts, ways=ways, triggers=triggers))
    return {(problem.code, problem.node_id) for problem in problems_of(definition, known)}


FAULTS: list[tuple[tuple[dict[str, Any], ...], str, set[tuple[str, str | None]]]] = [
    ((), "", {("no_start", None)}),
    ((node("m", "message", text=en("hi")), END), "m.next>e", set()),
    ((node("m", "message", text=en("hi")),), "", {("dead_end", "m")}),
    ((node("m", "message", text=en("hi")), END), "m.next>gone", {("unknown_target", "m"), ("unreachable", "e")}),
    ((node("m", "message"), END), "m.next>e", {("missing_text", "m")}),
    ((END, node("x", "end")), "", {("unreachable", "x")}),
    ((ASK, END), "q.next>e", {("dead_end", "q")}),
    ((node("q", "question", text=en("?"), name=""), END), "q.next>e q.invalid>e", {("missing_name", "q")}),
    ((node("q", "question", text=en("?"), name="a", pattern="("), END), "q.next>e q.invalid>e", {("bad_pattern", "q")}),
    (
        (node("q", "question", text=en("?"), name="a", pattern="(a|aa)+$"), END),
        "q.next>e q.invalid>e",
        {("bad_pattern", "q")},
    ),
    (
        (node("q", "question", text=en("?"), name="a", answer_type="choice"), END),
        "q.next>e q.invalid>e",
        {("no_options", "q")},
    ),
    ((node("b", "buttons", text=en("?")), END), "b.else>e", {("no_options", "b")}),
    ((node("b", "buttons", text=en("?"), options=[option("x", "X")]), END), "b.x>e", set()),
    (
        (node("c", "condition", cases=[{"id": "x", "all": [{"what": "answer", "name": "no"}]}]), END),
        "c.x>e c.else>e",
        {("unknown_name", "c")},
    ),
    ((node("m", "message", text=en("{{who}}")), END), "m.next>e", {("unknown_name", "m")}),
    (
        (node("a", "message", text=en("a")), node("b", "message", text=en("b"))),
        "a.next>b b.next>a",
        {("loop_without_question", "a")},
    ),
    ((node("a", "message", text=en("a")), ASK, END), "a.next>q q.next>a q.invalid>e", set()),
    ((node("a", "article", article_id="no"), END), "a.next>e", {("missing_article", "a")}),
    ((node("l", "look_up"), END), "l.found>e l.not_found>e l.failed>e", {("missing_look_up", "l")}),
    (
        (node("h", "hand_over", team_id="no", needs=[{"skill_id": "no"}]),),
        "",
        {("missing_team", "h"), ("missing_skill", "h")},
    ),
    ((node("h", "hand_over", team_id="team", needs=[{"skill_id": "skill"}]),), "", set()),
    ((node("s", "sub_flow", flow_id="gone"), END), "s.next>e", {("missing_flow", "s")}),
    ((node("s", "sub_flow", flow_id="me"), END), "s.next>e", {("calls_itself", "s")}),
    ((node("s", "sub_flow", flow_id="caller"), END), "s.next>e", {("calls_itself", "s")}),
    ((node("s", "sub_flow", flow_id="other"), END), "s.next>e", set()),
    (
        (node("s", "sub_flow", flow_id="other"), node("e", "end", text=en("{{who}} {{order}}, {{else}}"))),
        "s.next>e",
        {("unknown_name", "e")},
    ),
    ((node("s", "sub_flow", flow_id="other"), node("e", "end", text=en("{{who}} {{order}}"))), "s.next>e", set()),
    (
        (ASK, node("r", "question", text=en("?"), name="it"), END),
        "q.next>r r.next>e q.invalid>e r.invalid>e",
        {("duplicate_name", "r")},
    ),
    (
        (
            node(
                "b",
                "buttons",
                text=en("?"),
                options=[{"id": "x", "label": en("Yes")}, {"id": "y", "label": en(" yes")}],
            ),
            END,
        ),
        "b.x>e b.y>e b.else>e",
        {("duplicate_label", "b")},
    ),
    (
        (node("q", "question", text=en("?"), name="it", answer_type="number", min=9, max=3), END),
        "q.next>e q.invalid>e",
        {("empty_range", "q")},
    ),
    (
        (node("q", "question", text=en("?"), name="it", answer_type="date", min="2026-12-01", max="2026-11-01"), END),
        "q.next>e q.invalid>e",
        {("empty_range", "q")},
    ),
    (  # two branches keep the same answer, and both may begin anew: nobody answers twice on one way
        (
            node("b", "buttons", text=en("?"), options=[{"id": "x", "label": en("x")}, {"id": "y", "label": en("y")}]),
            ASK,
            node("r", "question", text=en("?"), name="it"),
            node(
                "a",
                "buttons",
                text=en("?"),
                options=[{"id": "again", "label": en("again")}, {"id": "done", "label": en("ok")}],
            ),
            END,
        ),
        "b.x>q b.y>r q.next>a r.next>a q.invalid>e r.invalid>e a.again>b a.done>e",
        set(),
    ),
]


@pytest.mark.parametrize(("parts", "ways", "codes"), FAULTS)
def test_what_is_wrong(parts: Any, ways: str, codes: set[tuple[str, str | None]]) -> None:
    assert found(*parts, ways=ways) == codes


def test_languages_keywords_and_size() -> None:
    two = Known(locales=("en", "zh-CN"), keywords=KNOWN.keywords)
    codes = found(node("e", "end", text=en("hi")), triggers=[{"kind": "keyword", "words": ["退貨"]}], known=two)
    assert codes == {("missing_language", "e"), ("duplicate_keyword", None)}
    assert found(END, triggers=[]) == {("no_trigger", None)}
    many = [node(str(n), "message", text=en("hi")) for n in range(301)]
    chain = " ".join(f"{n}.next>{n + 1}" for n in range(300)) + " 300.next>e"
    assert found(*many, END, ways=chain) == {("too_many_nodes", None)}


def test_many_slow_patterns_take_no_longer_than_a_few() -> None:
    asked = [node(str(n), "question", text=en("?"), name=f"n{n}", pattern=f"(a|aa){{1,{n + 300}}}$") for n in range(40)]
    definition = read_definition(drawn(*asked, END))
    slow = [problem for problem in problems_of(definition, KNOWN) if problem.code == "bad_pattern"]
    assert 1 <= len(slow) <= 3


def test_addresses_are_matched_in_linear_time() -> None:
    assert is_on("*/returns*", "https://shop.example/Returns?x") and is_on("returns", "https://shop.example/returns")
    assert is_on("https://shop.example/", "https://shop.example/") and not is_on("*/a*b", "https://x/b/a")
    assert not is_on("", "https://x/") and not is_on("ab*ba", "aba")
    assert not is_on("*a" * 200 + "b", "a" * 2_000)
