"""Text that wants to be something else comes out as the same text, in the widget and at the desk, and nothing runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.demo import Demo
from e2e.hostile import (
    MAX_COMMENT,
    MAX_EMAIL,
    MAX_NAME,
    as_stored,
    hostile_texts,
    leaves_all_as_address,
    rates_as,
    says_all,
)
from e2e.people import Agent, Visitor

A_CONVERSATION = 110
LOOKED_AT = 25
# What is drawn for each bubble: a web address is a link, drawn without its scheme, so its href stands for it.
AS_WRITTEN = """bubbles => bubbles.map(bubble => [...bubble.childNodes].map(
  part => part instanceof HTMLAnchorElement ? part.getAttribute('href') : part.textContent).join(''))"""
ONLY_OURS = """() => [...document.scripts].every(
  one => one.type === 'application/json' || one.src.startsWith(location.origin) || one.src.includes('/widget/'))
  && !document.querySelector('[onerror], [onload], [onclick], [onfocus], [onmouseover]')"""
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
    assert sum(len(one.texts) for one in sent) == sum(1 for text in texts if text.strip())
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
    with demo.signed_in("Lee") as lee:
        known = {one["id"] for one in lee.conversations("resolved")}
        rates_as(demo, texts)
        found = [one for one in lee.conversations("resolved") if one["id"] not in known]
    written = [
        (
            one["visitor"]["name"] or "",
            one["visitor"]["email"] or "",
            (one["visitor"]["page"] or {}).get("title") or "",
            (one["visitor"]["page"] or {}).get("referrer") or "",
            one["csat"]["comment"] or "",
        )
        for one in found
    ]
    stored = [as_stored(text) for text in texts]
    assert sorted(written) == sorted(
        (text[:MAX_NAME], text[:MAX_EMAIL], text, text, text[:MAX_COMMENT]) for text in stored
    )

    ann.signs_in()
    ann.looks_at("resolved")
    names = ann.list.locator(".d-item .top b")
    while names.count() < len(found):
        before = names.count()
        ann.button("list.more").click()
        expect(names.nth(before)).to_be_attached()
    assert names.all_text_contents()[: len(found)] == [one["visitor"]["label"] for one in found]

    markup = [one for one in found if "<" in (one["csat"]["comment"] or "")]
    for one in markup[:: len(markup) // LOOKED_AT]:
        _is_the_same_beside_the_conversation(ann.page, one)


def _is_the_same_beside_the_conversation(page: Page, one: dict[str, dict[str, str]]) -> None:
    page.locator(f"[data-conversation='{one['id']}']").click()
    person = page.get_by_role("complementary")
    expect(page.locator(".d-head h1")).to_have_attribute("title", one["visitor"]["label"])
    assert page.locator(".d-head h1").text_content() == one["visitor"]["label"]
    assert person.locator(".csat p").text_content() == one["csat"]["comment"]
    assert person.locator("a.page, div.page").text_content() == one["visitor"]["page"]["title"]  # type: ignore[index]
    assert person.locator(".d-kv dd").first.text_content() == one["visitor"]["email"]


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
