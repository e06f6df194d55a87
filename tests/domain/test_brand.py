"""The brand rule: the same roles as the reference, to the last digit, and readable whatever colour an admin picks."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from deskbell.domain import brand
from deskbell.domain.errors import BadInput

REFERENCE: dict[str, dict[str, dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "brands.json").read_text("utf-8"),
)
THEMES: tuple[brand.Theme, ...] = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
def test_every_reference_brand_gives_the_same_roles(theme: brand.Theme) -> None:
    assert len(REFERENCE) >= 500
    for color, expected in REFERENCE.items():
        roles, mended = brand.derive(color, theme)
        reference = expected[theme]
        assert {name: roles[name] for name in reference if name != "mended"} | {"mended": mended} == reference, color


def _pairs(roles: brand.Roles, theme: brand.Theme) -> list[tuple[str, str, float]]:
    surface, background = brand.SURFACE[theme], brand.BACKGROUND[theme]
    on_fill = [("on-accent", "accent"), ("on-accent", "accent-hover"), ("on-accent-2", "accent")]
    on_soft = [("accent-text", "accent-soft"), ("on-accent-soft", "accent-soft"), ("on-bubble-me", "bubble-me")]
    named = [(roles[front], roles[back], brand.AA_TEXT) for front, back in on_fill + on_soft]
    links = [(roles["accent-text"], ground, brand.AA_TEXT) for ground in (surface, background)]
    outlines = [(roles["accent-line"], ground, brand.AA_OUTLINE) for ground in (surface, background)]
    return named + links + outlines


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_the_brand_everything_can_be_read(theme: brand.Theme) -> None:
    chance = random.Random(20261123)
    for _ in range(400):
        color = f"#{chance.randrange(0x1000000):06x}"
        roles, _ = brand.derive(color, theme)
        weak = [pair for pair in _pairs(roles, theme) if brand.contrast(pair[0], pair[1]) < pair[2]]
        assert not weak, color


def test_the_fill_stays_the_brand_when_white_can_be_read_on_it() -> None:
    light = brand.roles("#1f5a4a")["light"]
    assert (light["accent"], light["on-accent"], light["bubble-me"]) == ("#1f5a4a", "#ffffff", "#1f5a4a")


def test_a_blue_on_which_white_nearly_reads_is_darkened_by_a_hair_and_says_so() -> None:
    shown = brand.proof("#2d7ff9")
    assert shown == {
        "proof": {"on_accent": 4.5, "links_light": 6.18, "links_dark": 8.72, "white_on_brand": 3.8},
        "mended": True,
    }


def test_a_yellow_carries_ink() -> None:
    light = brand.roles("#f2b33d")["light"]
    assert (light["accent"], light["on-accent"]) == ("#f2b33d", brand.INK)
    assert not brand.proof("#f2b33d")["mended"]


def test_in_the_dark_a_bubble_is_darker_than_a_button() -> None:
    dark = brand.roles("#2d7ff9")["dark"]
    assert brand.to_oklch(dark["bubble-me"]).lightness < brand.to_oklch(dark["accent"]).lightness
    assert brand.to_oklch(dark["bubble-me"]).chroma < brand.to_oklch(dark["accent"]).chroma


def test_a_colour_has_one_written_form() -> None:
    assert brand.check_color(" #1F5A4A ") == "#1f5a4a"


@pytest.mark.parametrize(
    "text", ["", "1f5a4a", "#1f5a4", "#1f5a4aa", "#1f5a4g", "red", "#１f5a4a", "#1f5a4a;color:red"]
)
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        brand.check_color(text)
    assert caught.value.code == "bad_payload"
