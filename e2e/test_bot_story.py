"""Articles come in as a file; the bot answers from them with its source, does not help, offers something else; a person
takes over and sees all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.settings_people import Admin

GUIDE = """title,language,answer,phrasings
How do I clean a paper lantern?,en,With a soft brush and never with water.,"Cleaning a paper lantern
Dust on my paper lantern"
How do I fold a paper lantern?,en,Push the rings together and turn.,"Folding a paper lantern
Flatten a paper lantern for the cupboard"
"""
FOLD, CLEAN = "How do I fold a paper lantern?", "How do I clean a paper lantern?"


@pytest.fixture
def guide(demo: Demo) -> Iterator[bytes]:
    """A file of two articles that are easily mistaken for each other; none of it is left when the story is over."""
    yield GUIDE.encode()
    with demo.signed_in("Ada") as api:
        found = api.ask("GET", f"/api/inboxes/{api.inbox('Shop')['id']}/articles?query=paper%20lantern")["articles"]
        for article in found:
            api.ask("DELETE", f"/api/articles/{article['id']}")


def imports(lee: Admin, file: bytes) -> None:
    page = lee.page
    lee.opens("answers", "Answers")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Import…").click()
    page.get_by_label("File", exact=True).set_input_files({"name": "guide.csv", "mimeType": "text/csv", "buffer": file})
    dialog = page.get_by_role("dialog", name="Import articles")
    dialog.get_by_role("button", name="Import", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("2 added")


def test_an_imported_answer_that_does_not_help_leads_to_the_next_and_to_a_person_who_knows(
    cast: Cast, guide: bytes
) -> None:
    imports(Admin(cast.agent("Lee")), guide)
    vic, ann = cast.visitor("Vic"), cast.agent("Ann")
    ann.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.says(FOLD)
    vic.sees("Push the rings together and turn.")
    source = vic.log.get_by_role("link", name=FOLD)
    expect(source).to_have_attribute("href", re.compile("/help/.+/a/"))
    vic.button_named("No").click()
    expect(vic.log.get_by_text("Sorry. Is it one of these, or shall a person help?")).to_be_visible()
    vic.button_named(CLEAN).click()
    vic.sees("With a soft brush and never with water.")
    vic.says("a human please")
    vic.sees_place(1)

    ann.answers_the_longest_wait()
    ann.sees_person("Vic")
    part = ann.page.get_by_role("region", name="Before you: the bot")
    expect(part).to_contain_text(re.compile(r"How do I fold a paper lantern\?.+did not help · \d+% sure"))
    expect(part).to_contain_text(CLEAN)
    expect(part).to_contain_text("asked for a person")
    axe_clean(ann.page)

    lee = cast.agent("Lee")
    lee.signs_in()
    lee.page.goto(re.sub("/desk/[a-z]+/", "/desk/all/", ann.page.url))
    axe_clean(lee.page)
    lee.page.get_by_role("button", name=f"Into the bot’s test set: {CLEAN}").click()
    asked = lee.page.get_by_role("dialog", name="Add a question")
    expect(asked.get_by_label("Question")).to_have_value(CLEAN)
