"""The widget's two documents as text: what is spliced in cannot end a script, a style or a policy."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import random
import re
from typing import Any

import pytest

from deskbell.domain.brand import roles
from deskbell.http.widget_pages import (
    LOADER_BYTES,
    Build,
    choose_locale,
    frame_headers,
    launcher_texts,
    read_build,
    render_frame,
    render_loader,
    script_json,
    shorten,
)
from deskbell.services.inboxes import MAX_LAUNCHER_TEXT

WORDS = {"launcher": "Chat with {name}"}
BUILD = Build(
    loader="((c)=>{})(DESKBELL_CONFIG);",
    watching="((c)=>{watch()})(DESKBELL_CONFIG);",
    css=":root{color:red}",
    app_path="/static/widget/app-1.js",
    check_path="/static/widget/check-1.js",
    strings={"en": WORDS, "zh-CN": {"launcher": "与{name}对话"}, "zh-TW": {"launcher": "與{name}對話"}},
)
COLOURS = {"accent": "#1f5a4a", "accent-hover": "#0f4d3e", "on-accent": "#ffffff", "accent-line": "#1f5a4a"}
ROLES = {"light": COLOURS, "dark": COLOURS}
BRAND: dict[str, Any] = {"roles": ROLES, "position": "right", "offset_x": 20, "offset_y": 20, "launcher_text": {}}
LOCALES = ["en", "zh-CN", "zh-TW"]
NASTY = "</script><script>alert(1)</script> <!-- \u2028 \u2029 & \" ' \\ ]]> \u0000"


def loader(**brand: Any) -> str:
    return render_loader("k3", BRAND | brand, ["en", "zh-CN", "zh-TW"], "https://desk.example", BUILD, "Shop")


def test_only_where_flows_wait_for_something_the_loader_looks_out() -> None:
    assert "watch" not in loader()
    watched = {"events": ["cart_left"], "pages": [["*/returns*", 30]] * 50}
    script = render_loader("k3", BRAND, LOCALES, "https://desk.example", BUILD, "Shop", watched)
    assert script.startswith("((c)=>{watch()})")
    assert config_of(script)["watch"] == {"events": ["cart_left"], "pages": [["*/returns*", 30]] * 40}


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
    rows = launcher_texts({name: name for name in locales}, locales, BUILD, dict.fromkeys(locales, "Shop"))
    assert next(text for like, text, _ in rows if re.match(like, wish or "", re.IGNORECASE)) == locale


def test_an_inbox_of_one_language_has_one_row() -> None:
    assert launcher_texts({}, ["zh-TW"], BUILD, {"zh-TW": "茶"}) == [["", "", "與茶對話"]]


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


def han(chance: random.Random, length: int) -> str:
    return "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(length))


def weight(script: str) -> int:
    return len(gzip.compress(script.encode(), 9))


def real_loader(texts: dict[str, str], name: str, of: dict[str, Any]) -> str:
    build = read_build()
    brand = BRAND | {"roles": of, "launcher_text": texts}
    return render_loader("k3b7d2f9a1", brand, LOCALES, "https://support.somebody.example", build, name)


@pytest.mark.parametrize("seed", range(4))
def test_no_setting_makes_the_loader_heavier_than_promised(seed: int) -> None:
    """Texts, names and colours that no compression makes smaller, as long as the settings take them and longer."""
    chance = random.Random(seed)
    of = {theme: {role: f"#{chance.randrange(1 << 24):06x}" for role in COLOURS} for theme in ("light", "dark")}
    pictures = "".join(chr(0x1F300 + chance.randrange(256)) for _ in range(200))
    for length, name in ((MAX_LAUNCHER_TEXT, han(chance, 100)), (60, pictures)):
        assert weight(real_loader({locale: han(chance, length) for locale in LOCALES}, name, of)) <= LOADER_BYTES


@pytest.mark.parametrize("colour", ["#1f5a4a", "#2d7ff9", "#f2b33d"])
def test_ordinary_texts_and_names_all_fit(colour: str) -> None:
    texts = {"en": "Questions? Ask us here", "zh-CN": "有问题？马上问我们的客服", "zh-TW": "有問題？馬上問我們的客服"}
    script = real_loader(texts, "Aunt Wei's Tea and Garden Shop", roles(colour))
    assert weight(script) <= LOADER_BYTES and all(text in script for text in texts.values())


def test_texts_that_do_not_fit_go_from_the_last_language_on(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {locale: han(random.Random(locale), 24) for locale in LOCALES}

    def kept_within(most: int) -> list[str]:
        monkeypatch.setattr("deskbell.http.widget_pages.LOADER_BYTES", most)
        script = loader(launcher_text=texts)
        return [locale for locale in LOCALES if texts[locale] in script]

    assert kept_within(9_999) == LOCALES
    assert kept_within(weight(loader(launcher_text=texts)) - 1) == LOCALES[:2]
    assert kept_within(0) == []


def test_a_long_name_is_cut_for_the_label() -> None:
    assert shorten("Shop", 30) == "Shop" and shorten("a" * 31, 30) == "a" * 29 + "…" and shorten("Shop", 0) == ""
