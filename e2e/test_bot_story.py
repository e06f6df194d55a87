"""The bot answers with its source, does not help, offers something else; a person takes over and sees all of it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.axe import axe_clean
from e2e.conftest import Cast


def test_an_answer_that_does_not_help_leads_to_a_person_who_knows(cast: Cast) -> None:
    vic, ann = cast.visitor("Vic"), cast.agent("Ann")
    ann.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.says("Where is my order?")
    vic.sees("Open the link in our shipping e-mail")
    source = vic.log.get_by_role("link", name="Where is my order?")
    expect(source).to_have_attribute("href", re.compile("/help/.+/a/"))
    vic.button_named("No").click()
    expect(vic.log.get_by_text(re.compile("I may have misread that|I do not know that"))).to_be_visible()
    vic.says("a human please")
    vic.sees_place(1)

    ann.answers_the_longest_wait()
    ann.sees_person("Vic")
    part = ann.page.get_by_role("region", name="Before you: the bot")
    expect(part).to_contain_text(re.compile("Where is my order.+did not help · 100% sure"))
    expect(part).to_contain_text("asked for a person")
    axe_clean(ann.page)
