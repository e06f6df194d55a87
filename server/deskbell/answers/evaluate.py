"""`deskbell bot evaluate`: a file of questions put to the bot, and what its answers are worth.

Every question goes through the rule of a conversation (`features.bot.judging`). It only reads, and may do so beside a
running server. Milliseconds are the machine's.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from deskbell.answers.cost import Spent, memory_mb, spent
from deskbell.answers.files import as_json, in_rows, inbox_of, read_file
from deskbell.app import reading_core
from deskbell.domain.bot.measuring import bins
from deskbell.domain.bot.policy import BotPolicy, bot_policy_of
from deskbell.domain.bot.questions_file import Row, guarded, read_questions
from deskbell.domain.locales import LOCALES
from deskbell.domain.records import Inbox
from deskbell.domain.retrieval.evaluation import Outcome, report
from deskbell.features.bot.judging import Asked, Verdict, judge
from deskbell.features.bot.names import Names, names_of
from deskbell.progress import say, tell
from deskbell.services.core import Core
from deskbell.settings import Settings


class Asking(msgspec.Struct, frozen=True):
    """One row with the article that answers it, None out of scope, and what the bot made of it."""

    row: Row
    article_id: str | None
    verdict: Verdict

    @property
    def outcome(self) -> Outcome:
        match = self.verdict.match
        return Outcome(self.article_id, match.article_id if match else None, self.verdict.confidence)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, help="columns text,article and, if you like, language; no article: out of scope"
    )
    parser.add_argument("--inbox", metavar="KEY", help="key, name or id; needed where there are several")
    parser.add_argument("--answers", type=Path, metavar="FILE.csv", help="write what became of each question there")


async def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    """Put a file of questions to the bot and print how many it answers right. Nothing is changed."""
    rows, refused = read_questions(read_file(options.file))
    if refused or not rows:
        wrong = [(one.row, one.message) for one in refused] or [(1, "There are no questions below the heading.")]
        raise in_rows(options.file, wrong)
    async with reading_core(settings) as core:
        inbox = await inbox_of(core, options.inbox)
        embedder = core.hooks.load_embedder() if core.hooks.load_embedder is not None else None
        before = memory_mb()
        index = await _build_index(core, inbox)
        asked, cost = await _ask(core, inbox, rows, options.file)
        figures = {"embedder": embedder} | _figures(asked, bot_policy_of(inbox.routing), index, cost, before)
    say("")
    if options.answers is not None:
        _write_answers(options.answers, asked)
    sys.stdout.write(as_json(figures) + "\n")
    return 0


async def _build_index(core: Core, inbox: Inbox) -> Spent:
    say("building the index")
    with spent() as index:
        async with core.read() as conn:
            assert core.hooks.find_answers is not None  # every Deskbell has articles
            await core.hooks.find_answers(conn, inbox.id, "?", None, 1)
    return index


async def _ask(core: Core, inbox: Inbox, rows: Sequence[Row], file: Path) -> tuple[list[Asking], Spent]:
    policy, progress = bot_policy_of(inbox.routing), tell("asking", "questions")
    asked, cost = list[Asking](), Spent()
    async with core.read() as conn:
        expected = _expected(rows, await names_of(core, conn, inbox.id), file)
        for number, row in enumerate(rows, start=1):
            locale = row.language if row.language in LOCALES else inbox.locales[0]
            with spent(cost):
                verdict = await judge(core, conn, inbox.id, policy, Asked(row.text, locale))
            asked.append(Asking(row, expected[row.number], verdict))
            progress(number, len(rows))
    return asked, cost


def _expected(rows: Sequence[Row], names: Names, file: Path) -> dict[int, str | None]:
    """The article of each row. Raises `bad_file` for names that no article has."""
    found = {row.number: names.find(row.article) if row.article else None for row in rows}
    unknown = [row for row in rows if row.article and found[row.number] is None]
    if unknown:
        raise in_rows(file, [(row.number, f"There is no article {row.article[:60]!r}.") for row in unknown])
    return found


def _figures(
    asked: Sequence[Asking], policy: BotPolicy, index: Spent, cost: Spent, memory_before: float
) -> dict[str, Any]:
    outcomes = [one.outcome for one in asked]
    inside = sum(one.right is not None for one in outcomes)
    return {
        "questions": len(asked),
        "in_scope": inside,
        "out_of_scope": len(asked) - inside,
        **{name: value if value is None else round(value, 4) for name, value in report(outcomes)._asdict().items()},
        "calibration": [one for one in bins(outcomes) if one["count"]],
        "as_set": _as_set(asked, policy),
        "ms_per_question": round(cost.wall * 1000 / len(asked), 3),
        "cpu_ms_per_question": round(cost.cpu * 1000 / len(asked), 3),
        "index_build_seconds": round(index.wall, 3),
        "index_build_cpu_seconds": round(index.cpu, 3),
        "memory_mb": round(memory_mb(), 1),
        "memory_before_index_mb": round(memory_before, 1),
    }


def _as_set(asked: Sequence[Asking], policy: BotPolicy) -> dict[str, Any]:
    """What the bot does with the inbox's own thresholds, in numbers of questions."""
    counts = Counter(_outcome(one) for one in asked)
    return {"answer_from": policy.answer_from, "suggest_from": policy.suggest_from, **dict(sorted(counts.items()))}


def _outcome(one: Asking) -> str:
    if one.verdict.outcome == "answered":
        return "answered_right" if one.outcome.is_right else "answered_wrong"
    if one.verdict.outcome == "suggested":
        offered = one.article_id in {match.article_id for match in one.verdict.offers}
        return "suggested_right" if offered else "suggested_wrong"
    return one.verdict.outcome


def _write_answers(path: Path, asked: Sequence[Asking]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("text", "article", "outcome", "found", "found_id", "confidence", "right", "offered"))
        for one in asked:
            match, expects = one.verdict.match, one.article_id is not None
            found = (guarded(match.title), match.article_id) if match else ("", "")
            right = one.outcome.is_right if expects else one.verdict.outcome != "answered"
            texts = (guarded(one.row.text), guarded(one.row.article))
            offers = one.verdict.offers if one.verdict.outcome == "suggested" else ()
            offered = "\n".join(guarded(offer.title) for offer in offers)
            writer.writerow((*texts, one.verdict.outcome, *found, round(one.verdict.confidence, 4), right, offered))
