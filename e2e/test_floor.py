"""Lee leads the floor: sees who waits, gives, reads along, whispers; and at the desk offers are accepted, declined, missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Locator, expect

from e2e.agent import Agent
from e2e.axe import axe_clean
from e2e.demo import Demo
from e2e.desk_people import Callers

OFFER_SECONDS = 300  # what is to be missed says so; no slow machine misses the others


@pytest.fixture
def offers(demo: Demo) -> Iterator[None]:
    """The Shop asks its agents before it gives."""
    with demo.signed_in("Ada") as ada:
        before = ada.inbox("Shop")["routing"]
        ada.change_inbox("Shop", routing={"assignment": "least_loaded", "offer_seconds": OFFER_SECONDS})
        yield
        ada.change_inbox("Shop", routing={name: before[name] for name in ("assignment", "offer_seconds")})


def looks_at_the_floor(lee: Agent) -> None:
    lee.page.get_by_role("link", name=re.compile(f"^{lee.words('nav.floor')}")).click()
    expect(lee.page.get_by_role("heading", name=lee.words("floor.title"), level=1)).to_be_visible()
    expect(lee.page.get_by_text(lee.words.like("floor.live_at"))).to_be_visible()


def place(lee: Agent, name: str) -> Locator:
    """Somebody's place in the floor's line."""
    return lee.page.locator(".f-line").filter(has=lee.page.get_by_role("link", name=name, exact=True))


def post(lee: Agent, name: str) -> Locator:
    return lee.page.locator(".f-ag").filter(has=lee.page.get_by_text(name, exact=True))


def figure(lee: Agent, key: str) -> Locator:
    return lee.page.get_by_role("group", name=lee.words(f"floor.{key}"))


def offer_to(agent: Agent, name: str) -> Locator:
    return agent.page.get_by_role("region", name=agent.words("offered.title", name=name))


def test_lee_sees_vic_wait_gives_him_to_ann_reads_along_and_whispers(ann: Agent, lee: Agent, caller: Callers) -> None:
    ann.signs_in()
    lee.signs_in()
    looks_at_the_floor(lee)
    expect(lee.page.get_by_text(lee.words("floor.empty"))).to_be_visible()

    vic = caller("Vic").rings("The blue pot came broken")
    expect(place(lee, "Vic")).to_contain_text("The blue pot came broken")
    expect(figure(lee, "waiting")).to_contain_text(re.compile("Waiting1"))
    before = figure(lee, "longest").inner_text()
    expect(figure(lee, "longest")).not_to_have_text(before)  # the clock runs without anybody doing anything
    axe_clean(lee.page)

    place(lee, "Vic").get_by_role("button", name=lee.words("floor.somebody_else")).click()
    dialog = lee.page.get_by_role("dialog")
    axe_clean(lee.page)
    dialog.get_by_role("radio", name=re.compile("Ann")).check()
    dialog.get_by_role("button", name=lee.words("floor.assign_submit", name="Ann")).click()
    expect(lee.page.get_by_text(lee.words("floor.assigned_toast", name="Vic", agent="Ann"))).to_be_visible()
    expect(place(lee, "Vic")).to_have_count(0)
    expect(lee.page.get_by_role("main")).to_be_focused()  # the row that was pressed is gone
    expect(post(lee, "Ann")).to_contain_text("1/5")
    expect(post(lee, "Ann")).to_contain_text(lee.words.like("floor.longest_silence", visitor="Vic"))
    ann.looks_at("mine")
    ann.opens("Vic")
    expect(ann.page.locator(".d-why")).to_contain_text("Lee assigned this to you at")

    post(lee, "Ann").get_by_role("button", name=lee.words("floor.whisper", agent="Ann")).click()
    dialog.get_by_role("textbox").fill("He is a regular: send a new one")
    dialog.get_by_role("button", name=lee.words("floor.whisper_submit")).click()
    expect(dialog).to_be_hidden()
    whisper = ann.log.locator(".slip.whisper", has_text="He is a regular: send a new one")
    expect(whisper).to_contain_text(ann.words("note.whispers", agent="Lee"))

    post(lee, "Ann").get_by_role("button", name=lee.words("floor.join", agent="Ann")).click()
    lee.sees_person("Vic")
    expect(lee.page.get_by_text(lee.words("joined.you", name="Vic"))).to_be_visible()
    expect(ann.page.get_by_text(ann.words("joined.reads", agent="Lee", name="Vic"))).to_be_visible()
    axe_clean(ann.page)
    ann.says("A new one leaves today")
    lee.sees("A new one leaves today")
    vic.hears("A new one leaves today")
    lee.page.get_by_role("button", name=lee.words("joined.stop")).click()
    expect(ann.page.locator(".d-joined")).to_have_count(0)
    looks_at_the_floor(lee)
    post(lee, "Ann").get_by_role("button", name=lee.words("floor.join", agent="Ann")).click()
    expect(ann.page.locator(".d-joined")).to_be_visible()
    lee.action("take_over").click()
    expect(lee.field).to_be_editable()
    for either in (ann, lee):
        expect(either.page.locator(".d-joined")).to_have_count(0)  # who has it reads no longer along
    assert "regular" not in repr(vic.heard) and "joined_changed" not in repr(vic.heard)


def test_the_floor_by_keys_alone_and_lee_takes_vic(lee: Agent, caller: Callers) -> None:
    caller("Vic").rings("Anybody?")
    lee.signs_in()
    keys = lee.page.keyboard
    expect(lee.bell).to_be_visible()
    lee.page.clock.set_fixed_time(datetime.now())  # however long the machine takes between two keys
    keys.press("g")
    keys.press("f")
    row = place(lee, "Vic")
    expect(row).to_be_visible()
    take = row.get_by_role("button", name=lee.words("floor.take"), exact=True)  # Lee is the next who is free
    expect(take).to_be_enabled()
    row.get_by_role("link", name="Vic").focus()
    keys.press("Tab")
    expect(take).to_be_focused()
    keys.press("Enter")
    expect(lee.page.get_by_text(lee.words("floor.taken_toast", name="Vic"))).to_be_visible()
    expect(row).to_have_count(0)
    keys.press("g")
    keys.press("m")
    lee.opens("Vic")
    expect(lee.log).to_contain_text(re.compile(r"You took this over at \d\d:\d\d"))


def test_ann_has_no_floor(ann: Agent) -> None:
    ann.signs_in()
    expect(ann.page.get_by_role("link", name=ann.words("nav.floor"))).to_have_count(0)
    ann.page.goto(f"{ann.demo.url}/desk/floor")
    expect(ann.page.get_by_role("heading", name=ann.words("nav.mine"), level=1)).to_be_visible()


@pytest.mark.usefixtures("offers")
def test_an_offer_outlives_a_reload_is_declined_to_the_next_and_accepted(
    ann: Agent, ben: Agent, caller: Callers
) -> None:
    ann.signs_in()
    vic = caller("Vic").rings("Where is my order?")
    card = offer_to(ann, "Vic")
    expect(card).to_contain_text("Where is my order?")
    expect(card.get_by_role("timer")).to_contain_text(re.compile(r"\d+ s to accept"))
    expect(ann.page.locator("[aria-keyshortcuts=A]")).to_have_count(1)  # the bell's Answer gives way
    axe_clean(ann.page)
    ann.page.reload()
    expect(card).to_be_visible()

    ben.signs_in()
    expect(card.get_by_role("button", name=ann.words("offered.decline"))).to_be_enabled()
    ann.page.keyboard.press("d")
    expect(card).to_have_count(0)
    expect(offer_to(ben, "Vic").get_by_role("button", name=ben.words("offered.accept"))).to_be_enabled()
    ben.page.keyboard.press("Enter")
    ben.sees_person("Vic")
    expect(ben.log).to_contain_text(re.compile("You accepted this at"))
    ben.says("It left this morning")
    vic.hears("It left this morning")


def test_who_misses_an_offer_is_set_away_and_comes_back_with_one_click(
    demo: Demo, ann: Agent, lee: Agent, caller: Callers
) -> None:
    ann.signs_in()
    ann.page.goto(f"{ann.demo.url}/settings/account")  # on every page, whoever is signed in is at the desk
    expect(ann.page.get_by_role("main")).to_be_visible()
    with demo.signed_in("Ada") as ada:
        ada.change_inbox("Shop", routing={"assignment": "least_loaded", "offer_seconds": 5})
        caller("Vic").rings("Where is my order?")
        expect(offer_to(ann, "Vic")).to_be_visible()
        missed = ann.words("offered.missed", name="Vic")
        expect(ann.page.locator(".toast").filter(has_text=missed)).to_be_visible()
        ada.change_inbox("Shop", routing={"assignment": "manual", "offer_seconds": 0})
    expect(offer_to(ann, "Vic")).to_have_count(0)
    away = ann.page.get_by_role("region", name=ann.words("offered.away"))
    expect(away).to_be_visible()
    axe_clean(ann.page)
    ann.page.goto(f"{ann.demo.url}/desk")
    expect(away).to_be_visible()
    lee.signs_in()
    looks_at_the_floor(lee)
    expect(post(lee, "Ann")).to_contain_text(lee.words.like("floor.away_missed"))
    away.get_by_role("button", name=ann.words("offered.back")).click()
    ann.is_at_the_desk()
    expect(away).to_have_count(0)
    expect(post(lee, "Ann")).to_contain_text(lee.words("floor.no_talks"))


def test_ben_gives_vic_back_and_ann_gives_him_to_a_team_and_to_the_bot(ann: Agent, ben: Agent, caller: Callers) -> None:
    caller("Vic").rings("I want to send this back")
    ben.signs_in()
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.transfers_to("Ben", "Yours?")
    ben.looks_at("mine")
    ben.opens("Vic")
    ben.page.locator(".d-head").get_by_role("button", name=ben.words("transfer.refuse"), exact=True).click()
    dialog = ben.page.get_by_role("dialog")
    dialog.get_by_label(ben.words("transfer.note")).fill("I am at lunch")
    axe_clean(ben.page)
    dialog.get_by_role("button", name=ben.words("transfer.refuse_submit")).click()
    expect(ben.page.get_by_text(ben.words("transfer.refused_toast", name="Vic"))).to_be_visible()
    ann.sees_note("I am at lunch")
    expect(ann.log).to_contain_text(re.compile(r"Given back to you at \d\d:\d\d"))

    ann.transfers_to("Returns")
    expect(ann.log).to_contain_text(re.compile(r"You gave this to the team Returns at \d\d:\d\d"))
    expect(ann.page.locator(".d-person .chip", has_text="Returns")).to_be_visible()
    ann.action("claim").click()
    expect(ann.field).to_be_editable()
    ann.transfers_to(ann.words("transfer.bot"))
    expect(ann.log).to_contain_text(re.compile(r"You gave this back to the bot at \d\d:\d\d"))
