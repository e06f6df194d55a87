"""Agents: an invitation from the link to the desk, rights taken and given back, and what everybody may set for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import Cast, NewContext
from e2e.demo import Demo
from e2e.people import LAPTOP
from e2e.settings_people import Admin, signed_in_admin
from e2e.watch import Watch

PASSWORD = "a long enough sentence"


@pytest.fixture
def ada(cast: Cast) -> Admin:
    admin = signed_in_admin(cast)
    admin.opens("agents", "Agents")
    return admin


@pytest.fixture
def cora(new_context: NewContext, demo: Demo) -> Iterator[Page]:
    """Somebody who is not here yet, with a browser of her own."""
    context = new_context(locale="en", **LAPTOP)
    watch = Watch(context, "Cora", {demo.url})
    watch.forgive(r"Failed to load resource: the server responded with a status of 4\d\d .*/api/\S+")
    yield context.new_page()
    watch.verdict()


def invites(admin: Admin, name: str, email: str) -> str:
    """The link, which is shown once."""
    admin.presses("Invite")
    form = admin.page.get_by_role("dialog", name="Invite somebody")
    form.get_by_label("Name").fill(name)
    form.get_by_label("E-mail").fill(email)
    form.get_by_role("button", name="Make the link").click()
    shown = admin.page.get_by_role("dialog", name=f"The link for {name}")
    link = shown.locator("code").inner_text()
    shown.get_by_role("button", name="Close").last.click()
    return link


def row(admin: Admin, name: str) -> Locator:
    return admin.page.get_by_role("row").filter(has=admin.page.get_by_text(name, exact=True))


def joins(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile("/desk"))


def test_an_invitation_from_the_link_to_the_desk(ada: Admin, cora: Page) -> None:
    asked: list[str] = []
    cora.context.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
    link = invites(ada, "Cora", "cora@deskbell.example")
    expect(ada.page.get_by_role("listitem").filter(has_text="cora@deskbell.example")).to_be_visible()

    cora.goto(link)
    cora.reload()
    expect(cora.get_by_role("heading", level=1)).to_contain_text("invites you to its desk")
    expect(cora.get_by_text("cora@deskbell.example")).to_be_visible()
    field = cora.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("autocomplete", "new-password")
    field.fill("short")
    cora.get_by_role("button", name="Join").click()
    expect(cora.get_by_role("alert")).to_have_text("5 more, then it is long enough.")
    cora.get_by_role("button", name="Show the password").click()
    expect(field).to_have_attribute("type", "text")
    field.fill(PASSWORD)
    cora.get_by_role("button", name="Join").click()
    expect(cora).to_have_url(re.compile("/desk"))

    secret = link.split("#")[1]
    assert secret not in cora.url
    assert not [line for line in asked if secret in line]
    cora.context.clear_cookies()
    cora.goto("about:blank")
    cora.goto(link)
    expect(cora.get_by_role("heading", name="This invitation is no longer good")).to_be_visible()
    ada.opens("agents", "Agents")
    expect(row(ada, "Cora")).to_contain_text("Agent")
    expect(row(ada, "Cora")).to_contain_text("0 of 5")
    expect(ada.page.get_by_text("Invited, not joined yet")).to_have_count(0)


def test_a_wrong_address_and_a_taken_one_are_said_beside_the_field(ada: Admin) -> None:
    ada.forgive_refusals()
    ada.presses("Invite")
    form = ada.page.get_by_role("dialog", name="Invite somebody")
    form.get_by_role("button", name="Make the link").click()
    expect(form.get_by_role("alert")).to_have_text(["The name is missing.", "The e-mail address is missing."])
    form.get_by_label("Name").fill("Ann the second")
    for address, fault in {"ann@nowhere": "after the @", "ann@deskbell.example": "has this e-mail address"}.items():
        form.get_by_label("E-mail").fill(address)
        form.get_by_role("button", name="Make the link").click()
        expect(form.get_by_role("alert")).to_contain_text(fault)
        expect(form.get_by_label("E-mail")).to_be_focused()
    ada.page.keyboard.press("Escape")
    ada.presses("Go on typing")
    ada.page.keyboard.press("Escape")
    ada.presses("Leave without it")
    expect(ada.page.get_by_role("button", name="Invite", exact=True)).to_be_focused()


def test_a_withdrawn_invitation_can_be_put_back_for_ten_seconds(ada: Admin, cora: Page) -> None:
    link = invites(ada, "Dora", "dora@deskbell.example")
    waiting = ada.page.get_by_role("listitem").filter(has_text="dora@deskbell.example")
    ada.page.clock.install()
    ada.presses("Withdraw the invitation of Dora")
    expect(waiting).to_have_count(0)
    ada.presses("Undo")
    ada.page.clock.fast_forward(11_000)
    expect(waiting).to_be_visible()
    ada.presses("Withdraw the invitation of Dora")
    with ada.page.expect_response(re.compile("/api/invitations/")):
        ada.page.clock.fast_forward(11_000)
    cora.goto(link)
    expect(cora.get_by_role("heading", name="This invitation is no longer good")).to_be_visible()


def test_deactivating_signs_out_at_once_and_can_be_undone(ada: Admin, cora: Page) -> None:
    joins(cora, invites(ada, "Edda", "edda@deskbell.example"))
    ada.opens("agents", "Agents")
    ada.presses("Change Edda")
    ada.presses("Deactivate Edda")
    expect(ada.page.get_by_text("Edda is deactivated and signed out.")).to_be_visible()
    expect(cora.get_by_role("heading", name="Sign in")).to_be_visible()
    ada.presses("Undo")
    expect(row(ada, "Edda")).not_to_contain_text("Deactivated")
    cora.get_by_label("E-mail").fill("edda@deskbell.example")
    cora.get_by_label("Password").fill(PASSWORD)
    cora.get_by_role("button", name="Sign in").click()
    expect(cora).to_have_url(re.compile("/desk"))


def test_the_last_admin_stays_and_is_told_why(ada: Admin) -> None:
    ada.forgive_refusals()
    ada.presses("Change Ada")
    dialog = ada.page.get_by_role("dialog", name="Ada")
    expect(dialog.get_by_text("This is the last active admin.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Deactivate Ada")).to_have_count(0)
    dialog.get_by_role("radio", name=re.compile("^Agent")).check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Make somebody else an admin first")


def test_an_agent_is_sent_to_an_admin_but_has_an_account(cast: Cast, demo: Demo) -> None:
    ben = cast.agent("Ben")
    ben.watch.forgive(r"Failed to load resource: the server responded with a status of 400 .*/api/me")
    ben.signs_in()
    ben.page.goto(f"{demo.url}/settings/brand")
    expect(ben.page.get_by_role("heading", name="These pages are for admins")).to_be_visible()
    ben.page.get_by_role("main").get_by_role("link", name="My account").click()
    ben.page.get_by_label("Current password").fill("not this one")
    ben.page.get_by_label("New password").fill(PASSWORD)
    ben.page.get_by_role("button", name="Change password").click()
    expect(ben.page.get_by_role("alert")).to_have_text("This is not your current password.")
    ben.page.get_by_role("radio", name="简体中文").click()
    expect(ben.page.get_by_role("heading", name="我的账号", level=1)).to_be_visible()
    ben.page.get_by_role("radio", name="English").click()
    expect(ben.page.get_by_role("heading", name="My account", level=1)).to_be_visible()
