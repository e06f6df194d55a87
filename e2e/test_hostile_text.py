"""Text that wants to be something else comes out as the same text, in the widget and at the desk, and nothing runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from deskbell.domain.visible import shows_anything
from e2e.agent import Agent
from e2e.demo import Demo
from e2e.hostile import (
    MAX_COMMENT,
    MAX_EMAIL,
    MAX_NAME,
    Chameleon,
    as_stored,
    hostile_texts,
    leaves_all_as_address,
    says_all,
)
from e2e.people import Visitor

pytestmark = pytest.mark.timeout(20 * 60)  # seven hundred texts, one after the other, on whatever machine
A_CONVERSATION = 110
GREETED = 6
# What is drawn for each bubble: a web address is a link, drawn without its scheme, so its href stands for it.
AS_WRITTEN = """bubbles => bubbles.map(bubble => [...bubble.childNodes].map(
  part => part instanceof HTMLAnchorElement ? part.getAttribute('href') : part.textContent).join(''))"""
ONLY_OURS = """() => [...document.scripts].every(
  one => one.type === 'application/json' || one.src.startsWith(location.origin) || one.src.includes('/widget/'))
  && !document.querySelector('[onerror], [onload], [onclick], [onfocus], [onmouseover]')"""
KEEP_ALL_SHOWN = """() => {
  globalThis.shown = {'.d-head h1': [], '.d-person dd': [], '.d-person .page': [], '.csat p': []}
  const look = () => {
    for (const [place, texts] of Object.entries(shown)) {
      const text = document.querySelector(place)?.textContent
      if (text !== undefined && text !== texts.at(-1)) texts.push(text)
    }
  }
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true})
}"""
CANARY = "globalThis.canary = 'alive'"
TYPED = (
    "<img src=x onerror=\"canary = 'dead'\">",
    "<script>canary = 'dead'</script>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "Ω≈ç√∫˜µ≤≥÷ 田中さんにあげて下さい 👩‍👩‍👧‍👦 ثم نفس",
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return hostile_texts()


@pytest.fixture
def canary(vic: Visitor, ann: Agent) -> Iterator[None]:
    """Nothing that people wrote has run or become an element, in any document of the two browsers."""
    for person in (vic, ann):
        person.context.add_init_script(CANARY)
    yield
    for person in (vic, ann):
        _is_alive(person.context)


def _is_alive(context: BrowserContext) -> None:
    for frame in (frame for page in context.pages for frame in page.frames if frame.url != "about:blank"):
        assert frame.evaluate("globalThis.canary") == "alive", frame.url
        assert frame.evaluate(ONLY_OURS), frame.url


def test_messages_come_out_as_they_went_in(
    demo: Demo, texts: list[str], vic: Visitor, ann: Agent, canary: None
) -> None:
    sent = [
        says_all(demo, f"Caller {at}", texts[at : at + A_CONVERSATION]) for at in range(0, len(texts), A_CONVERSATION)
    ]
    assert sum(len(one.texts) for one in sent) == sum(map(shows_anything, texts))
    vic.visits()
    vic.rings()
    ann.signs_in()
    ann.looks_at("waiting")
    for one in sent:
        vic.becomes(one.token)
        bubbles = vic.log.locator(".row.me > :is(.bub, .big)")
        expect(bubbles).to_have_count(len(one.texts))
        assert bubbles.evaluate_all(AS_WRITTEN) == one.texts
        ann.opens(one.name)
        bubbles = ann.log.locator(".row.them > .bub")
        expect(bubbles).to_have_count(len(one.texts))
        assert bubbles.evaluate_all(AS_WRITTEN) == one.texts


def test_names_titles_and_comments_come_out_as_they_went_in(
    demo: Demo, texts: list[str], vic: Visitor, ann: Agent, canary: None
) -> None:
    """One conversation stays open at the desk while its visitor changes; the page keeps all that it ever showed.

    Every third text: each comes in and is drawn for itself, where messages are drawn by the hundred.
    """
    texts = [text for text in texts if text.strip()][::3]
    stored = {as_stored(text) for text in texts}
    somebody = Chameleon(demo)
    ann.signs_in()
    ann.looks_at("waiting")
    ann.opens("Chameleon")
    ann.page.evaluate(KEEP_ALL_SHOWN)

    with demo.signed_in("Lee") as lee, lee.wire() as desk:
        for text in texts:
            somebody.comes_as(text)
        expect(ann.page.locator(".d-person .page")).to_have_text(as_stored(texts[-1]))
        desk.must("list_agents", {})  # its answer comes after all that was told before
        pages = [event["visitor"]["page"] or {} for name, event in desk.heard if name == "visitor_updated"]
    shown = ann.page.evaluate("shown")
    assert {text[:MAX_NAME] for text in stored} <= set(shown[".d-head h1"])
    assert {text[:MAX_EMAIL] for text in stored} <= set(shown[".d-person dd"])
    assert stored <= set(shown[".d-person .page"])
    assert stored <= {page.get("referrer") for page in pages}

    somebody.ends()
    for text in texts:
        somebody.comments(text)
    expect(ann.page.locator(".csat p")).to_have_text(as_stored(texts[-1]))
    assert {text[:MAX_COMMENT] for text in stored} <= set(ann.page.evaluate("shown")[".csat p"])

    vic.visits()
    vic.rings()
    for text in [text for text in texts if "<" in text][:: len(texts) // GREETED]:
        somebody.comes_as(text)
        vic.becomes(somebody.token)
        expect(vic.panel.get_by_role("heading", level=1)).to_have_text(f"Welcome back, {text[:MAX_NAME]}.")
    somebody.goes()


def test_an_address_is_taken_or_refused_with_a_code(demo: Demo, texts: list[str]) -> None:
    answers = leaves_all_as_address(demo, texts)
    refused = {answer["error"]["code"] for _, answer in answers if not answer["ok"]}
    assert refused <= {"bad_payload", "invalid_fields"}
    for text, answer in answers:
        if answer["ok"]:
            local, _, domain = text.strip().partition("@")
            assert local and "." in domain and not any(c.isspace() for c in text.strip())


def test_what_is_typed_comes_out_as_it_was_typed(vic: Visitor, ann: Agent, canary: None) -> None:
    ann.signs_in()
    vic.name = TYPED[0]
    vic.visits()
    vic.page.evaluate("title => { document.title = title }", TYPED[1])
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    ann.answers_the_longest_wait()
    ann.sees_person(TYPED[0])
    expect(ann.page.get_by_role("complementary").get_by_text(TYPED[1])).to_be_visible()
    for text in TYPED:
        vic.says(text)
        ann.sees(text)
        ann.says(text)
        expect(vic.bubble(text)).to_have_count(2)
    ann.resolves()
    vic.rates(2, TYPED[0])
    ann.sees_rating(2, TYPED[0])
