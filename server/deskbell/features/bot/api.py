"""The bot in the settings: trying it (nothing is stored), what it could not answer, its test set and its confidence."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.responses import Response

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.forms import check_form, check_locale, check_text, one_of
from deskbell.domain.locales import asked_in
from deskbell.features.bot import cards, confidence, lessons, trials, unanswered
from deskbell.features.bot.judging import Asked, Verdict, judge
from deskbell.http.api import Call, endpoint, leader
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.messages import MAX_TEXT

_REQUIRED = {"text": partial(check_text, longest=MAX_TEXT)}
_OPTIONAL = {"locale": check_locale}
_IMPORT = {"replace": one_of("true", "false")}
MAX_FILE = 8 * 1024 * 1024


async def _try_bot(call: Call) -> dict[str, Any]:
    check_leads(call.actor)
    form = check_form(await call.form(), required=_REQUIRED, optional=_OPTIONAL)
    async with call.core.read() as conn:
        inbox = await access_inbox(conn, call.actor, call.path("id"))
    await call.core.articles_known(inbox.id)
    async with call.core.read() as conn:
        locale, policy = form.get("locale", inbox.locales[0]), bot_policy_of(inbox.routing)
        verdict = await judge(call.core, conn, inbox.id, policy, Asked(form["text"], locale))
        begins = call.core.hooks.would_begin
        flow = await begins(call.core, conn, inbox, form["text"], locale) if begins is not None else None
    return {
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "answer": _answer(verdict, asked_in(form["text"], locale)),
        "suggestions": cards.offered(verdict.offers),
        "score": round(verdict.confidence, 3),
        "threshold": policy.answer_from,
        "flow": flow,
        "suggest_from": policy.suggest_from,
    }


def _answer(verdict: Verdict, locale: str | None) -> dict[str, Any] | None:
    if verdict.outcome == "answered" and verdict.match:
        card = cards.answer(verdict.match)
    elif verdict.courtesy:
        card = cards.courtesy(verdict.courtesy, locale)
    else:
        return None
    return {"text": card.text, **card.data}


async def _list_unanswered(call: Call) -> dict[str, Any]:
    return await unanswered.list_unanswered(call.core, call.actor, call.path("id"))


async def _teach(call: Call) -> dict[str, Any]:
    return await lessons.teach(call.core, call.actor, call.path("id"), await call.form())


async def _dismiss(call: Call) -> dict[str, Any]:
    return await lessons.dismiss(call.core, call.actor, call.path("id"), await call.form())


async def _take_back(call: Call) -> dict[str, Any]:
    return await lessons.take_back(call.core, call.actor, call.path("id"), await call.form())


async def _list_tests(call: Call) -> dict[str, Any]:
    return {"tests": await trials.list_trials(call.core, call.actor, call.path("id"))}


async def _add_test(call: Call) -> dict[str, Any]:
    return {"test": await trials.add_trial(call.core, call.actor, call.path("id"), await call.form())}


async def _remove_test(call: Call) -> dict[str, Any]:
    await trials.remove_trial(call.core, call.actor, call.path("id"), call.path("test_id"))
    return {}


async def _import_tests(call: Call) -> dict[str, Any]:
    replace = check_form(call.query, optional=_IMPORT).get("replace") == "true"
    data = await call.bytes(MAX_FILE)
    return await trials.import_trials(call.core, call.actor, call.path("id"), data, replace=replace)


async def _export_tests(call: Call) -> Response:
    text = await trials.export_trials(call.core, call.actor, call.path("id"))
    headers = {"Content-Disposition": 'attachment; filename="bot-tests.csv"', "Cache-Control": "no-store"}
    return Response(text.encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


async def _run_tests(call: Call) -> dict[str, Any]:
    return await trials.run_trials(call.core, call.actor, call.path("id"), await call.form())


async def _curve(call: Call) -> dict[str, Any]:
    return await confidence.show_curve(call.core, call.actor, call.path("id"))


_INBOX = "/api/inboxes/{id}"
ROUTES = (
    endpoint(f"{_INBOX}/try_bot", POST=leader(_try_bot)),
    endpoint(f"{_INBOX}/unanswered", GET=leader(_list_unanswered)),
    endpoint(f"{_INBOX}/unanswered/teach", POST=leader(_teach)),
    endpoint(f"{_INBOX}/unanswered/dismiss", POST=leader(_dismiss)),
    endpoint(f"{_INBOX}/unanswered/take_back", POST=leader(_take_back)),
    endpoint(f"{_INBOX}/bot/tests", GET=leader(_list_tests), POST=leader(_add_test)),
    endpoint(f"{_INBOX}/bot/tests/import", POST=leader(_import_tests, query=_IMPORT)),
    endpoint(f"{_INBOX}/bot/tests/export", GET=leader(_export_tests)),
    endpoint(f"{_INBOX}/bot/tests/run", POST=leader(_run_tests)),
    endpoint(f"{_INBOX}/bot/tests/{{test_id}}", DELETE=leader(_remove_test)),
    endpoint(f"{_INBOX}/bot/curve", GET=leader(_curve)),
)
