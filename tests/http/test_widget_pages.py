"""The widget's two documents as text: what is spliced in cannot end a script, a style or a policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from deskbell.http.widget_pages import (
    Build,
    choose_locale,
    frame_headers,
    launcher_texts,
    render_frame,
    render_loader,
    script_json,
)

WORDS = {"launcher": "Chat with {name}"}
BUILD = Build(
    loader="((c)=>{})(DESKBELL_CONFIG);",
    css=":root{color:red}",
    app_path="/static/widget/app-1.js",
    check_path="/static/widget/check-1.js",
    strings={"en": WORDS, "zh-CN": {"launcher": "与{name}对话"}, "zh-TW": {"launcher": "與{name}對話"}},
)
COLOURS = {"accent": "#1f5a4a", "accent-hover": "#0f4d3e", "on-accent": "#ffffff", "accent-line": "#1f5a4a"}
ROLES = {"light": COLOURS, "dark": COLOURS}
BRAND: dict[str, Any] = {"roles": ROLES, "position": "right", "offset_x": 20, "offset_y": 20, "launcher_text": {}}
NASTY = "</script><script>alert(1)</script> <!-- \u2028 \u2029 & \" ' \\ ]]> \u0000"


def loader(**brand: Any) -> str:
    return render_loader("k3", BRAND | brand, ["en", "zh-CN", "zh-TW"], "https://desk.example", BUILD, "Shop")


def config_of(script: str) -> dict[str, Any]:
    found = re.search(r"\((\{.*\})\);$", script)
    assert found
    config: dict[str, Any] = json.loads(found.group(1))
    return config


def frame(**values: Any) -> tuple[str, dict[str, str]]:
    asked: dict[str, Any] = {
        "key": "k3",
        "name": "Shop",
        "brand": BRAND,
        "locale": "en",
        "allowed_origins": ["https://shop.example"],
    }
    return render_frame(**(asked | values), origin="https://desk.example", build=BUILD)


def test_what_an_admin_wrote_stays_text_in_the_loader() -> None:
    script = loader(launcher_text={"en": NASTY})
    assert "</script" not in script and "\u2028" not in script and "<!--" not in script
    assert config_of(script)["texts"][-1][1] == NASTY


def test_what_an_admin_wrote_stays_text_in_the_frame() -> None:
    html, _ = frame(name=NASTY)
    assert html.count("<script") == 3 and html.count("</script>") == 3
    block = re.search(r'id="config">(.*?)</script>', html)
    assert block and json.loads(block.group(1))["name"] == NASTY


@pytest.mark.parametrize(
    "colour", ["red;}</style>", "url(//canary.example)", "#12345", None, 7, "#1f5a4a;background:url(x)"]
)
def test_a_colour_can_only_be_a_colour(colour: object) -> None:
    css = config_of(loader(roles={"light": COLOURS | {"accent": colour}, "dark": COLOURS}))["css"]
    assert re.fullmatch(r"[\w\s#(){}:;,@%.+*/-]*", css) and "url" not in css and "red" not in css


@pytest.mark.parametrize(("offset", "pixels"), [(0, 0), (-5, 0), (12, 12), (100_000, 400), ("9px;}", 20), (None, 20)])
def test_an_offset_can_only_be_pixels(offset: object, pixels: int) -> None:
    css = config_of(loader(offset_x=offset, position="left"))["css"]
    assert f"button,iframe{{left:{pixels}px;bottom:20px}}" in css


@pytest.mark.parametrize(
    ("wish", "locale"),
    [
        ("en", "en"), ("en-GB", "en"), ("zh-CN", "zh-CN"), ("zh", "zh-CN"), ("zh-Hans-SG", "zh-CN"), ("zh-TW", "zh-TW"),
        ("zh-HK", "zh-TW"), ("zh-Hant", "zh-TW"), ("ZH-tw", "zh-TW"), ("de", "en"), ("", "en"), (None, "en"), ("-", "en"),
    ],
)  # fmt: skip
def test_a_wish_finds_its_language_in_the_server_and_in_the_loader(wish: str | None, locale: str) -> None:
    locales = ["en", "zh-CN", "zh-TW"]
    assert choose_locale(wish, locales) == locale
    rows = launcher_texts({"launcher_text": {name: name for name in locales}}, locales, BUILD, "Shop")
    assert next(text for like, text, _ in rows if re.match(like, wish or "", re.IGNORECASE)) == locale


def test_an_inbox_of_one_language_has_one_row() -> None:
    assert launcher_texts({}, ["zh-TW"], BUILD, "茶") == [["", "", "與茶對話"]]


def test_the_policy_names_the_style_by_its_digest_and_who_may_embed() -> None:
    html, headers = frame()
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    style = re.search(r"<style>(.*?)</style>", html)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert policy["frame-ancestors"] == "https://shop.example"
    assert policy["connect-src"] == "'self' wss://desk.example"
    assert policy["default-src"] == policy["base-uri"] == policy["object-src"] == policy["form-action"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]


def test_nobody_allowed_and_the_preview_mean_the_desk_alone() -> None:
    for _, headers in (frame(allowed_origins=[]), frame(preview=True)):
        assert "frame-ancestors 'self';" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://shop.example; script-src *",
        "javascript:alert(1)",
        "https://a.example\r\nX: y",
        "*",
        "https://b.example 'unsafe-inline'",
    ],
)
def test_an_allowed_origin_cannot_change_the_policy(origin: str) -> None:
    headers = frame_headers("", [origin], "https://desk.example")
    assert "frame-ancestors 'self';" in headers["content-security-policy"]


def test_json_in_a_script_survives_the_way() -> None:
    assert json.loads(script_json({"text": NASTY})) == {"text": NASTY}
