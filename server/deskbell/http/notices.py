"""Small documents that the server writes by itself, without the app: a few words in the browser's language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from deskbell.http.caching import page_answer
from deskbell.http.widget_pages import choose_locale

LOCALES = ("en", "zh-CN", "zh-TW")
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def notice_locale(request: Request, wish: str = "") -> str:
    """`wish` is the language asked for; without one, the browser's."""
    return choose_locale(wish or request.headers.get("accept-language", "")[:35].partition(",")[0], list(LOCALES))


def notice_answer(
    request: Request,
    status: int,
    headers: Mapping[str, str],
    *,
    locale: str,
    title: str,
    text: str,
    seconds: str = "",
    way_out: str = "",
    css: str = "",
) -> Response:
    """`seconds`: it loads itself again after so many. `way_out`: the words of a link to the desk."""
    page = _environment.get_template("notice.html")
    html = page.render(locale=locale, title=title, text=text, seconds=seconds, way_out=way_out, css=css)
    return page_answer(request, html, headers, status)
