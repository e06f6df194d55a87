"""The first visit to an empty desk, from the code on the console to the tag, the check and the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import axe_clean
from e2e.conftest import NewContext
from e2e.people import LAPTOP
from e2e.watch import Watch
from tests.process import ServerProcess, running_server

PASSWORD = "a long enough sentence"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with running_server(tmp_path / "data") as server:
        yield server


@pytest.fixture
def page(new_context: NewContext, server: ServerProcess) -> Iterator[Page]:
    context = new_context(locale="en", timezone_id="Asia/Shanghai", **LAPTOP)
    watch = Watch(context, "the owner", {server.url})
    watch.forgive(r"Failed to load resource: the server responded with a status of 40[03] .*/api/setup")
    yield context.new_page()
    watch.verdict()


def fills_in(page: Page, code: str, email: str = "ada@lantern.example") -> None:
    page.get_by_label("One-time code").fill(code)
    page.get_by_label("Organization").fill("Lantern Tea")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Name", exact=True).fill("Salon")
    page.get_by_role("button", name="Open the desk").click()


def code_goes_first(page: Page, code: str) -> None:
    """With a wrong code nothing else is complained about, however empty it is; with the right one, all that is missing."""
    field = page.get_by_label("One-time code")
    for typed, faults in {"not-the-code": 1, code: 5}.items():
        field.fill(typed)
        page.get_by_role("button", name="Open the desk").click()
        expect(page.get_by_role("alert")).to_have_count(faults)
        expect(field if faults == 1 else page.get_by_label("Organization")).to_be_focused()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_from_the_console_to_the_desk(page: Page, server: ServerProcess) -> None:
    page.goto(server.url)
    expect(page).to_have_url(f"{server.url}/setup")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Shanghai")
    axe_clean(page)
    page.get_by_role("button", name="Open the desk").click()
    expect(page.get_by_role("alert")).to_have_count(6)
    expect(page.get_by_label("One-time code")).to_be_focused()

    code_goes_first(page, server.setup_code())
    fills_in(page, "not-the-code")
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(page.get_by_role("alert")).to_contain_text("This is not the code on the console.")
    fills_in(page, server.setup_code(), "ada@nowhere")
    expect(page.get_by_role("alert")).to_contain_text("after the @")
    expect(page.get_by_label("E-mail")).to_be_focused()
    fills_in(page, server.setup_code())

    expect(page.get_by_role("heading", name="Your desk is open")).to_be_visible()
    tag = page.get_by_role("group", name="The tag").inner_text()
    assert re.fullmatch(rf'<script async src="{re.escape(server.url)}/widget/\w+\.js"></script>', tag)
    axe_clean(page)

    page.get_by_role("link", name="Write the first answers").click()
    expect(page.get_by_text("The bot knows nothing yet")).to_be_visible()
    page.get_by_role("link", name="Allowed origins").click()
    expect(page.get_by_text("No other website is allowed")).to_be_visible()
    page.get_by_role("button", name="Switch inbox").click()
    page.get_by_role("menuitem", name="New inbox").click()
    dialog = page.get_by_role("dialog", name="New inbox")
    dialog.get_by_label("Name").fill("Studio")
    dialog.get_by_role("button", name="Create inbox").click()
    expect(page.get_by_role("button", name="Switch inbox")).to_contain_text("Inbox: Studio")
    expect(page.get_by_role("textbox", name="In the desk and the settings", exact=True)).to_have_value("Studio")

    page.goto(f"{server.url}/setup")
    expect(page).to_have_url(f"{server.url}/desk")
