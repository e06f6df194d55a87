"""The demo shop: a website on an origin of its own, with the pasted tag in it and nothing else of Deskbell.

It is sent with the strictest Content-Security-Policy that the widget must live with, as a careful shop would send it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

LANGUAGES = (("en", "", "English"), ("zh-CN", "/zh", "简体中文"), ("zh-TW", "/tw", "繁體中文"))
_FILES = {"shop.css": "text/css", "lantern.svg": "image/svg+xml", "scene.svg": "image/svg+xml"}
_LEAF = "M120 106c20 10 24 26 0 44c-24-18-20-34 0-44z"
_FLOWER = (
    "M120 104c10 6 10 16 6 20c10-4 18 2 20 10c-8 8-18 6-22 2c2 8-2 14-4 16"
    "c-2-2-6-8-4-16c-4 4-14 6-22-2c2-8 10-14 20-10c-4-4-4-14 6-20z"
)
_TINS: dict[str, tuple[str, str, str, str]] = {
    "alishan": ("#2d6d58", "#1f5a4a", "#e6efe8", _FLOWER),
    "longjing": ("#7c9a3c", "#65802c", "#eef2e0", _LEAF),
    "keemun": ("#a4462f", "#853522", "#f6e7e0", _LEAF),
    "puer": ("#4b3a2c", "#382a1f", "#ece5dc", _LEAF),
    "yinzhen": ("#8f9aa3", "#76818a", "#eceff1", _LEAF),
    "buckwheat": ("#c08a35", "#a17127", "#f7eeda", _FLOWER),
}
_TEMPLATES = Environment(loader=PackageLoader("deskbell.demo", "site"), autoescape=True, undefined=StrictUndefined)


class Tags:
    """Where the desk is, and the keys of the two inboxes that the pages carry."""

    def __init__(self, desk_url: str, shop_key: str, studio_key: str) -> None:
        self.desk_url = desk_url
        self._keys = {"studio": studio_key}
        self._shop_key = shop_key

    def src(self, page: str) -> str:
        return f"{self.desk_url}/widget/{self._keys.get(page, self._shop_key)}.js"

    def policy(self) -> str:
        return (
            f"default-src 'none'; script-src 'self' {self.desk_url}; frame-src {self.desk_url}; "
            "connect-src 'self'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
        )


def make_shop(tags: Tags) -> ASGIApp:
    """The shop as an ASGI app: three languages, a page of teas, and the studio with an inbox of its own."""
    pages = [
        Route(path, _page(tags, page, locale, base))
        for locale, base, _ in LANGUAGES
        for page, path in (("home", base or "/"), ("teas", f"{base}/tea"))
    ]
    return Starlette(
        routes=[
            *pages,
            Route("/studio", _page(tags, "studio", "en", "")),
            Route("/tin/{name}.svg", _tin),
            Route("/{name}", _file),
        ]
    )


def _page(tags: Tags, page: str, locale: str, base: str) -> Any:
    text = words(locale)
    title = text["shop"] if page == "home" else f"{text[page]} · {text['shop']}"
    languages = [(other, _twin(page, other_base), name) for other, other_base, name in LANGUAGES]

    async def show(_request: Request) -> Response:
        html = _TEMPLATES.get_template("page.html").render(
            page=page, lang=locale, base=base, words=text, title=title, languages=languages, tag=tags.src(page)
        )
        return _answer(html, "text/html", {"Content-Security-Policy": tags.policy()})

    return show


def _twin(page: str, base: str) -> str:
    """The same page in another language; the studio has English only, so its twins are the front pages."""
    return f"{base}/tea" if page == "teas" else base or "/"


async def _tin(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _TINS:
        raise HTTPException(404)
    tin, lid, ground, leaf = _TINS[name]
    svg = _TEMPLATES.get_template("tin.svg").render(tin=tin, lid=lid, ground=ground, leaf=leaf)
    return _answer(svg, "image/svg+xml")


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    return _answer(_read(name), _FILES[name])


def _answer(content: str | bytes, media_type: str, headers: dict[str, str] | None = None) -> Response:
    careful = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    return Response(content, media_type=media_type, headers=careful | (headers or {}))


@cache
def _read(name: str) -> bytes:
    return files("deskbell.demo.site").joinpath(name).read_bytes()


@cache
def words(locale: str) -> dict[str, Any]:
    """All that the shop says in one language."""
    return msgspec.json.decode(_read(f"{locale}.json"), type=dict[str, Any])
