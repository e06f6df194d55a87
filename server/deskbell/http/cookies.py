"""The session cookie: out of reach for scripts, never sent by other sites, bound to this host where there is HTTPS."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from deskbell.services.peer import Peer
from deskbell.services.sign_in import SESSION_LASTS

NAME = "deskbell_session"
MAX_SECRET = 200


def _name(peer: Peer) -> str:
    # With the prefix a browser takes the cookie from this very host only, not from a neighbouring subdomain.
    return f"__Host-{NAME}" if peer.secure else NAME


def session_secret(request: Request, peer: Peer) -> str:
    """What the cookie holds, or nothing."""
    secret = request.cookies.get(_name(peer), "")
    return secret if len(secret) <= MAX_SECRET else ""


def set_session(response: Response, peer: Peer, secret: str) -> None:
    """Strict breaks no link here: our pages are the same for everybody, and their own requests carry the cookie."""
    response.set_cookie(
        _name(peer),
        secret,
        max_age=int(SESSION_LASTS.total_seconds()),
        path="/",
        secure=peer.secure,
        httponly=True,
        samesite="strict",
    )


def drop_session(response: Response, peer: Peer) -> None:
    response.delete_cookie(_name(peer), path="/", secure=peer.secure, httponly=True, samesite="strict")
