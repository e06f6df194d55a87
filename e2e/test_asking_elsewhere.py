"""What the bot has from elsewhere: Ada sets up a look-up at the shop's own server and a language model, and Vic reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.local_shop import LocalShop, local_shop
from e2e.people import Visitor
from e2e.settings_people import Admin, signed_in_admin
from tests.domain.flows.drawing import drawn, node
from tests.features.flow_people import question, said
from tests.shop_server import http

PARCEL = drawn(
    question("ask", "order"),
    node("look", "look_up", look_up_id="", inputs={}, save_as="it"),
    node("found", "end", text=said("It is {{it.status}}.")),
    node("else", "end", text=said("I cannot see it.")),
    ways="ask.next>look look.found>found look.not_found>else look.failed>else",
    triggers=[{"kind": "keyword", "words": ["parcel"]}],
)
SENTENCE = "Within 30 days, open My orders, choose Return and print the free label. [1]"
MORE = " We refund you the day the parcel is back. [1]"


@pytest.fixture
def shop() -> Iterator[LocalShop]:
    with local_shop() as shop:
        yield shop


@pytest.fixture
def flow_id(demo: Demo) -> Iterator[str]:
    """A draft whose look-up is still to be chosen; what the story makes is gone afterwards."""
    with demo.signed_in("Ada") as api:
        inbox = f"/api/inboxes/{api.inbox('Shop')['id']}"
        flow: dict[str, Any] = api.ask("POST", f"{inbox}/flows", {"name": "Parcel", "definition": PARCEL})["flow"]
        yield flow["id"]
        api.ask("DELETE", f"/api/flows/{flow['id']}")
        api.ask("PATCH", f"{inbox}/assistant", {"enabled": False})
        for look_up in api.ask("GET", f"{inbox}/look_ups")["look_ups"]:
            api.ask("DELETE", f"/api/look_ups/{look_up['id']}")


def opens_the_step(ada: Admin, flow_id: str) -> None:
    ada.page.goto(f"{ada.person.demo.url}/settings/flows/{flow_id}")
    ada.page.get_by_role("radio", name="List").click()
    ada.page.locator(".fl-item-open").filter(has_text="Look-up").click()


def sets_up_the_look_up(ada: Admin, shop: LocalShop) -> None:
    """From the flow that needs one: left and come back to, an address that is wrong first, the secret once, and tries."""
    page = ada.page
    page.get_by_role("link", name="Set one up").click()
    page.get_by_label("Name", exact=True).fill("Orders")
    page.get_by_label("Address").fill("shop.example/{number}")
    page.go_back()
    ada.presses("Go back to it")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Orders")
    ada.presses("Save")
    expect(page.get_by_label("Address")).to_have_accessible_description(re.compile("^An address is written like"))
    page.get_by_label("Address").fill(f"{shop.url}/orders/{{number}}")
    page.get_by_label("Title of the card").fill("Your order")
    line = page.get_by_role("group", name="Line 1")
    line.get_by_label("Place in the answer").fill("order.status")
    line.get_by_label("Label").fill("Status")
    ada.presses("Save")
    expect(page.get_by_role("dialog").get_by_role("group", name="The secret", exact=True)).to_be_visible()
    axe_clean(page)
    ada.presses("I have it")
    trial = page.get_by_role("complementary", name="Try it")
    trial.get_by_label("number").fill("A-1")
    trial.get_by_role("button", name="Try it").click()
    expect(trial.get_by_role("definition").first).to_have_text("on its way")
    page.get_by_label("Address").fill(f"{shop.url}/errs/{{number}}")
    trial.get_by_role("button", name="Save and try it").click()
    expect(trial.get_by_text("It answered 500.")).to_be_visible()
    page.get_by_label("Address").fill(f"{shop.url}/orders/{{number}}")
    trial.get_by_role("button", name="Save and try it").click()
    expect(trial.get_by_text("Found", exact=False).first).to_be_visible()
    axe_clean(page)


def puts_it_into_the_flow(ada: Admin, flow_id: str) -> None:
    opens_the_step(ada, flow_id)
    ada.page.get_by_label("Look-up", exact=True).select_option(label="Orders")
    ada.page.get_by_label("Sends number").fill("{{order}}")
    expect(ada.page.locator(".fl-saved")).to_have_text("Saved")
    with ada.person.demo.signed_in("Ada") as api:
        api.ask("POST", f"/api/flows/{flow_id}/publish")


def gives_a_language_model(ada: Admin, shop: LocalShop) -> None:
    """Tried with an answer that comes whole, then saved with one that streams."""
    page = ada.page
    ada.opens("assistant", "Language model")
    page.get_by_role("switch").click()
    page.get_by_label("Address").fill(f"{shop.url}/whole")
    page.get_by_role("textbox", name="Model").fill("small-1")
    page.get_by_label("Time limit in seconds").fill("60")
    trial = page.get_by_role("complementary", name="Try a question")
    trial.get_by_label("Question").fill("Do you take back tins?")
    trial.get_by_role("button", name="Save and ask").click()
    expect(trial.get_by_text(SENTENCE)).to_be_visible()
    expect(trial.get_by_role("list", name="Articles it cites").get_by_role("link")).to_have_count(1)
    axe_clean(page)
    page.get_by_label("Address").fill(f"{shop.url}/stream")
    ada.presses("Save")
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_vic_reads_what_the_shop_and_a_machine_know(
    demo: Demo, cast: Cast, flow_id: str, shop: LocalShop, vic: Visitor
) -> None:
    whole = {"choices": [{"message": {"content": SENTENCE}}], "usage": {"total_tokens": 900}}
    shop.server.answers["whole"] = http(200, whole)
    ada = signed_in_admin(cast)
    opens_the_step(ada, flow_id)
    sets_up_the_look_up(ada, shop)
    puts_it_into_the_flow(ada, flow_id)
    gives_a_language_model(ada, shop)

    vic.visits()
    vic.rings()
    vic.says("parcel")
    expect(vic.log.locator(".print")).to_have_count(1)
    vic.says("A-1")
    vic.sees("It is on its way.")
    expect(vic.log.get_by_role("definition")).to_have_text("on its way")
    axe_clean(vic.page)

    vic.says("Do you take back tins?")
    expect(vic.log.get_by_text("A machine is writing from our articles…")).to_be_visible()
    shop.writes(SENTENCE)
    shop.writes(MORE[:9])
    draft = vic.log.locator(".print").last
    expect(draft).to_contain_text("print the free label.")
    expect(draft).not_to_contain_text("We refund")
    axe_clean(vic.page)
    vic.reloads()
    shop.writes(MORE[9:])
    shop.ends()
    vic.panel.get_by_role("button", name=re.compile("We refund you")).click()
    answer = vic.log.locator(".print", has_text="We refund you")
    expect(answer).to_contain_text("Written by a machine from our articles. It may be wrong.")
    expect(answer).to_have_count(1)
    expect(answer.get_by_role("list", name="Articles it cites").get_by_role("listitem")).to_have_count(1)
    printed = vic.log.locator(".print").count()
    answer.get_by_role("button", name="No", exact=True).click()
    expect(answer.get_by_role("button", name="No", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(vic.log.locator(".print")).to_have_count(printed + 1)
    expect(vic.log.locator(".print").last.get_by_role("button")).not_to_have_count(0)
    axe_clean(vic.page)
