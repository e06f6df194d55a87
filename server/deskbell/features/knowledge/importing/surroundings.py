"""What stands around an article on its page, and what the page hides: told from HTML that nh3 wrote anew. No I/O.

Such HTML is regular: each element that can be closed is, attributes are quoted, and a `<` of a text is escaped. A menu is
told by its tag, its role or a well-known word of its class. As names are guesses, nothing goes that holds the heading of
the page or most of its text; text of links does not count, since menus are made of it (see Kohlschütter et al.,
"Boilerplate Detection using Shallow Text Features", WSDM 2010: link density).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

ATTRIBUTES = {"hidden", "style", "aria-hidden", "aria-controls", "aria-expanded", "role", "class", "id"}
"""What must be left of an element to tell."""
TAGS = {"nav", "aside", "form", "header", "footer"}
_TOKEN = re.compile(r"<(/?)([a-z][^\s/>]*)((?:\s[^\s\"=<>]+=\"[^\"]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([^\s\"=<>]+)=\"([^\"]*)\"")
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_UNSEEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_HEADINGS = {"h2", "h3", "h4", "h5", "h6", "dt", "b", "strong"}
_CONTROLS = re.compile(
    r"(?:^|[\s_-])(?:q|questions?|faqs?|accordion\S*|toggle|toggler|trigger|collapsible|expand|expander|read-more|show-more)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""So are called the parts of a page that unfold what is hidden right behind them."""
_SAYS_SO = {"aria-controls", "aria-expanded"}
_BLOCKS = {"div", "section", "dd", "ul", "ol"}
_PANEL = re.compile(r"(?:^|[\s_-])(?:tab-?panel|tab-pane|accordion\S*|collapse|answers?)(?=$|[\s_-])", re.IGNORECASE)
"""And so what is unfolded."""
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search"}
_NAMED = {"div", "section", "ul", "ol", "p", "span", "table", *TAGS}
"""What a word may make a menu of: a `<th class="header">` is none."""
_OF = r"(?:(?:article|page|site|main|global|left|right|top|side|sub|doc|docs|wiki|entry|post)-)?"
_ANYWHERE = re.compile(
    rf"{_OF}(?:nav|navbar|navigation|breadcrumbs?|breadcrumb-section|sidebar|votes|voting|metadata|relatives)"
    r"|skip-links?|toc|table-of-contents|entry-meta|post-meta|byline|pagination|pager|cookie-(?:banner|consent|notice)|related-articles|recent-articles|was-this-helpful"
)
_ANCHORS = re.compile(r"hash-link|headerlink|header-anchor|anchorjs-link")
"""Links of a heading to itself."""
_AT_AN_END = re.compile(
    rf"{_OF}(?:header|footer|menu|feedback|share|social|comments|related|helpful|rating|copyright|search|more-questions)"
    r"|masthead|topbar|top-bar"
)
"""Words that are also used of parts of a text: only before all of it, or behind it."""
_MOST_ABOVE = 3_000
"""Tags that are kept of all that stand above a heading, fewer with each heading."""
_A_PICTURE = 50
"""Characters that one stands for."""


@dataclass
class _Element:
    """A part of the page; `plain` and `said` count the characters before its beginning and its end, without and with links."""

    kind: str
    begin: int
    plain: tuple[int, int]
    said: tuple[int, int]
    end: int = 0
    above: list[tuple[int, str]] = field(default_factory=list)
    """Of a heading: the tags that it stands in, with their places."""

    def holds(self, other: _Element | None) -> bool:
        return other is not None and self.begin <= other.begin < self.end

    @property
    def length(self) -> int:
        return self.plain[1] - self.plain[0]

    @property
    def says_something(self) -> bool:
        return self.said[1] > self.said[0]


class _Page:
    """The elements that matter, in the order of their beginnings. What is hidden counts for nothing."""

    def __init__(self, html: str) -> None:
        self.elements: list[_Element] = []
        self._open: list[tuple[int, str, str, _Element | None]] = []
        self._plain = self._said = self._links = self._hidden = self._headings = 0
        self._behind: tuple[str, str] | None = None
        self._asked = False
        at = 0
        for token in _TOKEN.finditer(html):
            text = len(html[at : token.start()].strip())
            self._count(text)
            self._behind = None if text else self._behind
            self._asked = html[at : token.start()].rstrip().endswith(("?", "？")) if text else self._asked
            at = token.end()
            if token[1]:
                self._close(token[2], at)
            else:
                self._begin(token)
        self._count(len(html[at:].strip()))
        self.all = _Element("page", 0, (0, self._plain), (0, self._said), len(html))

    def _count(self, characters: int) -> None:
        if not self._hidden:
            self._said += characters
            self._plain += 0 if self._links else characters

    def _begin(self, token: re.Match[str]) -> None:
        tag = token[2]
        if tag in _EMPTY:
            self._count(_A_PICTURE if tag == "img" else 0)
            return
        given = dict(_ATTRIBUTE.findall(token[3]))
        hides = _is_hidden(given) and not self._unfolds(tag, given)
        kind, element = "hidden" if hides else _kind_of(tag, given), None
        self._behind = None
        self._links += tag == "a"
        self._hidden += kind == "hidden"
        if kind and (kind == "hidden" or not self._hidden):
            element = _Element(kind, token.start(), (self._plain,) * 2, (self._said,) * 2)
            self.elements.append(element)
            if kind == "heading":
                self._headings += 1
                element.above = [(begin, written) for begin, _, written, _ in self._open][
                    : _MOST_ABOVE // self._headings
                ]
        self._open.append((token.start(), tag, token[0], element))

    def _unfolds(self, tag: str, given: dict[str, str]) -> bool:
        """Whether it is what somebody sees who presses what stands right before it: the answer to a question in a list."""
        if _PANEL.search(f"{given.get('class', '')} {given.get('role', '')}"):
            return True
        if self._behind is None:
            return False
        before, had = self._behind[0], dict(_ATTRIBUTE.findall(self._behind[1]))
        if had.get("role") == "button" or had.keys() & _SAYS_SO or _CONTROLS.search(had.get("class", "")):
            return True
        shows = self._asked or "display" in given.get("style", "").lower()
        return before in _HEADINGS and tag in _BLOCKS and shows

    def _close(self, tag: str, at: int) -> None:
        if not self._open or self._open[-1][1] != tag:
            return
        *_, written, element = self._open.pop()
        self._behind = (tag, written)
        self._links -= tag == "a"
        if element is not None:
            self._hidden -= element.kind == "hidden"
            element.end = at
            element.plain, element.said = (element.plain[0], self._plain), (element.said[0], self._said)

    def of_kind(self, *kinds: str) -> list[_Element]:
        return [one for one in self.elements if one.kind in kinds]


def _is_hidden(given: dict[str, str]) -> bool:
    if "hidden" in given and given["hidden"].lower() != "until-found":
        return True
    return given.get("aria-hidden") == "true" or _UNSEEN.search(given.get("style", "")) is not None


def _kind_of(tag: str, given: dict[str, str]) -> str:
    """What an element that is shown is to us; empty for most of them."""
    role = given.get("role", "").lower()
    if tag == "main" or role == "main":
        return "main"
    if tag == "header":
        return "header"
    if tag in TAGS or role in _ROLES:
        return "around"
    words = f"{given.get('class', '')} {given.get('id', '')}".lower().replace("_", "-").split() if tag in _NAMED else []
    if tag == "a" and any(map(_ANCHORS.fullmatch, given.get("class", "").split())):
        return "around"
    if any(map(_ANYWHERE.fullmatch, words)):
        return "around"
    if any(map(_AT_AN_END.fullmatch, words)):
        return "edge"
    return {"h1": "heading", "article": "article"}.get(tag, "")


def without_surroundings(html: str) -> str:
    """The article of a page: its main part, from the heading on, without menus and without what is not shown."""
    page = _Page(html)
    dropped = _dropped(page)
    whole = _main_part(page, dropped)
    start, above = _beginning(page, dropped, whole)
    return above + "".join(_between(html, start, whole.end, dropped))


def _between(html: str, at: int, end: int, dropped: Sequence[_Element]) -> Iterator[str]:
    for one in dropped:
        if one.end > at and one.begin < end:
            yield html[at : one.begin] if one.begin > at else ""
            at = one.end
    yield html[at:end] if end > at else ""


def _dropped(page: _Page) -> list[_Element]:
    """What goes, one behind the other and none in another."""
    heading = next((one for one in page.of_kind("heading") if one.says_something), None)
    going = [one for one in page.elements if _goes(one, page.all, heading)]
    edges = [one for one in page.of_kind("edge") if one.length <= page.all.length // 4 and not one.holds(heading)]
    known = _outermost(sorted([*going, *edges], key=lambda one: (one.begin, -one.end)))
    front, back = 0, page.all.said[1]
    for one in known:
        if one.said[0] <= front:
            front = max(front, one.said[1])
            going.append(one)
    for one in reversed(known):
        if one.said[1] >= back:
            back = min(back, one.said[0])
            going.append(one)
    return _outermost(sorted(going, key=lambda one: (one.begin, -one.end)))


def _goes(one: _Element, all_: _Element, heading: _Element | None) -> bool:
    """A `<header>` may go with the heading, which is the title anyway: beside it stand the author and the day."""
    if one.kind == "hidden":
        return True
    is_safe = one.length <= all_.length // 2
    return is_safe and (one.kind == "header" or (one.kind == "around" and not one.holds(heading)))


def _outermost(elements: Sequence[_Element]) -> list[_Element]:
    found: list[_Element] = []
    for one in elements:
        if not found or one.begin >= found[-1].end:
            found.append(one)
    return found


def _holder(dropped: Sequence[_Element], one: _Element) -> _Element | None:
    at = bisect_right(dropped, one.begin, key=lambda other: other.begin) - 1
    return dropped[at] if at >= 0 and dropped[at].holds(one) else None


def _kept(dropped: Sequence[_Element], begin: int, plain: tuple[int, int], end: int) -> int:
    """The characters of a part of the page that stay."""
    return plain[1] - plain[0] - sum(one.length for one in dropped if begin <= one.begin and one.end <= end)


def _main_part(page: _Page, dropped: Sequence[_Element]) -> _Element:
    """From the first main part to the last; so with articles if most of the text is in them; else all of the page."""
    for kind in ("main", "article"):
        parts = [one for one in page.of_kind(kind) if _holder(dropped, one) is None]
        if parts:
            last = max(parts, key=lambda one: one.end)
            part = _Element(
                kind, parts[0].begin, (parts[0].plain[0], last.plain[1]), (parts[0].said[0], last.said[1]), last.end
            )
            most = _kept(dropped, 0, page.all.plain, page.all.end) / 2
            is_most = kind == "main" or _kept(dropped, part.begin, part.plain, part.end) >= most
            if part.says_something and is_most:
                return part
    return page.all


def _beginning(page: _Page, dropped: Sequence[_Element], whole: _Element) -> tuple[int, str]:
    """Where the article begins, and the tags it stands in: with its heading, if it has one and more is below than above."""
    there = [one for one in page.of_kind("heading") if one.says_something and whole.holds(one)]
    headings = [one for one in there if _holder(dropped, one) is None] or there
    if len(headings) != 1:
        return whole.begin, ""
    [heading] = headings
    first = _holder(dropped, heading) or heading
    above = _kept(dropped, whole.begin, (whole.plain[0], first.plain[0]), first.begin)
    if above > _kept(dropped, first.end, (first.plain[1], whole.plain[1]), whole.end):
        return whole.begin, ""
    tags = (written for begin, written in heading.above if whole.begin <= begin < first.begin)
    return first.begin, "".join(tags)
