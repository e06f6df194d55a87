"""The offline form's fields: what they are, and what is wrong with them in words that name the field. No I/O."""

from __future__ import annotations

import re

import msgspec

from deskbell.domain.errors import BadInput
from deskbell.realtime.command import Payload
from deskbell.realtime.payloads import Id
from deskbell.services.messages import check_client_id, check_text

MAX_NAME = 200
MAX_EMAIL = 254
_PHONE = re.compile(r"\+?[0-9]{5,20}", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[ \-().\u00a0\u2010-\u2013]")
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class LeaveOfflineMessage(Payload):
    client_id: Id
    name: str
    email: str
    text: str
    phone: str | None = None


def check_form(form: LeaveOfflineMessage) -> LeaveOfflineMessage:
    """The form with a tidy address and number. Raises `bad_payload`, `text_empty` or `text_too_long`.

    With a number to call, an address is not needed.
    """
    check_client_id(form.client_id)
    _check_name(form.name)
    phone = check_phone(form.phone) if form.phone and form.phone.strip() else None
    email = "" if phone and not form.email.strip() else check_email(form.email)
    check_text(form.text)
    return msgspec.structs.replace(form, email=email, phone=phone)


def check_phone(text: str) -> str:
    """A plausible number: an optional + and 5 to 20 digits, without what people put between them."""
    phone = _BETWEEN_DIGITS.sub("", text.strip())
    if not _PHONE.fullmatch(phone):
        raise _wrong("phone is a number of 5 to 20 digits, such as +86 138 0013 8000.")
    return phone


def check_email(text: str) -> str:
    """A plausible address, without the space around it. Whether somebody reads it, only a mail can tell."""
    email = text.strip()
    if not email:
        raise _wrong("email is empty. We answer by e-mail, so we need an address.")
    if len(email) > MAX_EMAIL:
        raise _wrong(f"email holds at most {MAX_EMAIL} characters.")
    if _SPACE_OR_CONTROL.search(email):
        raise _wrong("email has a space or an invisible character in it.")
    local, at, domain = email.partition("@")
    if not at or not local:
        raise _wrong("email needs a name, an @ and a domain, such as wanda@example.com.")
    if "@" in domain:
        raise _wrong("email has more than one @.")
    if "." not in domain or not all(domain.split(".")):
        raise _wrong("email is missing something after the @.")
    return email


def _check_name(name: str) -> None:
    if not name.strip():
        raise _wrong("name is empty.")
    if len(name) > MAX_NAME:
        raise _wrong(f"name holds at most {MAX_NAME} characters.")


def _wrong(message: str) -> BadInput:
    return BadInput("bad_payload", message)
