"""A talk from the desk's side: answer, both ways, notes, resolve and undo, reload in the middle, a line that breaks."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.agent import Agent
from e2e.desk_people import Callers
from e2e.line import Line

# In the page itself, not in a route of this process: while Vic listens here, nobody would carry Ann's frames.
DEAF = """WebSocket = class extends WebSocket {
    set onmessage(hear) { super.onmessage = told => { if (!window.deaf) hear(told) } }
}"""
MUMBLING = """WebSocket = class extends WebSocket {
    send(frame) { super.send(window.clear ? frame : frame.replace("On its way", "")) }
}"""


def test_ann_answers_vic_they_talk_and_the_rating_is_seen(ann: Agent, caller: Callers) -> None:
    ann.signs_in()
    ann.looks_at("waiting")
    expect(ann.page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()

    vic = caller("Vic").rings("Where is my order?")
    expect(ann.bell).to_contain_text("Where is my order?")
    expect(ann.page).to_have_title(re.compile(r"^\(1\) "))

    ann.answers_the_longest_wait()
    expect(ann.page).to_have_url(re.compile(r"/desk/mine/"))
    expect(ann.log).to_contain_text("You took this")
    expect(ann.bell).to_have_count(0)
    ann.says("Hi Vic, I am Ann")
    vic.hears("Hi Vic, I am Ann")
    vic.says("Number 88213")
    ann.sees("Number 88213")
    vic.hears_event("read_mark_moved", lambda mark: mark["by"] == "agent" and mark["read_seq"] > 0)

    ann.resolves()
    expect(ann.page.get_by_text("Resolved: Vic")).to_be_visible()
    vic.asks("rate_conversation", rating=5, comment="Kind <b>and</b> quick")
    ann.sees_rating(5, "Kind <b>and</b> quick")


def test_ticks_tell_sent_delivered_and_read_apart_in_words(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("Is the shop open?")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.says("It is")
    ann.sees_tick("sent")
    seq = int(ann.log.locator(".row.me").last.get_attribute("data-seq") or 0)
    vic.asks("mark_delivered", seq=seq)
    ann.sees_tick("delivered")
    vic.asks("mark_read", seq=seq)
    ann.sees_tick("read")


def test_a_note_stays_with_the_team(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("The lid was bent")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.notes("third bent lid this week")
    ann.sees_note("third bent lid this week")
    ann.page.get_by_role("button", name="Reply", exact=True).click()
    ann.says("Sorry about the lid")
    vic.hears("Sorry about the lid")
    assert "third bent lid this week" not in repr(vic.heard)


def test_resolve_can_be_undone(ann: Agent, caller: Callers) -> None:
    caller("Vic").rings("Never mind")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.resolves()
    ann.page.get_by_role("button", name="Undo").click()
    expect(ann.action("resolve")).to_be_visible()
    ann.says("Still here")
    ann.sees("Still here")


def test_a_reload_in_mid_talk_shows_the_same_talk_and_keeps_what_was_typed(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("Where is my order?")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.says("One moment")
    vic.hears("One moment")
    vic.says("I wait")
    ann.sees("I wait")
    ann.types("It is on its w")
    expect(ann.log).to_contain_text("% sure")  # how sure the bot was comes after the talk
    before = ann.log.inner_text()
    ann.reloads()
    expect(ann.field).to_have_value("It is on its w")
    ann.sees("I wait")
    expect(ann.log).to_contain_text("% sure")
    assert ann.log.inner_text() == before
    ann.says("It is on its way")
    vic.hears("It is on its way")
    assert vic.texts() == ["One moment", "It is on its way"]


def test_a_message_whose_acknowledgement_is_lost_arrives_once_after_a_reload(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("Where is my order?")
    ann.page.add_init_script(DEAF)
    ann.signs_in()
    ann.answers_the_longest_wait()
    expect(ann.log).to_contain_text("You took this")
    ann.page.evaluate("deaf = true")
    ann.says("It left the house today")
    expect(ann.log.locator("[data-outgoing]")).to_contain_text("Sending…")
    vic.hears("It left the house today")

    ann.reloads()
    ann.sees("It left the house today")
    expect(ann.log.locator("[data-outgoing]")).to_have_count(0)
    ann.says("Anything else?")
    ann.sees("Anything else?")
    vic.hears("Anything else?")
    assert vic.texts() == ["It left the house today", "Anything else?"]


def test_without_a_connection_the_text_is_kept_and_goes_out_by_itself(ann: Agent, caller: Callers) -> None:
    ann.watch.forgive(r".*(ERR_INTERNET_DISCONNECTED|WebSocket).*")
    vic = caller("Vic").rings("Are you there?")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.says("Yes")
    vic.hears("Yes")
    expect(ann.log.locator("[data-outgoing]")).to_have_count(0)  # Vic may hear it before Ann knows that it went
    ann.context.set_offline(True)
    expect(ann.page.get_by_text("No connection. Kept here, goes out by itself.")).to_be_visible()
    ann.says("first")
    ann.says("second")
    expect(ann.log.locator("[data-outgoing]")).to_have_count(2)
    vic.says("still there?")
    ann.context.set_offline(False)
    vic.hears("second")
    ann.sees("still there?")
    assert vic.texts() == ["Yes", "first", "second"]
    expect(ann.log.locator("[data-outgoing]")).to_have_count(0)


def test_a_lost_line_is_said_once_where_nothing_is_written(ann: Agent, caller: Callers) -> None:
    ann.watch.forgive(r".*(ERR_CONNECTION|WebSocket).*")
    line = Line(ann)
    caller("Vic").rings("Are you there?")
    ann.signs_in()
    ann.looks_at("mine")
    expect(ann.page.get_by_role("heading", name="1 person is waiting")).to_be_visible()
    expect(ann.page.get_by_role("main")).to_contain_text("Answer the next, or look into Waiting.")
    line.cut()
    expect(ann.page.get_by_role("status").filter(has_text="No connection.")).to_be_visible()
    me = ann.page.get_by_role("button", name="You: presence and preferences")
    expect(me).to_contain_text("No connection")
    expect(me).not_to_contain_text("Offline")
    expect(me).not_to_contain_text("of 5")  # not known now, and the gear needs the room
    answer = ann.bell.get_by_role("button", name="Answer")
    expect(answer).to_be_disabled()
    line.mend()
    expect(answer).to_be_enabled()
    expect(ann.page.locator(".d-offline")).to_have_count(0)


def test_addresses_are_links_that_lead_out_and_nothing_else_is(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("See https://shop.example/tea?pot=1, please, not javascript:alert(1)")
    ann.signs_in()
    ann.answers_the_longest_wait()
    vic.says("And http://shop.example/lid")
    link = ann.log.get_by_role("link", name="http://shop.example/lid")
    expect(link).to_have_attribute("rel", "noopener nofollow noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    ann.log.get_by_role("button", name="Show all").click()
    expect(ann.log.get_by_role("link")).to_have_text(["https://shop.example/tea?pot=1", "http://shop.example/lid"])


def test_an_emoji_is_put_where_the_cursor_is_by_keys_alone(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("Thank you")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.types("With love")
    ann.field.press("Home")
    opener = ann.page.get_by_role("button", name="Emoji")
    opener.press("Enter")
    picker = ann.page.get_by_role("group", name="Emoji")
    expect(picker.get_by_role("button").first).to_be_focused()
    ann.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(picker.get_by_role("button").first).to_be_focused()
    ann.page.keyboard.press("ArrowRight")
    ann.page.keyboard.press("Enter")
    expect(ann.field).to_be_focused()
    expect(ann.field).to_have_value("😀With love")
    ann.field.press("Enter")
    vic.hears("😀With love")


def test_a_reply_that_is_refused_keeps_its_place_and_can_be_sent_again(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("Where is my order?")
    ann.page.add_init_script(MUMBLING)
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.says("On its way")
    failed = ann.log.locator("[data-outgoing]")
    expect(failed).to_contain_text("Not sent.")
    expect(failed).to_contain_text("On its way")

    ann.page.evaluate("clear = true")
    failed.get_by_role("button", name="Try again").click()
    vic.hears("On its way")
    ann.sees("On its way")
    expect(failed).to_have_count(0)


def test_too_long_a_text_is_said_before_it_is_sent(ann: Agent, caller: Callers) -> None:
    caller("Vic").rings("Hello")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.types("字" * 8003)
    expect(ann.page.get_by_text("3 characters too many.")).to_be_visible()
    expect(ann.button("composer.send")).to_be_disabled()


def test_what_people_write_is_text_and_nothing_else(ann: Agent, caller: Callers) -> None:
    name = "<img src=x onerror=\"document.title='pwned'\">"
    vic = caller(name).rings("<script>document.title='pwned'</script>")
    ann.signs_in()
    ann.answers_the_longest_wait()
    vic.says("javascript:alert(1) </textarea><svg onload=alert(1)>")
    ann.sees("javascript:alert(1) </textarea><svg onload=alert(1)>")
    expect(ann.page.get_by_role("complementary")).to_contain_text(name)
    assert ann.page.locator("img[src=x], .d-log script, .d-log svg[onload]").count() == 0
    assert ann.page.title() != "pwned"


def test_the_bot_is_folded_and_can_be_shown(ann: Agent, caller: Callers) -> None:
    caller("Vic").rings("How long does delivery take?")
    ann.signs_in()
    ann.answers_the_longest_wait()
    before = ann.page.get_by_role("region", name="Before you: the bot")
    expect(before).to_contain_text("How long does delivery take?")
    before.get_by_role("button", name="Show all").click()
    expect(ann.log.locator(".row.bot .print")).to_be_visible()
