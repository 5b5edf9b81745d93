"""The sizes that are made of a picture."""

from io import BytesIO

import pytest
from PIL import Image

from catalog.pictures.limits import WIDTHS
from catalog.pictures.looking import looked_at
from catalog.pictures.squares import squares_of
from tests.catalog.pictures.drawn import a_photo


def opened(squares: dict[int, bytes]) -> dict[int, Image.Image]:
    return {width: Image.open(BytesIO(content)) for width, content in squares.items()}


def test_there_is_a_square_of_each_width():
    squares = opened(squares_of(looked_at(a_photo())))

    assert {width: square.size for width, square in squares.items()} == {
        width: (width, width) for width in WIDTHS
    }
    assert {square.format for square in squares.values()} == {"WEBP"}


@pytest.mark.parametrize(("size", "beside"), [((1200, 600), (384, 20)), ((600, 1200), (20, 384))])
def test_nothing_is_cut_off_and_what_is_left_is_white(size, beside):
    square = opened(squares_of(looked_at(a_photo(*size))))[768].convert("RGB")

    assert min(square.getpixel(beside)) > 250
    assert square.getpixel((384, 384))[0] > 200
    assert square.getpixel(beside[::-1])[0] < 100


def test_the_same_picture_gives_the_same_squares():
    kept = looked_at(a_photo())

    assert squares_of(kept) == squares_of(kept)


def test_a_list_stays_light():
    assert len(squares_of(looked_at(a_photo(2000, 1500)))[96]) < 4096


@pytest.mark.parametrize("content", [b"", b"no picture", looked_at(a_photo())[:3000]])
def test_what_is_broken_makes_none(content):
    with pytest.raises((OSError, SyntaxError)):
        squares_of(content)
