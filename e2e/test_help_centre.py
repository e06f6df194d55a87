"""The help centre in a browser that runs no script, and what axe says of its pages."""

from __future__ import annotations

from urllib.parse import unquote

from playwright.sync_api import Page, expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo


def test_wanda_reads_and_judges_without_javascript(cast: Cast, demo: Demo) -> None:
    wanda = cast.visitor("Wanda", java_script_enabled=False)
    page = wanda.page
    page.goto(f"{demo.url}/help/{demo.told.inbox}")
    expect(page.get_by_role("heading", level=1)).to_have_text("How can we help?")
    page.get_by_role("searchbox").fill("returning")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “returning”")
    assert page.locator("mark").first.inner_text().lower().startswith("return")
    page.locator(".hits a").first.click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("status")).to_have_text("Thank you. That is good to know.")
    page.get_by_role("link", name="繁體中文").click()
    assert f"/help/{demo.told.inbox}/zh-TW/a/" in unquote(page.url)
    assert page.locator("html").get_attribute("lang") == "zh-TW"
    page.get_by_role("searchbox").fill("无人机外星人")
    page.get_by_role("button", name="搜尋").click()
    expect(page.get_by_text("找不到與「无人机外星人」相關的內容。")).to_be_visible()
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Help", exact=True).first.click()
    page.locator(".topics a").first.click()
    expect(page.locator(".rows a").first).to_be_visible()


def test_the_help_centre_is_for_everybody(cast: Cast, demo: Demo) -> None:
    """Phone in the dark and laptop by day: nothing wider than the screen, nothing that axe finds."""
    start = f"{demo.url}/help/{demo.told.inbox}"
    for phone, scheme in ((True, "dark"), (False, "light")):
        visitor = cast.visitor("Vic", phone=phone, color_scheme=scheme, locale="zh-CN" if phone else "en")
        visitor.watch.forgive(r".*404 \(Not Found\).*")
        page = visitor.page
        page.goto(start)
        article = page.locator("main .rows a").first.get_attribute("href")
        for path in (None, article, f"{page.url}search?q=茶", f"{page.url}search?q=xyzzy", f"{page.url}a/none"):
            if path:
                page.goto(path if path.startswith("http") else demo.url + path)
            axe_clean(page)
            assert _overflow(page) == 0, page.url
    _asks_in_the_chat(page)


def _asks_in_the_chat(page: Page) -> None:
    """The link opens the panel on the shop's English page, in the language of the help centre."""
    page.get_by_role("link", name="简体中文").click()
    page.get_by_role("link", name="在聊天里问我们").last.click()
    panel = page.frame_locator("deskbell-widget iframe")
    expect(panel.get_by_placeholder("输入消息…")).to_be_visible()
    assert "#" not in page.url


def _overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
