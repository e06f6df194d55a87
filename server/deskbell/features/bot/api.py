"""Trying the bot from the settings: what it would do, why, and against which thresholds. Nothing is stored."""

from __future__ import annotations

from functools import partial
from typing import Any

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.forms import check_form, check_locale, check_text
from deskbell.features.bot import cards
from deskbell.features.bot.judging import Asked, Verdict, judge
from deskbell.http.api import Call, admin, endpoint
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.messages import MAX_TEXT

_REQUIRED = {"text": partial(check_text, longest=MAX_TEXT)}
_OPTIONAL = {"locale": check_locale}


async def _try_bot(call: Call) -> dict[str, Any]:
    inbox = await access_inbox_settings(call.core, call.actor, call.path("id"))
    form = check_form(await call.form(), required=_REQUIRED, optional=_OPTIONAL)
    locale, policy = form.get("locale", inbox.locales[0]), bot_policy_of(inbox.routing)
    async with call.core.read() as conn:
        verdict = await judge(call.core, conn, inbox.id, policy, Asked(form["text"], locale))
    return {
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "answer": _answer(verdict, locale),
        "suggestions": cards.offered(verdict.offers),
        "score": round(verdict.confidence, 3),
        "threshold": policy.answer_from,
        "suggest_from": policy.suggest_from,
    }


def _answer(verdict: Verdict, locale: str) -> dict[str, Any] | None:
    if verdict.outcome == "answered" and verdict.match:
        card = cards.answer(verdict.match)
    elif verdict.courtesy:
        card = cards.courtesy(verdict.courtesy, locale)
    else:
        return None
    return {"text": card.text, **card.data}


ROUTES = (endpoint("/api/inboxes/{id}/try_bot", POST=admin(_try_bot)),)
