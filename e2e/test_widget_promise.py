"""Nothing typed is ever lost: outbox, draft, gaps, tabs, blocked storage, a token that is no longer good."""

from __future__ import annotations

import re

from playwright.sync_api import Frame, expect

from e2e.budget import at_the_desk
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.line import Line
from e2e.people import Visitor

OFFLINE = r".*ERR_INTERNET_DISCONNECTED.*"


def inside(visitor: Visitor) -> Frame:
    return next(frame for frame in visitor.page.frames if frame.url.startswith(visitor.demo.url))


def test_what_was_written_without_a_network_outlives_a_reload_and_goes_out_once(cast: Cast) -> None:
    vic = cast.visitor("Vic")
    vic.watch.forgive(OFFLINE)
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    vic.context.set_offline(True)
    vic.says("It is number 4182.")
    vic.sees_bar(vic.words("frame.offline"))
    expect(vic.log.get_by_text(vic.words("talk.kept"))).to_be_visible()
    assert inside(vic).evaluate("Object.keys(localStorage).filter(key => key.includes(':outbox:')).length") == 1
    vic.context.set_offline(False)
    vic.reloads()
    vic.frame.locator(".w-back").click()
    vic.sees("It is number 4182.")
    expect(vic.log.locator(".pend")).to_have_count(0)
    assert inside(vic).evaluate("Object.keys(localStorage).filter(key => key.includes(':outbox:')).length") == 0


def test_text_that_was_not_sent_outlives_a_reload(cast: Cast) -> None:
    vic = cast.visitor("Vic")
    vic.visits()
    vic.rings()
    vic.types("I was going to say")
    vic.reloads()
    expect(vic.field).to_have_value("I was going to say")

    other = vic.another_tab()
    other.visits("/tea")
    expect(other.field).to_have_value("I was going to say")
    other.says("Where is my order?")
    other.sees("Where is my order?")
    vic.reloads()
    expect(vic.field).to_have_value("I was going to say")
    third = vic.another_tab()
    third.visits("/tea")
    expect(third.field).to_have_value("I was going to say")


def test_a_message_the_server_refuses_keeps_its_text_and_its_place(cast: Cast) -> None:
    """Refused three times, then "Try again" brings it through: the server is asked by a line that spoils acknowledgements."""
    vic = cast.visitor("Vic")
    spoil = """() => {
        const send = WebSocket.prototype.send
        window.spoil = true
        WebSocket.prototype.send = function (text) {
            const sent = window.spoil && /^42\\/visitor,(\\d+)\\["(send_message|start_conversation)"/.exec(text)
            if (!sent) return send.call(this, text)
            const answer = `43/visitor,${sent[1]}[{"ok":false,"error":{"code":"storage_unavailable","message":"Not saved."}}]`
            this.onmessage(new MessageEvent('message', { data: answer }))
        }
    }"""
    vic.context.add_init_script(f"({spoil})()")
    vic.visits()
    vic.rings()
    vic.says("Please keep this.")
    failed = vic.log.locator(".row.fail")
    expect(failed).to_have_text("Please keep this.")
    inside(vic).evaluate("window.spoil = false")
    vic.log.get_by_role("button", name=vic.words("frame.try_again")).click()
    expect(failed).to_have_count(0)
    vic.sees("Please keep this.")


def test_a_wish_for_a_person_that_comes_too_late_leads_to_the_form(cast: Cast) -> None:
    vic = cast.visitor("Vic")
    line = Line(vic)
    line.refuses("request_human", "outside_business_hours", times=1)
    vic.visits()
    vic.rings()
    vic.asks_for_a_person()
    expect(vic.form_field("text")).to_be_visible()
    assert inside(vic).evaluate("Object.keys(localStorage).filter(key => key.includes(':outbox:')).length") == 0


def test_two_tabs_show_the_same_conversation_once_each(cast: Cast) -> None:
    vic = cast.visitor("Vic")
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    second = vic.another_tab()
    second.visits()  # open, as it is in the first tab
    second.frame.locator(".w-back").click()
    second.sees("Where is my order?")
    vic.says("I write in the first tab.")
    second.sees("I write in the first tab.")
    vic.sees("I write in the first tab.")


def test_with_storage_blocked_the_talk_goes_on_in_memory(cast: Cast, demo: Demo) -> None:
    """What a browser does to a frame of another site when third-party storage is blocked: every access throws."""
    blocked = f"""() => {{
        if (location.origin !== {demo.url!r}) return
        for (const name of ['localStorage', 'sessionStorage'])
            Object.defineProperty(window, name, {{ get() {{ throw new DOMException('blocked', 'SecurityError') }} }})
    }}"""
    vic = cast.visitor("Vic")
    vic.context.add_init_script(f"({blocked})()")
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    vic.closes()
    vic.launcher.click()
    vic.sees("Where is my order?")


def test_a_token_that_is_no_longer_good_is_forgotten(cast: Cast) -> None:
    vic = cast.visitor("Vic")
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    inside(vic).evaluate(
        "for (const key of Object.keys(localStorage)) if (key.endsWith(':token')) localStorage[key] = 'forged'"
    )
    vic.reloads()
    expect(vic.frame.get_by_role("button", name=re.compile("Where is my order"))).to_be_visible()
    vic.says("I am somebody new.")
    vic.sees("I am somebody new.")


def test_a_closed_widget_says_that_somebody_answered(cast: Cast, demo: Demo) -> None:
    vic = cast.visitor("Vic")
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        vic.closes()
        waiting = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]
        ann.must("claim_conversation", {"conversation_id": waiting["id"]})
        expect(vic.launcher).to_contain_text("Ann is here")
        said = {
            "conversation_id": waiting["id"],
            "client_id": "01939393-0000-7000-8000-000000000001",
            "text": "Hello, Vic.",
        }
        ann.must("send_message", said)
        expect(vic.launcher).to_have_accessible_name(re.compile("1 unread message"))
        expect(vic.frame.locator(".w-tease")).to_contain_text("Hello, Vic.")
        vic.launcher.click()
        vic.sees("Hello, Vic.")
        expect(vic.launcher).not_to_contain_text("Ann is here")


def test_a_closed_widget_stays_with_its_conversation_on_the_next_page(cast: Cast, demo: Demo) -> None:
    vic = cast.visitor("Vic")
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        vic.closes()
        vic.visits("/tea")
        expect(vic.frame.get_by_text(vic.words("frame.place_1"))).to_have_count(1)  # behind the closed panel
        waiting = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]["id"]
        ann.must("claim_conversation", {"conversation_id": waiting})
        expect(vic.launcher).to_contain_text("Ann is here")
        said = {
            "conversation_id": waiting,
            "client_id": "01939393-0000-7000-8000-000000000002",
            "text": "Are you still there?",
        }
        ann.must("send_message", said)
        expect(vic.launcher.locator("b")).to_have_text("1")
        expect(vic.frame.locator(".w-tease")).to_contain_text("Are you still there?")
        vic.launcher.click()
        vic.sees("Are you still there?")
