"""Several packs at once, as the pack advisor offers them: all of them or none."""

import pytest

from tests.checkout.basket.packs import pack_of
from tests.checkout.pages import text_of
from tests.checkout.visitor import Reads, htmx
from tests.factories import baclofen, put_on_the_shelf

pytestmark = pytest.mark.django_db
ON_THE_PAGE = htmx(target="set-said")


@pytest.fixture
def medicine():
    return baclofen()


def add_set(visitor, *packs, **headers):
    """`packs` are pairs of what is sent for a pack and for its number."""
    sent = {
        "pack": [getattr(pack, "pk", pack) for pack, _ in packs],
        "quantity": [number for _, number in packs],
    }
    headers = {"Sec-Fetch-Site": "same-origin"} | headers
    return visitor.post("/cart/add-set/", sent, headers=headers)


def in_cart(visitor) -> dict[int, int]:
    return {line.offer.units: line.quantity for line in visitor.cart.lines}


def test_all_packs_of_a_set_are_added_and_marked(visitor, medicine):
    large, small = pack_of(medicine, "10mg", 120), pack_of(medicine, "10mg", 90)

    response = add_set(visitor, (large, 1), (small, 2))

    assert response.status_code == 303
    address = f"/cart/?added={large.pk}&added={small.pk}#line-{large.pk}"
    assert response["Location"] == address
    page = visitor.get(address)
    assert "Added: Baclofen 10 mg, 120 pills; Baclofen 10 mg, 90 pills." in text_of(page)
    assert page.content.decode().count("line--new") == 2
    assert in_cart(visitor) == {120: 1, 90: 2}


def test_a_set_comes_on_top_of_what_is_there(visitor, medicine):
    pack = pack_of(medicine, "10mg", 120)
    visitor.add(pack)
    add_set(visitor, (pack, 1), (pack, 2))
    assert in_cart(visitor) == {120: 4}


def test_on_the_page_every_pack_of_it_turns_into_a_stepper(visitor, medicine):
    packs = [pack_of(medicine, "10mg", 120), pack_of(medicine, "10mg", 90)]
    response = add_set(visitor, *[(pack, 1) for pack in packs], **ON_THE_PAGE)
    html = response.content.decode()
    assert all(f'id="pack-{pack.pk}" hx-swap-oob="true"' in html for pack in packs)
    assert html.count('class="stepper"') == 2
    assert "Your cart: 2 packs, $153.00." in text_of(response)


def test_a_set_that_is_not_left_adds_nothing(visitor, medicine):
    put_on_the_shelf(200)
    visitor.add(pack_of(medicine, "10mg", 60))
    packs = [(pack_of(medicine, "10mg", 120), 1), (pack_of(medicine, "10mg", 90), 1)]
    page = add_set(visitor, *packs)
    assert page.status_code == 422
    assert "are all that is left" in text_of(page)
    assert in_cart(visitor) == {60: 1}


def test_on_the_page_the_refusal_stands_at_the_advisor(visitor, medicine):
    put_on_the_shelf(0)
    response = add_set(visitor, (pack_of(medicine, "10mg", 120), 1), **ON_THE_PAGE)
    html = response.content.decode()
    assert response.status_code == 200
    assert "sold out" in html.split("hx-swap-oob")[0]
    assert 'class="action"' not in html


@pytest.mark.parametrize(
    "packs",
    [
        [],
        [("x", 1)],
        [(0, 1)],
        [("", "")],
        [(1, 0)],
        [(1, "lots")],
        [(1, 10_000)],
        [(1, 1)] * 51,
        [(10**30, 1)],
    ],
)
def test_what_is_no_set_is_refused_in_words(visitor, packs):
    page = add_set(visitor, *packs)
    assert page.status_code == 422
    assert "Your cart was not changed" in text_of(page)


def test_a_pack_without_its_number_is_refused(visitor, medicine):
    sent = {"pack": [pack_of(medicine, "10mg", 120).pk] * 2, "quantity": ["1"]}
    page = visitor.post("/cart/add-set/", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 422
    assert in_cart(visitor) == {}


@pytest.mark.parametrize("kinds", [1, 2])
def test_a_set_asks_twice_more_for_each_kind(visitor, medicine, kinds):
    packs = [pack_of(medicine, "10mg", units) for units in (120, 90)][:kinds]
    with Reads() as reads:
        add_set(visitor, *[(pack, 1) for pack in packs])
    assert reads.number <= 5 + 2 * kinds, reads.statements
