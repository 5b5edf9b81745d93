"""A photo goes in with all its phone noted, and comes out as a picture."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from checkout.prescriptions.files.photos import KEPT_SIDE
from checkout.prescriptions.files.proven import Kind
from checkout.prescriptions.files.prover import prove
from tests.checkout.prescriptions.files.good import (
    camera_notes,
    colours,
    paper,
    photo,
    screenshot,
    size_of,
    written,
)

UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT = (0.1, 0.1), (0.9, 0.1), (0.95, 0.97)
PHP = "<?php system($_GET['c']); ?>"


def seen_of(data: bytes) -> bytes:
    """The one page of a photo."""
    (page,) = prove(data).pages
    return page


@pytest.mark.parametrize("make", [photo, screenshot])
def test_a_picture_comes_out_as_a_jpeg_that_looks_the_same(make):
    proven = prove(make())
    (seen,) = proven.pages
    assert proven.kind == Kind.JPEG
    assert size_of(seen) == (600, 800)
    assert colours(seen, UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT) == ["red", "white", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK"])
def test_every_kind_of_colours_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    seen = colours(seen_of(written(paper().convert(mode), kind)), UPPER_LEFT, UPPER_RIGHT)
    assert seen == [{"1": seen[0], "L": "black", "LA": "black"}.get(mode, "red"), "white"]


def test_sixteen_bits_of_grey_keep_their_shades():
    half = Image.new("I;16", (50, 50), 0x8000)
    shade = Image.open(BytesIO(seen_of(written(half, "PNG")))).getpixel((25, 25))
    assert abs(shade - 0x80) < 4


def test_what_is_transparent_becomes_white():
    glass = paper().convert("RGBA")
    glass.putalpha(0)
    assert colours(seen_of(written(glass, "PNG")), UPPER_LEFT) == ["white"]


def test_a_photo_stands_upright_however_the_phone_was_held():
    seen = seen_of(photo(exif=camera_notes()))
    assert size_of(seen) == (800, 600)
    assert colours(seen, UPPER_RIGHT, (0.9, 0.9)) == ["red", "white"]


def test_a_photo_with_broken_notes_is_still_a_photo():
    broken = camera_notes().tobytes()[:30] + b"\xff" * 40
    assert size_of(seen_of(photo(exif=broken))) == (600, 800)


def test_a_large_photo_is_made_as_small_as_can_be_read():
    seen = seen_of(written(paper(4000, 2000), "JPEG"))
    assert size_of(seen) == (KEPT_SIDE, KEPT_SIDE // 2)


def noted_png() -> bytes:
    """A PNG that says in three ways whose it is."""
    notes = PngInfo()
    notes.add_text("Author", "Ada")
    notes.add_itxt("Title", "Ada's prescription", zip=False)
    return screenshot(pnginfo=notes, exif=camera_notes("Ada"))


@pytest.mark.parametrize(
    ("data", "secret"),
    [
        (photo(exif=camera_notes(PHP)), b"<?php"),
        (photo(exif=camera_notes()), b"Exif"),
        (photo(comment=b"taken by Ada"), b"Ada"),
        (photo(xmp=b"<x:xmpmeta>Ada</x:xmpmeta>"), b"Ada"),
        (photo(icc_profile=b"Ada's screen" * 20), b"Ada"),
        (photo() + b"a film of Ada", b"Ada"),
        (written(paper(), "MPO", save_all=True, append_images=[paper()]), b"MPF"),
        (noted_png(), b"Ada"),
    ],
)
def test_nothing_but_the_picture_is_left(data, secret):
    assert secret in data
    cleaned = seen_of(data)
    assert secret not in cleaned
    assert cleaned.endswith(b"\xff\xd9")
    assert set(Image.open(BytesIO(cleaned)).info) <= {"jfif", "jfif_version", *DENSITY}


DENSITY = ("jfif_unit", "jfif_density")


def test_of_several_pictures_in_a_jpeg_the_first_is_kept():
    """Phones append brightness and depth as pictures."""
    several = written(paper(), "MPO", save_all=True, append_images=[Image.new("RGB", (600, 800))])
    seen = seen_of(several)
    assert colours(seen, UPPER_LEFT, UPPER_RIGHT) == ["red", "white"]
    assert len(seen) < len(several)
