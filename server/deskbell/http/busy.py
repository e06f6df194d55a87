"""The document a browser gets when its network has asked for too many: it says so, and comes back by itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from deskbell.domain.errors import RateLimited
from deskbell.http.errors import NEVER_STORED, retry_header
from deskbell.http.notices import notice_answer, notice_locale

WORDS = {
    "en": ("One moment, please", "Your network is asking for a lot at once. This page opens by itself in {seconds} s."),
    "zh-CN": ("请稍等片刻", "您所在的网络一时请求过多，本页将在 {seconds} 秒后自动打开。"),
    "zh-TW": ("請稍候片刻", "您所在的網路一時請求過多，本頁將在 {seconds} 秒後自動開啟。"),
}


def busy_answer(request: Request, error: RateLimited, wish: str = "") -> Response:
    """`wish` is the language asked for; without one, the browser's."""
    locale = notice_locale(request, wish)
    title, text = WORDS[locale]
    headers = {**NEVER_STORED, "Content-Security-Policy": "default-src 'none'; img-src data:", **retry_header(error)}
    seconds = headers["Retry-After"]
    text = text.format(seconds=seconds)
    return notice_answer(request, error.status, headers, locale=locale, title=title, text=text, seconds=seconds)
