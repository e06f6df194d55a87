"""`/static/*`: what the build put into `deskbell/_static`, and `/media/…`: pictures that we encoded ourselves."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from deskbell.domain.errors import not_found
from deskbell.http.caching import FOR_A_YEAR, Asset, asset_answer, make_asset
from deskbell.http.errors import error_answer
from deskbell.services.core import Core
from deskbell.storage import pictures

STATIC = Path(__file__).parent.parent / "_static"
_SAFE_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,4}", re.ASCII)
_HASHED = re.compile(r"-[A-Z0-9]{8}\.[a-z0-9.]+$", re.ASCII)
_LOGO = re.compile(r"[0-9a-f]{32}\.png", re.ASCII)
_ARTICLE = re.compile(r"[0-9a-f]{32}\.(?:png|jpg)", re.ASCII)
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""No page of ours is a static file: opened by itself, a drawing must not be able to run anything."""
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".txt": "text/plain; charset=utf-8",
}


async def static_file(request: Request) -> Response:
    path = str(request.path_params["path"])
    asset = await run_in_threadpool(read_asset, STATIC, path)
    if asset is None:
        return error_answer(not_found())
    caching = FOR_A_YEAR if _HASHED.search(path) else "public, max-age=300"
    return asset_answer(request, asset, {"Cache-Control": caching, "Content-Security-Policy": ALONE})


def read_asset(folder: Path, path: str) -> Asset | None:
    """A file of the build. Only plain names of known kinds are looked up, and none outside the folder is given."""
    kind = TYPES.get(Path(path).suffix)
    if kind is None or len(path) > 200 or not _SAFE_PATH.fullmatch(path):
        return None
    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        return None
    changed = file.stat()
    return _read(file, kind, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=400)
def _read(file: Path, kind: str, _mtime: int, _size: int) -> Asset:
    return make_asset(file.read_bytes(), kind)


async def logo(request: Request) -> Response:
    """A logo by its content's name."""
    return await _picture(request, _LOGO)


async def article_picture(request: Request) -> Response:
    """A picture of an article by its content's name."""
    return await _picture(request, _ARTICLE)


async def _picture(request: Request, named: re.Pattern[str]) -> Response:
    """It is a picture and nothing else, whoever opens it."""
    core: Core = request.app.state.core
    name = str(request.path_params["name"])
    try:
        async with core.read() as conn:
            found = await pictures.get(conn, name) if named.fullmatch(name) else None
    except Exception as error:
        return error_answer(error)
    if found is None:
        return error_answer(not_found())
    headers = {"Cache-Control": FOR_A_YEAR, "Content-Security-Policy": "sandbox; default-src 'none'"}
    return asset_answer(request, make_asset(found[1], found[0]), headers)
