"""The flows that Deskbell brings: without an error, in three languages, and each leads to a person or an end."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.flows.checking import Known, problems_of
from deskbell.domain.flows.definition import Definition, Form, Question, read_definition
from deskbell.domain.flows.steps import Ended, Waits
from deskbell.domain.locales import LOCALES
from deskbell.features.flows.templates import TEMPLATES, all_templates
from tests.domain.flows.drawing import MAIN, Walker

ANSWERS = {
    "order": "A-20481",
    "email": "vic@shop.example",
    "phone": "+86 138 0013 8000",
    "day": "2026-12-01",
    "tax_number": "91310000MA1FL8TQ32",
}
BY_ID = {template["id"]: template for template in all_templates()}


def definition_of(template_id: str) -> Definition:
    return read_definition(BY_ID[template_id]["definition"])


def test_there_are_five_each_in_every_language() -> None:
    assert tuple(BY_ID) == TEMPLATES
    for template in BY_ID.values():
        assert set(template["name"]) == set(template["description"]) == set(LOCALES)


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_nothing_is_wrong_with_a_template(template_id: str) -> None:
    found = problems_of(definition_of(template_id), Known(locales=LOCALES, flows=set(), teams=set(), skills=set()))
    assert not found


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("template_id", TEMPLATES)
def test_every_first_choice_leads_to_a_person(template_id: str, locale: str) -> None:
    walker = Walker({MAIN: definition_of(template_id)}, locale=locale)
    stop = walker.begins()
    for _ in range(20):
        if not isinstance(stop, Waits):
            break
        said = answer_at(walker, stop)
        stop = walker.says(said) if isinstance(said, str) else walker.says(**said)
    assert isinstance(stop, Ended) and stop.outcome == "handed_over" and stop.reason is None
    assert all("{{" not in text and text for text in walker.read)
    if locale != "en":
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in walker.read)
    if template_id == "complaint":
        assert stop.hand_over is not None and stop.hand_over.priority == "complaint"


@pytest.mark.parametrize(("typed", "asked"), [("Another reason", "in a few words"), ("it is too small", "e-mail")])
def test_a_reason_that_is_none_of_the_usual_can_be_told(typed: str, asked: str) -> None:
    walker = Walker({MAIN: definition_of("returns")})
    walker.begins()
    for said in ("Return it", "A-20481", typed):
        walker.says(said)
    assert asked in walker.read[-1]


def test_who_names_their_company_is_asked_again_whether_it_is_one() -> None:
    walker = Walker({MAIN: definition_of("invoice")})
    walker.begins()
    assert isinstance(walker.says("Acme Ltd"), Waits) and walker.last is not None and walker.last.fault is not None
    walker.says("a company")
    assert "company's full name" in walker.read[-1]


def test_what_was_chosen_is_told_within_a_sentence() -> None:
    walker = Walker({MAIN: definition_of("call_back")})
    walker.begins()
    for said in ("0151 23456789", "2026-12-01", "at 3 pm", "the kettle"):
        walker.says(said)
    assert walker.read[-1] == "We call 015123456789 on 1 December 2026, in the afternoon. Is that right?"


def answer_at(walker: Walker, stop: Waits) -> Any:
    """The first option, or an answer of the kind that is asked for."""
    assert walker.last is not None and walker.last.ask is not None
    node = walker.flows[MAIN].node(stop.state.place.node_id)
    assert node is not None
    if "options" in walker.last.ask:
        return walker.last.ask["options"][0]["label"]
    if isinstance(node.data, Form):
        return {line.name: ANSWERS.get(line.name, "Vic") for line in node.data.fields}
    assert isinstance(node.data, Question)
    return ANSWERS.get(node.data.name, "Vic says so")
