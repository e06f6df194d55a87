"""Who goes first, and who says so: a tag at the desk, or the website's own signature. A forged one changes nothing."""

from __future__ import annotations

import re
import time
from typing import Any

import jwt
from playwright.sync_api import Locator, expect

from e2e.agent import Agent
from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.desk_people import Callers
from e2e.people import Visitor
from e2e.settings_people import signed_in_admin


def _person(agent: Agent) -> Locator:
    return agent.page.get_by_role("complementary").filter(has_text=agent.words("tags.title"))


def _tags(agent: Agent, tag: str) -> None:
    field = _person(agent).get_by_label(agent.words("tags.add_person"))
    field.fill(tag)
    field.press("Enter")
    expect(_person(agent).get_by_role("button", name=agent.words("tags.remove", tag=tag))).to_be_visible()


def _signed(secret: str, **claims: Any) -> str:
    return jwt.encode({"sub": "4182", "exp": int(time.time()) + 600} | claims, secret, algorithm="HS256")


def test_a_visitor_who_is_tagged_vip_goes_first_and_hears_it(ann: Agent, caller: Callers) -> None:
    caller("Vic").rings("Where is my order?")
    wanda = caller("Wanda").rings("Is the blue pot back?")
    ann.signs_in()
    ann.sees_in_line("Vic", "Wanda")
    ann.opens("Wanda")
    _tags(ann, "VIP")
    ann.sees_in_line("Wanda", "Vic")
    wanda.hears_event("queue_moved", lambda told: told["queue"]["position"] == 1)
    ann.opens("Wanda")
    axe_clean(ann.page)
    _person(ann).get_by_role("button", name=ann.words("tags.remove", tag="VIP")).click()
    ann.sees_in_line("Vic", "Wanda")


def test_what_it_needs_is_said_by_hand(demo: Demo, ann: Agent, caller: Callers) -> None:
    with demo.signed_in("Ada") as ada:
        skill = ada.ask("POST", "/api/skills", {"name": "Old teapots"})["skill"]
        ada.ask("PATCH", f"/api/agents/{ada.agent('Ann')['id']}", {"skills": [{"skill_id": skill["id"], "level": 3}]})
        caller("Vic").rings("Where is my order?")
        wanda = caller("Wanda").rings("What is my grandmother's pot worth?")
        ann.signs_in()
        ann.sees_in_line("Vic", "Wanda")
        ann.opens("Wanda")
        _person(ann).get_by_role("button", name=ann.words("needs.change_short"), exact=True).click()
        dialog = ann.page.get_by_role("dialog")
        level = dialog.get_by_label("Old teapots")
        level.select_option(label=ann.words("needs.level", level=5))
        dialog.get_by_role("radio", name=ann.words("priority.vip")).click()
        axe_clean(ann.page)
        dialog.get_by_role("button", name=ann.words("needs.save"), exact=True).click()
        expect(dialog.get_by_role("alert")).to_be_visible()  # nobody of the inbox could do that
        level.select_option(label=ann.words("needs.level", level=3))
        dialog.get_by_role("button", name=ann.words("needs.save"), exact=True).click()
        expect(dialog).to_have_count(0)
        expect(_person(ann)).to_contain_text("Old teapots")
        ann.sees_in_line("Wanda", "Vic")
        wanda.hears_event("queue_moved", lambda told: told["queue"]["position"] == 1)
        ada.ask("DELETE", f"/api/skills/{skill['id']}")


def test_what_the_website_signed_counts_and_what_it_did_not_does_not(
    cast: Cast, demo: Demo, ann: Agent, vic: Visitor
) -> None:
    ada = signed_in_admin(cast)
    ada.opens("tag", "The tag")
    ada.presses("Show the secret")
    secret = ada.page.get_by_role("group", name="The secret").inner_text().strip()

    vic.visits()
    vic.page.evaluate("token => Deskbell('identify', {token})", _signed("x" * 40, email="vic@forged.example"))
    vic.rings()
    vic.says("A forged one")
    vic.asks_for_a_person()
    ann.signs_in()
    ann.looks_at("waiting")
    ann.list.get_by_role("link").filter(has_text="A forged one").first.click()
    expect(_person(ann)).not_to_contain_text(ann.words("verified.title"))

    token = _signed(secret, name="Vic Signed", email="vic@shop.example", attributes={"vip": True})
    vic.page.evaluate("token => Deskbell('identify', {token})", token)
    expect(_person(ann)).to_contain_text(ann.words("verified.title"))
    expect(_person(ann)).to_contain_text(re.compile(f"vic@shop.example.*{ann.words('verified.id')}.*4182", re.DOTALL))
    expect(_person(ann)).to_contain_text(ann.words("person.verified"))
    ann.sees_person("Vic Signed")
