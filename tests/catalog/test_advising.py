"""The pack advisor on a medicine's page: what is asked, what is answered, what is refused."""

import pytest
from django.urls import reverse

from catalog.models import Product
from tests.checkout.pages import text_of
from tests.factories import (
    a_dosage,
    a_medicine,
    a_pack,
    a_substance,
    baclofen,
    put_on_the_shelf,
)

pytestmark = pytest.mark.django_db
FOUND = "Add this pack to cart"


@pytest.fixture
def ask(client):
    """Asks the advisor of a medicine's page: its text, spaces plain."""

    def asked(slug="baclofen", **query):
        response = client.get(reverse("medicine", args=[slug]), query)
        assert response.status_code == 200
        return text_of(response)

    return asked


@pytest.fixture
def paracetamol():
    medicine = a_medicine("Paracetamol", legal_class="GSL")
    dosage = a_dosage(medicine, "500mg")
    a_pack(dosage, 16, "2.00")
    a_pack(dosage, 32, "3.00", legal_class="P")
    return medicine


def test_it_waits_for_a_number(ask):
    baclofen()
    page = ask()
    assert "How many do you need? Pills a day × Days Or pills in all" in page
    assert FOUND not in page


def test_three_a_day_for_sixty_days_are_180_pills(ask):
    baclofen()
    page = ask(per_day="3", days="60")
    assert "180 pills of 10 mg, exactly 1 pack of 180 $0.66 per pill $118.00" in page
    assert "$38.00 less than at the 60-pill rate. Never more than you ask for." in page
    assert "Add this pack to cart : 180 pills of 10 mg, $118.00" in page


def test_several_packs_add_up(ask):
    baclofen()
    page = ask(units="210")
    assert "210 pills of 10 mg, exactly 1 pack of 120" in page
    assert "1 pack of 90 $0.76 per pill $68.00 Together $0.73 per pill $153.00" in page
    assert "Add these packs to cart" in page


def test_half_a_pill_is_rounded_up(ask, paracetamol):
    assert "16 pills of 500 mg, 14 more than you asked for" in ask(
        "paracetamol", per_day="0.5", days="3"
    )


def test_the_dosage_that_is_chosen_is_the_one_advised(ask):
    baclofen()
    assert "90 pills of 25 mg, exactly" in ask(dosage="25mg", units="90")


def test_a_prescription_is_never_rounded_up_and_the_number_below_is_one_click_away(ask, client):
    baclofen()
    page = ask(units="200")
    assert "No packs add up to 200 pills of 10 mg." in page
    html = client.get("/medicines/baclofen/", {"units": 200}).content.decode()
    assert 'href="/medicines/baclofen/?dosage=10mg&amp;units=180#advisor"' in html
    assert "No pack is as small as 20 pills of 10 mg." in ask(units="20")


def test_a_pharmacists_pack_is_offered_for_just_what_was_asked(ask, paracetamol):
    assert "32 pills of 500 mg, exactly 1 pack of 32" in ask("paracetamol", units="32")
    assert "32 pills of 500 mg, 2 more than you asked for 2 packs of 16" in ask(
        "paracetamol", units="30"
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"units": "lots"}, "Enter a number, such as 3."),
        ({"units": "0"}, "Enter a number above 0."),
        ({"units": "-5"}, "Enter a number above 0."),
        ({"units": "5001"}, "Enter at most 5000: for more, ask us."),
        ({"units": "1" * 5000}, "Enter a number, such as 3."),
        ({"units": "9\x000"}, "Enter a number, such as 3."),
        ({"units": ""}, "Enter how many you need."),
        ({"per_day": "3"}, "Enter for how many days, too."),
        ({"days": "30"}, "Enter how many a day, too."),
        ({"per_day": "0.333", "days": "3"}, "Two decimals are enough, as in 0.25."),
        ({"per_day": "NaN", "days": "3"}, "Enter a number, such as 3."),
        ({"per_day": "1e99", "days": "3"}, "Enter at most 5000: for more, ask us."),
        ({"per_day": "99", "days": "99"}, "That is more than 5000 in all: ask us."),
        (
            {"per_day": "3", "days": "60", "units": "10"},
            "Enter either how many in all, or how many a day and days.",
        ),
    ],
)
def test_what_cannot_be_counted_is_said_at_the_number(ask, client, asked, answer):
    baclofen()
    page = ask(**asked)
    assert answer in page
    assert FOUND not in page
    html = client.get("/medicines/baclofen/", asked).content.decode()
    assert html.count("autofocus") == 1


def test_what_is_not_taken_by_the_day_is_asked_for_in_all(ask):
    dosage = a_dosage(a_medicine("Salbutamol", unit="inhaler", legal_class="GSL"), "100mcg")
    a_pack(dosage, 2, "20.00")
    page = ask("salbutamol", units="2")
    assert "How many do you need? Inhalers Find the cheapest packs" in page
    assert "2 inhalers of 100 micrograms, exactly" in page


def test_no_more_than_is_left(ask):
    baclofen()
    put_on_the_shelf(150)
    assert "Only 150 pills of 10 mg are left." in ask(units="180")
    assert "120 pills of 10 mg, exactly" in ask(units="120")


def test_no_more_than_one_order_may_have(ask, paracetamol):
    Product.objects.filter(pk=paracetamol.pk).update(max_units_per_order=32)
    page = ask("paracetamol", units="48")
    assert page.count("At most 32 pills go into one order.") == 2
    Product.objects.filter(pk=paracetamol.pk).update(max_units_per_order=None)
    a_substance("paracetamol", medicines=[paracetamol], max_units_per_sale=40)
    assert "At most 40 units of paracetamol go into one order" in ask("paracetamol", units="48")
    # 40 of 16 and 32 would be rounded up to 48.
    assert "No packs add up to 40 pills" in ask("paracetamol", units="40")


def test_a_sold_out_dosage_says_so_and_a_sold_out_medicine_asks_nothing(ask):
    medicine = baclofen()
    put_on_the_shelf(0, medicine.dosages.filter(label="10mg"))
    assert "10 mg is sold out." in ask(dosage="10mg", units="60")
    put_on_the_shelf(0)
    assert "How many do you need?" not in ask(units="60")


def test_what_may_not_be_sold_here_asks_nothing(ask):
    a_pack(a_dosage(a_medicine("Diazepam", legal_class="CD")))
    assert "How many do you need?" not in ask("diazepam", units="60")


def test_the_limits_stand_above_the_packs(ask, paracetamol):
    Product.objects.filter(pk=paracetamol.pk).update(max_units_per_order=64, minimum_age=12)
    page = ask("paracetamol")
    limits = "At most 64 pills go into one order. For people of 12 years and over only."
    assert page.index(limits) < page.index("Pack size")


def test_asking_costs_no_query_more(client, django_assert_num_queries):
    """One less: an answer is not kept, so nobody looks how long it holds."""
    baclofen()
    for query, queries in (({}, 4), ({"units": "180"}, 3)):
        with django_assert_num_queries(queries):
            client.get("/medicines/baclofen/", query)
