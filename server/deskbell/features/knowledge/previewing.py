"""How the body of an article will look, for whoever is writing it. Nothing is stored."""

from __future__ import annotations

from typing import Any

from deskbell.domain.forms import check_form
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.rendered import html_of


async def preview(form: Any) -> dict[str, Any]:
    """The same safe HTML as in the help centre. Raises `invalid_fields` `article_too_large` or `article_too_complex`."""
    values = check_form(form, required={"body": checks.check_body})
    await checks.check_body_of(values)
    return {"html": await html_of(values["body"])}
