"""Signing in to the desk, and what happens when a session ends."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.agent import Agent
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.desk_people import Callers


def fills_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_wrong_password_is_said_beside_the_field_and_the_address_stays(ann: Agent, demo: Demo) -> None:
    ann.watch.forgive(r"Failed to load resource: .*401.* \S+/api/login")
    ann.page.goto(f"{demo.url}/desk/waiting")
    expect(ann.page).to_have_url(f"{demo.url}/login?next=%2Fdesk%2Fwaiting")

    account = demo.account("Ann")
    fills_in(ann.page, account.email, "not the password")
    expect(ann.page.get_by_role("alert")).to_contain_text("E-mail or password is wrong.")
    expect(ann.page.get_by_label("E-mail")).to_have_value(account.email)

    fills_in(ann.page, account.email, account.password)
    expect(ann.page).to_have_url(f"{demo.url}/desk/waiting")
    ann.is_at_the_desk()


def test_an_empty_form_names_what_is_missing_without_asking_the_server(ann: Agent, demo: Demo) -> None:
    asked: list[str] = []
    ann.page.on("request", lambda request: asked.append(request.url) if "/api/login" in request.url else None)
    ann.page.goto(f"{demo.url}/login")
    ann.page.get_by_role("button", name="Sign in").click()
    expect(ann.page.get_by_role("alert")).to_have_count(2)
    assert asked == []


def test_half_an_address_is_told_before_the_server_is_asked(ann: Agent, demo: Demo) -> None:
    asked: list[str] = []
    ann.page.on("request", lambda request: asked.append(request.url) if "/api/login" in request.url else None)
    ann.page.goto(f"{demo.url}/login")
    for half, fault in {"ann@": "Something is missing after the @.", "ann": "There is no @ in this address."}.items():
        fills_in(ann.page, half, "a password")
        expect(ann.page.get_by_role("textbox", name="E-mail")).to_have_accessible_description(fault)
    assert asked == []


def test_no_other_website_can_be_named_as_the_way_back(ann: Agent, demo: Demo) -> None:
    account = demo.account("Ann")
    ann.page.goto(f"{demo.url}/login?next=//elsewhere.example/desk")
    fills_in(ann.page, account.email, account.password)
    ann.is_at_the_desk()
    assert ann.page.url == f"{demo.url}/desk"


def test_a_session_that_ends_keeps_the_text_says_why_and_leads_back(ann: Agent, demo: Demo, caller: Callers) -> None:
    ann.watch.forgive(r".*(401|WebSocket).*")
    vic = caller("Vic").rings("Where is my order?")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.types("One moment, I look it up")
    where = ann.page.url

    logout = ann.context.request.post(f"{demo.url}/api/logout", headers={"Origin": demo.url}, data={})
    assert logout.ok
    ann.is_signed_out()
    expect(ann.page.get_by_role("status").first).to_have_text("You are signed out.")

    account = demo.account("Ann")
    fills_in(ann.page, account.email, account.password)
    ann.is_at_the_desk()
    ann.page.goto(where)
    ann.action("claim").click()  # signed out she kept nobody: Vic stands in line again
    expect(ann.field).to_have_value("One moment, I look it up")
    expect(ann.field).to_be_editable()
    ann.field.press("Enter")
    vic.hears("One moment, I look it up")


def test_a_changed_role_says_so_and_leads_back_to_the_same_conversation(
    ben: Agent, demo: Demo, caller: Callers
) -> None:
    ben.watch.forgive(r".*(401|WebSocket).*")
    caller("Vic").rings("Where is my order?")
    ben.signs_in()
    ben.answers_the_longest_wait()
    where = ben.page.url
    with demo.signed_in("Ada") as ada:
        agents = ada.ask("GET", "/api/agents")["agents"]
        path = "/api/agents/" + next(one["id"] for one in agents if one["name"] == "Ben")
        ada.ask("PATCH", path, {"role": "team_leader"})
        expect(ben.page.get_by_role("status").first).to_contain_text("Your role was changed.")
        ada.ask("PATCH", path, {"role": "agent"})
    account = demo.account("Ben")
    fills_in(ben.page, account.email, account.password)
    expect(ben.page).to_have_url(where)


def test_signing_out_leads_to_the_sign_in_page(ann: Agent, demo: Demo) -> None:
    ann.watch.forgive(r".*(401|WebSocket).*")
    ann.signs_in()
    ann.signs_out()
    expect(ann.page.get_by_text("You are signed out.")).to_be_visible()
    ann.page.goto(f"{demo.url}/desk")
    ann.is_signed_out()


def test_an_agent_reaches_their_own_account_and_an_admin_all_settings(ann: Agent, ada: Agent) -> None:
    ann.signs_in()
    ada.signs_in()
    expect(ada.page.get_by_role("link", name="Settings")).to_be_visible()
    expect(ann.page.get_by_role("link", name="Settings")).to_have_count(0)
    for person in (ann, ada):
        person.page.get_by_role("button", name="You: presence and preferences").click()
        person.page.get_by_role("menuitem", name="My account").click()
        expect(person.page.get_by_role("heading", name="My account", level=1)).to_be_visible()
    ann.page.go_back()
    ann.page.get_by_role("link", name="My account").click()
    expect(ann.page).to_have_url(re.compile("/settings/account$"))


def test_the_language_of_the_browser_is_spoken_and_another_can_be_chosen(cast: Cast, demo: Demo) -> None:
    lee = cast.agent("Lee", locale="zh-TW")
    lee.page.goto(demo.url)
    expect(lee.page.locator("html")).to_have_attribute("lang", "zh-TW")
    expect(lee.page.get_by_role("heading", name="登入")).to_be_visible()
    lee.page.get_by_role("button", name="語言").click()
    lee.page.get_by_role("menuitemradio", name="简体中文").click()
    expect(lee.page.get_by_role("heading", name="登录")).to_be_visible()
    lee.page.reload()
    expect(lee.page).to_have_title(re.compile("登录"))
