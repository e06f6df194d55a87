"""A part of the widget that is not here yet, or does not come: nobody is left before an empty panel."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.people import Visitor

TALK = re.compile(r"/static/widget/Talk-")
NO_NETWORK = r".*(ERR_INTERNET_DISCONNECTED|ERR_FAILED).*"


def test_the_first_message_without_a_network_stands_in_the_conversation(vic: Visitor) -> None:
    """The conversation's screen was fetched while the visitor read the first one."""
    vic.watch.forgive(NO_NETWORK)
    vic.visits()
    with vic.page.expect_request_finished(lambda request: bool(TALK.search(request.url))):
        vic.rings()
    vic.context.set_offline(True)
    vic.says("Where is my order?")
    vic.sees_fate("Where is my order?", vic.words("talk.kept"))
    vic.context.set_offline(False)
    expect(vic.log.locator(".print")).to_be_visible()


def test_a_screen_that_does_not_come_has_its_ways_out_and_comes_with_the_network(vic: Visitor) -> None:
    vic.watch.forgive(NO_NETWORK)
    vic.context.route(TALK, lambda route: route.abort())
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    expect(vic.panel.get_by_text(vic.words("frame.not_loaded"))).to_be_visible()
    vic.context.set_offline(True)
    expect(vic.panel.get_by_text(vic.words("frame.offline"))).to_be_visible()
    vic.types("It is number 4182.")
    vic.goes_back()
    vic.button("frame.send").click()
    vic.closes()
    vic.launcher.click()
    vic.context.unroute(TALK)
    vic.context.set_offline(False)
    vic.sees("Where is my order?")
    vic.sees("It is number 4182.")
