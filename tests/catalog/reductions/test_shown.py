"""What shoppers read of a reduction, on the medicine's page and nowhere else, while it is true."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalog.page_reads import medicine_page
from catalog.partner.models import StockRecord
from tests.catalog.reductions.past import as_if_saved, reduced
from tests.catalog.test_structured_data import offers
from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
CLAIM = "Lowest price of the last 30 days before the reduction: $72.00"


def page(client) -> str:
    return text_of(client.get("/medicines/baclofen/"))


def former_prices(now) -> list[str]:
    rows = medicine_page("baclofen", now=now).dosages[0].rows
    return [str(row.former_price) for row in rows if row.former_price]


def ask(pack, price: str) -> None:
    StockRecord.objects.filter(product=pack).update(price=Decimal(price))
    as_if_saved()


def test_the_former_price_stands_in_its_own_words_beside_the_list_price(client, pack):
    assert "Reduced" not in page(client)

    reduced(pack)

    assert page(client).count(CLAIM) == 1
    assert "Struck : at the 60-pill rate" in page(client)
    html = " ".join(client.get("/medicines/baclofen/").content.decode().split())
    assert f'{CLAIM[:-6]}<s class="num">$72.00</s>' in html
    assert '<s aria-hidden="true">$78.00</s>' in html


def test_a_reduction_begins_and_ends_by_itself(pack):
    one = reduced(pack)
    moment = timedelta(microseconds=1)

    assert former_prices(one.begins_at - moment) == []
    assert former_prices(one.begins_at) == ["72.00"]
    assert former_prices(one.ends_at - moment) == ["72.00"]
    assert former_prices(one.ends_at) == []


def test_a_price_that_is_not_lower_any_more_is_called_reduced_no_more(client, pack):
    reduced(pack)

    ask(pack, "72.00")
    assert "Reduced" not in page(client)

    ask(pack, "66.00")
    assert "before the reduction: $68.00" in page(client)


def test_a_price_lowered_without_a_word_is_called_nothing(client, pack):
    assert pack.stockrecords.get().price == Decimal("68.00")
    assert "Reduced" not in page(client)


def test_a_pack_made_another_has_no_former_price(client, pack):
    reduced(pack)
    type(pack).objects.filter(pk=pack.pk).update(units=100)
    as_if_saved()
    assert "Reduced" not in page(client)


def test_search_engines_are_told_the_former_price_and_no_list_price(client, pack):
    reduced(pack)

    small, reduced_offer = offers(client, "/medicines/baclofen/")[:2]

    assert [price["price"] for price in small["priceSpecification"]] == ["0.87"]
    per_unit, former = reduced_offer["priceSpecification"]
    assert "priceType" not in per_unit
    assert former == {
        "@type": "UnitPriceSpecification",
        "priceType": "https://schema.org/StrikethroughPrice",
        "price": "72.00",
        "priceCurrency": "USD",
    }
    assert reduced_offer["price"] == "68.00"


def test_lists_say_nothing_of_it(client, pack):
    reduced(pack)
    assert "Reduced" not in text_of(client.get("/medicines/"))


@pytest.mark.parametrize(("dosages", "packs"), [(1, 1), (5, 6)])
def test_the_medicine_page_still_asks_the_database_four_times(
    client, django_assert_num_queries, dosages, packs
):
    medicine = a_medicine("Baclofen")
    for number in range(dosages):
        dosage = a_dosage(medicine, f"{number + 1}mg")
        for size in range(packs):
            reduced(a_pack(dosage, 30 * (size + 1), "20.00"))

    with django_assert_num_queries(4):
        page = client.get("/medicines/baclofen/")
    assert page.content.decode().count(">Reduced.<") == dosages * packs
