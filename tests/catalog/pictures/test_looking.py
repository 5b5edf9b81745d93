"""What may be a picture, and what is kept of it."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from catalog.pictures.limits import KEPT_SIDE, MOST_BYTES
from catalog.pictures.looking import NoPicture, looked_at
from tests.catalog.pictures.drawn import (
    KINDS,
    a_photo,
    a_png_that_says_it_is,
    a_webp_that_says_it_is,
    an_archive,
    drawn,
    moving,
    saved,
)

ORIENTATION, GPS = 0x0112, 0x8825
NO_KIND = "This is no JPEG, PNG or WebP picture: save it as one of these and upload that."
DAMAGED = "This picture is damaged or not whole: save it anew and upload that."
TOO_MANY_PIXELS = "It has more pixels than can be read here: save it with at most 24 megapixels."
MOVES = "This picture moves: choose a still one."


def kept(content: bytes) -> Image.Image:
    return Image.open(BytesIO(looked_at(content)))


def notes(orientation: int = 1) -> Image.Exif:
    """As a phone writes them: how it was held, and where."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010E] = "taken at home"
    return exif


def refusal(content: bytes) -> str:
    with pytest.raises(NoPicture) as caught:
        looked_at(content)
    return str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_each_kind_is_kept_as_a_jpeg(kind):
    picture = kept(a_photo(900, 600, kind))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (900, 600))
    assert picture.getpixel((450, 300))[0] > 200
    assert picture.getpixel((5, 5))[0] < 100


def test_more_pixels_than_pages_show_are_not_kept():
    assert kept(a_photo(5000, 2500)).size == (KEPT_SIDE, KEPT_SIDE // 2)


@pytest.mark.parametrize(("orientation", "size"), [(1, (900, 600)), (6, (600, 900))])
def test_a_picture_stands_as_the_camera_was_held(orientation, size):
    assert kept(saved(drawn(900, 600), exif=notes(orientation))).size == size


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_picture_whose_notes_cannot_be_read_lies_as_it_is():
    content = saved(drawn(900, 600), exif=b"Exif\0\0II*\0" + b"\xff" * 20)

    assert kept(content).size == (900, 600)


@pytest.mark.parametrize("kind", KINDS)
def test_where_and_by_what_it_was_taken_is_gone(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    words = {"comment": b"taken at home"} if kind == "JPEG" else {}
    sent = saved(drawn(), kind, exif=notes(), icc_profile=profile, **words)
    assert b"taken at home" in sent

    left = looked_at(sent)

    assert b"taken at home" not in left
    assert b"Exif" not in left
    assert b"ICC_PROFILE" not in left


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_colours_of_any_kind_become_those_of_a_page(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert kept(saved(drawn().convert("L" if mode == "I;16" else mode), kind)).mode == "RGB"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_seen_through_is_white(kind):
    clear = drawn().convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 0))

    assert min(kept(saved(clear, kind)).getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>" + a_photo(),
        b"%PDF-1.7\n" + a_photo(),
        an_archive() + a_photo(),
        saved(drawn(), "GIF"),
        saved(drawn(), "BMP"),
        saved(drawn(), "TIFF"),
        b"\0\0\0\x20ftypheic" + bytes(500),
        b"RIFF\0\0\0\0WAVEfmt " + bytes(500),
        b"Just words.",
        b"",
    ],
)
def test_what_begins_as_another_kind_is_refused(content):
    assert refusal(content) == NO_KIND


@pytest.mark.parametrize(
    "content",
    [
        a_photo() + an_archive(),
        a_photo() + b"<script>alert(1)</script>",
        saved(drawn(), comment=b"*/<script>alert(1)</script>"),
        a_photo(kind="PNG") + an_archive(),
        a_photo(kind="WEBP") + b"<script>alert(1)</script>",
    ],
)
def test_of_what_is_a_picture_and_something_else_the_picture_alone_is_kept(content):
    left = looked_at(content)

    assert b"script" not in left
    assert b"PK\x03\x04" not in left
    assert Image.open(BytesIO(left)).size == (900, 600)


def test_words_hidden_in_a_png_are_gone():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>", zip=False)
    assert b"script" in saved(drawn(), "PNG", pnginfo=words)

    assert b"script" not in looked_at(saved(drawn(), "PNG", pnginfo=words))


@pytest.mark.parametrize(
    "content",
    [
        a_png_that_says_it_is(60_000, 60_000),
        a_png_that_says_it_is(24_001, 1000),
        a_webp_that_says_it_is(16_384, 16_384),
    ],
)
def test_more_pixels_than_can_be_read_are_refused_before_they_are(content, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("it was read"))

    assert refusal(content) == TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_is_refused(kind):
    content = a_photo(kind=kind)

    assert refusal(content[: len(content) // 2]) == DAMAGED


@pytest.mark.parametrize("content", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_has_only_the_head_of_a_picture_is_refused(content):
    assert refusal(content) == DAMAGED


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(kind):
    assert refusal(moving(kind)) == MOVES


def test_what_is_too_small_to_show_is_refused():
    words = "It is too small to show: use one with at least 400 pixels on its longer side."

    assert refusal(a_photo(399, 300)) == words
    assert kept(a_photo(400, 10)).size == (400, 10)


def test_a_file_that_is_too_large_is_refused_unread():
    content = a_photo() + bytes(MOST_BYTES)

    assert refusal(content) == "Use a picture of at most 15 MB."
    assert kept(content[:MOST_BYTES]).size == (900, 600)
