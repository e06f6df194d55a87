"""The test set: real questions with the article that should answer each, run again before something is published.

"3 better, 1 worse": what is served now is compared with what would be served with the draft. For those who lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.bot.questions_file import Row, read_questions, write_questions
from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import BadInput, not_found
from deskbell.domain.forms import (
    Checks,
    check_form,
    check_id,
    check_locale,
    check_text,
    invalid_field,
    list_of,
    or_none,
)
from deskbell.domain.ids import new_id
from deskbell.domain.locales import LOCALES
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.bot import trial_rows
from deskbell.features.bot.answering import folded_question
from deskbell.features.bot.judging import Asked, Verdict, judge_many
from deskbell.features.bot.names import Names, names_of
from deskbell.features.bot.tables import Trial
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.articles import Draft
from deskbell.services.core import Core
from deskbell.services.messages import MAX_TEXT
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MOST_TRIALS, MOST_REFUSED = 2_000, 1_000
_RIGHT, _OFFERED, _SILENT, _WRONG = 3, 2, 1, 0
"""What an outcome is worth: a wrong answer is worse than none."""
_REQUIRED: Checks = {"text": partial(check_text, longest=MAX_TEXT), "article_id": or_none(check_id)}
MOST_AT_ONCE = 200
_RUN: Checks = {
    "article_id": check_id,
    "locale": check_locale,
    "phrasings": list_of(partial(check_text, longest=MAX_TEXT), MOST_AT_ONCE, least=1),
}
_SOME = {"test_ids": list_of(check_id, MOST_AT_ONCE, least=1)}
_VERDICTS = {_RIGHT: "right", _OFFERED: "offered", _SILENT: "silent", _WRONG: "wrong"}


async def list_trials(core: Core, actor: AgentActor, inbox_id: str) -> list[Wire]:
    """All, the newest first. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        names = await names_of(core, conn, inbox.id)
        return [_view(trial, names) for trial in reversed(await trial_rows.of_inbox(conn, inbox.id))]


async def add_trial(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """One more; the same question again is replaced. Raises `not_allowed`, `not_found` or `invalid_fields`."""
    check_leads(actor)
    values = check_form(form, required=_REQUIRED, optional={"locale": or_none(check_locale)})

    async def work(tx: Tx) -> Wire:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        names = await names_of(core, tx.conn, inbox.id)
        if values["article_id"] is not None and values["article_id"] not in names:
            raise invalid_field("article_id", "not_found", "This inbox has no such article.")
        trial = _trial(tx, inbox, values["text"], values["article_id"], values.get("locale"))
        await trial_rows.put(tx.conn, trial)
        await _check_room(tx, inbox)
        return _view(trial, names)

    return await core.write(work)


async def remove_trial(core: Core, actor: AgentActor, inbox_id: str, trial_id: str) -> None:
    """Raises `not_allowed` or `not_found`."""
    check_leads(actor)

    async def work(tx: Tx) -> None:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        if not await trial_rows.remove(tx.conn, inbox.id, trial_id):
            raise not_found()

    await core.write(work)


async def import_trials(core: Core, actor: AgentActor, inbox_id: str, data: bytes, *, replace: bool) -> Wire:
    """Add a CSV (`text,article,language`); with `replace`, in place of what is there. What is refused is listed, the rest
    goes in. Raises `not_allowed`, `not_found`, or what `read_questions` raises."""
    check_leads(actor)
    rows, refused = read_questions(data)
    wrong = [{"row": one.row, "code": one.code, "message": one.message} for one in refused]

    async def work(tx: Tx) -> Wire:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        names = await names_of(core, tx.conn, inbox.id)
        if replace:
            await trial_rows.remove_all(tx.conn, inbox.id)
        added = 0
        for row in rows:
            if row.article and names.find(row.article) is None:
                wrong.append(_unknown(row))
                continue
            locale = row.language if row.language in LOCALES else None
            await trial_rows.put(tx.conn, _trial(tx, inbox, row.text, names.find(row.article), locale))
            added += 1
        await _check_room(tx, inbox)
        return {"added": added, "refused": wrong[:MOST_REFUSED], "refused_count": len(wrong)}

    return await core.write(work)


async def export_trials(core: Core, actor: AgentActor, inbox_id: str) -> str:
    """The same CSV. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        names = await names_of(core, conn, inbox.id)
        found = await trial_rows.of_inbox(conn, inbox.id)
    return write_questions((one.text, names.name(one.article_id), one.locale or "") for one in found)


async def run_trials(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """How the set fares now, and with the draft of an article beside it or with phrasings that it might be taught; or how
    some of its tests do, one by one.

    Raises `not_allowed`, `not_found`, `invalid_fields`.
    """
    check_leads(actor)
    values = check_form(form, optional={**_RUN, **_SOME})
    if "test_ids" in values:
        return await _run_some(core, actor, inbox_id, values["test_ids"])
    draft = _draft_of(values)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        names = await names_of(core, conn, inbox.id)
        if draft and draft.article_id not in names:
            raise not_found()
        found = await trial_rows.of_inbox(conn, inbox.id)
    before = await tried(core, inbox, found)
    after = await tried(core, inbox, found, draft) if draft else before
    compared = [_compared(*one, names) for one in zip(found, before, after, strict=True)]
    better, worse = ([view for gain, view in compared if gain * sign > 0] for sign in (1, -1))
    worth = [_worth(one, verdict) for one, verdict in zip(found, after, strict=True)]
    return {
        "better": better,
        "worse": worse,
        "same": len(found) - len(better) - len(worse),
        "total": len(found),
        "right": worth.count(_RIGHT),
        "failing": [view for (_, view), one in zip(compared, worth, strict=True) if one != _RIGHT][:MOST_REFUSED],
    }


def _draft_of(values: Wire) -> Draft | None:
    """What is tried out, if anything."""
    if not values:
        return None
    for needed in ("article_id",) if "phrasings" in values else ("article_id", "locale"):
        if needed not in values:
            raise invalid_field(needed, "missing", "A draft is named by article and locale.")
    return Draft(values["article_id"], values.get("locale"), tuple(values.get("phrasings", ())))


async def _run_some(core: Core, actor: AgentActor, inbox_id: str, test_ids: Sequence[str]) -> Wire:
    """What became of each; what was deleted meanwhile is left out."""
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        found = [one for one in await trial_rows.of_inbox(conn, inbox.id) if one.id in set(test_ids)]
    verdicts = await tried(core, inbox, found)
    ran = [
        {"id": one.id, "verdict": _VERDICTS[_worth(one, verdict)], "after": _outcome(verdict)}
        for one, verdict in zip(found, verdicts, strict=True)
    ]
    return {"results": ran}


async def tried(core: Core, inbox: Inbox, found: Sequence[Trial], draft: Draft | None = None) -> list[Verdict]:
    """What the bot would do with each. Whoever calls it holds no connection (see `services.articles.FindMany`)."""
    policy = bot_policy_of(inbox.routing)
    asked = [Asked(one.text, one.locale or inbox.locales[0]) for one in found]
    return await judge_many(core, inbox.id, policy, asked, draft)


def _compared(trial: Trial, before: Verdict, after: Verdict, names: Names) -> tuple[int, Wire]:
    view = _view(trial, names) | {"before": _outcome(before), "after": _outcome(after)}
    return _worth(trial, after) - _worth(trial, before), view


def _worth(trial: Trial, verdict: Verdict) -> int:
    if trial.article_id is None:
        return _WRONG if verdict.outcome == "answered" else _RIGHT
    if verdict.outcome == "answered" and verdict.match:
        return _RIGHT if verdict.match.article_id == trial.article_id else _WRONG
    offered = verdict.outcome == "suggested" and trial.article_id in {match.article_id for match in verdict.offers}
    return _OFFERED if offered else _SILENT


def _outcome(verdict: Verdict) -> Wire:
    match = verdict.match
    return {
        "outcome": verdict.outcome,
        "article_id": match.article_id if match else None,
        "title": match.title if match else "",
        "confidence": round(verdict.confidence, 3),
    }


def _view(trial: Trial, names: Names) -> Wire:
    return {
        "id": trial.id,
        "text": trial.text,
        "locale": trial.locale,
        "article_id": trial.article_id,
        "title": names.title(trial.article_id, trial.locale),
        "created_at": rfc3339(trial.created_at),
    }


def _trial(tx: Tx, inbox: Inbox, text: str, article_id: str | None, locale: str | None) -> Trial:
    return Trial(new_id(), inbox.id, text, folded_question(text), locale, article_id, tx.now)


def _unknown(row: Row) -> Wire:
    return {"row": row.number, "code": "unknown_article", "message": f"There is no article {row.article[:100]!r}."}


async def _check_room(tx: Tx, inbox: Inbox) -> None:
    if await trial_rows.count(tx.conn, inbox.id) > MOST_TRIALS:
        raise BadInput("too_many_rows", f"A test set has at most {MOST_TRIALS} questions.")
