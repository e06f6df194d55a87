"""The demo shop's logo: a paper lantern, drawn here so that no picture has to be carried along."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

GREEN = "#1f5a4a"
_GRID = 20
_DRAWN, _SIDE = 1920, 192
_STROKE = 1.5


def lantern() -> bytes:
    """A PNG, drawn ten times too large and made small, so that its lines are smooth."""
    image = Image.new("RGBA", (_DRAWN, _DRAWN), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    _line(draw, (7.5, 3.4), (12.5, 3.4))
    _line(draw, (10, 1.6), (10, 3.4))
    for half_width in (5.6, 3.0):
        _ribs(draw, half_width)
    _line(draw, (6.4, 5.4), (13.6, 5.4))
    _line(draw, (6.4, 15.6), (13.6, 15.6))
    _line(draw, (8.5, 18), (11.5, 18))
    out = io.BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _ribs(draw: ImageDraw.ImageDraw, half_width: float) -> None:
    """The paper's outline or a rib: a pair of bows from the upper to the lower ring."""
    box = _scaled((10 - half_width, 4.2), (10 + half_width, 16.8))
    width = round(_STROKE * _DRAWN / _GRID)
    draw.arc(box, 125, 235, fill=GREEN, width=width)
    draw.arc(box, -55, 55, fill=GREEN, width=width)


def _line(draw: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float]) -> None:
    width = round(_STROKE * _DRAWN / _GRID)
    draw.line(_scaled(start, end), fill=GREEN, width=width)
    for x, y in (start, end):
        draw.ellipse(_scaled((x - _STROKE / 2, y - _STROKE / 2), (x + _STROKE / 2, y + _STROKE / 2)), fill=GREEN)


def _scaled(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (value * _DRAWN / _GRID for value in (*start, *end))
    return x0, y0, x1, y1
