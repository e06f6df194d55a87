"""The pages of desk, settings, sign-in, set-up and invitation: one document, in which the desk's script does the rest.

It is the same for everybody and holds no data, so it needs no session; what it shows comes from the API.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deskbell.domain.errors import RateLimited, not_found
from deskbell.http.busy import busy_answer
from deskbell.http.caching import page_answer
from deskbell.http.errors import error_answer
from deskbell.http.static import STATIC
from deskbell.services.core import Core
from deskbell.services.limits import network_of
from deskbell.services.origins import normal_origin
from deskbell.services.peer import Peer, is_frame_host, peer_of
from deskbell.services.setup import is_needed

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


async def page(request: Request) -> Response:
    """The app's document, or the way to where one has to go first."""
    core: Core = request.app.state.core
    try:
        peer = peer_of(request.scope, core.settings)
        if is_frame_host(peer, core.settings):
            return error_answer(not_found())
        core.limits.take(("address_request", network_of(peer.address)))
        elsewhere = await _elsewhere(core, request.url.path)
    except RateLimited as error:
        return busy_answer(request, error)
    except Exception as error:
        return error_answer(error)
    headers = page_headers(core, peer)
    return RedirectResponse(elsewhere, 303, headers) if elsewhere else _document(request, headers)


async def _elsewhere(core: Core, path: str) -> str | None:
    """An empty installation is set up first, and only once."""
    needed, at_setup = await is_needed(core), path.rstrip("/") == "/setup"
    if needed:
        return None if at_setup else "/setup"
    if at_setup:
        return "/login"
    return "/desk" if path == "/" else None


def _document(request: Request, headers: dict[str, str]) -> Response:
    assets = desk_assets()
    template = _environment.get_template("app.html" if assets else "not_built.html")
    return page_answer(request, template.render(assets), headers, 200 if assets else 503)


def desk_assets() -> dict[str, str]:
    """The addresses of the desk's script and styles; empty while they are not built."""
    manifest = STATIC / "manifest.json"
    return _read_manifest(manifest, manifest.stat().st_mtime_ns) if manifest.is_file() else {}


@lru_cache(maxsize=4)
def _read_manifest(manifest: Path, _mtime: int) -> dict[str, str]:
    admin: dict[str, str] = json.loads(manifest.read_text("utf-8")).get("admin", {})
    return {kind: f"/static/{name}" for kind, name in admin.items()} if "app" in admin else {}


def page_headers(core: Core, peer: Peer) -> dict[str, str]:
    """Nothing inline, nothing foreign, in nobody's frame. A page keeps the windows it opens: the embed check does."""
    here = normal_origin(f"{peer.scheme}://{peer.host}")
    socket = f" {'wss' if peer.secure else 'ws'}://{urlsplit(here).netloc}" if here else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "media-src": "'self'",
        "connect-src": f"'self'{socket}",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{directive} {value}" for directive, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Cache-Control": "no-cache",
    }
