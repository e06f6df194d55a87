"""Trying the bot from the settings: what it would answer, why, and against which threshold. Nothing is stored."""

from __future__ import annotations

from functools import partial
from typing import Any

from deskbell.domain.forms import check_form, check_locale, check_text
from deskbell.features.bot import answering, cards
from deskbell.http.api import Call, admin, endpoint
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.messages import MAX_TEXT

_REQUIRED = {"text": partial(check_text, longest=MAX_TEXT)}
_OPTIONAL = {"locale": check_locale}


async def _try_bot(call: Call) -> dict[str, Any]:
    inbox = await access_inbox_settings(call.core, call.actor, call.path("id"))
    form = check_form(await call.form(), required=_REQUIRED, optional=_OPTIONAL)
    locale = form.get("locale", inbox.locales[0])
    async with call.core.read() as conn:
        matches = await answering.find(call.core, conn, inbox, form["text"], locale)
    threshold = answering.threshold_of(inbox)
    card = answering.choose(form["text"], matches, threshold, locale)
    return {
        "answer": {"text": card.text, **card.data} if card.data["card"] in ("answer", "courtesy") else None,
        "suggestions": cards.offered(answering.plausible_of(matches)),
        "score": round(matches[0].confidence, 3) if matches else 0.0,
        "threshold": threshold,
    }


ROUTES = (endpoint("/api/inboxes/{id}/try_bot", POST=admin(_try_bot)),)
