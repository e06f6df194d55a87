"""The list of a help centre's pages for search engines, with the other languages of each. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from xml.sax.saxutils import quoteattr

from deskbell.domain.clock import rfc3339
from deskbell.features.knowledge.help_centre.addresses import article_path, category_path, home_path

MOST = 45_000
"""A sitemap may have 50,000 addresses."""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap_of(
    base: str, key: str, topics: Mapping[str, Iterable[str]], rows: Iterable[tuple[str, str, str, datetime]]
) -> str:
    """`topics` are the slugs of each language's categories; `rows` are `(article_id, locale, slug, published_at)`.

    The languages of an article are together in `rows`.
    """
    lines = [*_urls({locale: (base + home_path(key, locale), None) for locale in topics})]
    for slug in dict.fromkeys(slug for slugs in topics.values() for slug in slugs):
        having = [locale for locale, slugs in topics.items() if slug in slugs]
        lines += _urls({locale: (base + category_path(key, locale, slug), None) for locale in having})
    for article_id, variants in groupby(rows, key=lambda row: row[0]):
        pages = {locale: (base + article_path(key, locale, slug, article_id), at) for _, locale, slug, at in variants}
        lines += _urls(pages)
    return f"{_HEAD}{''.join(lines)}</urlset>\n"


def _urls(pages: Mapping[str, tuple[str, datetime | None]]) -> Iterator[str]:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(locale)} href={quoteattr(url)}/>'
        for locale, (url, _) in pages.items()
    )
    for url, changed in pages.values():
        date = f"<lastmod>{rfc3339(changed)}</lastmod>" if changed else ""
        yield f"<url><loc>{quoteattr(url)[1:-1]}</loc>{date}{links if len(pages) > 1 else ''}</url>\n"
