"""What the bot's confidence is worth, from the test set and the answers visitors rated: for those who set the thresholds."""

from __future__ import annotations

from typing import Any

from deskbell.domain.bot.measuring import bins
from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.people import AgentActor
from deskbell.domain.retrieval.evaluation import Outcome, calibration_error, curve
from deskbell.features.bot import store, trial_rows
from deskbell.features.bot.judging import Verdict
from deskbell.features.bot.tables import Trial
from deskbell.features.bot.trials import tried
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.core import Core

RATED = 5_000


async def show_curve(core: Core, actor: AgentActor, inbox_id: str) -> dict[str, Any]:
    """For thresholds 0 to 1 what would be answered and how much of it right. Raises `not_allowed` or `not_found`.

    Rated answers count in the bins only: of what was not answered nobody said whether it would have been right.
    """
    check_leads(actor)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        found = await trial_rows.of_inbox(conn, inbox.id)
        rated = [_rated(*one) for one in await store.rated(conn, inbox.id, RATED)]
    verdicts = await tried(core, inbox, found)
    tests = [_outcome(trial, verdict) for trial, verdict in zip(found, verdicts, strict=True)]
    policy = bot_policy_of(inbox.routing)
    return {
        "threshold": policy.answer_from,
        "suggest_from": policy.suggest_from,
        "tests": len(tests),
        "rated": len(rated),
        "helped": sum(one.is_right for one in rated),
        "curve": [point._asdict() for point in curve(tests)],
        "bins": bins([*tests, *rated]),
        "calibration_error": round(calibration_error(tests), 4),
    }


def _outcome(trial: Trial, verdict: Verdict) -> Outcome:
    return Outcome(trial.article_id, verdict.match.article_id if verdict.match else None, verdict.confidence)


def _rated(confidence: float, helped: bool) -> Outcome:
    """What a visitor said of an answer: right is what helped."""
    return Outcome("answer" if helped else None, "answer", confidence)
