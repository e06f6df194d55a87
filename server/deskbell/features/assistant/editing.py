"""What an admin sets of the language model: where it is, its key, the day's budget; and a question to try it with."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from deskbell.domain.clock import rfc3339
from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_flag,
    check_form,
    check_locale,
    check_optional_text,
    check_text,
    invalid_field,
    whole_number,
)
from deskbell.domain.people import AgentActor
from deskbell.features.assistant import store
from deskbell.features.assistant.composing import compose
from deskbell.features.assistant.tables import Assistant
from deskbell.services.core import Core
from deskbell.services.fetching import place_of
from deskbell.services.inboxes import access_inbox_settings
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
NO_PROBLEM: Wire = {"problem": None, "problem_at": None}
DEFAULTS: Wire = {"enabled": False, "base_url": "", "model": "", "key": "", "tokens_per_day": 200_000, "seconds": 15}


def _check_url(value: Any) -> str:
    url = check_text(value, longest=2_000)
    place = place_of(url)
    if place is None or place.query or "{" in url:
        raise Wrong("invalid", "An address such as https://models.example/v1 is expected here.")
    return url


def _check_key(value: Any) -> str:
    key = check_optional_text(value, longest=1_000)
    if not key.isascii() or not key.isprintable():
        raise Wrong("invalid", "A key has neither line breaks nor letters beyond ASCII.")
    return key


CHANGES: Checks = {
    "enabled": check_flag,
    "base_url": _check_url,
    "model": partial(check_text, longest=200),
    "key": _check_key,
    "seconds": whole_number(1, 60),
    "tokens_per_day": whole_number(0, 100_000_000),
}


async def show(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    """Never with the key. Raises `not_allowed` or `not_found`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    async with core.read() as conn:
        assistant = await store.of_inbox(conn, inbox.id)
        values = msgspec.structs.asdict(assistant) if assistant is not None else DEFAULTS
        tokens = await store.tokens_of(conn, inbox.id, core.clock().date().isoformat())
    shown = {name: values[name] for name in ("enabled", "base_url", "model", "tokens_per_day", "seconds")}
    problem = _problem_view(assistant) if assistant is not None else None
    return shown | {"has_key": bool(values["key"]), "tokens_today": tokens, "problem": problem}


def _problem_view(assistant: Assistant) -> Wire | None:
    if assistant.problem is None or assistant.problem_at is None:
        return None
    return {"code": assistant.problem, "since": rfc3339(assistant.problem_at)}


async def change(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """What is not named stays. Raises `not_allowed`, `not_found` or `invalid_fields`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    values = check_form(form, optional=CHANGES)

    async def work(tx: Tx) -> None:
        before = await store.of_inbox(tx.conn, inbox.id)
        after = (msgspec.structs.asdict(before) if before is not None else DEFAULTS) | values
        _check_whole(core, after)
        if before is None:
            made = {"inbox_id": inbox.id, "updated_at": tx.now, **NO_PROBLEM}
            await store.insert(tx.conn, Assistant(**after | made))
        else:
            asked_elsewhere = NO_PROBLEM if values.keys() & {"base_url", "model", "key"} else {}
            await store.change(tx.conn, inbox.id, updated_at=tx.now, **values, **asked_elsewhere)

    await core.write(work)
    return await show(core, actor, inbox.id)


def _check_whole(core: Core, values: Wire) -> None:
    if values["base_url"].startswith("http:") and not core.settings.allow_private_addresses:
        raise invalid_field("base_url", "not_https", "Only https is allowed here.")
    for name in ("base_url", "model"):
        if values["enabled"] and not values[name]:
            raise invalid_field(name, "missing", "This is missing.")


async def try_it(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Really asked, also while it is off. Raises `not_allowed`, `not_found` or `invalid_fields`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    values = check_form(form, required={"text": partial(check_text, longest=8_000)}, optional={"locale": check_locale})
    async with core.read() as conn:
        assistant = await store.of_inbox(conn, inbox.id)
    if assistant is None:
        raise invalid_field("text", "missing", "There is no language model yet.")
    composed = await compose(core, assistant, values["text"], values.get("locale"))
    sources = [{"article_id": one.article_id, "title": one.title, "url": one.url} for one in composed.sources]
    return {"outcome": composed.outcome, "text": composed.text, "sources": sources, "problem": composed.problem}
