"""Bytes for many browsers: ETag, If-None-Match, gzip."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

COMPRESSED = ("text/", "application/json", "image/svg+xml")
FOR_A_YEAR = "public, max-age=31536000, immutable"


class Asset(NamedTuple):
    data: bytes
    content_type: str
    etag: str
    zipped: bytes | None


def make_asset(data: bytes, content_type: str) -> Asset:
    # Weak, since the same tag stands for the plain and the zipped bytes.
    etag = f'W/"{hashlib.sha256(data).hexdigest()[:24]}"'
    worth_it = content_type.startswith(COMPRESSED) and len(data) > 300
    return Asset(data, content_type, etag, gzip.compress(data, 9, mtime=0) if worth_it else None)


def asset_answer(request: Request, asset: Asset, headers: Mapping[str, str]) -> Response:
    """The asset, or 304 when the browser has it. Whole, whatever range was asked for."""
    sent = {
        "ETag": asset.etag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
        **headers,
    }
    if _has_it(request, asset.etag):
        return Response(status_code=304, headers=sent)
    if asset.zipped is not None and _takes_gzip(request):
        return Response(asset.zipped, headers={**sent, "Content-Encoding": "gzip", "Content-Type": asset.content_type})
    return Response(asset.data, headers={**sent, "Content-Type": asset.content_type})


def page_answer(request: Request, html: str, headers: Mapping[str, str], status: int = 200) -> Response:
    """A document, zipped where the browser takes that. It must hold nothing secret beside text from outside."""
    sent = {"Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Encoding", **headers}
    data = html.encode()
    if _takes_gzip(request):
        return Response(gzip.compress(data, 6, mtime=0), status, {**sent, "Content-Encoding": "gzip"})
    return Response(data, status, sent)


def _has_it(request: Request, etag: str) -> bool:
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return etag.removeprefix("W/") in known or "*" in known


def _takes_gzip(request: Request) -> bool:
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
