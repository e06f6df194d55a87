"""The brand: what Ada changes is seen by nobody before Publish, and by everybody after; a hostile logo goes nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.settings_people import Admin, picture, pixel_bomb, shop_as_it_was, signed_in_admin

HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "svg": ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "is an SVG"),
    "html": ("logo.png", b"<!doctype html><script>alert(1)</script>", "is not a PNG, JPEG, WebP or GIF"),
    "bomb": ("logo.png", pixel_bomb(), "more than 4,096 pixels"),
    "damaged": ("logo.png", picture()[:60], "or it is damaged"),
    "heavy": ("logo.png", picture() + bytes(2 * 1024 * 1024), "larger than 2 MB"),
}


@pytest.fixture
def shop(demo: Demo) -> Iterator[dict[str, Any]]:
    with shop_as_it_was(demo) as before:
        yield before


@pytest.fixture
def ada(cast: Cast, shop: dict[str, Any]) -> Admin:
    admin = signed_in_admin(cast)
    admin.opens("brand", "Brand")
    return admin


def takes(admin: Admin, name: str, data: bytes, kind: str = "image/png") -> None:
    admin.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": data})


def test_a_new_brand_is_seen_in_the_preview_at_once_and_by_visitors_after_publish(ada: Admin, cast: Cast) -> None:
    ada.page.get_by_label("Brand colour as a hex code").fill("#B3261E")
    ada.page.get_by_role("textbox", name="everybody").fill("Ring, and we come running.")
    ada.page.get_by_role("textbox", name="At the top of the widget").fill("The Tea Lantern")
    expect(ada.save_bar).to_contain_text("3 changes, seen by nobody yet")
    expect(ada.preview).to_contain_text("Ring, and we come running.")
    expect(ada.preview).to_contain_text("The Tea Lantern")
    ada.page.get_by_role("textbox", name="who comes back").fill("Back again, {name}.")
    expect(ada.preview).to_contain_text("Back again, Vic.")
    ada.page.get_by_role("radio", name="New", exact=True).click()
    expect(ada.preview).to_contain_text("Ring, and we come running.")

    vic = cast.visitor("Vic", phone=True)
    vic.visits()
    vic.rings()
    expect(vic.panel).not_to_contain_text("Ring, and we come running.")

    ada.publishes()
    expect(ada.save_bar).to_have_count(0)
    wanda = cast.visitor("Wanda")
    wanda.visits()
    expect(wanda.launcher).to_have_css("background-color", "rgb(179, 38, 30)")
    wanda.rings()
    expect(wanda.panel).to_contain_text("Ring, and we come running.")
    expect(wanda.panel).to_contain_text("The Tea Lantern")


def test_what_changes_while_publishing_is_the_next_thing_to_publish(ada: Admin) -> None:
    held: list[Route] = []
    ada.page.route(re.compile("/api/inboxes/[^/]+$"), lambda route: held.append(route), times=1)
    ada.page.get_by_label("Brand colour as a hex code").fill("#B3261E")
    with ada.page.expect_request(re.compile("/api/inboxes/[^/]+$")):
        ada.presses("Publish")
    greeting = ada.page.get_by_role("textbox", name="everybody")
    greeting.fill("Ring, and we come running.")
    held.pop().continue_()
    expect(ada.page.get_by_text("Published.")).to_be_visible()
    expect(greeting).to_have_value("Ring, and we come running.")
    expect(ada.save_bar).to_contain_text("1 change, seen by nobody yet")


def test_a_colour_that_white_cannot_be_read_on_is_mended_with_a_word(ada: Admin) -> None:
    field = ada.page.get_by_label("Brand colour as a hex code")
    field.fill("#2D7FF9")
    said = ada.page.get_by_role("group", name="Brand colour").get_by_role("status")
    expect(said).to_have_text("White on your blue would be 3.8 : 1. We darken it by a hair, to #1E72EB, so it reads.")
    expect(ada.page.get_by_text("4.5 : 1")).to_be_visible()
    ada.page.get_by_role("button", name="yellow #F2B33D").click()
    expect(ada.page.get_by_text("so the words on it are dark")).to_be_visible()
    field.fill("#12")
    expect(ada.alert).to_contain_text("A colour is written like #1F5A4A")
    ada.presses("Publish")
    expect(ada.save_bar).to_contain_text("One field cannot be read yet.")
    expect(field).to_be_focused()


def test_a_hostile_logo_is_explained_and_not_even_sent(ada: Admin) -> None:
    sent: list[str] = []
    ada.page.on("request", lambda request: sent.append(request.url) if request.method == "PUT" else None)
    for name, data, word in HOSTILE.values():
        takes(ada, name, data)
        expect(ada.alert).to_contain_text(word)
    expect(ada.save_bar).to_have_count(0)
    assert sent == []


def test_the_server_refuses_a_hostile_logo_by_its_bytes(ada: Admin, shop: dict[str, Any], demo: Demo) -> None:
    where = f"{demo.url}/api/inboxes/{shop['id']}/logo"
    for _, data, _ in HOSTILE.values():
        headers = {"Origin": demo.url, "Content-Type": "image/png"}
        answer = ada.page.context.request.put(where, headers=headers, data=data)
        assert answer.status in (400, 413)
        assert answer.json()["error"]["code"] in ("bad_picture", "body_too_large")
    with demo.signed_in("Ada") as api:
        assert api.inbox("Shop")["brand"]["logo_url"] == shop["logo_url"]


def test_a_good_logo_waits_for_publish_and_comes_back_reencoded(ada: Admin, demo: Demo, shop: dict[str, Any]) -> None:
    takes(ada, "lantern.png", picture(640, 480) + b"<script>alert(1)</script>")
    expect(ada.page.get_by_text("640 × 480")).to_be_visible()
    expect(ada.preview.get_by_role("img").or_(ada.preview.locator("img")).first).to_have_attribute(
        "src", re.compile("^data:image/png")
    )
    ada.publishes()
    with demo.signed_in("Ada") as api:
        url = api.inbox("Shop")["brand"]["logo_url"]
    assert url != shop["logo_url"]
    answer = ada.page.context.request.get(demo.url + url)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"script" not in answer.body()


def test_what_the_server_refuses_stands_beside_its_field_and_what_was_typed_stays(ada: Admin) -> None:
    ada.forgive_refusals()
    name = ada.page.get_by_role("textbox", name="In the desk and the settings", exact=True)
    name.fill("   ")
    ada.presses("Publish")
    expect(ada.alert.filter(has_text="Something is missing here.")).to_be_visible()
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Lantern")
    expect(ada.alert).to_have_count(0)
    ada.publishes()


def test_leaving_with_unpublished_changes_asks_first(ada: Admin, demo: Demo) -> None:
    ada.page.get_by_role("radio", name="Left").click()
    ada.page.get_by_role("link", name="Back to the desk").click()
    dialog = ada.page.get_by_role("dialog", name="1 change is not published")
    dialog.get_by_role("button", name="Stay").click()
    expect(ada.page.get_by_role("radio", name="Left")).to_be_checked()

    ada.page.get_by_role("link", name="Routing").click()
    expect(ada.page.get_by_role("heading", name="Routing", level=1)).to_be_visible()
    expect(ada.save_bar).to_contain_text("1 change")

    ada.presses("Discard")
    ada.presses("Undo")
    ada.page.get_by_role("link", name="Back to the desk").click()
    dialog.get_by_role("button", name="Publish and leave").click()
    expect(ada.page).to_have_url(re.compile(f"^{re.escape(demo.url)}/desk"))
    with demo.signed_in("Ada") as api:
        assert api.inbox("Shop")["brand"]["position"] == "left"


def test_the_back_button_keeps_the_changes_and_tells_the_way_back(ada: Admin, demo: Demo) -> None:
    ada.page.get_by_role("link", name="Back to the desk").click()
    expect(ada.page).to_have_url(re.compile("/desk"))
    ada.page.get_by_role("link", name="Settings").first.click()
    expect(ada.page).to_have_url(re.compile("/settings"))
    ada.page.get_by_role("link", name="Brand").click()
    ada.page.get_by_role("radio", name="Left").click()
    ada.page.go_back()
    ada.page.go_back()
    expect(ada.page.get_by_text("1 change in the settings is not published.")).to_be_visible()
    ada.presses("Go back to it")
    expect(ada.page.get_by_role("radio", name="Left")).to_be_checked()
    ada.presses("Discard")
