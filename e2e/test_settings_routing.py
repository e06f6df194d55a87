"""Teams, skills and rules, as Ada sets them: who can do what, who is sent where, and what is wrong beside its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Api, Demo
from e2e.settings_people import Admin, shop_as_it_was, signed_in_admin


@pytest.fixture
def ada(cast: Cast, demo: Demo) -> Iterator[Admin]:
    """What was made meanwhile is gone afterwards, the shop's rules first, since they may name it."""
    with demo.signed_in("Ada") as api:
        there = _ids(api, "teams") | _ids(api, "skills")
        ann = api.agent("Ann")
        with shop_as_it_was(demo):
            yield signed_in_admin(cast)
        for kind in ("teams", "skills"):
            for made in _ids(api, kind) - there:
                api.ask("DELETE", f"/api/{kind}/{made}")
        kept = {"skills": ann["skills"], "inbox_capacity": dict.fromkeys(ann["inbox_ids"]) | ann["inbox_capacity"]}
        api.ask("PATCH", f"/api/agents/{ann['id']}", kept)


def _ids(api: Api, kind: str) -> set[str]:
    return {one["id"] for one in api.ask("GET", f"/api/{kind}")[kind]}


def _row(admin: Admin, name: str) -> Locator:
    return admin.page.get_by_role("listitem").filter(has=admin.page.get_by_text(name, exact=True))


def _dialog(admin: Admin, name: str) -> Locator:
    return admin.page.get_by_role("dialog", name=name)


def _makes_team(admin: Admin, name: str, **shares: str) -> None:
    admin.opens("teams", "Teams and skills")
    admin.presses("Add a team")
    form = _dialog(admin, "New team")
    form.get_by_label("Name", exact=True).fill(name)
    for member, share in shares.items():
        form.get_by_role("checkbox", name=member).check()
        form.get_by_label(f"Share of {member}").select_option(label=share)
    form.get_by_role("button", name="Save").click()


def _makes_skill(admin: Admin, language: str, name: str = "") -> None:
    admin.presses("Add a skill")
    form = _dialog(admin, "New skill")
    form.get_by_label("Language").select_option(label=language)
    if name:
        form.get_by_label("Name", exact=True).fill(name)
    form.get_by_role("button", name="Save").click()


def test_a_team_a_skill_and_a_rule_that_needs_both(ada: Admin, demo: Demo) -> None:
    _makes_team(ada, "Orders abroad", Ann="full share", Ben="50% share")
    expect(_row(ada, "Orders abroad")).to_contain_text("Ann, Ben (50%)")
    _makes_skill(ada, "Japanese", "日本語")
    expect(_row(ada, "日本語")).to_contain_text("Nobody has it: conversations do not wait for it.")

    ada.opens("agents", "Agents")
    ada.presses("Change Ann")
    ann = _dialog(ada, "Ann")
    expect(ann.get_by_text("Returns, Orders abroad").or_(ann.get_by_text("Orders abroad, Returns"))).to_be_visible()
    ann.get_by_label("日本語").select_option(label="4")
    ann.get_by_role("spinbutton", name="Shop").fill("2")
    ann.get_by_role("button", name="Save").click()
    expect(ada.page.get_by_role("row").filter(has_text="ann@")).to_contain_text("日本語 4")

    ada.opens("routing", "Routing")
    ada.presses("Add a rule")
    form = _dialog(ada, "New rule")
    form.get_by_role("button", name="Apply").click()
    faults = ["The name is missing.", "Choose a team, a skill or a priority: else the rule does nothing."]
    expect(form.get_by_role("alert")).to_have_text(faults)
    expect(form.get_by_label("Name", exact=True)).to_be_focused()
    form.get_by_label("Name", exact=True).fill("Shipping")
    form.get_by_label("The visitor writes one of these").fill("shipping, 送料")
    ada.page.keyboard.press("Escape")
    ada.presses("Add a rule")
    expect(form.get_by_label("Name", exact=True)).to_be_focused()
    expect(form.get_by_label("Name", exact=True)).to_have_value("Shipping")
    form.get_by_label("Team").select_option(label="Orders abroad")
    form.get_by_role("button", name="Add a skill").click()
    form.get_by_label("Skill", exact=True).select_option(label="日本語")
    form.get_by_label("Least level").select_option(label="from level 4")
    form.get_by_role("button", name="Apply").click()
    rule = _row(ada, "Shipping")
    expect(rule).to_contain_text("Says “shipping”, “送料”")
    expect(rule).to_contain_text("team Orders abroad · needs 日本語 from level 4")
    axe_clean(ada.page)
    ada.publishes()
    with demo.signed_in("Ada") as api:
        [stored] = api.inbox("Shop")["routing"]["rules"]
        agent = api.agent("Ann")
    assert (stored["name"], stored["words"], [n["level"] for n in stored["needs"]]) == (
        "Shipping",
        ["shipping", "送料"],
        [4],
    )
    assert 2 in agent["inbox_capacity"].values()

    ada.opens("teams", "Teams and skills")
    expect(_row(ada, "Orders abroad")).to_contain_text("Named in the rule “Shipping” of Shop.")
    expect(ada.page.get_by_role("button", name="Delete Orders abroad")).to_have_count(0)


def test_a_taken_name_is_said_beside_it_and_a_deleted_team_comes_back(ada: Admin) -> None:
    ada.forgive_refusals()
    _makes_team(ada, "RETURNS")
    form = _dialog(ada, "New team")
    expect(form.get_by_role("alert")).to_have_text("There is one of this name already.")
    expect(form.get_by_label("Name", exact=True)).to_be_focused()
    form.get_by_label("Name", exact=True).fill("Night shift")
    form.get_by_role("button", name="Save").click()
    expect(_row(ada, "Night shift")).to_contain_text("Nobody is in this team: what is sent to it goes to everybody.")
    _makes_skill(ada, "Chinese")
    expect(_dialog(ada, "New skill").get_by_role("alert")).to_have_text("There is a skill for this language already.")
    ada.page.keyboard.press("Escape")
    ada.presses("Leave without it")
    expect(_dialog(ada, "New skill")).to_have_count(0)
    ada.page.clock.install()
    ada.presses("Delete Night shift")
    expect(_row(ada, "Night shift")).to_have_count(0)
    ada.presses("Undo")
    expect(_row(ada, "Night shift")).to_be_visible()
    ada.presses("Delete Night shift")
    with ada.page.expect_response(re.compile("/api/teams/")) as answer:
        ada.page.clock.fast_forward(11_000)
    assert answer.value.ok


def test_rules_are_put_in_order_taken_out_and_put_back(ada: Admin, demo: Demo) -> None:
    with demo.signed_in("Ada") as api:
        rules = [{"name": name, "words": [name], "priority": "complaint"} for name in ("one", "two", "three")]
        api.ask("PATCH", f"/api/inboxes/{api.inbox('Shop')['id']}", {"routing": {"rules": rules}})

    order = ada.page.locator(".s-rule-row b")

    ada.opens("routing", "Routing")
    expect(ada.page.get_by_role("button", name="Move one up")).to_be_disabled()
    ada.presses("Move three up")
    expect(order).to_have_text(["one", "three", "two"])
    ada.presses("Delete the rule one")
    expect(order).to_have_text(["three", "two"])
    expect(ada.page.get_by_role("button", name="Add a rule")).to_be_focused()
    ada.presses("Undo")
    expect(order).to_have_text(["one", "three", "two"])
    ada.publishes()
    ada.page.reload()
    expect(order).to_have_text(["one", "three", "two"])


def test_what_is_wrong_with_routing_stands_beside_its_field(ada: Admin, demo: Demo) -> None:
    ada.forgive_refusals()
    ada.opens("routing", "Routing")
    ada.page.get_by_role("radio", name=re.compile("^Given to whoever has been idle longest")).check()
    ada.page.get_by_role("radio", name="Asked to accept").click()
    accept = ada.page.get_by_role("spinbutton", name="Time to accept")
    accept.fill("3")
    expect(accept).to_have_accessible_description("A whole number from 5 to 300.")
    accept.fill("30")
    ada.page.get_by_role("spinbutton", name="A VIP counts as having waited longer by").fill("15")
    expect(
        ada.page.get_by_text("A VIP counts as having waited 15 minutes longer, a complaint 5 minutes longer.")
    ).to_be_visible()
    ada.page.get_by_role("switch", name="When somebody has waited for").click()
    ada.presses("Publish")
    team = ada.page.get_by_label("They may also go to")
    expect(team).to_have_accessible_description("Choose the team they go to.")
    expect(team).to_be_focused()
    team.select_option(label="Tea masters")
    ada.page.get_by_role("switch", name="A reminder after").click()
    ada.page.get_by_role("radiogroup", name="Language of the reminders").get_by_role("radio", name="繁體中文").click()
    ada.page.get_by_role("textbox", name="The reminder").fill("還在嗎？")
    ada.publishes()
    with demo.signed_in("Ada") as api:
        routing: dict[str, Any] = api.inbox("Shop")["routing"]
    assert (routing["assignment"], routing["offer_seconds"]) == ("longest_idle", 30)
    assert routing["head_start_seconds"] == {"vip": 900, "complaint": 300}
    assert (routing["overflow"]["seconds"], routing["idle"]["remind_minutes"]) == (600, 10)
    assert routing["idle"]["texts"]["zh-TW"]["first"] == "還在嗎？"


def test_ben_says_that_people_he_served_need_not_come_to_him_first(cast: Cast, demo: Demo) -> None:
    ben = cast.agent("Ben")
    ben.signs_in()
    ben.page.goto(f"{demo.url}/settings/account")
    mine = ben.page.get_by_role("switch", name="They come to me first")
    for wanted in ("false", "true"):
        with ben.page.expect_response(re.compile("/api/me")):
            mine.click()
        expect(mine).to_have_attribute("aria-checked", wanted)
