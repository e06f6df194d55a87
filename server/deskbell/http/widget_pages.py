"""The two documents of the widget: the loader a host page pastes, and the frame it opens.

Pure functions from an inbox's brand and the built assets to text and headers. Which inbox a key belongs to, which
origins may embed it and how long an answer may be cached is the caller's business; what a browser then does with the
documents is widget/README.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

STATIC = Path(__file__).parent.parent / "_static"
TEMPLATES = Path(__file__).parent / "templates"
PLACEHOLDER = "DESKBELL_CONFIG"
LOADER_BYTES = 2_048
WATCHING_BYTES = 3_072
"""What the loader may weigh where flows wait for something on the page; all others are spared it."""
MOST_WATCHED = 40
LONGEST_NAME = 30
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
ORIGIN = re.compile(r"https?://[\w.*\[\]:-]+")

# What a visitor's language wish must begin with to be given one of our languages. The first that fits is taken.
WISHES = (("zh-(tw|hk|mo|hant)", "zh-TW"), ("zh", "zh-CN"), ("en", "en"))

_environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


class NotBuilt(RuntimeError):
    """The assets are missing: `node build.mjs` has not run."""


@dataclass(frozen=True)
class Build:
    """What build.mjs wrote: the loader's text, the frame's stylesheet, every language's strings, and addresses."""

    loader: str
    watching: str
    css: str
    app_path: str
    check_path: str
    strings: Mapping[str, Mapping[str, str]]


def read_build(static: Path = STATIC) -> Build:
    """The built assets, read again when build.mjs has written a new manifest (which it writes last)."""
    manifest = static / "manifest.json"
    try:
        return _read(static, manifest.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise NotBuilt(f"{error.filename} is missing, run: node build.mjs") from error


@lru_cache(maxsize=2)
def _read(static: Path, written: int) -> Build:
    widget = json.loads((static / "manifest.json").read_text("utf-8"))["widget"]
    locales = sorted((static / "widget/locales").glob("*.json"))
    return Build(
        loader=(static / widget["loader"]).read_text("utf-8"),
        watching=(static / widget["watching"]).read_text("utf-8"),
        css=(static / widget["css"]).read_text("utf-8").strip(),
        app_path="/static/" + widget["app"],
        check_path="/static/" + widget["check"],
        strings={file.stem: json.loads(file.read_text("utf-8")) for file in locales},
    )


def choose_locale(wish: str | None, locales: Sequence[str]) -> str:
    """The inbox's language that suits a visitor's wish best; its first one when none does."""
    if wish in locales:
        return str(wish)
    for pattern, locale in WISHES:
        if locale in locales and re.match(pattern, wish or "", re.IGNORECASE):
            return locale
    stem = (wish or "").split("-")[0].lower()
    return next((locale for locale in locales if stem and locale.lower().split("-")[0] == stem), locales[0])


def script_json(value: object) -> str:
    """JSON that is safe inside a script element and as a JavaScript literal in every browser."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


# ---- the loader ---------------------------------------------------------------------------------------------------


def render_loader(
    key: str,
    brand: Mapping[str, Any],
    locales: Sequence[str],
    origin: str,
    build: Build,
    name: str = "",
    watched: Mapping[str, Any] | None = None,
) -> str:
    """The loader with one inbox in it. `brand` is the admin's shape: `launcher_text` and `name` are a text for each language.

    Within LOADER_BYTES whatever an admin wrote: where all of it does not fit, the texts beside the bell go, those of the
    later languages first, and then most of the name that screen readers hear. `watched` is what flows wait for on the
    page, `{events, pages}`: then it may weigh more.
    """
    code, most = (build.watching, WATCHING_BYTES) if watched else (build.loader, LOADER_BYTES)
    config: dict[str, Any] = {"key": key, "origin": origin, "css": launcher_rules(brand), "check": build.check_path}
    if watched:
        config["watch"] = {name: list(rows)[:MOST_WATCHED] for name, rows in watched.items()}
    text = ""
    for kept, longest in _concessions(locales):
        texts = {locale: words for locale, words in (brand.get("launcher_text") or {}).items() if locale in kept}
        names = {locale: shorten((brand.get("name") or {}).get(locale) or name, longest) for locale in locales}
        rows = launcher_texts(texts, locales, build, names)
        text = code.replace(PLACEHOLDER, script_json(config | {"texts": rows}), 1)
        if len(gzip.compress(text.encode(), 9)) <= most:
            break
    return text


def _concessions(locales: Sequence[str]) -> Iterator[tuple[Sequence[str], int]]:
    """Languages that keep their text beside the bell and characters of the name, from everything to the least."""
    yield from ((locales[:count], LONGEST_NAME) for count in range(len(locales), -1, -1))
    yield from (((), longest) for longest in (12, 0))


def shorten(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: max(longest - 1, 0)].rstrip() + "…" * bool(longest)


def launcher_rules(brand: Mapping[str, Any]) -> str:
    side = "left" if brand.get("position") == "left" else "right"
    x, y = _pixels(brand.get("offset_x")), _pixels(brand.get("offset_y"))
    roles = brand["roles"]
    return (
        _colours(roles["light"])
        + f"@media(prefers-color-scheme:dark){{{_colours(roles['dark'])}}}"
        + f"button,iframe{{{side}:{x}px;bottom:{y}px}}"
        + f"iframe{{--y:{y}px}}"
    )


def _colours(roles: Mapping[str, Any]) -> str:
    names = {"a": "accent", "t": "on-accent", "l": "accent-line"}
    return "button{" + ";".join(f"--{short}:{_colour(roles.get(role))}" for short, role in names.items()) + "}"


def _colour(value: object) -> str:
    """A colour that can only be a colour: these rules are text and must not be able to say anything else."""
    return value if isinstance(value, str) and COLOR.fullmatch(value) else "#1f5a4a"


def _pixels(value: object) -> int:
    return min(max(value, 0), 400) if isinstance(value, int) else 20


def launcher_texts(
    texts: Mapping[str, str], locales: Sequence[str], build: Build, names: Mapping[str, str]
) -> list[list[str]]:
    """Rows of (wish, text, label); the first that fits is taken and the last fits every wish."""
    chosen = [(pattern, choose_locale(sample, locales)) for pattern, sample in WISHES] + [("", locales[0])]
    rows = [row for row, after in pairwise(chosen) if row[1] != after[1]] + chosen[-1:]
    return [[pattern, texts.get(locale, ""), _label(locale, build, names[locale])] for pattern, locale in rows]


def _label(locale: str, build: Build, name: str) -> str:
    strings = build.strings.get(locale) or build.strings["en"]
    return strings["launcher"].replace("{name}", name).strip()


# ---- the frame ----------------------------------------------------------------------------------------------------


def render_frame(
    *,
    key: str,
    name: str,
    brand: Mapping[str, Any],
    locale: str,
    allowed_origins: Sequence[str],
    origin: str,
    build: Build,
    preview: bool = False,
) -> tuple[str, dict[str, str]]:
    """The frame's document and its headers. `brand` is the visitor's shape; no allowed origins means the desk's own."""
    config: dict[str, Any] = {"key": key, "name": name, "brand": dict(brand), "locale": locale, "preview": preview}
    html = _environment.get_template("frame.html").render(
        locale=locale,
        direction="rtl" if locale.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        name=name,
        css=build.css,
        config=script_json(config),
        strings=script_json(build.strings.get(locale) or build.strings["en"]),
        app=build.app_path,
    )
    return html, frame_headers(build.css, [] if preview else allowed_origins, origin)


def frame_headers(css: str, allowed_origins: Sequence[str], origin: str) -> dict[str, str]:
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    ancestors = [item for item in allowed_origins if ORIGIN.fullmatch(item)]
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'sha256-{digest}'",
        "img-src": "'self' data:",
        "connect-src": f"'self' {_socket_origin(origin)}",
        "frame-ancestors": " ".join(ancestors) or "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
    }
    return {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "; ".join(f"{directive} {value}" for directive, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cache-control": "no-cache",
    }


def _socket_origin(origin: str) -> str:
    """'self' covers the socket in new browsers only, so the socket's own origin is named as well."""
    parts = urlsplit(origin)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
