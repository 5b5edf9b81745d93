"""A look at a real page in a real browser: what it notes, and the pictures it takes."""

import pytest

from tests import factories
from tests.gates.look import Look
from tests.gates.photograph import photograph

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/medicines/baclofen/"
# What the gates allow: how fast a style or a font comes is the machine's.
MOST_SHIFT = 0.02


@pytest.fixture
def medicine_page(page):
    factories.baclofen()
    page.goto(PAGE)
    return page


def test_a_look_notes_the_type_of_the_page_what_was_found_and_what_it_weighs(medicine_page):
    look = Look.at(medicine_page, ["too small: a link"])

    assert (look.page, look.findings) == ("medicine", 1)
    assert 0 <= look.shift <= MOST_SHIFT
    weight = look.weight
    assert all(size > 1000 for size in (weight.html, weight.css, weight.js, weight.font))
    assert weight.requests >= 5
    assert medicine_page.url.endswith(PAGE)


def test_an_address_that_is_none_is_of_no_type(medicine_page):
    medicine_page.goto(f"{PAGE}no-such/")
    assert Look.at(medicine_page, []).page == "not found"


def test_four_pictures_are_taken_anew_and_the_page_is_left_as_it_was(medicine_page, tmp_path):
    before = medicine_page.viewport_size
    (tmp_path / "medicine.390-light.png").write_bytes(b"of another day")
    photograph(medicine_page, tmp_path, "medicine")

    taken = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert set(taken) == {
        f"medicine.{width}-{scheme}.png" for width in (390, 1280) for scheme in ("light", "dark")
    }
    assert len(set(taken.values())) == 4
    assert all(picture.startswith(b"\x89PNG") for picture in taken.values())
    assert medicine_page.viewport_size == before
