"""The addresses of the help centre's pages, as paths below the desk's own. No I/O."""

from __future__ import annotations

from urllib.parse import quote, unquote

SHORT_ID = 8


def short_id(article_id: str) -> str:
    """What stands for an article in an address: the last of its id, which is random."""
    return article_id[-SHORT_ID:]


def centre_path(key: str) -> str:
    return f"/help/{quote(key, safe='')}"


def home_path(key: str, locale: str) -> str:
    return f"{centre_path(key)}/{quote(locale, safe='')}/"


def category_path(key: str, locale: str, slug: str) -> str:
    return f"{home_path(key, locale)}c/{quote(slug, safe='')}"


def article_path(key: str, locale: str, slug: str, article_id: str) -> str:
    return f"{home_path(key, locale)}a/{quote(slug, safe='')}-{quote(short_id(article_id), safe='')}"


def search_path(key: str, locale: str) -> str:
    return f"{home_path(key, locale)}search"


def shown(address: str) -> str:
    """An address of one of these pages as it is read: their paths hold letters, digits and hyphens alone, so that the
    letters may stand as they are (`slug_of`)."""
    return unquote(address)
