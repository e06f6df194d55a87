"""What the bot does not know is gathered, added to an article with one press, and answered from then on."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.people import Visitor
from e2e.settings_people import signed_in_admin

ASKED = "Does the kettle whistle in the morning?"


def test_what_the_bot_did_not_know_is_taught_and_answered(cast: Cast, demo: Demo, vic: Visitor) -> None:
    vic.visits()
    vic.rings()
    vic.says(ASKED)
    vic.sees(ASKED)
    expect(vic.panel.locator(".txt").last).to_be_visible()  # the bot's word on it

    ada = signed_in_admin(cast)
    ada.opens("unanswered", "Unanswered")
    group = ada.page.get_by_role("listitem").filter(has_text=ASKED)
    expect(group).to_contain_text("asked once")
    axe_clean(ada.page)
    group.get_by_label("Add to another article").select_option(index=1)
    expect(ada.page.get_by_text("Added. The bot answers it from now on.")).to_be_visible()
    expect(group).to_have_count(0)

    wanda = cast.visitor("Wanda")
    wanda.visits()
    wanda.rings()
    wanda.says(ASKED)
    expect(wanda.panel.get_by_text(wanda.words("talk.did_help"))).to_be_visible()
