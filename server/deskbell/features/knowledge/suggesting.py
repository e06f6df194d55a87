"""What an agent may answer with: the articles that the visitor's words ask for, found as the bot finds them."""

from __future__ import annotations

from functools import partial
from typing import Any

from deskbell.domain.forms import Checks, check_form, check_id, check_locale, check_text
from deskbell.domain.people import AgentActor
from deskbell.services.access import access_inbox
from deskbell.services.core import Core
from deskbell.services.messages import MAX_TEXT

LEAST, MOST = 0.3, 3
"""Below this confidence an article is chance, and would only make the agent read."""
REQUIRED: Checks = {"inbox_id": check_id, "text": partial(check_text, longest=MAX_TEXT)}
OPTIONAL: Checks = {"locale": check_locale}
Wire = dict[str, Any]


async def suggest(core: Core, actor: AgentActor, asked: dict[str, str], base: str) -> list[Wire]:
    """The best first, each with the text that the bot would say; addresses begin with `base`.

    Raises `not_found` or `invalid_fields`.
    """
    values = check_form(asked, required=REQUIRED, optional=OPTIONAL)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, values["inbox_id"])
    await core.articles_known(inbox.id)
    async with core.read() as conn:
        find = core.hooks.find_answers
        locale = values.get("locale", inbox.locales[0])
        matches = [] if find is None else await find(conn, inbox.id, values["text"], locale, MOST)
    return [
        {
            "article_id": match.article_id,
            "locale": match.locale,
            "title": match.title,
            "answer": match.answer,
            "url": match.url and base + match.url,
            "confidence": round(match.confidence, 3),
        }
        for match in matches
        if match.confidence >= LEAST
    ]
