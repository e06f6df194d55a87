"""One brand colour in, the accent roles of the widget and the desk out, for light and dark. No I/O.

The fill stays the brand; what must be read on it or in it is moved in OKLCH lightness until it passes WCAG 2.2 AA.
The same rule in JavaScript made `tests/domain/brands.json`; the two must agree to the last digit, so the arithmetic
here keeps that order. Which role is used where is the style sheets' affair.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from deskbell.domain.errors import BadInput

Theme = Literal["light", "dark"]
Roles = dict[str, str]

AA_TEXT = 4.5
AA_OUTLINE = 3.0
WHITE = "#ffffff"
BLACK = "#000000"
INK = "#0f1613"
SURFACE: dict[Theme, str] = {"light": "#ffffff", "dark": "#151b18"}
BACKGROUND: dict[Theme, str] = {"light": "#f4f6f4", "dark": "#0e1311"}
_UNSEEN_NUDGE = 0.09
_STEP = 0.004
_COLOR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


class Oklch(NamedTuple):
    """Lightness 0..1, chroma, hue in radians (Björn Ottosson's OKLab in polar form)."""

    lightness: float
    chroma: float
    hue: float


def check_color(text: str) -> str:
    """The colour in its one written form, `#1f5a4a`. Raises `BadInput` for anything else."""
    color = text.strip().lower()
    if not _COLOR.fullmatch(color):
        raise BadInput("bad_payload", "A colour is written like #1f5a4a: six digits after a #.")
    return color


def roles(color: str) -> dict[str, Roles]:
    """The accent roles derived from a brand colour, `{"light": {…}, "dark": {…}}`, named as the custom properties."""
    return {theme: derive(color, theme)[0] for theme in ("light", "dark")}


def proof(color: str) -> dict[str, Any]:
    """What an admin is shown beside the colour: the contrasts reached, and whether the fill was nudged for them."""
    light, mended = derive(color, "light")
    dark, _ = derive(color, "dark")
    ratios = {
        "on_accent": contrast(light["on-accent"], light["accent"]),
        "links_light": contrast(light["accent-text"], SURFACE["light"]),
        "links_dark": contrast(dark["accent-text"], SURFACE["dark"]),
        "white_on_brand": contrast(WHITE, color),
    }
    # Rounded down: 4.499 must not be shown as the 4.5 that it is not.
    return {"proof": {name: math.floor(ratio * 100) / 100 for name, ratio in ratios.items()}, "mended": mended}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def derive(color: str, theme: Theme) -> tuple[Roles, bool]:
    """The roles in one theme, and whether the fill was nudged so that white can be read on it."""
    accent, on_accent, mended = _fill(color, theme)
    brand, fill = to_oklch(color), to_oklch(accent)
    dark, hue = theme == "dark", brand.hue
    soft = from_oklch(Oklch(0.29 if dark else 0.947, min(brand.chroma, 0.04 if dark else 0.02), hue))
    grounds, away = (SURFACE[theme], BACKGROUND[theme], soft), _STEP if dark else -_STEP
    outline = Oklch(max(fill.lightness, 0.52) if dark else fill.lightness, fill.chroma, hue)
    return {
        "accent": accent,
        "accent-hover": _hover(fill, hue, on_accent),
        "on-accent": on_accent,
        "on-accent-2": _second_text(accent, on_accent, brand),
        "accent-text": _walk(_link(brand, dark), away, grounds, AA_TEXT),
        "accent-soft": soft,
        "on-accent-soft": _walk(Oklch(0.84 if dark else 0.38, min(brand.chroma, 0.09), hue), away, [soft], 7.0),
        "accent-line": _walk(outline, away, grounds, AA_OUTLINE),
        "bubble-me": _bubble(brand, accent, on_accent, dark),
        "on-bubble-me": on_accent,
    }, mended


def _fill(color: str, theme: Theme) -> tuple[str, str, bool]:
    """The fill, the text on it, and whether it was nudged: white if it reads or nearly does, else ink."""
    accent = color if theme == "light" else _lifted(to_oklch(color))
    if contrast(accent, WHITE) >= AA_TEXT:
        return accent, WHITE, False
    start = to_oklch(accent)
    nudged = _walk(start, -_STEP, [WHITE], AA_TEXT)
    if start.lightness - to_oklch(nudged).lightness <= _UNSEEN_NUDGE:
        return nudged, WHITE, True
    return accent, INK, False


def _lifted(brand: Oklch) -> str:
    """The fill on dark ground: lifted off black, without the glare of near-white."""
    lightness = min(0.86, max(0.5, brand.lightness))
    return from_oklch(Oklch(lightness, min(brand.chroma * 1.2, 0.19), brand.hue))


def _hover(fill: Oklch, hue: float, on_accent: str) -> str:
    darker = on_accent == WHITE
    start = Oklch(fill.lightness + (-0.045 if darker else 0.035), fill.chroma, hue)
    return _walk(start, -_STEP if darker else _STEP, [on_accent], AA_TEXT)


def _link(brand: Oklch, dark: bool) -> Oklch:
    if dark:
        return Oklch(max(brand.lightness, 0.78), min(brand.chroma * 1.4, 0.11), brand.hue)
    return Oklch(min(brand.lightness, 0.5), brand.chroma, brand.hue)


def _second_text(accent: str, on_accent: str, brand: Oklch) -> str:
    """The quieter text on a fill; where the fill leaves no room for quiet, it ends at white or black."""
    bright = on_accent == WHITE
    start = Oklch(0.9 if bright else 0.34, min(brand.chroma, 0.025), brand.hue)
    return _walk(start, _STEP if bright else -_STEP, [accent], AA_TEXT)


def _bubble(brand: Oklch, accent: str, on_accent: str, dark: bool) -> str:
    """In the dark a large fill is darker than a button and no more vivid than the brand; ink on it needs it bright."""
    if not dark or on_accent != WHITE:
        return accent
    fill = to_oklch(accent)
    return from_oklch(Oklch(fill.lightness - 0.055, min(fill.chroma, brand.chroma), fill.hue))


def _walk(start: Oklch, step: float, grounds: Sequence[str], ratio: float) -> str:
    """Move the lightness in one direction until every ground gives the ratio."""
    lightness = start.lightness
    while 0 <= lightness <= 1:
        color = from_oklch(Oklch(lightness, start.chroma, start.hue))
        if all(contrast(color, ground) >= ratio for ground in grounds):
            return color
        lightness += step
    return BLACK if step < 0 else WHITE


def to_oklch(color: str) -> Oklch:
    r, g, b = _linear(color)
    l = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)  # noqa: E741
    m = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    green_red = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
    blue_yellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
    lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
    return Oklch(lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red))


def from_oklch(color: Oklch) -> str:
    """The nearest colour a screen can show: too vivid a one keeps its lightness and gives up chroma."""
    chroma = color.chroma
    while True:
        channels = _channels(color.lightness, chroma * math.cos(color.hue), chroma * math.sin(color.hue))
        if chroma == 0 or all(-0.001 < channel < 1.001 for channel in channels):
            return "#" + "".join(f"{_to_byte(channel):02x}" for channel in channels)
        chroma = max(0.0, chroma - 0.004)


def _channels(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    )


def _to_byte(channel: float) -> int:
    value = min(1.0, max(0.0, channel))
    shown = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return math.floor(255 * shown + 0.5)


def _linear(color: str) -> tuple[float, float, float]:
    r, g, b = (_to_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return r, g, b


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(color: str) -> float:
    r, g, b = _linear(color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
