"""What the settings use of the widget: the preview of the real screens, and the check of a website's tag."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.agent import Agent
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.widget_fixtures import Website, website

__all__ = ["website"]

FRAME = """([path, id]) => new Promise(ready => {
    addEventListener('message', event => event.data.deskbell === 'preview_ready' && ready(), { once: true })
    const frame = Object.assign(document.createElement('iframe'), { id, src: path, width: 480, height: 760 })
    document.body.replaceChildren(frame)
})"""
SHOW = """([id, config]) =>
    document.getElementById(id).contentWindow.postMessage({ deskbell: 'preview', config }, location.origin)"""
CHECK = """url => new Promise(done => {
    const facts = [], opened = window.open(url + '#deskbell-check')
    addEventListener('message', event => {
        if (event.source !== opened || event.data.deskbell !== 'check') return
        facts.push({ ...event.data, sender: event.origin })
        if (event.data.done) done(facts.at(-1))
    })
})"""


def on_the_desks_origin(person: Agent, demo: Demo) -> Page:
    """A bare page of the desk's origin: the settings themselves are another story."""
    person.page.route(f"{demo.url}/bare", lambda route: route.fulfill(content_type="text/html", body="<body></body>"))
    person.page.goto(f"{demo.url}/bare")
    return person.page


@pytest.fixture
def desk_page(cast: Cast, demo: Demo) -> Page:
    return on_the_desks_origin(cast.agent("Ada"), demo)


def test_the_preview_shows_what_is_being_edited_without_a_connection(desk_page: Page, demo: Demo) -> None:
    sockets: list[str] = []
    desk_page.on("websocket", lambda socket: sockets.append(socket.url))
    desk_page.evaluate(FRAME, [f"/widget/{demo.told.inbox}/frame?preview=1&locale=en", "preview"])
    preview = desk_page.frame_locator("#preview")

    def shows(**config: Any) -> None:
        desk_page.evaluate(SHOW, ["preview", config])

    shows(name="Lantern Tea", greeting="Good afternoon.", suggested_questions=[{"article_id": "1", "text": "Where?"}])
    expect(preview.get_by_role("heading", name="Good afternoon.", include_hidden=True)).to_be_visible()
    expect(preview.locator(".w-list button:not(.find)")).to_have_text("Where?")
    shows(greeting="Welcome back.", theme="dark")
    expect(preview.locator("h1")).to_have_text("Welcome back.")
    expect(preview.locator("html")).to_have_attribute("data-theme", "dark")
    shows(open=False)
    expect(preview.locator(".panel")).to_have_count(0)
    expect(preview.locator(".bell")).to_be_visible()
    assert sockets == []


def test_the_check_tells_that_all_is_well(cast: Cast, demo: Demo, website: Website) -> None:
    ada = cast.agent("Ada")
    ada.watch.allow(website.url)
    facts = on_the_desks_origin(ada, demo).evaluate(CHECK, website.shows())
    assert facts["sender"] == facts["origin"] == website.url
    assert facts["frame"] == "answered" and facts["violations"] == [] and facts["storage"] == "works"
    assert facts["tags"] == 1 and facts["inbox"] == demo.told.inbox and facts["url"] == website.url + "/"


def test_the_check_tells_what_a_policy_blocked(cast: Cast, demo: Demo, website: Website) -> None:
    ada = cast.agent("Ada")
    ada.watch.allow(website.url)
    ada.watch.forgive(r"(?s)Framing '.*frame-src.*")
    policy = {"Content-Security-Policy": f"default-src 'none'; script-src {demo.url}; frame-src 'none'"}
    facts = on_the_desks_origin(ada, demo).evaluate(CHECK, website.shows(tags=2, headers=policy))
    assert facts["frame"] == "silent" and facts["tags"] == 2
    assert facts["violations"][0]["directive"] == "frame-src"
    assert facts["violations"][0]["blocked"].startswith(demo.url)
