"""Every error as JSON with its status: known ones with their code, unforeseen ones with an id that is in the log."""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from deskbell.domain.errors import DeskbellError, NotFound, Unavailable
from deskbell.domain.ids import new_key

log = logging.getLogger(__name__)
NEVER_STORED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
Handler = Callable[[Request, Exception], Awaitable[Response]]


def json_answer(value: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON that no cache keeps and no browser takes for anything else."""
    return Response(
        msgspec.json.encode(value), status, {**NEVER_STORED, **(headers or {})}, media_type="application/json"
    )


def error_answer(error: Exception) -> Response:
    """The answer to an error; of an unforeseen one nothing but an id leaves the house."""
    if isinstance(error, HTTPException):
        return _of_starlette(error)
    if isinstance(error, ClientDisconnect):
        return Response(status_code=400)
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database did not answer", exc_info=error)
        error = Unavailable("storage_unavailable", "This cannot be had right now. Try again.", retry_after=2.0)
    if not isinstance(error, DeskbellError):
        error = _unforeseen(error)
    return json_answer({"ok": False, "error": error.as_dict()}, error.status, retry_header(error))


def retry_header(error: DeskbellError) -> dict[str, str]:
    """Retry-After, in the whole seconds that HTTP has for it."""
    return {} if error.retry_after is None else {"Retry-After": str(max(1, math.ceil(error.retry_after)))}


def _unforeseen(error: Exception) -> DeskbellError:
    error_id = new_key(8)
    log.error("server error %s", error_id, exc_info=error)
    return DeskbellError("server_error", f"Something went wrong on our side. It is in the log as {error_id}.")


def _of_starlette(error: HTTPException) -> Response:
    """What Starlette's routing raises: an unknown address, or a known one with another method."""
    code = "not_found" if error.status_code == 404 else "unsupported"
    known = NotFound(code, "There is nothing here." if code == "not_found" else "This address does not take that.")
    return json_answer({"ok": False, "error": known.as_dict()}, error.status_code, error.headers)


async def _answer(request: Request, error: Exception) -> Response:
    return error_answer(error)


def exception_handlers(unknown_address: Handler) -> dict[Any, Handler]:
    """For `Starlette(exception_handlers=…)`: what is raised outside an endpoint of `http.api`."""
    return {HTTPException: unknown_address, DeskbellError: _answer, Exception: _answer}
