"""Walks through flows, step by step; and through flows that nobody would draw: no walk raises, and every one stops."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.domain.flows.checking import Known, errors_in, problems_of
from deskbell.domain.flows.conditions import Facts
from deskbell.domain.flows.definition import KINDS, read_definition
from deskbell.domain.flows.engine import MOST_DEEP, MOST_STEPS
from deskbell.domain.flows.steps import Ended, Looks, NotMine, Waits
from deskbell.domain.forms import Wrong
from tests.domain.flows.drawing import MAIN, Walker, drawn, en, node, option, walker


def question(node_id: str, name: str, **more: Any) -> dict[str, Any]:
    return node(node_id, "question", text=en(f"{name}?"), name=name, **more)


ANSWERS: list[tuple[dict[str, Any], str, str | None]] = [
    ({}, " Vic ", "Vic"),
    ({}, "  ", None),
    ({"min": 3}, "ab", None),
    ({"max": 3}, "abcd", None),
    ({"pattern": "[A-Z]-[0-9]{3}"}, "A-123", "A-123"),
    ({"pattern": "[A-Z]-[0-9]{3}"}, "A-1234", None),
    ({"pattern": "(a+)+b"}, "a" * 2000, None),
    ({"pattern": "["}, "x", None),
    ({"answer_type": "number"}, "１，２３４.５", "1234.5"),
    ({"answer_type": "number"}, "3,5", "3.5"),
    ({"answer_type": "number"}, "1e9", None),
    ({"answer_type": "number", "min": 1, "max": 5}, "6", None),
    ({"answer_type": "email"}, "vic@shop.example", "vic@shop.example"),
    ({"answer_type": "email"}, "vic@shop", None),
    ({"answer_type": "phone"}, "＋86 (138) 0013-8000", "+8613800138000"),
    ({"answer_type": "phone"}, "12", None),
    ({"answer_type": "phone"}, "+44 (0)20 7946 0958", "+442079460958"),
    ({"answer_type": "date"}, "2026年12月1日", "1 December 2026"),
    ({"answer_type": "date"}, "31/12/2026", "31 December 2026"),
    ({"answer_type": "date"}, "12/31/2026", "31 December 2026"),
    ({"answer_type": "date"}, "5 December", "5 December 2026"),
    ({"answer_type": "date"}, "on Dec. 5th, 2027", "5 December 2027"),
    ({"answer_type": "date"}, "January 3rd", "3 January 2027"),
    ({"answer_type": "date"}, "on Friday", "4 December 2026"),
    ({"answer_type": "date"}, "next Tuesday", "1 December 2026"),
    ({"answer_type": "date"}, "週五", "4 December 2026"),
    ({"answer_type": "date"}, "下周二", "1 December 2026"),
    ({"answer_type": "date"}, "这周日", "29 November 2026"),
    ({"answer_type": "date", "min": 0}, "本周二", None),
    ({"answer_type": "date"}, "in 3 days", "1 December 2026"),
    ({"answer_type": "date"}, "5号", "5 December 2026"),
    ({"answer_type": "date"}, "June 31", None),
    ({"answer_type": "date"}, "03/04/2026", None),
    ({"answer_type": "date"}, "2026-02-30", None),
    ({"answer_type": "date", "min": 1, "max": 14}, "2026-11-28", None),
    ({"answer_type": "date", "min": 1, "max": 14}, "2026/12/12", "12 December 2026"),
    ({"answer_type": "date", "max": "2026-12-31"}, "2027-01-01", None),
    ({"answer_type": "date", "min": 1}, "Tomorrow", "29 November 2026"),
    ({"answer_type": "date", "min": 1}, "明天", "29 November 2026"),
    ({"answer_type": "date", "min": 1}, "今天", None),
    ({"answer_type": "date"}, "後天。", "30 November 2026"),
    ({"answer_type": "date"}, "１ 月 5 號", "5 January 2027"),
    ({"answer_type": "date"}, "2月30日", None),
    ({"answer_type": "choice", "options": [option("r", "Red"), option("b", "Blue")]}, "ＢＬＵＥ", "Blue"),
    ({"answer_type": "choice", "options": [option("r", "Red"), option("b", "Blue")]}, "2.", "Blue"),
    ({"answer_type": "choice", "options": [option("r", "Red")]}, "Green", None),
]


@pytest.mark.parametrize(("more", "said", "kept"), ANSWERS)
def test_what_counts_as_an_answer(more: dict[str, Any], said: str, kept: str | None) -> None:
    vic = walker(
        drawn(question("q", "it", retries=1, **more), node("e", "end", text=en("So {{it}}.")), ways="q.next>e")
    )
    vic.begins()
    stop = vic.says(said)
    if kept is None:
        assert isinstance(stop, Waits) and stop.state.retries == 1 and vic.read[1]
    else:
        assert isinstance(stop, Ended) and vic.read[-1] == f"So {kept}."


def test_a_day_is_written_for_people_and_kept_for_machines() -> None:
    for locale, told in (("en", "On 1 December 2026?"), ("zh-TW", "在 2026 年 12 月 1 日？")):
        texts = {"en": "On {{day}}?", "zh-TW": "在 {{day}}？"}
        drawing = drawn(question("q", "day", answer_type="date"), node("e", "end", text=texts), ways="q.next>e")
        vic = walker(drawing)
        vic.locale = locale
        vic.begins()
        stop = vic.says("2026/12/1")
        assert isinstance(stop, Ended)
        assert (vic.read[-1], stop.state.values["day"].text) == (told, "2026-12-01")


def test_after_the_last_retry_comes_the_way_for_it_or_a_person() -> None:
    parts = (question("q", "age", answer_type="number", retries=1, invalid_text=en("A number!")), node("e", "end"))
    for ways, outcome, reason in (("q.next>e q.invalid>e", "ended", None), ("q.next>e", "handed_over", "invalid")):
        vic = walker(drawn(*parts, ways=ways))
        vic.begins()
        vic.says("old")
        stop = vic.says("very old")
        assert vic.read == ["age?", "A number!"]
        assert isinstance(stop, Ended) and (stop.outcome, stop.reason) == (outcome, reason)


def test_who_wants_out_of_a_question_is_let_out() -> None:
    """Also out of a sub-flow; what may be an answer is one."""
    ends = "q.next>e q.invalid>e"
    phone = drawn(question("q", "it", answer_type="phone"), node("e", "end", text=en("So.")), ways=ends)
    free = drawn(question("q", "it"), node("e", "end", text=en("So.")), ways=ends)
    form = drawn(node("q", "form", fields=[{"name": "it", "label": en("It")}]), node("e", "end"), ways="q.next>e")
    menu = drawn(
        node("q", "buttons", text=en("?"), options=[option("x", "Cancel the order")]),
        node("e", "end"),
        ways="q.x>e q.else>e",
    )
    outer = drawn(node("s", "sub_flow", flow_id="inner"), node("e", "end", text=en("So.")), ways="s.next>e")
    for drawing, said in (
        *((phone, said) for said in ("cancel", "Never mind!", "actually never mind", "算了", "不用了，謝謝", "取消")),
        *((free, said) for said in ("never mind", "算了吧", "不用了")),
        (form, "cancel"),
        (menu, "never mind"),
        (outer, "never mind"),
    ):
        vic = walker(drawing, inner=phone)
        vic.begins()
        stop = vic.says(said)
        assert isinstance(stop, Ended) and (stop.outcome, stop.reason, vic.read[-1]) == ("ended", "left", "left"), said
    for drawing, said in ((free, "cancel"), (menu, "cancel")):
        vic = walker(drawing)
        vic.begins()
        stop = vic.says(said)
        assert isinstance(stop, Ended) and stop.reason is None, said


def test_what_is_answered_is_never_read_as_a_text_of_the_flow() -> None:
    vic = walker(
        drawn(
            question("q", "a"),
            question("r", "b"),
            node("e", "end", text=en("{{a}}|{{b}}|{{c}}")),
            ways="q.next>r r.next>e",
        )
    )
    vic.begins()
    vic.says("{{b}}")
    vic.says("x" * 1_999 + "{")
    assert vic.read[-1] == "{{b}}|" + "x" * 1_999 + "{|"


CASES: list[tuple[dict[str, Any], bool]] = [
    ({"what": "answer", "name": "it", "op": "is", "value": "RED"}, True),
    ({"what": "answer", "name": "it", "op": "is", "value": "r"}, True),
    ({"what": "answer", "name": "it", "op": "is_not", "value": "blue"}, True),
    ({"what": "answer", "name": "it", "op": "contains", "value": "e"}, True),
    ({"what": "answer", "name": "it", "op": "matches", "value": "R.d"}, True),
    ({"what": "answer", "name": "it", "op": "more_than", "value": 3}, False),
    ({"what": "answer", "name": "nothing", "op": "is", "value": None}, True),
    ({"what": "attribute", "name": "vip", "op": "is", "value": True}, True),
    ({"what": "attribute", "name": "spent", "op": "more_than", "value": "99"}, True),
    ({"what": "attribute", "name": "since", "op": "less_than", "value": "2026-01-01"}, True),
    ({"what": "language", "op": "is", "value": "en"}, True),
    ({"what": "language", "op": "is_not", "value": "zh"}, True),
    ({"what": "hours", "op": "open"}, False),
    ({"what": "hours", "op": "closed"}, True),
    ({"what": "queue_length", "op": "less_than", "value": 8}, True),
    ({"what": "queue_length", "op": "is", "value": 8}, False),
]


@pytest.mark.parametrize(("test", "holds"), CASES)
def test_conditions(test: dict[str, Any], holds: bool) -> None:
    choice = question("q", "it", answer_type="choice", options=[option("r", "Red"), option("b", "Blue")])
    condition = node("c", "condition", cases=[{"id": "yes", "all": [test]}])
    vic = walker(
        drawn(
            choice,
            condition,
            node("y", "end", text=en("yes")),
            node("n", "end", text=en("no")),
            ways="q.next>c c.yes>y c.else>n",
        )
    )
    vic.facts = Facts("en-GB", {"vip": True, "spent": 120.5, "since": "2024-03-01"}, is_open=False, queue_length=3)
    vic.begins()
    vic.says("red")
    assert vic.read[-1] == ("yes" if holds else "no")


def test_sub_flows_come_back_and_an_end_inside_ends_only_itself() -> None:
    inner = drawn(question("n", "name"), node("x", "end", text=en("Hi {{name}}.")), ways="n.next>x")
    outer = drawn(
        node("s", "sub_flow", flow_id="inner"),
        node("m", "message", text=en("Back.")),
        node("e", "end", resolve=True),
        ways="s.next>m m.next>e",
    )
    vic = walker(outer, inner=inner)
    stop = vic.begins()
    assert isinstance(stop, Waits) and [place.flow_id for place in stop.state.stack] == [MAIN, "inner"]
    stop = vic.says("Vic")
    assert isinstance(stop, Ended) and stop.outcome == "resolved" and vic.read == ["name?", "Hi Vic.", "Back."]


def test_flows_inside_each_other_without_end_come_to_a_person() -> None:
    vic = walker(drawn(node("s", "sub_flow", flow_id=MAIN)))
    stop = vic.begins()
    assert isinstance(stop, Ended) and stop.reason == "too_deep" and len(stop.state.stack) == MOST_DEEP


def test_a_loop_without_a_question_comes_to_a_person() -> None:
    vic = walker(drawn(node("a", "message", text=en("a")), node("b", "condition"), ways="a.next>b b.else>a"))
    stop = vic.begins()
    assert isinstance(stop, Ended) and (stop.outcome, stop.reason) == ("handed_over", "too_many_steps")
    assert len(vic.read) <= MOST_STEPS


def test_a_look_up_is_waited_for_and_keeps_what_it_found() -> None:
    parts = (question("o", "order"), node("l", "look_up", look_up_id="x", inputs={"n": "#{{order}}"}, save_as="it"))
    vic = walker(drawn(*parts, node("e", "end", text=en("{{it.status}}")), ways="o.next>l l.found>e"))
    vic.begins()
    stop = vic.says("7")
    assert isinstance(stop, Looks) and stop.inputs == {"n": "#7"}
    assert isinstance(vic.finds("found", status="packed"), Ended) and vic.read[-1] == "packed"
    vic = walker(drawn(*parts, ways="o.next>l"))
    vic.begins()
    vic.says("7")
    stop = vic.finds("exploded")
    assert isinstance(stop, Ended) and stop.reason == "failed"


# --- Flows that nobody would draw. ---

_ids = st.sampled_from(["a", "b", "c", "d", "gone"])
_texts = st.dictionaries(
    st.sampled_from(["en", "zh-CN", "xx"]), st.sampled_from(["", "Hi", "{{it}} {{it}}", "{{"]), max_size=2
)
_options = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3).map(
    lambda ids: [{"id": f"o{one}", "label": {"en": one}} for one in ids]
)
_bounds = st.sampled_from([None, 0, 1, -1.5, "2026-01-01", "x", 10**12])
_tests = st.fixed_dictionaries(
    {
        "what": st.sampled_from(["answer", "attribute", "language", "hours", "queue_length"]),
        "name": st.sampled_from(["it", "vip"]),
        "op": st.sampled_from(["is", "is_not", "contains", "more_than", "less_than", "matches", "open", "closed"]),
        "value": st.sampled_from([None, True, 1, 1.5, "", "(a+)+b", "2026-01-01", "en"]),
    }
)
_DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "message": st.fixed_dictionaries({"text": _texts}),
    "buttons": st.fixed_dictionaries({"text": _texts, "options": _options}),
    "question": st.fixed_dictionaries(
        {
            "text": _texts,
            "name": st.sampled_from(["", "it"]),
            "answer_type": st.sampled_from(["text", "number", "email", "phone", "date", "choice"]),
            "options": _options,
            "min": _bounds,
            "max": _bounds,
            "pattern": st.sampled_from([None, "[", "a*"]),
            "retries": st.integers(0, 2),
        }
    ),
    "condition": st.fixed_dictionaries(
        {"cases": st.lists(_tests, max_size=2).map(lambda tests: [{"id": "oa", "all": tests}])}
    ),
    "look_up": st.fixed_dictionaries({"inputs": st.just({"p": "{{it}}"}), "save_as": st.sampled_from(["", "it"])}),
    "article": st.fixed_dictionaries({"article_id": _ids}),
    "form": st.fixed_dictionaries(
        {
            "text": _texts,
            "fields": st.lists(st.sampled_from(["it", "two"]), unique=True).map(
                lambda names: [{"name": name, "type": "date", "required": True} for name in names]
            ),
        }
    ),
    "hand_over": st.fixed_dictionaries({"text": _texts}),
    "rate": st.fixed_dictionaries({"text": _texts}),
    "end": st.fixed_dictionaries({"text": _texts, "resolve": st.booleans()}),
    "sub_flow": st.fixed_dictionaries({"flow_id": st.sampled_from(["", MAIN, "other", "gone"])}),
}


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    ids = draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True))
    kinds = [draw(st.sampled_from(sorted(KINDS))) for _ in ids]
    nodes = [node(i, kind, **draw(_DATA[kind])) for i, kind in zip(ids, kinds, strict=True)]
    outs = st.sampled_from(["next", "else", "invalid", "found", "failed", "oa", "ob"])
    pairs = draw(st.lists(st.tuples(_ids, outs), unique=True, max_size=14))
    edges = [{"from": source, "out": out, "to": draw(_ids)} for source, out in pairs]
    return {"start": draw(st.sampled_from([None, "a", "b", "gone"])), "triggers": [], "nodes": nodes, "edges": edges}


_said = st.lists(st.sampled_from(["a", "1", "yes", "", "2026-12-01", "★★★", "{{it}}", "x" * 9_000]), max_size=8)


@settings(max_examples=60, deadline=None)
@given(definitions(), definitions(), _said)
def test_no_walk_raises_and_every_walk_stops(main: Any, other: Any, said: list[str]) -> None:
    with contextlib.suppress(Wrong):
        vic = Walker({MAIN: read_definition(main), "other": read_definition(other)})
        stop = vic.begins()
        for text in said:
            if isinstance(stop, Looks):
                stop = vic.finds("found", status=text)
            elif isinstance(stop, Waits):
                before = stop
                stop = vic.says(text)
                if isinstance(stop, NotMine):
                    vic.stop = stop = before
        assert isinstance(stop, Waits | Looks | Ended)
        problems = errors_in(problems_of(vic.flows[MAIN], Known(flows=set())))
        if not problems and isinstance(stop, Ended):  # what may be published leads somewhere, always
            assert stop.reason in (None, "invalid", "not_found", "failed")
        assert all(len(text) <= 8_000 for text in vic.read)
