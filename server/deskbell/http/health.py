"""`/health`: whether the server can do its work, for those who watch it."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from deskbell import __version__
from deskbell.http.errors import json_answer
from deskbell.services.core import Core


async def health(request: Request) -> Response:
    core: Core = request.app.state.core
    try:
        async with core.read() as conn:
            await conn.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError):
        return json_answer({"status": "unavailable", "version": __version__}, 503)
    return json_answer({"status": "ok", "version": __version__})
