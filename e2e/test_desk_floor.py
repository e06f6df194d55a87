"""Several people at one desk: who is faster, who gives to whom, who is here, and that one bell rings once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from deskbell.domain.ids import new_id
from e2e.agent import Agent
from e2e.desk_people import Callers


def test_the_slower_of_two_is_told_who_was_faster_and_who_is_next(ann: Agent, ben: Agent, caller: Callers) -> None:
    """Noor, because who was answered in an earlier story stands under Resolved today."""
    held: list[str | bytes] = []
    late = {"now": False}

    def between(socket: WebSocketRoute) -> None:
        """Ann's line is slow: what the server tells her is held until her own claim is on its way."""
        server = socket.connect_to_server()

        def tells(frame: str | bytes) -> None:
            if late["now"]:
                held.append(frame)
            else:
                socket.send(frame)

        def asks(frame: str | bytes) -> None:
            server.send(frame)
            if late["now"] and "claim_conversation" in str(frame):
                late["now"] = False
                for one in held:
                    socket.send(one)

        server.on_message(tells)
        socket.on_message(asks)

    ann.page.route_web_socket(re.compile(r"/socket\.io/"), between)
    ann.signs_in()
    ben.signs_in()
    caller("Noor").rings("Where is my order?")
    caller("Kaito").rings("Is the blue pot back?")
    expect(ann.bell).to_contain_text("Noor")
    expect(ben.bell).to_contain_text("Noor")

    late["now"] = True
    ben.answers_the_longest_wait()
    ben.sees_person("Noor")
    ann.bell.get_by_role("button", name="Answer").click()

    faster = ann.page.locator(".toast").filter(has_text=re.compile(r"Ben was faster\. Next: Kaito, \d+:\d\d\."))
    expect(faster).to_be_visible()
    faster.get_by_role("button", name="Answer").click()
    ann.sees_person("Kaito")
    expect(ann.bell).to_have_count(0)
    expect(ben.item("Noor")).to_have_count(1)


def test_ann_gives_vic_to_ben_with_a_word_for_him(ann: Agent, ben: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("An invoice for the office")
    ben.signs_in()
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.transfers_to("Ben", "He needs it today")
    expect(ann.page.get_by_text("Vic is with Ben now")).to_be_visible()

    ben.looks_at("mine")
    ben.opens("Vic")
    ben.sees_note("He needs it today")
    expect(ben.page.locator(".d-why")).to_contain_text("Ann gave this to you at")
    ben.says("The invoice is in your mail")
    vic.hears("The invoice is in your mail")
    expect(ann.page.locator(".d-comp")).to_contain_text("Ben answers here. Only a note is possible.")


def test_presence_and_load_are_seen_by_the_others(ann: Agent, ben: Agent, caller: Callers) -> None:
    caller("Vic").rings("Hello")
    ann.signs_in()
    ben.signs_in()
    colleague = ann.page.locator(".colleague", has_text="Ben")
    expect(colleague.get_by_role("img", name="Online")).to_be_visible()
    ben.answers_the_longest_wait()
    expect(colleague.get_by_role("img", name="1 of 5")).to_be_visible()
    ben.page.get_by_role("button", name="You: presence and preferences").click()
    ben.page.get_by_role("menuitemradio", name="Away").click()
    expect(colleague.get_by_role("img", name="Away")).to_be_visible()


def counts_rings(page: Page) -> None:
    page.evaluate("() => { window.rings = 0; document.addEventListener('deskbell:rang', () => { window.rings += 1 }) }")


def test_who_sits_in_the_settings_is_at_the_desk_and_hears_the_bell(ann: Agent, ada: Agent, caller: Callers) -> None:
    ann.signs_in()
    ada.signs_in()
    counts_rings(ada.page)
    ada.page.get_by_role("navigation", name="Desk").get_by_role("link", name="Settings").click()
    expect(ada.page).to_have_title("Brand · Deskbell")

    vic = caller("Vic").rings("Anybody there?")
    expect(ada.page).to_have_title("(1) Brand · Deskbell")
    expect(ada.page.get_by_role("link", name="Back to the desk").get_by_title("1 person is waiting")).to_be_visible()
    assert ada.page.evaluate("window.rings") == 1
    colleague = ann.page.locator(".colleague", has_text="Ada")
    expect(colleague.get_by_role("img", name="Online")).to_be_visible()

    ada.page.get_by_role("link", name="Back to the desk").click()
    ada.answers_the_longest_wait()
    ada.says("I am here")
    vic.hears("I am here")


def test_two_tabs_show_the_same_and_the_bell_rings_in_one(ann: Agent, caller: Callers) -> None:
    ann.signs_in()
    second = ann.context.new_page()
    second.goto(ann.page.url)
    tabs = [ann.page, second]
    for tab in tabs:
        expect(tab.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
        counts_rings(tab)

    caller("Vic").rings("Is the blue pot back?")
    for tab in tabs:
        expect(tab.locator(".d-rail .d-bell")).to_contain_text("Is the blue pot back?")
    assert sum(tab.evaluate("window.rings") for tab in tabs) == 1

    ann.answers_the_longest_wait()
    ann.says("I am here")
    expect(second.locator(".d-rail .d-bell")).to_have_count(0)
    second.get_by_role("link", name=re.compile("^Mine")).first.click()
    second.locator(".d-item", has_text="Vic").first.click()
    expect(second.get_by_role("log")).to_contain_text("I am here")


def test_the_line_stands_in_its_order_and_a_message_left_after_it(ann: Agent, caller: Callers) -> None:
    for name in ("Vic", "Wanda", "Kaito"):
        caller(name).rings(f"{name} asks")
    ann.signs_in()
    ann.looks_at("waiting")
    expect(ann.list.locator(".d-item .top b")).to_have_text(["Vic", "Wanda", "Kaito"])
    expect(ann.list.locator(".unread, .box, .tags")).to_have_count(
        0
    )  # all wait, all in one inbox: nothing to tell apart
    ann.answers_the_longest_wait()
    ann.looks_at("waiting")
    expect(ann.list.locator(".d-item .top b")).to_have_text(["Wanda", "Kaito"])
    expect(ann.bell).to_contain_text("Wanda")


def test_a_message_left_stands_after_the_line_and_is_answered_by_mail(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic")
    left = {"client_id": new_id(), "name": "Vic", "email": "vic+tea@shop.example", "text": "Do you ship to Norway?"}
    vic.must("leave_offline_message", left)
    caller("Wanda").rings("Hello")
    ann.signs_in()
    ann.looks_at("waiting")
    expect(ann.list.locator("h2")).to_have_text(["In line1", "Messages left1"])
    expect(ann.bell).to_contain_text("Wanda")
    ann.opens("Vic")
    expect(ann.log).to_contain_text("Do you ship to Norway?")
    mail = ann.log.get_by_role("link", name="Reply by e-mail")
    expect(mail).to_have_attribute(
        "href", re.compile(r"^mailto:vic%2Btea@shop\.example\?subject=Your%20message%20to%20Shop$")
    )
    ann.resolves()
    expect(ann.list.locator("h2")).to_have_text(["In line1"])
