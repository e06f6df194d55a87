"""Every error a person or a client can meet, each with a stable code.

    DeskbellError
    ├── BadInput            400  bad_payload, bad_json, invalid_fields, unknown_command, text_empty, text_too_long,
    │                            unsupported, bad_picture
    ├── TooLarge            413  frame_too_large, body_too_large, article_too_large
    ├── UnsupportedMedia    415  unsupported_media
    ├── NotSignedIn         401  bad_token, expired_token, bad_ticket, not_signed_in, wrong_credentials
    ├── NotAllowed          403  origin_not_allowed, wrong_setup_code, not_allowed, not_assignee
    ├── NotFound            404  unknown_inbox, bad_invitation, not_found, already_set_up
    ├── Conflict            409  already_assigned, email_taken, last_admin, in_use, agent_unavailable, conflict, …
    ├── RateLimited         429  rate_limited, with retry_after
    └── Unavailable         503  storage_unavailable

The list with its meanings is in PROTOCOL.md, and a test compares the two.
"""

from __future__ import annotations

import math


class DeskbellError(Exception):
    """An error with a `code` for programs, a `message` for people and the HTTP `status` that goes with it."""

    status = 500

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retry_after: float | None = None,
        fields: dict[str, dict[str, str]] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.fields = fields

    def as_dict(self) -> dict[str, object]:
        """The `error` of an acknowledgement or of an HTTP answer."""
        error: dict[str, object] = {"code": self.code, "message": self.message}
        if self.retry_after is not None:
            error["retry_after"] = self.retry_after
        if self.fields is not None:
            error["fields"] = self.fields
        return error


class BadInput(DeskbellError):
    status = 400


class TooLarge(DeskbellError):
    status = 413


class UnsupportedMedia(DeskbellError):
    status = 415


class NotSignedIn(DeskbellError):
    status = 401


class NotAllowed(DeskbellError):
    status = 403


class NotFound(DeskbellError):
    status = 404


class Conflict(DeskbellError):
    status = 409


class RateLimited(DeskbellError):
    status = 429

    def __init__(self, wait: float) -> None:
        """`wait` is rounded up, so that whoever waits as long as they were told is not told again."""
        tenths = max(1, math.ceil(wait * 10))
        seconds = math.ceil(tenths / 10)
        super().__init__("rate_limited", f"That was quick. Try again in {seconds} s.", retry_after=tenths / 10)


class Unavailable(DeskbellError):
    status = 503


def not_found() -> NotFound:
    """The one answer for "does not exist" and "is not yours", so that nobody learns which."""
    return NotFound("not_found", "There is no such thing here, or it is not yours.")
