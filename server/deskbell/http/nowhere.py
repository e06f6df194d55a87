"""An address that does not exist: a page with a way to the desk for people, JSON for programs."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from deskbell.domain.errors import RateLimited
from deskbell.http.busy import busy_answer
from deskbell.http.errors import NEVER_STORED, error_answer
from deskbell.http.notices import notice_answer, notice_locale
from deskbell.http.pages import desk_assets, page_headers
from deskbell.services.core import Core
from deskbell.services.limits import network_of
from deskbell.services.peer import is_frame_host, peer_of

FOR_PROGRAMS = ("api", "widget", "socket.io", "static", "media", "health")
FOR_VISITORS = "/help/"
WORDS = {
    "en": ("There is nothing here", "The address may be mistyped, or its page is gone.", "Go to the desk"),
    "zh-CN": ("这里没有内容", "地址可能有误，或页面已不存在。", "前往工作台"),
    "zh-TW": ("這裡沒有內容", "網址可能有誤，或頁面已不存在。", "前往工作台"),
}


async def unknown_address(request: Request, error: Exception) -> Response:
    """For `Starlette(exception_handlers=…)`: what its routing raises."""
    core: Core = request.app.state.core
    peer = peer_of(request.scope, core.settings)
    nowhere = isinstance(error, HTTPException) and error.status_code == 404
    if not nowhere or not _for_people(request) or is_frame_host(peer, core.settings):
        return error_answer(error)
    try:
        core.limits.take(("address_request", network_of(peer.address)))
    except RateLimited as limited:
        return busy_answer(request, limited)
    locale = notice_locale(request)
    title, text, way_out = WORDS[locale]
    if request.url.path.startswith(FOR_VISITORS):  # The desk is no place of theirs.
        way_out = ""
    headers = page_headers(core, peer) | NEVER_STORED
    css = desk_assets().get("css", "")
    return notice_answer(request, 404, headers, locale=locale, title=title, text=text, way_out=way_out, css=css)


def _for_people(request: Request) -> bool:
    area = request.url.path.split("/")[1:2]
    return area != [] and area[0] not in FOR_PROGRAMS and "text/html" in request.headers.get("accept", "")
