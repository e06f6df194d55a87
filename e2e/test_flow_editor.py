"""Flows as Ada draws them: one with the mouse on the canvas, one with nothing but keys in the list; both are published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.people import Visitor
from e2e.settings_people import Admin, signed_in_admin
from e2e.test_settings_axe import settled

SOME_FRAMES = "async () => { for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame) }"

CANVAS_STANDS = """async () => {
    const canvas = document.querySelector('.react-flow__viewport')
    const seen = () => canvas.style.transform + [...canvas.querySelectorAll('.react-flow__node')].map(one => one.style.transform)
    for (let before = '', same = 0; same < 8; same = before === seen() ? same + 1 : 0) {
        before = seen()
        await new Promise(requestAnimationFrame)
    }
}"""
"""What is added comes into sight a moment later: hands that reach for it wait until it stands."""


@pytest.fixture
def editor(cast: Cast, demo: Demo) -> Iterator[Editor]:
    """Ada before an empty flow; what she made is deleted afterwards."""
    with demo.signed_in("Ada") as api:
        where = f"/api/inboxes/{api.inbox('Shop')['id']}/flows"
        there = {one["id"] for one in api.ask("GET", where)["flows"]}
        yield Editor(signed_in_admin(cast, reduced_motion="reduce"), demo)
        for made in api.ask("GET", where)["flows"]:
            if made["id"] not in there:
                api.ask("DELETE", f"/api/flows/{made['id']}")


class Editor:
    """Ada's hands in the flow editor."""

    def __init__(self, admin: Admin, demo: Demo) -> None:
        self.admin, self.demo = admin, demo
        self.page: Page = admin.page

    def begins(self, name: str) -> None:
        self.admin.opens("flows", "Flows")
        self.admin.presses("New flow")
        self.page.get_by_role("dialog").get_by_role("button", name="Empty flow").click()
        self.page.get_by_role("textbox", name="Name of the flow").fill(name)

    # --- with the mouse ---

    def node(self, name: str) -> Locator:
        """By what it is called, not by what is said in it: a problem may name another step."""
        return self.page.locator(f".react-flow__node[aria-label*='{name}']")

    def sees_the_canvas_stand(self) -> None:
        expect(self.page.locator(".react-flow__viewport")).to_be_attached()
        self.page.evaluate(CANVAS_STANDS)

    def drags_in(self, kind: str, x: int, y: int) -> None:
        palette = self.page.get_by_role("navigation", name="Add a step")
        canvas = self.page.locator(".fl-canvas")
        self.sees_the_canvas_stand()
        palette.get_by_role("button", name=kind, exact=True).drag_to(canvas, target_position={"x": x, "y": y})

    def pulls(self, knob: Locator, to: Locator | tuple[int, int]) -> None:
        """A line from a round knob to another one, or to a place on the canvas."""
        expect(knob).to_be_visible()
        self.sees_the_canvas_stand()
        canvas = self.page.locator(".fl-canvas").bounding_box()
        assert canvas
        x, y = middle(to) if isinstance(to, Locator) else (canvas["x"] + to[0], canvas["y"] + to[1])
        self.page.mouse.move(*middle(knob))
        self.page.mouse.down()
        self.page.mouse.move(x - 20, y, steps=4)
        self.page.mouse.move(x, y, steps=2)
        self.page.mouse.up()

    def knob(self, node: str, way: str) -> Locator:
        return self.node(node).get_by_role("listitem").filter(has_text=way).locator(".react-flow__handle")

    # --- with keys only ---

    def tabs_to(self, target: Locator) -> None:
        """Press Tab until it has the focus, as somebody without a mouse would, once the editor has put it where it will."""
        self.page.evaluate(SOME_FRAMES)
        for _ in range(120):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {target}")

    def presses(self, target: Locator) -> None:
        self.tabs_to(target)
        self.page.keyboard.press("Enter")

    def writes(self, label: str, text: str) -> None:
        self.tabs_to(self.panel.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def leads(self, row: int, way: str, to: str) -> None:
        """In the list: what comes after a step."""
        self.presses(self.page.locator(".fl-item").nth(row).get_by_role("button", name=f"{way}:"))
        self.page.keyboard.type(to)
        self.page.keyboard.press("Enter")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary", name="Panel")

    def is_saved(self) -> None:
        expect(self.page.locator(".fl-saved")).to_have_text("Saved")

    def stored(self, name: str) -> dict[str, Any]:
        with self.demo.signed_in("Ada") as api:
            flows = api.ask("GET", f"/api/inboxes/{api.inbox('Shop')['id']}/flows")["flows"]
        return next(one for one in flows if one["name"] == name)


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def ways(flow: dict[str, Any]) -> set[tuple[str, str, str]]:
    """What leads where, by kinds."""
    kinds = {node["id"]: node["kind"] for node in flow["definition"]["nodes"]}
    return {(kinds[one["from"]], one["out"], kinds[one["to"]]) for one in flow["definition"]["edges"]}


def test_a_flow_is_drawn_with_the_mouse_tried_published_and_walked_on_the_shop(editor: Editor, wanda: Visitor) -> None:
    page = editor.page
    editor.begins("Gift wrap")
    editor.drags_in("Buttons", 600, 160)
    expect(editor.node("Buttons")).to_be_visible()
    editor.panel.get_by_label("What the bot asks").fill("Shall we wrap it?")
    for number, label in ((1, "Yes"), (2, "No")):
        editor.panel.get_by_label(f"Choice {number}", exact=True).fill(label)
    editor.pulls(editor.knob("Buttons", "Yes"), (790, 160))
    page.get_by_role("menu", name="Which step should come here?").get_by_role("menuitem", name="Question").click()
    editor.panel.get_by_label("What the bot asks").fill("What shall be on the card?")
    editor.panel.get_by_label("Keep the answer as").fill("card text")
    editor.drags_in("Hand over", 620, 480)
    editor.pulls(editor.knob("Buttons", "No"), editor.node("Hand over").locator(".react-flow__handle.target"))
    editor.pulls(editor.knob("Question", "Answered"), editor.node("Hand over").locator(".react-flow__handle.target"))
    expect(page.locator(".react-flow__edge")).to_have_count(4)

    editor.node("Hand over").click()
    page.keyboard.press("Control+d")
    expect(editor.node("Hand over")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(editor.node("Hand over")).to_have_count(1)
    editor.node("Question").click()
    page.keyboard.press("Delete")
    expect(page.locator(".react-flow__edge")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(page.locator(".react-flow__edge")).to_have_count(4)

    editor.node("Start").click()
    editor.panel.get_by_role("button", name="Add what starts the flow.").click()
    page.get_by_role("menuitem", name="A word the visitor writes").click()
    editor.panel.get_by_label("Words", exact=True).fill("gift wrap, wrapping paper")
    page.get_by_role("button", name="Arrange by itself").click()
    editor.node("Start").focus()
    page.keyboard.press("ArrowRight")
    expect(editor.node("Buttons")).to_be_focused()
    page.keyboard.press("Enter")
    expect(editor.panel.get_by_label("What the bot asks")).to_be_focused()
    page.keyboard.press("Escape")
    expect(editor.node("Buttons")).to_be_focused()
    editor.is_saved()
    settled(page)
    axe_clean(page)

    page.get_by_role("button", name="Test run").click()
    editor.panel.get_by_role("button", name="Yes", exact=True).click()
    editor.panel.get_by_label("Answer as a visitor…").fill("For Wanda")
    page.keyboard.press("Enter")
    expect(editor.panel.get_by_text("A person takes over, with what was kept.")).to_be_visible()
    expect(editor.panel.get_by_role("region", name="Kept so far")).to_contain_text("card_text")
    axe_clean(page)

    palette = page.get_by_role("navigation", name="Add a step")
    for many in (1, 2, 3):
        palette.get_by_role("button", name="Form", exact=True).click()
        expect(editor.node("Form")).to_have_count(many)
        expect(editor.node("Form").last).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("img", name="Small map of the flow")).to_be_visible()
    for left in (2, 1, 0):
        page.keyboard.press("Control+z")
        expect(editor.node("Form")).to_have_count(left)

    editor.admin.presses("Publish")
    page.get_by_role("dialog").get_by_role("button", name="Publish as it is").click()
    expect(page.get_by_text("“Gift wrap” is published.")).to_be_visible()
    flow = editor.stored("Gift wrap")
    expected = {("buttons", "a", "question"), ("buttons", "b", "hand_over"), ("question", "next", "hand_over")}
    assert (flow["status"], flow["version"], ways(flow)) == ("published", 1, expected)
    assert flow["definition"]["triggers"] == [{"kind": "keyword", "words": ["gift wrap", "wrapping paper"]}]

    wanda.visits()
    wanda.rings()
    wanda.says("Do you have wrapping paper?")
    wanda.button_named("Yes").click()
    wanda.sees("What shall be on the card?")
    wanda.says("For Vic")
    wanda.sees_line(re.compile("line|queue|person", re.IGNORECASE))


def test_a_flow_is_built_and_published_with_keys_only(editor: Editor) -> None:
    page = editor.page
    editor.begins("Opening hours")
    page.get_by_role("radio", name="List").focus()
    page.get_by_role("radio", name="Canvas").press("ArrowRight")
    editor.presses(page.get_by_role("button", name="Add a step after the chosen one."))
    page.keyboard.press("Enter")  # the first of the menu: a message
    editor.writes("What the bot says", "We are open from nine to six.")
    editor.leads(1, "Then", "new: rating")
    editor.leads(2, "Then", "new: end")
    expect(page.locator(".fl-item")).to_have_count(4)
    editor.presses(page.get_by_role("button", name="Move up: 3. End"))
    editor.presses(page.get_by_role("button", name="Duplicate: 3.", exact=False))
    editor.presses(page.get_by_role("button", name="Delete: 4.", exact=False))
    expect(page.locator(".fl-item-open:focus")).to_have_count(1)
    editor.presses(page.get_by_role("button", name="Sort as visitors meet them"))
    expect(page.locator(".fl-item").last).to_contain_text("End")
    editor.presses(page.locator("[data-node=':start']"))
    editor.presses(editor.panel.get_by_role("button", name="Add what starts the flow."))
    page.keyboard.press("Enter")  # a word
    editor.writes("Words", "opening hours")
    editor.is_saved()
    settled(page)
    axe_clean(page)
    editor.presses(page.get_by_role("button", name="Publish", exact=True))
    page.get_by_role("dialog").get_by_role("button", name="Publish as it is").press("Enter")
    expect(page.get_by_text("“Opening hours” is published.")).to_be_visible()
    flow = editor.stored("Opening hours")
    assert ways(flow) == {("message", "next", "rate"), ("rate", "next", "end")}
    assert [node["kind"] for node in flow["definition"]["nodes"]] == ["message", "rate", "end"]


def test_of_two_who_save_at_once_neither_overwrites_the_other_unasked(editor: Editor) -> None:
    page = editor.page
    editor.admin.forgive_refusals()
    editor.begins("Mine")
    editor.is_saved()
    with editor.demo.signed_in("Ada") as api:
        api.ask("PATCH", f"/api/flows/{editor.stored('Mine')['id']}", {"name": "Theirs"})
    page.get_by_role("textbox", name="Name of the flow").fill("Mine after all")
    dialog = page.get_by_role("dialog", name="Somebody else saved this flow")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Save mine over it").click()
    editor.is_saved()
    assert editor.stored("Mine after all")["definition"]["nodes"] == []
