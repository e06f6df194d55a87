"""Structured data for search engines (schema.org, JSON-LD): Article, FAQPage, BreadcrumbList. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from deskbell.http.widget_pages import script_json


class Crumb(NamedTuple):
    """A step of the way to a page; the page itself has no `href`."""

    name: str
    href: str = ""


def json_ld(*things: dict[str, Any]) -> str:
    """One graph, safe inside a script element: no text can end it."""
    return script_json({"@context": "https://schema.org", "@graph": list(things)})


def breadcrumbs(trail: Sequence[Crumb], base: str, here: str) -> dict[str, Any]:
    steps = [
        {"@type": "ListItem", "position": place, "name": crumb.name, "item": base + (crumb.href or here)}
        for place, crumb in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def article(*, title: str, text: str, url: str, locale: str, published: str, publisher: str) -> dict[str, Any]:
    return {
        "@type": "Article",
        "headline": title[:110],
        "description": text,
        "inLanguage": locale,
        "mainEntityOfPage": url,
        "dateModified": published,
        "publisher": {"@type": "Organization", "name": publisher},
        "author": {"@type": "Organization", "name": publisher},
    }


def questions(pairs: Sequence[tuple[str, str]], locale: str) -> dict[str, Any]:
    """Questions with the answers that stand on the page."""
    entities = [
        {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for title, answer in pairs
    ]
    return {"@type": "FAQPage", "inLanguage": locale, "mainEntity": entities}
