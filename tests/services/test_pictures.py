"""Logos: what an admin uploads comes back as a small PNG of our own, or is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from deskbell.domain.errors import BadInput, TooLarge
from deskbell.services import pictures

LANTERN_GREEN = (31, 90, 74, 255)
SECRET = b"taken at 25.0330 N 121.5654 E"


def _logo(width: int = 300, height: int = 200) -> Image.Image:
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((10, 10, width - 10, height - 10), fill=LANTERN_GREEN)
    return image


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "JPEG"])
async def test_each_kind_of_picture_becomes_a_small_png(kind: str) -> None:
    upload = _saved(_logo().convert("RGB" if kind == "JPEG" else "RGBA"), kind)
    picture = await pictures.read_logo(upload)
    image = _opened(picture.data)
    assert (image.format, image.size) == ("PNG", (96, 64))
    assert (picture.width, picture.height) == (96, 64)
    assert picture.name.endswith(".png")


async def test_whatever_is_uploaded_fits_the_widgets_budget() -> None:
    noise = Image.effect_noise((512, 512), 90).convert("RGB")
    blend = Image.merge("RGB", (Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L")))
    for image in (noise, blend, noise.quantize(256).convert("RGBA")):
        picture = await pictures.read_logo(_saved(image, "PNG"))
        assert len(picture.data) <= pictures.LOGO_BYTES
        assert min(picture.width, picture.height) >= 48


async def test_transparency_and_colour_survive() -> None:
    picture = await pictures.read_logo(_saved(_logo(), "PNG"))
    image = _opened(picture.data).convert("RGBA")
    assert image.getpixel((0, 0)) == (0, 0, 0, 0)
    middle = image.getpixel((48, 32))
    assert isinstance(middle, tuple)
    assert max(abs(a - b) for a, b in zip(middle, LANTERN_GREEN, strict=True)) <= 4


async def test_a_small_picture_is_not_enlarged() -> None:
    picture = await pictures.read_logo(_saved(_logo(40, 40), "PNG"))
    assert (picture.width, picture.height) == (40, 40)


async def test_the_same_picture_has_the_same_name_and_another_another() -> None:
    one, again, other = [await pictures.read_logo(_saved(_logo(size, 50), "PNG")) for size in (50, 50, 60)]
    assert one.name == again.name != other.name


async def test_a_photograph_stands_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010E] = SECRET.decode()
    photograph = _saved(_logo(100, 50).convert("RGB"), "JPEG", exif=exif, comment=SECRET, icc_profile=SECRET)
    assert SECRET in photograph
    picture = await pictures.read_logo(photograph)
    assert (picture.width, picture.height) == (48, 96)
    assert SECRET not in picture.data
    assert set(_opened(picture.data).info) <= {"transparency"}


async def test_only_the_first_frame_of_an_animation_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    picture = await pictures.read_logo(_saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    image = _opened(picture.data)
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


async def test_a_page_hidden_behind_a_picture_is_gone() -> None:
    page = b"<script>alert(1)</script><svg onload=alert(1)>"
    picture = await pictures.read_logo(_saved(_logo(), "PNG") + page)
    assert b"script" not in picture.data
    assert picture.data.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n%",
        b"GIF89a/*<svg/onload=alert(1)>*/=1;",
        b"\xff\xd8\xff\xe0<html>",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"RIFF\x10\x00\x00\x00WEBPVP8 <html>",
        b"BM" + b"\x00" * 60,
        b"\x00\x00\x01\x00" + b"\x00" * 60,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    ],
)
async def test_what_is_not_a_picture_is_refused(upload: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        await pictures.read_logo(upload)
    assert caught.value.code == "bad_picture"


async def test_half_a_picture_is_refused() -> None:
    whole = _saved(Image.effect_noise((300, 300), 80), "PNG")
    with pytest.raises(BadInput, match="damaged"):
        await pictures.read_logo(whole[: len(whole) // 2])


def _png_header_of(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 1_000_000) + b"IDAT"


@pytest.mark.parametrize("size", [(4097, 10), (10, 4097), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
async def test_a_pixel_bomb_is_refused_by_its_header_alone(size: tuple[int, int]) -> None:
    """There is not a single pixel in these uploads: a decoder that was started would call them damaged."""
    with pytest.raises(BadInput, match="pixels a side") as caught:
        await pictures.read_logo(_png_header_of(*size))
    assert caught.value.code == "bad_picture"


async def test_a_whole_picture_that_is_a_pixel_too_wide_is_refused() -> None:
    with pytest.raises(BadInput, match="pixels a side"):
        await pictures.read_logo(_saved(Image.new("L", (4097, 10)), "PNG"))


async def test_a_picture_of_the_largest_size_is_taken() -> None:
    picture = await pictures.read_logo(_saved(Image.new("L", (4096, 4096)), "PNG"))
    assert (picture.width, picture.height) == (96, 96)


async def test_a_strip_one_pixel_thin_is_taken() -> None:
    picture = await pictures.read_logo(_saved(Image.new("RGB", (4096, 1)), "PNG"))
    assert (picture.width, picture.height) == (96, 1)


async def test_a_print_shops_cmyk_photograph_is_taken() -> None:
    picture = await pictures.read_logo(_saved(Image.new("CMYK", (30, 30)), "JPEG"))
    assert _opened(picture.data).convert("RGB").getpixel((3, 3)) == (255, 255, 255)


async def test_more_than_two_megabytes_is_too_large() -> None:
    with pytest.raises(TooLarge) as caught:
        await pictures.read_logo(b"\x89PNG\r\n\x1a\n" + b"\x00" * pictures.MAX_BYTES)
    assert caught.value.code == "body_too_large"


async def test_a_busy_picture_is_kept_small() -> None:
    picture = await pictures.read_logo(_saved(Image.effect_noise((600, 600), 90).convert("RGB"), "PNG"))
    assert len(picture.data) < 60_000
