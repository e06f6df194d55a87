"""Questions and answers, as those who lead write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.settings_people import Admin, shop_as_it_was, signed_in_admin

TOAST_IS_ABOVE = """() => {
  const toasts = [...document.querySelectorAll('.toast')], bar = document.querySelector('.s-save')
  const top = bar?.getBoundingClientRect().top ?? 0
  return toasts.length > 0 && toasts.every(one => one.getBoundingClientRect().bottom <= top)
}"""


@pytest.fixture
def shop(demo: Demo) -> Iterator[dict[str, Any]]:
    with shop_as_it_was(demo) as before:
        yield before


@pytest.fixture
def ada(cast: Cast, shop: dict[str, Any]) -> Admin:
    return signed_in_admin(cast)


def asks(admin: Admin, text: str) -> Locator:
    side = admin.page.get_by_role("complementary", name="Try it")
    side.get_by_role("textbox").fill(text)
    side.get_by_role("button", name="Ask", exact=True).click()
    return side


def test_an_answer_is_written_published_tried_deleted_and_put_back(ada: Admin) -> None:
    ada.opens("answers", "Answers")
    expect(asks(ada, "May I bring my zebra to the tasting?")).not_to_contain_text("Yes, on a lead.")
    ada.presses("New article")
    ada.presses("Publish")
    expect(ada.alert).to_have_text(["The question is missing.", "The answer is missing."])
    ada.page.get_by_label("Question").fill("May I bring my zebra?")
    expect(ada.alert).to_have_text(["The answer is missing."])
    ada.page.get_by_role("link", name="All articles").click()
    ada.presses("Stay")
    ada.page.get_by_label("Answer", exact=True).fill("Yes, on a lead.")
    ada.page.get_by_label("Other ways to ask").fill("May I bring my zebra to the tasting?\n\nAre zebras welcome?\n")
    ada.page.go_back()
    kept = ada.page.get_by_role("region", name="Not saved yet")
    expect(kept).to_be_visible()
    ada.person.watch.forgive("a beforeunload dialog: .*")
    with ada.page.expect_event("dialog"):
        ada.page.reload()
    kept.get_by_role("link", name="May I bring my zebra?").click()
    expect(ada.page.get_by_label("Answer", exact=True)).to_have_value("Yes, on a lead.")
    ada.presses("Save draft")
    ada.page.wait_for_function(TOAST_IS_ABOVE)  # as soon as it comes: it goes by itself
    expect(ada.page.get_by_role("radio", name="English draft")).to_be_checked()
    expect(ada.page.get_by_text("Visitors do not see it yet.")).to_be_visible()
    ada.page.get_by_role("link", name="All articles").click()
    expect(asks(ada, "May I bring my zebra to the tasting?")).not_to_contain_text("Yes, on a lead.")
    ada.page.get_by_role("searchbox", name="Search articles").fill("zebra")
    ada.page.get_by_role("link", name="May I bring my zebra?").click()
    ada.presses("Publish")
    expect(ada.page.get_by_role("radio", name="English published")).to_be_checked()
    ada.page.get_by_role("link", name="All articles").click()
    side = asks(ada, "May I bring my zebra to the tasting?")
    expect(side).to_contain_text("Yes, on a lead.")
    expect(side).to_contain_text("% sure; it answers from 80% up.")

    ada.page.get_by_role("searchbox", name="Search articles").fill("zebra")
    expect(ada.page.get_by_text("1 of ")).to_be_visible()
    expect(ada.page.get_by_text("asked in 2 other ways")).to_be_visible()
    item = ada.page.get_by_role("listitem").filter(has_text="May I bring my zebra?")
    ada.page.clock.install()
    ada.presses("Delete “May I bring my zebra?”")
    expect(item).to_have_count(0)
    ada.presses("Undo")
    expect(item).to_be_visible()
    expect(item.get_by_role("link")).to_be_focused()
    ada.presses("Delete “May I bring my zebra?”")
    with ada.page.expect_response(re.compile("/api/articles/")) as answer:
        ada.page.clock.fast_forward(11_000)
    assert answer.value.ok


@pytest.fixture
def llama(demo: Demo) -> Iterator[dict[str, Any]]:
    """A published article of the shop, and what the bot's test set asks of it; both gone afterwards."""
    with demo.signed_in("Ada") as api:
        inbox = api.inbox("Shop")["id"]
        form = {"locale": "en", "title": "May I bring my llama?", "answer": "Yes.", "publish": True}
        article = api.ask("POST", f"/api/inboxes/{inbox}/articles", form)["article"]
        test = {"text": "Is there hay for a llama at the tasting?", "article_id": article["id"], "locale": "en"}
        test_id = api.ask("POST", f"/api/inboxes/{inbox}/bot/tests", test)["test"]["id"]
        yield article
        api.ask("DELETE", f"/api/inboxes/{inbox}/bot/tests/{test_id}")
        api.ask("DELETE", f"/api/articles/{article['id']}")


def test_what_is_written_while_an_answer_is_saving_stays_and_is_saved_next(ada: Admin, llama: dict[str, Any]) -> None:
    ada.opens(f"answers/{llama['id']}", "Answers")
    answer = ada.page.get_by_label("Answer", exact=True)
    answer.fill("Yes, on a lead.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if route.request.method == "PUT" and not held else route.continue_()

    ada.page.route(re.compile("/variants/"), hold)
    with ada.page.expect_request(re.compile("/variants/")):
        ada.presses("Save draft")
    answer.fill("Yes, and its friends.")
    held[0].continue_()
    expect(ada.page.get_by_role("radio", name="English unpublished changes")).to_be_checked()
    expect(answer).to_have_value("Yes, and its friends.")
    with ada.page.expect_response(re.compile("/variants/")) as saved:
        ada.presses("Save draft")
    variant = saved.value.json()["article"]["variants"][0]
    assert (variant["answer"], variant["version"], variant["published_version"]) == ("Yes, and its friends.", 3, 1)


def test_an_article_is_translated_tested_published_and_put_back(ada: Admin, demo: Demo, llama: dict[str, Any]) -> None:
    ada.forgive_refusals()
    page = ada.page
    ada.opens(f"answers/{llama['id']}", "Answers")
    page.get_by_role("radio", name="简体中文 not written").click()
    page.get_by_label("Question").fill("可以带羊驼吗？")
    page.get_by_role("radio", name="English published").click()
    page.get_by_label("Other ways to ask").fill("Is there hay for a llama?\nHay for llamas at the tasting")
    with demo.signed_in("Ada") as api:
        api.ask("PUT", f"/api/articles/{llama['id']}/variants/en", {"answer": "Only small ones."})
    ada.presses("Preview")  # of the answer, while there is no article
    expect(page.get_by_role("dialog").get_by_text("Yes.")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    article = page.get_by_label("Article", exact=True)
    article.fill("# Hay\n\nIs | here\n--|--\n*ours* | <b onclick=alert(1)>x</b>")
    ada.presses("Table")
    page.keyboard.type("Animal")
    expect(article).to_have_value(re.compile("</b>\n\n\\| Animal \\| Column 2 \\|\n\\| --- \\| --- \\|"))
    beside = page.get_by_role("region", name="As visitors read it")
    expect(beside.get_by_role("columnheader", name="Animal")).to_be_visible()
    ada.presses("Preview")
    preview = page.get_by_role("dialog", name="May I bring my llama?")
    expect(preview.get_by_role("cell", name="ours")).to_be_visible()
    assert "<td><b>x</b></td>" in preview.locator(".s-article").inner_html()
    axe_clean(page)
    preview.get_by_role("button", name="Close").last.click()
    ada.presses("Publish")
    page.get_by_role("dialog", name="Somebody else saved English meanwhile").get_by_role(
        "button", name="Keep mine"
    ).click()
    ada.presses("Publish")
    asked = page.get_by_role("dialog", name="1 better, 0 worse: publish?")
    expect(asked).to_contain_text("Is there hay for a llama at the tasting?")
    axe_clean(page)
    asked.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Saved. The bot knows it now.")).to_be_visible()
    expect(page.get_by_role("radio", name="简体中文 draft")).to_be_visible()

    ada.presses("Versions")
    ada.presses("Changes of version 2")
    expect(page.get_by_role("insertion")).to_contain_text("Only small ones.")
    axe_clean(page)
    ada.presses("Restore version 2")
    expect(page.get_by_label("Answer", exact=True)).to_have_value("Only small ones.")
    axe_clean(page)


def test_a_leaders_file_goes_in_with_its_refused_rows_and_comes_out_again(cast: Cast, demo: Demo) -> None:
    lee = Admin(cast.agent("Lee", locale="en"))
    page = lee.page
    lee.opens("answers", "Answers")
    expect(asks(lee, "Can I send back an opened tin?")).to_contain_text("% sure; it answers from 80% up.")
    menu = page.get_by_role("button", name="More", exact=True)
    menu.click()
    page.get_by_role("menuitem", name="Import…").click()
    choose = page.get_by_role("button", name="Choose a file")
    expect(choose).to_be_focused()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(choose).to_be_focused()
    expect(choose).to_have_accessible_description("Choose a file first.")
    rows = "article,phrasing,language\nMay I bring my yak?,Are yaks welcome?,en\nMay I bring my yak?,Yak?,xx\n"
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "yak.CSV", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    dialog = page.get_by_role("dialog", name="Import articles")
    dialog.get_by_role("button", name="Import", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("1 added")
    expect(dialog.get_by_role("status")).to_contain_text("Language: This language is not known.")
    axe_clean(page)
    dialog.get_by_role("button", name="Close").last.click()
    menu.click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Spreadsheet (CSV)").click()
    assert "Are yaks welcome?" in download.value.path().read_text(encoding="utf-8-sig")
    with demo.signed_in("Ada") as api:
        found = api.ask("GET", f"/api/inboxes/{api.inbox('Shop')['id']}/articles?query=yak")["articles"]
        for article in found:
            api.ask("DELETE", f"/api/articles/{article['id']}")


def test_lee_shares_a_collection_orders_categories_and_suggestions_and_finds_what_is_due(
    cast: Cast, demo: Demo, llama: dict[str, Any]
) -> None:
    lee = Admin(cast.agent("Lee", locale="en"))
    page, menu = lee.page, lee.page.get_by_role("button", name="More", exact=True)
    lee.opens("answers", "Answers")
    menu.click()
    page.get_by_role("menuitem", name="Collections").click()
    lee.presses("New collection")
    page.get_by_label("Name", exact=True).fill("Animals")
    page.get_by_label("Studio").check()
    lee.presses("Save collection")
    expect(page.get_by_role("listitem").filter(has_text="Animals")).to_contain_text("also in Studio")
    axe_clean(page)
    page.keyboard.press("Escape")

    menu.click()
    page.get_by_role("menuitem", name="Categories").click()
    rows = page.get_by_role("dialog", name="Categories").get_by_role("listitem")
    expect(rows.first).to_contain_text("Orders")
    lee.presses("Move Orders down")
    expect(rows.nth(1)).to_contain_text("Orders")
    lee.presses("Move Orders up")
    expect(rows.first).to_contain_text("Orders")
    page.keyboard.press("Escape")
    menu.click()
    page.get_by_role("menuitem", name="Order of the suggested questions").click()
    rows = page.get_by_role("dialog").get_by_role("listitem")
    first = rows.first.locator("span").first.inner_text()
    rows.first.get_by_role("button", name=re.compile(" down$")).click()
    expect(rows.nth(1)).to_contain_text(first)
    rows.nth(1).get_by_role("button", name=re.compile(" up$")).click()
    expect(rows.first).to_contain_text(first)
    page.keyboard.press("Escape")

    lee.opens(f"answers/{llama['id']}", "Answers")
    page.get_by_label("Review on").fill("2020-01-01")
    with demo.signed_in("Ada") as api:
        api.ask("PATCH", f"/api/articles/{llama['id']}", {"visibility": "agents"})
    lee.forgive_refusals()
    lee.presses("Save draft")
    told = page.get_by_role("dialog", name="Somebody else changed this article meanwhile")
    expect(told.get_by_role("button", name="Keep mine")).to_be_focused()  # Enter throws nothing away
    told.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_label("Review on")).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Review on")).to_have_value("2020-01-01")
    lee.presses("Save draft")
    expect(page.get_by_text("Saved. Visitors still read what was published.")).to_be_visible()
    expect(page.get_by_label("Who reads it")).to_have_value("agents")
    page.get_by_role("link", name="All articles").click()
    page.get_by_label("To be reviewed").check()
    expect(page.get_by_role("link", name="May I bring my llama?")).to_be_visible()
    expect(page.get_by_text("1 of 1", exact=True)).to_be_visible()
    page.get_by_label("Collection").select_option("Animals")
    expect(page.get_by_text("No article fits")).to_be_visible()
    with demo.signed_in("Ada") as api:
        [animals] = [
            one
            for one in api.ask("GET", f"/api/inboxes/{api.inbox('Shop')['id']}/collections")["collections"]
            if one["name"] == "Animals"
        ]
        api.ask("DELETE", f"/api/collections/{animals['id']}")


@pytest.mark.parametrize(("locale", "language"), [("en", "English"), ("zh-CN", "简体中文"), ("zh-TW", "繁體中文")])
def test_the_answers_open_on_the_language_that_one_reads(cast: Cast, locale: str, language: str) -> None:
    page = opens_answers(cast, locale)
    expect(page.get_by_role("radio", name=language)).to_be_checked()
    questions = page.get_by_role("list").locator(f"a[lang='{locale}']")
    expect(questions.first).to_be_visible()
    expect(page.get_by_role("list").locator(f"a[lang]:not([lang='{locale}'])")).to_have_count(0)


def opens_answers(cast: Cast, locale: str) -> Page:
    ada = cast.agent("Ada", locale=locale)
    ada.signs_in()
    ada.page.goto(f"{ada.demo.url}/settings/answers")
    return ada.page
