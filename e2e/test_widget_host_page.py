"""The widget on pages of others: strict policies, hostile styles and scripts, two tags, and leaving without a trace."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Route, expect

from e2e.conftest import Cast
from e2e.people import Visitor
from e2e.widget_fixtures import HOSTILE_CSS, Website, box, goes_to, guest, website

__all__ = ["website"]

SHEETS = sorted(HOSTILE_CSS.glob("*.css")) if HOSTILE_CSS.is_dir() else []
# What makes host pages break what is put into them: everything important, nothing where it was.
WORST = """
*, *::before, *::after { all: unset !important; color: red !important; display: block !important; width: 7px !important;
  position: static !important; font-size: 40px !important }
body { transform: rotate(3deg) !important }"""
# A message from the page to itself, whatever origin it claims: the source is wrong.
FORGE = """([kind, data, origins]) => origins.forEach(origin =>
    dispatchEvent(new MessageEvent('message', { data: { deskbell: kind, data }, origin, source: window })))"""
PROTOTYPES = """<script>
Object.prototype.surprise = 1; Object.prototype.q = [['open']]
Array.prototype.toJSON = () => 'nothing'
Function.prototype.bind = () => { throw new Error('bind is gone') }
window.fetch = window.XMLHttpRequest = undefined
JSON.stringify = JSON.parse = () => { throw new Error('JSON is gone') }
</script>"""


def talks(visitor: Visitor) -> None:
    """The whole way: open, write, and see that it is stored."""
    visitor.rings()
    visitor.says("Where is my order?")
    visitor.sees("Where is my order?")
    expect(visitor.log.locator(".print")).to_be_visible()


def test_a_strict_policy_without_inline_code_is_enough(cast: Cast, website: Website) -> None:
    desk = website.demo.url
    policy = f"default-src 'none'; script-src 'self' {desk}; frame-src {desk}; connect-src 'self'; img-src 'self'"
    wanda = guest(cast, website)
    goes_to(wanda, website.shows(headers={"Content-Security-Policy": policy}))
    talks(wanda)


def test_required_trusted_types_change_nothing(cast: Cast, website: Website) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows(headers={"Content-Security-Policy": "require-trusted-types-for 'script'"}))
    talks(wanda)


@pytest.mark.skipif(not SHEETS, reason="no ../shared/data/hostile-css here")
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_framework_of_the_host_page_changes_nothing(cast: Cast, website: Website, sheet: Path) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows())
    plain = box(wanda.page, "deskbell-widget button")
    goes_to(wanda, website.shows(head=f"<style>{sheet.read_text()}</style>"))
    assert box(wanda.page, "deskbell-widget button") == plain
    wanda.rings()
    assert box(wanda.page, "deskbell-widget iframe")["width"] == 380


def test_the_worst_stylesheet_changes_nothing(cast: Cast, website: Website) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows())
    plain = box(wanda.page, "deskbell-widget button")
    goes_to(wanda, website.shows(head=f"<style>{WORST}</style>"))
    assert box(wanda.page, "deskbell-widget button") == plain
    talks(wanda)


def test_a_page_that_changed_the_language_itself(cast: Cast, website: Website) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows(head=PROTOTYPES))
    talks(wanda)


def test_the_host_page_is_left_as_it_was(cast: Cast, website: Website) -> None:
    look = """() => ({
        body: document.body.outerHTML, nodes: document.documentElement.children.length,
        globals: Object.keys(window).sort(), storage: JSON.stringify(localStorage), cookie: document.cookie,
    })"""
    wanda = guest(cast, website)
    goes_to(wanda, website.shows())
    wanda.page.evaluate("Deskbell('destroy')")
    without = wanda.page.evaluate(look)
    assert "Deskbell" not in without["globals"] and without["storage"] == "{}" and without["cookie"] == ""
    goes_to(wanda, website.url + "/")
    talks(wanda)
    assert wanda.page.evaluate("Object.keys(localStorage).length") == 1
    wanda.page.evaluate("Deskbell('destroy')")
    expect(wanda.page.locator("deskbell-widget")).to_have_count(0)
    assert wanda.page.evaluate(look) == without
    wanda.page.evaluate("dispatchEvent(new MessageEvent('message', {data: {deskbell: 'open', data: 1}}))")
    assert wanda.page.evaluate(look) == without


def test_nothing_is_kept_before_the_visitor_acts(cast: Cast, website: Website) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows())
    assert wanda.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert [frame.url for frame in wanda.page.frames] == [website.url + "/"]


def test_two_tags_make_one_widget(cast: Cast, website: Website) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows(tags=2))
    wanda.page.wait_for_load_state("networkidle")
    expect(wanda.page.locator("deskbell-widget")).to_have_count(1)
    talks(wanda)


def test_calls_made_before_the_tag_has_loaded_are_kept(cast: Cast, website: Website) -> None:
    stub = """<script>
        window.Deskbell = function () { (Deskbell.q = Deskbell.q || []).push(arguments) }
        Deskbell('on', 'open', () => { throw new Error('The page has a fault of its own.') })
        Deskbell('on', 'open', () => { window.heard = true })
        Deskbell('identify', { name: 12, email: 'wanda@example.com', customer: 4182 })
        Deskbell('open')
    </script>"""
    wanda = guest(cast, website)
    wanda.watch.forgive(r".*The page has a fault of its own\..*")
    goes_to(wanda, website.shows(head=stub))
    expect(wanda.panel).to_be_visible()
    wanda.page.wait_for_function("window.heard")
    expect(wanda.button_in_foot("frame.talk_to_person")).to_be_enabled()  # connected, whatever else was said of her


def test_the_bell_stays_where_it_was_when_the_frame_answers(cast: Cast, website: Website) -> None:
    wanda = guest(cast, website)
    goes_to(wanda, website.shows())
    bell = box(wanda.page, "deskbell-widget button i")
    wanda.rings()
    wanda.closes()
    assert box(wanda.page, "deskbell-widget button i") == bell


def test_the_frame_is_closed_to_other_origins(cast: Cast, website: Website) -> None:
    """Not on the list of allowed origins: the browser itself refuses, and the visitor sees no broken panel's content."""
    with website.demo.signed_in("Ada") as ada:
        ada.change_inbox("Shop", allowed_origins=["https://somebody-else.example"])
        wanda = guest(cast, website)
        wanda.watch.forgive(r".*(frame-ancestors|ERR_BLOCKED_BY_RESPONSE|Framing).*")
        goes_to(wanda, website.shows())
        wanda.launcher.click()
        expect(wanda.panel).to_have_count(0)


def test_a_message_of_somebody_else_is_ignored(cast: Cast, website: Website) -> None:
    """Right origin and wrong source, or the other way round: neither the loader nor the frame listens."""
    wanda = guest(cast, website)
    goes_to(wanda, website.shows())
    talks(wanda)
    wanda.closes()
    wanda.page.evaluate(FORGE, ["open", 1, [website.url, website.demo.url]])
    expect(wanda.panel).to_be_hidden()
    inside = next(frame for frame in wanda.page.frames if frame.url.startswith(website.demo.url))
    inside.evaluate(FORGE, ["open", True, [website.url, website.demo.url]])
    expect(wanda.launcher).to_have_attribute("aria-expanded", "false")


def test_the_token_never_reaches_the_host_page(cast: Cast, website: Website) -> None:
    spy = (
        "<script>window.told = []; addEventListener('message', event => told.push(JSON.stringify(event.data)))</script>"
    )
    wanda = guest(cast, website)
    goes_to(wanda, website.shows(head=spy))
    talks(wanda)
    inside = next(frame for frame in wanda.page.frames if frame.url.startswith(website.demo.url))
    token = inside.evaluate("Object.entries(localStorage).find(([key]) => key.endsWith(':token'))[1]")
    assert token
    told = wanda.page.evaluate(
        "JSON.stringify([told, {...localStorage}, document.documentElement.outerHTML, location.href])"
    )
    assert token not in told and "Where is my order" not in told


def test_a_slow_frame_leaves_the_page_in_sight_and_can_be_called_off(cast: Cast, website: Website) -> None:
    """On a phone the panel fills the screen: not before there is something on it."""
    held: list[Route] = []
    wanda = guest(cast, website, phone=True)
    wanda.page.route("**/static/widget/app-*.js", lambda route: held.append(route))
    goes_to(wanda, website.shows())
    panel = wanda.page.locator("deskbell-widget iframe")
    wanda.launcher.click()
    expect(panel).to_have_class("w")
    expect(panel).to_be_hidden()
    expect(wanda.launcher).to_be_visible()
    expect(wanda.launcher).to_have_attribute("aria-expanded", "false")
    wanda.launcher.click()
    expect(panel).to_have_count(0)
    wanda.launcher.click()
    wanda.page.wait_for_function("document.querySelector('deskbell-widget').shadowRoot.querySelector('iframe')")
    wanda.page.unroute("**/static/widget/app-*.js")
    for route in held:
        try_to_go_on(route)
    expect(wanda.panel).to_be_visible()
    expect(panel).to_have_class("o")
    wanda.says("Where is my order?")
    wanda.sees("Where is my order?")


def try_to_go_on(route: Route) -> None:
    """The first frame is gone, and its request with it."""
    with suppress(Error):
        route.continue_()
