"""An uploaded picture, re-encoded: whatever came in, what is kept is one that we wrote ourselves, a logo as a small PNG.

The kind is read from the bytes alone, never from a name or a header. Nothing of the original survives but its pixels:
no EXIF, no comments, no second frame, no bytes after the end. Where the file is kept is the caller's affair.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import warnings

import msgspec
from PIL import Image, ImageOps

from deskbell.domain.errors import BadInput, TooLarge

MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE = 4096
LOGO_BYTES = 2_200
"""What the widget's budget of 32 KB leaves for the logo."""
ARTICLE_BYTES, ARTICLE_SIDE = 8 * 1024 * 1024, 1600
_WORTH_A_LOSS = 0.5
SIDES = (96, 72, 48)
"""It is shown at 32 px: three device pixels for one, and less where that is too heavy."""
COLORS = (256, 64, 16)
_STARTS: dict[str, tuple[bytes, ...]] = {
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "JPEG": (b"\xff\xd8\xff",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "WEBP": (b"RIFF",),
}


class Picture(msgspec.Struct, frozen=True):
    """A PNG or JPEG of our own making; `name` comes from its content, so that the same picture has the same address."""

    name: str
    data: bytes
    width: int
    height: int

    @property
    def content_type(self) -> str:
        return "image/png" if self.name.endswith(".png") else "image/jpeg"


async def read_logo(data: bytes) -> Picture:
    """Re-encode an upload, in a thread. Raises `bad_picture` or `body_too_large`."""
    if len(data) > MAX_BYTES:
        raise TooLarge("body_too_large", "A logo has at most 2 MB.")
    return await asyncio.to_thread(encode_logo, data)


def encode_logo(data: bytes) -> Picture:
    """The work of `read_logo`, for whoever is in a thread already."""
    image, encoded = _within_budget(_decode(data, _kind_of(data)))
    name = f"{hashlib.sha256(encoded).hexdigest()[:32]}.png"
    return Picture(name, encoded, image.width, image.height)


async def read_article_picture(data: bytes) -> Picture:
    """Re-encode an upload for an article, in a thread. Raises `bad_picture` or `body_too_large`."""
    return await asyncio.to_thread(encode_article_picture, data)


def encode_article_picture(data: bytes) -> Picture:
    """The work of `read_article_picture`: drawings stay a PNG, what a JPEG makes much smaller becomes one."""
    if len(data) > ARTICLE_BYTES:
        raise TooLarge("body_too_large", f"A picture has at most {ARTICLE_BYTES // 1024**2} MB.")
    image = _without_idle_alpha(_square_within(_decode(data, _kind_of(data)), ARTICLE_SIDE))
    encoded, ending = _png(image), "png"
    if image.mode == "RGB":
        photo = _jpeg(image)
        if len(photo) < len(encoded) * _WORTH_A_LOSS:
            encoded, ending = photo, "jpg"
    return Picture(_article_name(encoded, ending), encoded, image.width, image.height)


def article_name(data: bytes) -> str:
    """The name under which these bytes are kept, if they are what was made of a picture once."""
    return _article_name(data, "png" if data.startswith(_STARTS["PNG"]) else "jpg")


def _article_name(encoded: bytes, ending: str) -> str:
    """Not the name a logo of the same bytes has: that one goes with its inbox's next logo."""
    return f"{hashlib.sha256(b'article' + encoded).hexdigest()[:32]}.{ending}"


def _kind_of(data: bytes) -> str:
    for kind, starts in _STARTS.items():
        if data.startswith(starts) and (kind != "WEBP" or data[8:12] == b"WEBP"):
            return kind
    raise _bad("This is not a PNG, JPEG, WebP or GIF picture.")


def _decode(data: bytes, kind: str) -> Image.Image:
    """The first frame, upright, in RGBA. The size is checked from the header, before a pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=[kind])
            _check_size(image)
            image.load()
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except BadInput:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as error:  # a decoder meets hostile bytes: whatever it raises, the picture is bad
        raise _bad("This picture is damaged and cannot be read.") from error
    # A fresh image of the bare pixels: Pillow would carry EXIF, profiles and comments over into what it saves.
    return Image.frombytes("RGBA", upright.size, upright.tobytes())


def _check_size(image: Image.Image) -> None:
    if max(image.size) > MAX_SIDE:
        raise _too_many_pixels()


def _too_many_pixels() -> BadInput:
    return _bad(f"A picture has at most {MAX_SIDE} pixels a side.")


def _square_within(image: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels a side, never enlarged. A strip one pixel thin stays one pixel thin."""
    if max(image.size) <= side:
        return image
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _within_budget(image: Image.Image) -> tuple[Image.Image, bytes]:
    """The best picture of at most `LOGO_BYTES`: first fewer colours, then fewer pixels."""
    for side in SIDES:
        smaller = _square_within(image, side)
        for colors in COLORS:
            encoded = _smallest_png(smaller, colors)
            if len(encoded) <= LOGO_BYTES:
                return smaller, encoded
    return smaller, encoded


def _smallest_png(image: Image.Image, colors: int) -> bytes:
    """True colour, or a palette where that is smaller and enough."""
    with_palette = _png(image.quantize(colors, Image.Quantize.FASTOCTREE))
    if colors < COLORS[0]:
        return with_palette
    return min(_png(_without_idle_alpha(image)), with_palette, key=len)


def _without_idle_alpha(image: Image.Image) -> Image.Image:
    return image.convert("RGB") if image.getchannel("A").getextrema() == (255, 255) else image


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue()


def _bad(message: str) -> BadInput:
    return BadInput("bad_picture", message)
