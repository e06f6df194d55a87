"""Help pages as a zip of HTML files: cleaned first, then written as Markdown; menus, forms and scripts stay behind."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

import nh3

from deskbell.domain.errors import BadInput, DeskbellError, TooLarge
from deskbell.domain.text_files import read_text
from deskbell.features.knowledge.checks import MAX_BODY, MAX_TITLE, article_too_complex
from deskbell.features.knowledge.importing.archives import Archive
from deskbell.features.knowledge.importing.attachments import Attachments
from deskbell.features.knowledge.importing.embedded import LARGEST, Embedded
from deskbell.features.knowledge.importing.folds import questions_as_headings
from deskbell.features.knowledge.importing.items import Read, add_item, locale_of
from deskbell.features.knowledge.importing.places import place_of
from deskbell.features.knowledge.importing.surroundings import ATTRIBUTES as TELLING
from deskbell.features.knowledge.importing.surroundings import TAGS as AROUND
from deskbell.features.knowledge.importing.surroundings import without_surroundings
from deskbell.features.knowledge.importing.to_markdown import to_markdown
from deskbell.features.knowledge.parsing import TooComplex, check_cleanable
from deskbell.features.knowledge.rendering import DROPPED_WHOLE, SCHEMES, TAGS

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s{0,5}([\w-]{2,30})", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
_MAIN = re.compile(r"<(main)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<([a-z][a-z0-9:-]{0,40})", re.IGNORECASE)
_MOST_TAGS = 300
_UNREAD = {"button", "select", "dialog", "audio", "video", "canvas", "head", "plaintext", "xmp", "noembed", "noframes"}
_UNREAD |= DROPPED_WHOLE
_SPANS = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "td": _SPANS, "th": _SPANS, "*": TELLING}
_LOOKED_AT = 64 * 1024
_LARGEST = 8 * MAX_BODY
"""Bytes of a page without its pictures: eight times what an article may have, since most of a page is not the article."""


def read_html(data: bytes, default: str) -> Read:
    """Raises as `Archive` does."""
    archive, read = Archive(data), Read()
    attachments = Attachments(archive, read)
    for row, path in enumerate(archive.names(".html", ".htm", ".xhtml"), start=1):
        try:
            _add(read, row, path, _page(archive, path, attachments.embedded), default, attachments)
        except DeskbellError as error:
            read.spared.add(place_of(path).name)
            read.refuse(row, error.code, error.message, file=path)
    return read


def _page(archive: Archive, path: str, embedded: Embedded) -> str:
    """The text of a page with marks for its pictures. Raises `article_too_large`."""
    page = archive.read(path)
    if len(page) > LARGEST:
        raise _too_large(LARGEST)
    text = embedded.taken_out(_decoded(page))
    if len(text.encode()) > _LARGEST:
        raise _too_large(_LARGEST)
    return text


def _too_large(most: int) -> TooLarge:
    return TooLarge("article_too_large", f"A page has at most {most // 1024} KB.")


def _add(read: Read, row: int, path: str, html: str, default: str, attachments: Attachments) -> None:
    head, place, article = _Head.of(html), place_of(path), cleaned(html)
    body = to_markdown(
        article, lambda src: attachments.picture(src, path, row), lambda href: attachments.link(href, path, row)
    )
    body = attachments.embedded.put_back(body)
    if not body:
        raise BadInput("empty", "This page says nothing.")
    title = (_Head.of(article).heading or head.heading or head.title or place.name.rpartition("/")[2])[:MAX_TITLE]
    fields = {"name": place.name, "title": title, "keywords": head.keywords or None}
    fields["body"] = body[heading.end() :] if (heading := re.match(r"# [^\n]+\n*", body)) else body
    fields["category"] = place.folders or None
    locale = locale_of(head.language, default) if head.language else None
    add_item(read, row, locale or place.locale or default, fields, file=path)


def cleaned(html: str) -> str:
    """What a page says, without what it is surrounded by; safe to be looked at. Raises `article_too_complex`."""
    page = questions_as_headings(_main_of(html))
    try:
        check_cleanable(page)
    except TooComplex:
        raise article_too_complex() from None
    return without_surroundings(
        nh3.clean(
            page,
            tags=_tags_of(page) - _UNREAD,
            clean_content_tags=_UNREAD,
            attributes=_ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel=None,
        )
    )


def _tags_of(page: str) -> set[str]:
    """Those that we know, and the first of any others: one that nobody knows may be hidden, and what it holds with it."""
    found = {*TAGS.split(), "main", "section", *AROUND}
    for tag in _TAG.finditer(page):
        found.add(tag[1].lower())
        if len(found) >= _MOST_TAGS:
            break
    return found


def _main_of(html: str) -> str:
    """What stands between the first `<main>` and the last end of one; all of a page that has none."""
    begin = _MAIN.search(html)
    if begin is None:
        return html
    # One look each: a pattern for both ends begins anew at every `<main` of a page, with all of Python waiting.
    end = max(html.rfind(f"</{name}>") for name in (begin[1], begin[1].lower(), begin[1].upper()))
    return html[begin.start() : end] if end > begin.start() else html


def _decoded(page: bytes) -> str:
    """A page's text: by its mark or what it says of itself, else as any other file."""
    said = _CHARSET.search(page[:4096])
    if said and not page.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = said[1].decode("ascii", "ignore").lower()
        try:
            return page.decode(_CHINESE.get(name, name), "replace")
        except (LookupError, ValueError):
            return read_text(page)
    return read_text(page)


class _Head(HTMLParser):
    """Title, language and keywords of a page, and its first heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.keywords: list[str] = []
        self._texts = {"title": "", "h1": ""}
        self._in: str | None = None
        self._done: set[str] = set()

    @classmethod
    def of(cls, html: str) -> _Head:
        head = cls()
        head.feed(html[:_LOOKED_AT])
        return head

    @property
    def title(self) -> str:
        return " ".join(self._texts["title"].split())

    @property
    def heading(self) -> str:
        return " ".join(self._texts["h1"].split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")[:35]
        elif tag == "meta" and given.get("name", "").lower() == "keywords":
            words = (word.strip()[:100] for word in re.split(r"[,，、]", given.get("content", "")))
            self.keywords = list(dict.fromkeys(word for word in words if word))[:100]
        elif tag in self._texts and tag not in self._done:
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._done.add(tag)
            self._in = None

    def handle_data(self, data: str) -> None:
        if self._in:
            self._texts[self._in] += data
