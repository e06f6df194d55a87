"""What goes wrong between the browsers and the server: nothing typed is lost, doubled or out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.conftest import Cast, NewContext
from e2e.demo import UNLIMITED, Demo, living
from e2e.line import Line
from e2e.people import Person

# What Chromium itself says of a server that is away.
GONE = (
    r"WebSocket connection to '\S+/socket\.io/\S+' failed: .*",
    r"Failed to load resource: net::ERR_CONNECTION_(REFUSED|RESET) \S+",
    r"Failed to load resource: net::ERR_EMPTY_RESPONSE \S+",
)


@pytest.fixture
def own_demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Demo]:
    """A shop of the test's own, which it may kill; `param` is its environment."""
    with living(tmp_path_factory, "own", getattr(request, "param", UNLIMITED)) as demo:
        yield demo


@pytest.fixture
def own_cast(request: pytest.FixtureRequest, own_demo: Demo, new_context: NewContext) -> Cast:
    return Cast(request, own_demo, new_context)


def expects_a_dead_server(*people: Person) -> None:
    for person in people:
        for line in GONE:
            person.watch.forgive(line)


def test_the_server_dies_in_mid_talk(own_demo: Demo, own_cast: Cast) -> None:
    vic, ann = own_cast.visitor("Vic", phone=True), own_cast.agent("Ann")
    expects_a_dead_server(vic, ann)
    ann.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    ann.answers_the_longest_wait()
    vic.sees_person("Ann")
    vic.says("Can you hear me?")
    ann.says("Loud and clear")
    vic.sees("Loud and clear")
    expect(vic.log.locator(".pend")).to_have_count(0)
    expect(ann.log.locator("[data-outgoing]")).to_have_count(0)

    own_demo.dies()
    vic.sees_bar(vic.words("frame.offline"))
    expect(ann.page.get_by_text(ann.words("composer.kept")).first).to_be_visible()
    for text in ("Still there?", "I write on", "One more"):
        vic.says(text)
    vic.sees_fate("One more", vic.words("talk.kept"))
    ann.says("I am here")
    expect(ann.log.get_by_text(ann.words("tick.waiting"))).to_be_visible()

    own_demo.start()
    expect(vic.panel.locator(".w-bar")).to_have_count(0)
    expect(ann.page.locator(".d-offline")).to_have_count(0)
    said = ("Can you hear me?", "Loud and clear", "Still there?", "I write on", "One more", "I am here")
    for text in said:
        expect(vic.bubble(text)).to_have_count(1)
        expect(ann.bubble(text)).to_have_count(1)
    expect(vic.log.locator(".pend")).to_have_count(0)
    expect(ann.log.locator(".pend")).to_have_count(0)
    assert vic.texts() == ann.texts()
    mine = [text for text in vic.texts() if text not in ("Loud and clear", "I am here")]
    assert mine == ["Can you hear me?", "Still there?", "I write on", "One more"]
    ann.says("Everything has arrived")
    vic.sees("Everything has arrived")


@pytest.mark.parametrize("own_demo", [{"DESKBELL_RATE_LIMIT_SCALE": "0.1"}], indirect=True, ids=["a tenth"])
def test_too_fast_is_said_with_seconds_and_goes_out_by_itself(own_cast: Cast) -> None:
    """At a tenth of the limits three messages go at once, then one every two seconds."""
    vic = own_cast.visitor("Vic", phone=True)
    line = Line(vic)
    vic.visits()
    vic.rings()
    expect(vic.button("frame.talk_to_person")).to_be_enabled()
    line.cut()
    vic.sees_bar(vic.words("frame.offline"))
    texts = [f"Line {number}" for number in range(1, 13)]
    for text in texts:
        vic.says(text)
    line.mend()
    vic.sees_bar(re.compile(r"^That was quick\. The next message can go out in \d s; it is kept\.$"))
    vic.sees_fate(texts[-1], vic.words("talk.kept_short"))
    expect(vic.log.locator(".pend")).to_have_count(0)
    expect(vic.panel.locator(".w-bar")).to_have_count(0)
    assert [text for text in vic.texts() if text.startswith("Line")] == texts


def test_a_failed_message_keeps_its_text_and_can_go_again(cast: Cast) -> None:
    vic = cast.visitor("Vic", phone=True)
    line = Line(vic)
    vic.visits()
    vic.rings()
    vic.says("Is the moon made of green cheese?")
    vic.sees(vic.words("talk.unknown"))
    line.refuses("send_message", "server_error", times=3)
    vic.says("Do not lose me")
    vic.sees_fate("Do not lose me", vic.words("talk.not_sent"))
    vic.button("frame.try_again").click()
    expect(vic.log.locator(".fail")).to_have_count(0)
    vic.sees("Do not lose me")
    vic.reloads()
    vic.sees("Do not lose me")


def test_ann_is_too_late_and_keeps_her_words(cast: Cast) -> None:
    """While Ann's line is cut, Lee gives her conversation to Ben: what she wrote is refused, and stays before her eyes."""
    vic = cast.visitor("Vic", phone=True)
    ann, ben, lee = (cast.agent(name) for name in ("Ann", "Ben", "Lee"))
    line = Line(ann)
    for agent in (ann, ben, lee):
        agent.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    ann.answers_the_longest_wait()
    vic.sees_person("Ann")

    line.cut()
    kept = ann.page.get_by_role("status").filter(has_text=ann.words("composer.kept"))
    expect(kept).to_be_visible()
    ann.says("Written in a tunnel")
    lee.looks_at("all")
    lee.opens("Vic")
    lee.transfers_to("Ben")
    vic.sees_person("Ben")
    line.mend()
    expect(kept).to_have_count(0)
    failed = ann.log.get_by_role("alert")
    expect(failed).to_contain_text(ann.words("errors.not_assignee"))
    expect(failed.get_by_role("button", name=ann.words("tick.retry"))).to_be_visible()
    ann.sees("Written in a tunnel")
    vic.sees_nowhere("Written in a tunnel")
