"""What the bot does not know is gathered, added to an article with one press, and answered from then on."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.people import Visitor
from e2e.settings_people import Admin, signed_in_admin

ASKED = "Does the kettle whistle in the morning?"
ARTICLE = "Can I send back an opened tin?"


def runs_the_tests(ada: Admin) -> Locator:
    """What became of the question when the set was run."""
    ada.opens("tests", "Test set")
    ada.presses("Run all")
    expect(ada.page.get_by_text("of 1 right")).to_be_visible()
    return ada.page.get_by_role("listitem").filter(has_text=ASKED)


def adds_it(ada: Admin, group: Locator) -> None:
    group.get_by_role("button", name=re.compile("^Add to an")).click()
    dialog = ada.page.get_by_role("dialog")
    dialog.get_by_label("Search articles").fill("opened tin")
    dialog.get_by_role("button", name=ARTICLE).click()
    expect(ada.page.get_by_text("Added. The bot answers it from now on.")).to_be_visible()
    expect(group).to_have_count(0)


def undoes(ada: Admin) -> None:
    """Takes back what was done last."""
    undo = ada.page.get_by_role("button", name="Undo")
    undo.click()
    expect(undo).to_have_count(0)


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
    group.get_by_role("button", name="To the test set").click()
    dialog = ada.page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("^Choose an")).click()
    dialog.get_by_label("Search articles").fill("opened tin")
    dialog.get_by_role("button", name=ARTICLE).click()
    axe_clean(ada.page)
    dialog.get_by_role("button", name="Keep it").click()
    expect(ada.page.get_by_text("It is in the test set.")).to_be_visible()
    expect(runs_the_tests(ada)).to_contain_text("not answered")

    ada.opens("unanswered", "Unanswered")
    group.get_by_role("button", name="Dismiss").press("Enter")
    expect(ada.page.get_by_text("Dismissed.")).to_be_visible()
    expect(group).to_have_count(0)
    expect(ada.page.locator(":is(li, main):focus")).to_have_count(1)
    undoes(ada)
    expect(group).to_be_focused()
    adds_it(ada, group)
    undoes(ada)
    expect(group).to_contain_text("The bot did not know it.")
    adds_it(ada, group)

    expect(runs_the_tests(ada)).to_contain_text(f"answered with “{ARTICLE}” · 100% sure")
    axe_clean(ada.page)
    ada.presses("Add a question")
    dialog.get_by_label("Question").fill(ASKED)
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose the article that should answer it, or that none should.")
    with demo.signed_in("Ada") as api:
        tests = f"/api/inboxes/{api.inbox('Shop')['id']}/bot/tests"
        [mine] = [one for one in api.ask("GET", tests)["tests"] if one["text"] == ASKED]
        api.ask("DELETE", f"{tests}/{mine['id']}")

    wanda = cast.visitor("Wanda")
    wanda.visits()
    wanda.rings()
    wanda.says(ASKED)
    expect(wanda.panel.get_by_text(wanda.words("talk.did_help"))).to_be_visible()
