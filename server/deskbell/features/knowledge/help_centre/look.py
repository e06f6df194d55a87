"""HTML of the help centre's pages, and its headers: no script, nothing foreign, in nobody's frame."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deskbell.domain.brand import roles
from deskbell.features.knowledge.help_centre.addresses import centre_path, home_path, search_path, shown
from deskbell.features.knowledge.help_centre.centre import Centre, View
from deskbell.features.knowledge.help_centre.languages import name_of

_HERE = Path(__file__).parent / "templates"
_environment = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_ROLES = ("accent", "accent-hover", "on-accent", "on-accent-2", "accent-text", "accent-line", "bubble-me")
_DEFAULTS: dict[str, Any] = {"query": ""}


def html_of(centre: Centre, view: View, site: str) -> str:
    """`site` is the website that the inbox's chat is on, empty where that is not known."""
    inbox, locale = centre.inbox, centre.locale
    shared = {
        "locale": locale,
        "t": centre.words,
        "name": centre.name,
        "logo": f"/media/logo/{inbox.logo}" if inbox.logo else "",
        "css": css_of(inbox.brand["color"]),
        "title": view.title,
        "description": view.description,
        "noindex": view.noindex,
        "json_ld": view.json_ld,
        "canonical": centre.base + view.path if view.path else "",
        "address": centre.base + shown(view.path) if view.path else "",
        "alternates": _alternates(centre, view) if view.path else [],
        "languages": _languages(centre, view),
        "home": home_path(inbox.key, locale),
        "search": search_path(inbox.key, locale),
        "sitemap": f"{centre_path(inbox.key)}/sitemap.xml",
        "site": site,
        "host": urlsplit(site).netloc,
        "chat": f"{site}/#deskbell={locale}" if site else "",
    }
    return _environment.get_template(view.template).render({**_DEFAULTS, **shared, **view.values})


def _alternates(centre: Centre, view: View) -> list[tuple[str, str]]:
    """For search engines: the page in its other languages, and the one for everybody else."""
    if len(view.paths) < 2:
        return []
    others = [(locale, centre.base + path) for locale, path in view.paths.items()]
    first = next((locale for locale in centre.inbox.locales if locale in view.paths), centre.locale)
    return [*others, ("x-default", centre.base + view.paths[first])]


def _languages(centre: Centre, view: View) -> list[dict[str, Any]]:
    """The switch: the same page in another language, or where it is not to be had, that language's start."""
    return [
        {
            "locale": locale,
            "name": name_of(locale),
            "href": view.paths.get(locale) or f"{home_path(centre.inbox.key, locale)}?untranslated",
            "current": locale == centre.locale,
        }
        for locale in centre.inbox.locales
    ]


@lru_cache(maxsize=100)
def css_of(color: str) -> str:
    """The style sheet with the brand's colours, light and dark."""
    light, dark = (_variables(roles(color)[theme]) for theme in ("light", "dark"))
    sheet = (_HERE / "style.css").read_text("utf-8")
    lines = (line for line in sheet.splitlines() if not line.startswith("/*"))
    return "".join((f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}", *lines))


def _variables(colors: Mapping[str, str]) -> str:
    return ";".join(f"--{role}:{colors[role]}" for role in _ROLES)


def headers_of(color: str) -> dict[str, str]:
    digest = b64encode(hashlib.sha256(css_of(color).encode()).digest()).decode()
    policy = {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "img-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{directive} {value}" for directive, value in policy.items()),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
