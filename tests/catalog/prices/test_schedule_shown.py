"""A scheduled price stands in the shop from the next request after its start, until its end."""

import pytest

from checkout.running.loops import MONEY_DUTIES
from tests.catalog.prices.scheduling import schedule, worker_comes
from tests.checkout.pages import text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_category

pytestmark = pytest.mark.django_db
PAGES = (
    "/medicines/baclofen/",
    "/cart/",
    "/cart/personal/?packs=1",
)


@pytest.fixture
def pack(medicine):
    return medicine.children.get(units=90, dosage__label="10mg")


def test_the_medicines_page_and_the_cart_say_it_at_once(pack, clock):
    visitor = Visitor()
    visitor.add(pack)
    schedule(pack, "66.60", clock.at(1), clock.at(3))

    def pages(price: str) -> list[bool]:
        return [price in text_of(visitor.get(page)) for page in PAGES]

    everywhere, nowhere = [True] * len(PAGES), [False] * len(PAGES)
    assert (pages("$68.00"), pages("$66.60")) == (everywhere, nowhere)
    worker_comes(clock.at(1))
    assert pages("$66.60") == everywhere
    assert "$68.00" not in text_of(visitor.get(PAGES[0]))
    worker_comes(clock.at(3))
    assert (pages("$68.00"), pages("$66.60")) == (everywhere, nowhere)


def test_lists_say_its_price_per_unit_at_once(medicine, clock):
    category = a_category("Muscle relaxants")
    medicine.categories.add(category)
    largest = medicine.children.get(units=360, dosage__label="10mg")
    schedule(largest, "180.00", clock.at(1))
    visitor = Visitor()
    pages = (
        f"/categories/{category.slug}/",
        "/search/?q=baclofen",
        "/search/suggestions/?q=bac",
        "/medicines/",
    )

    def answers(price: str) -> list[bool]:
        return [price in text_of(visitor.get(page)) for page in pages]

    assert answers("$0.61") == [True] * len(pages)
    worker_comes(clock.at(1))
    assert answers("$0.50") == [True] * len(pages)
    assert answers("$0.61") == [False] * len(pages)
    for page in (*pages, *PAGES):
        assert "max-age" not in visitor.get(page).get("Cache-Control", "")


def test_it_is_a_duty_of_the_worker():
    assert "apply_next_scheduled" in [duty.__name__ for duty in MONEY_DUTIES]
