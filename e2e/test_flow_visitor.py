"""A visitor in a flow: the buttons beside the greeting, options, a reload in the middle, a form; and Ann sees what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.axe import axe_clean
from e2e.demo import Demo
from e2e.people import Visitor
from tests.domain.flows.drawing import drawn, node
from tests.features.flow_people import said

CART = drawn(
    node(
        "form",
        "form",
        text=said("Still thinking? We keep your cart. Where shall we send the link?"),
        fields=[
            {"name": "email", "label": said("E-mail"), "type": "email", "required": True},
            {"name": "day", "label": said("Not before"), "type": "date", "required": False},
            {"name": "note", "label": said("Anything else"), "type": "long_text", "required": False},
        ],
    ),
    node("end", "end", text=said("Sent to {{email}}.")),
    ways="form.next>end",
    triggers=[{"kind": "event", "name": "cart_left"}, {"kind": "time_on_page", "url": "*/TEA*", "seconds": 1}],
)


@pytest.fixture
def flows(demo: Demo) -> Iterator[None]:
    """The shop has two flows, as long as the story lasts."""
    with demo.signed_in("Ada") as ada:
        inbox = f"/api/inboxes/{ada.inbox('Shop')['id']}"
        template = ada.ask("GET", f"{inbox}/flow_templates")["templates"][0]
        made = [_published(ada, inbox, "Returns", template["definition"]), _published(ada, inbox, "Cart", CART)]
        yield
        for flow_id in made:
            ada.ask("DELETE", f"/api/flows/{flow_id}")


def _published(ada: Any, inbox: str, name: str, definition: dict[str, Any]) -> str:
    flow_id: str = ada.ask("POST", f"{inbox}/flows", {"name": name, "definition": definition})["flow"]["id"]
    ada.ask("POST", f"/api/flows/{flow_id}/publish")
    return flow_id


def reads_an_article(vic: Visitor) -> None:
    """Found by a word, read inside the panel, judged; and back to the greeting, with Escape no further than to what was found."""
    vic.button_named("Search the answers").click()
    vic.panel.get_by_role("searchbox").fill("opened tin")
    hit = vic.panel.locator(".w-hit").first
    title = hit.locator("b").inner_text()
    hit.click()
    heading = vic.panel.get_by_role("heading", name=title, exact=True)
    expect(heading).to_be_focused()
    vic.button_named("Yes").click()
    expect(vic.panel.get_by_text("Good to hear.")).to_be_visible()
    axe_clean(vic.page)
    vic.button_named("Back").click()
    hit.click()
    expect(heading).to_be_focused()
    vic.page.keyboard.press("Escape")
    expect(hit).to_contain_text(title)
    vic.button_named("Back").click()


def test_vic_sends_something_back(flows: None, demo: Demo, vic: Visitor) -> None:
    vic.visits()
    vic.rings()
    expect(vic.button_named("Where is my order?")).to_be_visible()  # an article beside the flows
    reads_an_article(vic)
    vic.button_named("Return or exchange something").click()
    vic.button_named("Exchange it").click()
    vic.sees("What would you like instead")
    expect(vic.button_named("Return it")).to_have_count(0)
    vic.says("The same in green")
    vic.sees("What is your order number?")
    vic.says("?")
    vic.sees("Please check it and try again.")
    vic.reloads()
    vic.says("A-20481")
    vic.sees("Why does it come back?")
    axe_clean(vic.page)
    vic.button_named("It arrived damaged").click()
    expect(vic.panel.get_by_placeholder("Your e-mail address…")).to_have_attribute("inputmode", "email")
    vic.says("vic@shop.example")
    vic.sees("I have noted order A-20481, reason: It arrived damaged.")
    vic.sees_line("A person goes on from here. You are in line.")
    with demo.signed_in("Lee") as lee, lee.wire() as wire:
        [waiting] = wire.must("list_conversations", {"view": "waiting"})["conversations"]
        notes = wire.must("sync", {"conversation_id": waiting["id"], "after_seq": 0})["notes"]
    assert (waiting["visitor"]["email"], waiting["visitor"]["email_verified"]) == ("vic@shop.example", False)
    answers = {one["name"]: one["text"] for one in notes[0]["data"]["collected"]["answers"]}
    assert answers == {
        "wish": "The same in green",
        "order": "A-20481",
        "reason": "It arrived damaged",
        "email": "vic@shop.example",
    }


def test_a_flow_that_waits_for_the_page_shows_beside_the_bell(flows: None, vic: Visitor, wanda: Visitor) -> None:
    wanda.visits("/tea")
    expect(wanda.frame.get_by_text("Still thinking?")).to_be_visible()
    vic.visits()
    vic.page.evaluate("Deskbell('track', 'nothing of interest')")
    expect(vic.page.locator("deskbell-widget iframe")).to_have_count(0)
    vic.page.evaluate("Deskbell('track', 'cart_left')")
    expect(vic.frame.get_by_text("Still thinking?")).to_be_visible()
    vic.rings()
    vic.sees("Still thinking?")
    vic.panel.get_by_label("E-mail").fill("vic@")
    vic.panel.get_by_label("Anything else").fill("<b>soon</b>")
    vic.panel.locator("form").get_by_role("button").click()
    expect(vic.panel.get_by_text("That does not look like an e-mail address.")).to_be_visible()
    axe_clean(vic.page)
    vic.reloads()
    vic.panel.get_by_role("button", name=re.compile("Still thinking")).click()
    expect(vic.panel.get_by_label("Anything else")).to_have_value("<b>soon</b>")
    vic.panel.get_by_label("E-mail").fill("vic@shop.example")
    vic.panel.locator("form").get_by_role("button").click()
    vic.sees("Sent to vic@shop.example.")
    expect(vic.log.locator(".bub", has_text="Anything else: <b>soon</b>")).to_have_count(1)
    expect(vic.panel.get_by_label("E-mail")).to_have_count(0)
