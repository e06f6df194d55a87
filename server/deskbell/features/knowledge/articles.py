"""What an admin does with articles: list, write, change, delete. Every field is checked, all that is wrong is named."""

from __future__ import annotations

from functools import partial
from typing import Any

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import not_found
from deskbell.domain.forms import (
    Checks,
    check_flag,
    check_form,
    check_locale,
    check_optional_text,
    check_text,
    invalid_field,
    list_of,
)
from deskbell.domain.people import AgentActor
from deskbell.features.knowledge import store
from deskbell.features.knowledge.tables import Article
from deskbell.services.core import Core
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.sign_in import access_settings
from deskbell.storage.writer import Tx

MAX_QUESTION, MAX_ANSWER, MAX_CATEGORY = 500, 8_000, 200
MOST_PHRASINGS, MOST_ARTICLES = 200, 2_000

_question = partial(check_text, longest=MAX_QUESTION)
REQUIRED: Checks = {
    "locale": check_locale,
    "question": _question,
    "answer": partial(check_text, longest=MAX_ANSWER),
}
OPTIONAL: Checks = {
    "phrasings": list_of(_question, MOST_PHRASINGS),
    "category": partial(check_optional_text, longest=MAX_CATEGORY),
    "suggested": check_flag,
}
DEFAULTS: dict[str, Any] = {"phrasings": [], "category": "", "suggested": False}
Wire = dict[str, Any]


def article_view(article: Article) -> Wire:
    """The wire's `article`."""
    values = {name: getattr(article, name) for name in article.__struct_fields__}
    return values | {"updated_at": rfc3339(article.updated_at)}


async def list_articles(core: Core, actor: AgentActor, inbox_id: str) -> list[Wire]:
    """An inbox's articles in their order. Raises `not_allowed` or `not_found`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    async with core.read() as conn:
        return [article_view(article) for article in await store.of_inbox(conn, inbox.id)]


async def add_article(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Raises `not_allowed`, `not_found`, or `invalid_fields`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    values = DEFAULTS | check_form(form, required=REQUIRED, optional=OPTIONAL)

    async def work(tx: Tx) -> Article:
        if await store.count(tx.conn, inbox.id) >= MOST_ARTICLES:
            raise invalid_field("question", "too_many", f"An inbox holds at most {MOST_ARTICLES} articles.")
        return await store.insert(tx.conn, inbox.id, updated_at=tx.now, **values)

    return article_view(await core.write(work))


async def change_article(core: Core, actor: AgentActor, article_id: str, form: Any) -> Wire:
    """What is not named stays. Raises `not_allowed`, `not_found`, or `invalid_fields`."""
    access_settings(actor)
    values = check_form(form, optional={**REQUIRED, **OPTIONAL})

    async def work(tx: Tx) -> Article:
        article = await _access_article(tx, article_id)
        return await store.change(tx.conn, article, updated_at=tx.now, **values) if values else article

    return article_view(await core.write(work))


async def delete_article(core: Core, actor: AgentActor, article_id: str) -> None:
    """Raises `not_allowed` or `not_found`."""
    access_settings(actor)

    async def work(tx: Tx) -> None:
        await store.remove(tx.conn, await _access_article(tx, article_id))

    await core.write(work)


async def _access_article(tx: Tx, article_id: str) -> Article:
    article = await store.by_id(tx.conn, article_id)
    if article is None:
        raise not_found()
    return article
