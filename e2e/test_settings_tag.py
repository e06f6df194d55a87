"""Allowed origins, and "Check my embed": what the browser reports from the site's own page, in words, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.settings_people import Admin, shop_as_it_was, signed_in_admin


class Site:
    """A website of somebody's, on a port of its own: what stands on its one page and with which policy."""

    def __init__(self) -> None:
        self.body = ""
        self.policy = ""
        site = self

        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                if site.policy:
                    self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write(f"<!doctype html><html lang=en><title>Salon</title><body>{site.body}".encode())

            def log_message(self, *_: object) -> None:
                """Not on the console of the tests."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def shop(demo: Demo) -> Iterator[dict[str, Any]]:
    with shop_as_it_was(demo) as before:
        yield before


@pytest.fixture
def ada(cast: Cast, shop: dict[str, Any], site: Site) -> Admin:
    admin = signed_in_admin(cast)
    # A page may complain when its own policy blocks us: that is what the story is about.
    admin.person.watch.forgive(r"(?s).*(Content Security Policy|frame-ancestors|Framing|refused to connect|ERR_).*")
    # Chromium's, when the empty page that window.open begins with is gone before the recorder's script has run in it.
    admin.person.watch.forgive(
        r"raised Failed to execute 'open' on 'Window': The provided callback is no longer runnable\."
    )
    admin.person.watch.allow(site.origin)
    return admin


def tag(demo: Demo) -> str:
    return f'<script async src="{demo.url}/widget/{demo.told.inbox}.js"></script>'


def checks(admin: Admin, address: str) -> None:
    admin.opens("tag", "The tag")
    admin.page.get_by_label("Address of a page with the tag").fill(address)
    admin.presses("Check")


def finds(admin: Admin, *words: str) -> None:
    expect(admin.page.locator(".s-finding b")).to_have_text(list(words))


def test_a_page_that_works_is_said_to_work(ada: Admin, demo: Demo) -> None:
    checks(ada, demo.shop_url)
    finds(ada, "It works")
    expect(ada.page.get_by_text(f"The tag loads on {demo.shop_url}")).to_be_visible()


def test_a_website_that_is_not_allowed_is_named_and_can_be_allowed_there(ada: Admin, demo: Demo, site: Site) -> None:
    site.body = tag(demo)
    checks(ada, f"{site.origin}/")
    expect(ada.page.get_by_text("This website is not allowed yet")).to_be_visible()
    # The list of websites that asked may offer the same by now: the check's own button is meant.
    ada.page.locator(".s-finding").get_by_role("button", name=f"Allow {site.origin}", exact=True).click()
    expect(ada.page.get_by_text(f"{site.origin} is allowed.")).to_be_visible()
    expect(ada.page.locator(".s-finding b").filter(has_text="It works")).to_be_visible()
    with demo.signed_in("Ada") as api:
        assert site.origin in api.inbox("Shop")["allowed_origins"]


def test_a_policy_that_forbids_the_frame_is_named_with_its_directive(ada: Admin, demo: Demo, site: Site) -> None:
    site.body, site.policy = tag(demo), f"default-src 'none'; script-src {demo.url}; connect-src 'self'; img-src 'self'"
    checks(ada, f"{site.origin}/")
    expect(ada.page.get_by_text("The page’s content policy blocks the widget")).to_be_visible()
    expect(ada.page.get_by_text(f"Add {demo.url} to frame-src.")).to_be_visible()


def test_two_tags_are_one_widget_and_a_note(ada: Admin, demo: Demo, site: Site) -> None:
    with demo.signed_in("Ada") as api:
        api.change_inbox("Shop", allowed_origins=[site.origin])
    site.body = tag(demo) + tag(demo)
    checks(ada, f"{site.origin}/")
    expect(ada.page.get_by_text("The tag is there 2 times")).to_be_visible()
    expect(ada.page.get_by_text("It works")).to_be_visible()


def test_a_page_without_the_tag_never_reports_and_nobody_else_is_believed(ada: Admin, demo: Demo, site: Site) -> None:
    ada.page.clock.install()
    site.body = "<p>No bell here.</p>"
    checks(ada, f"{site.origin}/")
    finds(ada, "Listening…")
    ada.page.evaluate(
        """key => postMessage({deskbell: 'check', run: 1, done: true, url: location.href, origin: location.origin,
           inbox: key, frame: 'answered', violations: [], storage: 'works', tags: 1, secure: true, agent: ''}, '*')""",
        demo.told.inbox,
    )
    ada.page.clock.fast_forward(21_000)
    finds(ada, "The tag did not report")
    expect(ada.page.get_by_text(f"add {demo.url} to script-src")).to_be_visible()


def test_an_address_that_is_none_opens_nothing(ada: Admin) -> None:
    checks(ada, "my website")
    expect(ada.alert).to_contain_text("This is not a web address.")
    assert len(ada.page.context.pages) == 1


def test_origins_are_normalised_explained_removed_and_put_back(ada: Admin, demo: Demo) -> None:
    ada.opens("origins", "Allowed origins")
    field = ada.page.get_by_label("Add a website")
    for typed, fault in {
        "salon.example": "It must begin with https://",
        "ftp://salon.example": "Only https:// and http://",
        "https://*": "The * stands alone",
        f"{demo.shop_url}/": "This one is allowed already.",
    }.items():
        field.fill(typed)
        ada.presses("Add")
        expect(ada.alert).to_contain_text(fault)
    field.fill("https://Salon.example:443/cut?x=1")
    ada.presses("Add")
    expect(ada.alert).to_contain_text("An origin ends after the name")
    ada.presses("https://salon.example")
    expect(ada.page.get_by_role("listitem").filter(has_text="https://salon.example")).to_be_visible()

    field.fill("https://*.salon.example")
    ada.presses("Add")
    expect(ada.page.get_by_text("every subdomain, not the bare domain")).to_be_visible()
    ada.presses("Remove https://salon.example")
    expect(ada.page.get_by_text("https://salon.example may no longer show the widget.")).to_be_visible()
    with demo.signed_in("Ada") as elsewhere:
        shop = f"/api/inboxes/{elsewhere.inbox('Shop')['id']}"
        elsewhere.ask("PATCH", f"{shop}/allowed_origins", {"add": ["https://spa.example"]})
    ada.presses("Undo")
    expect(ada.page.get_by_role("button", name="Remove https://salon.example", exact=True)).to_be_visible()
    expect(ada.page.get_by_role("button", name="Remove https://spa.example", exact=True)).to_be_visible()
    with demo.signed_in("Ada") as api:
        kept = api.inbox("Shop")["allowed_origins"]
    assert set(kept) == {demo.shop_url, *(f"https://{name}.example" for name in ("salon", "*.salon", "spa"))}


def test_what_is_typed_while_the_server_answers_stays(ada: Admin) -> None:
    ada.opens("origins", "Allowed origins")
    held: list[Route] = []
    ada.page.route(re.compile("/api/inboxes/[^/]+/allowed_origins$"), lambda route: held.append(route), times=1)
    field = ada.page.get_by_label("Add a website")
    field.fill("https://salon.example")
    with ada.page.expect_request(re.compile("/api/inboxes/[^/]+/allowed_origins$")):
        ada.presses("Add")
    field.fill("https://spa.example")
    held.pop().continue_()
    expect(ada.page.get_by_role("button", name="Remove https://salon.example", exact=True)).to_be_visible()
    ada.presses("Add")
    expect(ada.page.get_by_role("button", name="Remove https://spa.example", exact=True)).to_be_visible()
    expect(field).to_have_value("")


def test_where_the_tag_was_seen_is_listed_and_strangers_can_be_allowed(ada: Admin, demo: Demo, site: Site) -> None:
    site.body = tag(demo)
    stranger = ada.page.context.new_page()
    with stranger.expect_response(re.compile(re.escape(f"{demo.told.inbox}.js"))):
        stranger.goto(f"{site.origin}/")
    ada.opens("origins", "Allowed origins")
    ada.presses(f"Allow {site.origin}")
    expect(ada.page.get_by_role("button", name=f"Remove {site.origin}", exact=True)).to_be_visible()
    expect(ada.page.get_by_role("button", name=f"Allow {site.origin}", exact=True)).to_have_count(0)
