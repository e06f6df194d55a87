"""The pictures of what answers: knowledge base, help centre, bot and flows, each of its screens (see `screenshots`)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.agent import Agent
from e2e.demo import Api
from e2e.desk_people import Callers
from e2e.people import LAPTOP, PHONE, Visitor

Keep = Callable[[Page, str], None]
TIN, PARCEL = "Can I send back an opened tin?", "Where is my order?"
ASKED = ("Is there a tea for the evening?", "A tea for the evenings, please", "Do you engrave pots?")
TESTS = {
    "may i return a tin that is open": TIN,
    "i do not like the tea i opened": TIN,
    "where did my parcel get to": PARCEL,
    "has my order left yet": PARCEL,
    "can you repair my bicycle": None,
    "what is the capital of peru": None,
}


def pictures_of_answers(visitor: Callable[..., Visitor], agent: Callable[..., Agent], keep: Keep) -> None:
    """What visitors read, what agents insert, and what Ada and Lee write, teach and test."""
    wanda = visitor("Wanda", screen=LAPTOP)
    _asked_and_answered(wanda, keep)
    _help_centre(visitor("Vic", screen=LAPTOP), visitor("陈丽娜", "zh-CN", screen=PHONE, color_scheme="dark"), keep)
    with wanda.demo.signed_in("Ada") as api:
        _prepares(api, Callers(wanda.demo))
    _settings(agent("Ada"), keep)
    _settings_in_chinese(agent("Ada", "zh-CN", color_scheme="dark"), keep)
    _inserting(agent("Ann"), Callers(wanda.demo), keep)


def _asked_and_answered(wanda: Visitor, keep: Keep) -> None:
    wanda.visits()
    wanda.rings()
    wanda.says("may I send a tin back that I have opened")
    expect(wanda.log.locator(".print").first).to_be_visible()
    wanda.says("something about my parcel")
    expect(wanda.log.locator(".print")).to_have_count(2)
    keep(wanda.page, "widget-answer")


def _help_centre(vic: Visitor, lina: Visitor, keep: Keep) -> None:
    start = f"{vic.demo.url}/help/{vic.demo.told.inbox}"
    vic.page.goto(f"{start}/en/")
    keep(vic.page, "help")
    vic.page.get_by_role("searchbox").fill("returning a tin")
    vic.page.get_by_role("button", name="Search").click()
    keep(vic.page, "help-search")
    vic.page.locator(".hits a").first.click()
    expect(vic.page.get_by_role("button", name="Yes")).to_be_visible()
    keep(vic.page, "help-article")
    lina.page.goto(f"{start}/zh-CN/")
    keep(lina.page, "help-zh-dark")


def _prepares(api: Api, callers: Callers) -> None:
    """A test set that was run, and questions without an answer."""
    inbox = f"/api/inboxes/{api.inbox('Shop')['id']}"
    articles = api.ask("GET", f"{inbox}/articles?limit=200")["articles"]
    ids = {variant["title"]: article["id"] for article in articles for variant in article["variants"]}
    for text, title in TESTS.items():
        api.ask("POST", f"{inbox}/bot/tests", {"text": text, "article_id": title and ids[title]})
    api.ask("POST", f"{inbox}/bot/tests/run", {})
    api.change_inbox("Shop", routing={"assignment": "manual"})
    for number, text in enumerate(ASKED):
        callers(f"Guest {number}").asks_the_assistant(text)


def _settings(ada: Agent, keep: Keep) -> None:
    ada.signs_in()
    page, of = ada.page, f"{ada.demo.url}/settings"
    for name in ("answers", "unanswered", "tests", "bot", "lookups/new", "assistant", "flows"):
        page.goto(f"{of}/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".skel")).to_have_count(0)
        keep(page, f"settings-{name.partition('/')[0]}")
    page.goto(f"{of}/answers")
    page.get_by_role("link", name=TIN).click()
    expect(page.get_by_label("Question", exact=True)).to_have_value(TIN)
    keep(page, "settings-answer")


def _settings_in_chinese(ada: Agent, keep: Keep) -> None:
    ada.signs_in()
    page = ada.page
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("answers", "unanswered", "bot"):
        page.goto(f"{ada.demo.url}/settings/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".skel")).to_have_count(0)
        keep(page, f"settings-{name}-zh-dark")


def _inserting(ann: Agent, callers: Callers, keep: Keep) -> None:
    """Ann types `?`: articles, and above the field what the visitor's last words ask for."""
    callers("Mara Holt").rings("The lid of my tin does not fit")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.field.press_sequentially("?tin")
    expect(ann.page.locator(".d-inserts").get_by_role("option").first).to_be_visible()
    keep(ann.page, "desk-articles")
    callers.hang_up()
