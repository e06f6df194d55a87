"""An answer of the language model: from articles that were found, within the day's budget, in time, or none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import RateLimited
from deskbell.domain.masking import Marks
from deskbell.features.assistant import store
from deskbell.features.assistant.believing import LONGEST_ANSWER, Refused, believed, believed_so_far
from deskbell.features.assistant.prompting import ANSWER_TOKENS, MOST_OF_ARTICLE, messages_for, most_tokens
from deskbell.features.assistant.saying import said_in
from deskbell.features.assistant.streaming import Reader, Written
from deskbell.features.assistant.tables import Assistant
from deskbell.services.articles import Match
from deskbell.services.core import Core
from deskbell.services.fetching import FetchFailed, Outgoing, fetch, place_of
from deskbell.storage.writer import Tx

MOST_BYTES = 256 * 1024
MOST_ARTICLES, LEAST_CONFIDENCE = 4, 0.05
MOST_SEARCHED = 2
"""Articles more, which are found by the words in their bodies."""
MOST_OF_ALL = 8_000
"""Characters of all articles together; each gets the same share of them."""
STREAMED: dict[str, Any] = {"stream": True, "stream_options": {"include_usage": True}}
NOT_UNDERSTOOD = {400, 422}
"""An endpoint that knows no stream, or does not tell what one costs, is asked once more for its answer in one piece."""
NEVER_SENT = {"unknown_host", "refused_address", "unreachable", "bad_tls", "rate_limited"}
"""What cannot have cost anything."""
LONGEST_THOUGHT = 20_000
"""Characters of a model that thinks aloud before it answers (`saying`), and of its answer."""
LEAST_BYTES, MOST_TIMES = 8, 4
"""No text has more bytes a token; no answer costs more times of what was put aside for it."""
log = logging.getLogger(__name__)


class Composed(msgspec.Struct, frozen=True):
    """`outcome`: answered, refused or failed; `problem` says why not."""

    outcome: str
    text: str = ""
    sources: list[Match] = []
    problem: str | None = None


class Draft:
    """Tells what is believed of an answer while it is being written, each time there is more of it."""

    def __init__(self, articles: list[Match], told: list[str], marks: Marks, drafted: Callable[[str], None]) -> None:
        self._articles, self._texts, self._marks, self._drafted = articles, told, marks, drafted
        self._told, self._brackets = "", 0

    def grown(self, text: str) -> None:
        """Raises `Refused` for what is too long already, so that no endpoint can write for ever."""
        said = said_in(text)
        if len(said) > LONGEST_ANSWER or len(text) > LONGEST_THOUGHT:
            raise Refused("bad_answer")
        brackets, self._brackets = self._brackets, said.count("]")
        so_far = self._believed(said) if self._brackets > brackets else ""
        if len(so_far) > len(self._told):
            self._told = so_far
            self._drafted(so_far)

    def _believed(self, text: str) -> str:
        return believed_so_far(self._marks.show(text), self._articles, self._texts)


async def compose(
    core: Core,
    assistant: Assistant,
    question: str,
    locale: str | None,
    drafted: Callable[[str], None] | None = None,
    but: Collection[str] = (),
) -> Composed:
    """Never inside a transaction: it may take `assistant.seconds`.

    `drafted` hears the answer grow: empty once it is begun, then by whole sentences that are believed. Only what is
    returned as answered counts. `but`: articles that did not help.
    """
    articles, told = await _found(core, assistant.inbox_id, question, locale, set(but))
    if not articles:
        return Composed("refused", problem="no_articles")
    messages, marks = messages_for(question, told)
    reserved, day = most_tokens(messages), core.clock().date().isoformat()
    if not await core.write(partial(_reserve, assistant, day, reserved)):
        return Composed("refused", problem="budget")
    tell = drafted or _nobody
    tell("")
    try:
        written = await _asked(core, assistant, messages, Draft(articles, told, marks, tell))
        await _settles(core, assistant, day, reserved, _cost(written, messages, reserved))
        await _notes(core, assistant, None)
        text, sources = believed(marks.show(said_in(written.text)), articles, told)
        return Composed("answered", text, sources)
    except Refused as error:
        return Composed("refused", problem=error.code)
    except (FetchFailed, RateLimited) as error:
        log.warning("the language model of inbox %s: %s", assistant.inbox_id, error.code)
        if error.code in NEVER_SENT:
            await _settles(core, assistant, day, reserved, 0)
        if isinstance(error, FetchFailed):
            await _notes(core, assistant, error.code)
        return Composed("failed", problem=error.code)


def _nobody(_: str) -> None:
    pass


async def _notes(core: Core, assistant: Assistant, problem: str | None) -> None:
    """How the endpoint did, for the settings; written where it is news. It fails since the first of failures in a row,
    whatever each was; and what another endpoint did, while this one was set, says nothing of this one."""

    async def work(tx: Tx) -> None:
        now = await store.of_inbox(tx.conn, assistant.inbox_id)
        if now is None or store.asks_elsewhere(now, assistant) or now.problem == problem:
            return
        since = (now.problem_at or tx.now) if problem is not None else None
        await store.change(tx.conn, assistant.inbox_id, problem=problem, problem_at=since)

    await core.write(work)


async def _found(
    core: Core, inbox_id: str, question: str, locale: str | None, but: set[str]
) -> tuple[list[Match], list[str]]:
    """The articles, and what the model is told of each."""
    if core.hooks.find_answers is None or core.hooks.article_texts is None:
        return [], []
    await core.articles_known(inbox_id)
    async with core.read() as conn:
        found = await core.hooks.find_answers(conn, inbox_id, question, locale, MOST_ARTICLES + len(but))
        articles = [one for one in found if one.confidence >= LEAST_CONFIDENCE and one.article_id not in but]
        known = but | {one.article_id for one in articles[:MOST_ARTICLES]}
        articles = [*articles[:MOST_ARTICLES], *await _searched(core, conn, inbox_id, question, locale, known)]
        most = min(MOST_OF_ARTICLE, MOST_OF_ALL // max(1, len(articles)))
        texts = await core.hooks.article_texts(conn, inbox_id, question, articles, most)
    return articles, [f"{one.title}\n{text}" for one, text in zip(articles, texts, strict=True)]


async def _searched(
    core: Core, conn: AsyncConnection, inbox_id: str, question: str, locale: str | None, known: set[str]
) -> list[Match]:
    """What retrieval, which looks at titles and phrasings, has not found, and whose body names what is asked about."""
    if core.hooks.articles_naming is None:
        return []
    limit = MOST_SEARCHED + len(known)
    found = await core.hooks.articles_naming(conn, inbox_id, question, locale, limit, all_of_it=False)
    return [one for one in found if one.article_id not in known][:MOST_SEARCHED]


async def _reserve(assistant: Assistant, day: str, tokens: int, tx: Tx) -> bool:
    """Before it is asked, so that many questions at once cannot spend more than there is."""
    if await store.tokens_of(tx.conn, assistant.inbox_id, day) + tokens > assistant.tokens_per_day:
        return False
    await store.add_tokens(tx.conn, assistant.inbox_id, day, tokens)
    return True


def _cost(written: Written, messages: list[dict[str, str]], reserved: int) -> int:
    """What an answer counts as. A server that says nothing of it, or less than texts of this length cost, is not believed."""
    size = sum(len(one["content"].encode()) for one in messages) + len(written.text.encode())
    if written.tokens is None or written.tokens < size // LEAST_BYTES:
        return reserved
    return min(written.tokens, MOST_TIMES * reserved)


async def _settles(core: Core, assistant: Assistant, day: str, reserved: int, cost: int) -> None:
    """Count what it cost instead of what was put aside. Where no answer came, that stays: it may have cost as much."""
    if cost != reserved:
        await core.write(lambda tx: store.add_tokens(tx.conn, assistant.inbox_id, day, cost - reserved))


async def _asked(core: Core, assistant: Assistant, messages: list[dict[str, str]], draft: Draft) -> Written:
    """Raises `FetchFailed`, `RateLimited` or `Refused`."""
    core.limits.take(("language_model", assistant.inbox_id))
    private, reader = core.settings.allow_private_addresses, Reader(draft.grown)
    now, status = asyncio.get_running_loop().time, 0
    until = now() + assistant.seconds
    for more in (STREAMED, {}):
        request = _request(assistant, messages, private, more)
        left = max(0.0, until - now())
        status = (await fetch(request, seconds=left, most=MOST_BYTES, private=private, heard=reader.hear)).status
        if status not in NOT_UNDERSTOOD:
            break
    if status != 200:
        raise FetchFailed("bad_status")
    return reader.end()


def _request(assistant: Assistant, messages: list[dict[str, str]], private: bool, more: dict[str, Any]) -> Outgoing:
    """Raises `FetchFailed` for an address that is not to be asked."""
    place = place_of(assistant.base_url)
    if place is None or (place.scheme != "https" and not private):
        raise FetchFailed("refused_address")
    wanted = {"model": assistant.model, "messages": messages, "max_tokens": ANSWER_TOKENS, "temperature": 0}
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json"}
    if assistant.key:
        headers["Authorization"] = f"Bearer {assistant.key}"
    path, body = f"{place.path.rstrip('/')}/chat/completions", msgspec.json.encode(wanted | more)
    return Outgoing("POST", place.scheme, place.host, place.port, path, headers, body)
