"""The queue as everybody sees it: three visitors, two agents, a leader.

Places move 3-2-1 live, a VIP goes first with the reason shown, an offer times out and moves on, an agent's browser is
killed and the visitor is told and served by the other, the leader whispers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.agent import Agent
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.desk_people import Callers
from e2e.people import Visitor

OFFER_SECONDS, TO_BE_MISSED, GRACE_SECONDS = 300, 10, 10


@pytest.fixture
def one_at_a_time(demo: Demo) -> Iterator[None]:
    """The Shop offers, and Ann and Ben take one visitor each."""
    with demo.signed_in("Ada") as ada:
        before = ada.inbox("Shop")["routing"]
        change = {"assignment": "least_loaded", "offer_seconds": OFFER_SECONDS, "grace_seconds": GRACE_SECONDS}
        ada.change_inbox("Shop", routing=change)
        people = [ada.agent(name) for name in ("Ann", "Ben")]
        for one in people:
            ada.ask("PATCH", f"/api/agents/{one['id']}", {"capacity": 1})
        yield
        for one in people:
            ada.ask("PATCH", f"/api/agents/{one['id']}", {"capacity": one["capacity"]})
        ada.change_inbox("Shop", routing={name: before[name] for name in change})


def _waits(visitor: Visitor, place: int) -> None:
    visitor.visits()
    visitor.says_who()
    visitor.rings()
    visitor.asks_for_a_person()
    visitor.sees_place(place)


def _offer(agent: Agent, name: str) -> Locator:
    return agent.page.get_by_role("region", name=agent.words("offered.title", name=name))


def _offers_for(demo: Demo, seconds: int) -> None:
    """From now on an offer can be accepted for so long."""
    with demo.signed_in("Ada") as ada:
        ada.change_inbox("Shop", routing={"offer_seconds": seconds})


def _accepts(agent: Agent, name: str) -> None:
    _offer(agent, name).get_by_role("button", name=re.compile("^" + agent.words("offered.accept"))).click()
    agent.sees_person(name)
    expect(agent.field).to_be_editable()


def _is_away(lee: Agent) -> None:
    """Who leads the floor is not given any."""
    lee.page.get_by_role("button", name=lee.words("me.menu")).click()
    lee.page.get_by_role("menu").get_by_text(lee.words("presence.away"), exact=True).click()
    expect(lee.page.get_by_role("button", name=lee.words("me.menu"))).to_contain_text(lee.words("presence.away"))
    lee.page.get_by_role("link", name=re.compile(f"^{lee.words('nav.floor')}")).click()


def _place(lee: Agent, name: str) -> Locator:
    return lee.page.locator(".f-line").filter(has=lee.page.get_by_role("link", name=name, exact=True))


@pytest.mark.usefixtures("one_at_a_time")
def test_three_visitors_two_agents_and_a_leader(
    cast: Cast, demo: Demo, ann: Agent, ben: Agent, lee: Agent, vic: Visitor, wanda: Visitor, caller: Callers
) -> None:
    lee.signs_in()
    _is_away(lee)
    xu = cast.visitor("Xu", phone=True)
    for place, visitor in enumerate((vic, wanda, xu), 1):
        _waits(visitor, place)
    expect(lee.page.locator(".f-line")).to_contain_text(["Vic", "Wanda", "Xu"])

    ann.signs_in()
    _accepts(ann, "Vic")
    wanda.sees_place(1)
    xu.sees_place(2)
    ben.signs_in()
    _accepts(ben, "Wanda")
    xu.sees_place(1)

    yuki = caller("Yuki").rings("The pot for my mother broke")
    with demo.signed_in("Lee") as leader, leader.wire() as wire:
        [waiting] = [
            one
            for one in wire.must("list_conversations", {"view": "waiting"})["conversations"]
            if one["id"] == yuki.conversation
        ]
        wire.must("set_visitor_tags", {"visitor_id": waiting["visitor"]["id"], "tags": ["VIP"]})
    xu.sees_place(2)
    expect(xu.panel.locator(".w-why")).to_contain_text(xu.words("talk.why_priority_ahead"))
    expect(lee.page.locator(".f-line")).to_contain_text(["Yuki", "Xu"])
    expect(_place(lee, "Yuki")).to_contain_text("VIP")

    _offers_for(demo, TO_BE_MISSED)
    ann.resolves()
    expect(_offer(ann, "Yuki")).to_be_visible()
    missed = ann.words("offered.missed", name="Yuki")
    expect(ann.page.locator(".toast").filter(has_text=missed)).to_be_visible()  # Vic's is there still, or gone
    _offers_for(demo, OFFER_SECONDS)
    ben.resolves()
    _accepts(ben, "Yuki")
    xu.sees_place(1)

    away = ann.page.get_by_role("region", name=ann.words("offered.away"))
    away.get_by_role("button", name=ann.words("offered.back")).click()
    _accepts(ann, "Xu")
    ann.says("Which pot is it?")
    xu.sees("Which pot is it?")
    ann.page.close()
    xu.sees_line("Ann lost the connection. You are first in line.")
    xu.sees_place(1)
    ben.resolves()
    _accepts(ben, "Xu")
    ben.sees("Which pot is it?")

    # The floor is told a moment later than Ben; while Ann had Xu there were two open, and nobody in line either.
    expect(lee.page.locator(".f-people header .sm")).to_have_text(re.compile(r"^1 of \d+ places"))
    expect(lee.page.locator(".f-line")).to_have_count(0)
    lee.page.get_by_role("button", name=lee.words("floor.whisper", agent="Ben")).click()
    dialog = lee.page.get_by_role("dialog")
    expect(dialog).to_contain_text(lee.words("floor.whisper_hint", visitor="Xu"))
    dialog.get_by_role("textbox").fill("Xu bought three last year")
    dialog.get_by_role("button", name=lee.words("floor.whisper_submit")).click()
    expect(ben.log.locator(".slip.whisper")).to_contain_text("Xu bought three last year")
    ben.says("The blue one? A new one leaves today.")
    xu.sees("The blue one? A new one leaves today.")
    xu.sees_nowhere("Xu bought three")
