"""The rating waits for the visitor: it takes no screen from who is writing, and says "saved" only of what was sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect

from e2e.budget import at_the_desk
from e2e.demo import Demo
from e2e.line import Line
from e2e.people import Visitor


def test_the_rating_waits_for_who_is_writing(demo: Demo, vic: Visitor) -> None:
    line = Line(vic)
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        talk = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]["id"]
        ann.must("claim_conversation", {"conversation_id": talk})
        vic.sees_person("Ann")
        vic.types("One more thing")
        ann.must("resolve_conversation", {"conversation_id": talk})
        expect(vic.button("talk.how_was_it")).to_be_visible()
        expect(vic.field).to_have_value("One more thing")
        vic.types("")
        vic.button("talk.how_was_it").click()
        expect(vic.panel.get_by_role("heading", name=vic.words("rating.resolved_with", name="Ann"))).to_be_visible()

    line.holds("rate_conversation")
    vic.panel.get_by_role("radio").nth(3).check(force=True)
    vic.button("rating.send_rating").click()
    vic.panel.get_by_role("textbox", name=vic.words("rating.rating_comment")).fill("Quick and kind.")
    line.lets_go()
    change = vic.button("rating.change_rating")
    expect(change).to_be_enabled()
    expect(vic.panel.get_by_text(vic.words("rating.rated"))).to_have_count(0)
    change.click()
    expect(vic.panel.get_by_text(vic.words("rating.rated"))).to_be_visible()
    vic.panel.get_by_role("textbox", name=vic.words("rating.rating_comment")).fill("Too late.")
    line.refuses("rate_conversation", "rating_closed", 1)
    change.click()
    vic.sees_bar(vic.words("rating.rating_closed"))

    vic.page.clock.install(time=datetime.now() + timedelta(hours=25))
    vic.reloads()
    vic.button("frame.earlier").click()
    vic.panel.locator(".w-past").get_by_role("button").click()
    expect(vic.button_in_foot("frame.talk_to_person")).to_be_visible()
    expect(vic.button("talk.change_rating")).to_have_count(0)


def test_a_talk_with_the_bot_alone_ends_without_a_page_for_rating_it(vic: Visitor) -> None:
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    vic.button("talk.more").click()
    vic.button("talk.end").click()
    vic.button("talk.how_was_it").click()
    expect(vic.panel.get_by_role("heading", name=vic.words("frame.ended"))).to_have_count(1)
    expect(vic.panel.get_by_role("radiogroup")).to_be_visible()

    # A person can still be asked for: that is a conversation of its own.
    vic.button("rating.read_again").click()
    expect(vic.panel.get_by_text(vic.words("frame.ended"), exact=True)).to_be_visible()
    vic.asks_for_a_person()
    vic.sees_place(1)
    vic.sees_nowhere("Where is my order?")
