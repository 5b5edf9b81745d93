"""Lists of medicines: narrowed, sorted, counted and cut into pages by the database."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Category
from catalog.places.models import ALL, Place
from catalog.pricing import PackOffer
from tests.checkout.pages import text_of
from tests.factories import a_category, a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
PAIN = "/categories/pain/"


def names(page) -> list[str]:
    return [row.medicine.name for row in page.rows]


@pytest.mark.usefixtures("pain")
@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, ["aspirin", "Opiol", "Soldol", "Zincol"]),
        ({"form": "Tablets"}, ["aspirin", "Opiol", "Soldol"]),
        ({"form": ["Tablets", "Capsules"]}, ["aspirin", "Opiol", "Soldol", "Zincol"]),
        ({"rx": "needed"}, ["Opiol", "Soldol"]),
        ({"rx": "not-needed"}, ["aspirin", "Zincol"]),
        ({"rx": ["needed", "not-needed"]}, ["aspirin", "Opiol", "Soldol", "Zincol"]),
        ({"stock": "1"}, ["aspirin", "Opiol", "Zincol"]),
        ({"min": "0.10"}, ["aspirin", "Opiol"]),
        ({"max": "0.10"}, ["aspirin", "Zincol"]),
        ({"min": "0.052", "max": "0.052"}, ["Zincol"]),
        ({"form": "Tablets", "rx": "needed", "stock": "1"}, ["Opiol"]),
        ({"form": "Capsules", "rx": "needed"}, []),
        ({"sort": "price"}, ["Zincol", "aspirin", "Opiol", "Soldol"]),
        ({"sort": "price", "form": "Tablets"}, ["aspirin", "Opiol", "Soldol"]),
    ],
)
def test_a_category_is_narrowed_and_sorted(shown, chosen, left):
    assert names(shown(PAIN, **chosen)) == left
    assert sorted(names(shown("/medicines/", **chosen))) == sorted(left)


@pytest.mark.usefixtures("pain")
def test_a_search_is_narrowed_and_sorted_too(shown):
    found = shown("/search/", q="pain", form="Tablets", sort="price")
    assert names(found) == ["aspirin", "Opiol", "Soldol"]
    assert names(shown("/search/", q="pain", sort="name")) == names(shown(PAIN))


@pytest.mark.usefixtures("pain")
def test_each_choice_says_how_many_it_would_show(shown):
    page = shown(PAIN, rx="not-needed")
    assert [(one.label, one.medicines, one.checked) for one in page.forms] == [
        ("Tablets", 1, False),
        ("Capsules", 1, False),
    ]
    assert [(one.label, one.medicines, one.checked) for one in page.prescription] == [
        ("Needed", 2, False),
        ("Not needed", 2, True),
    ]
    assert [(one.label, one.medicines) for one in page.stock] == [("In stock only", 2)]
    assert (page.counts.staying, page.counts.medicines) == (2, 4)


def test_each_box_has_an_id_of_its_own_in_any_alphabet(client):
    category = a_category("Pain")
    for number, form in enumerate(("Δισκία", "Κάψουλες", "Oral drops", "oral-drops", "Таблетки")):
        a_medicine(form=form, slug=f"one-{number}", category=category)
    ids = re.findall(r'<input type="checkbox" id="([^"]*)"', client.get(PAIN).content.decode())
    assert len(set(ids)) == len(ids) == 8
    assert {"form-1", "form-5", "rx-1", "rx-2", "stock-1"} <= set(ids)


@pytest.mark.usefixtures("pain")
def test_what_was_chosen_stands_as_chips_that_take_it_away(shown, client):
    page = shown(PAIN, form="Tablets", rx="not-needed", stock="1", min="0.05", max="3")
    assert [chip.label for chip in page.chips] == [
        "Tablets",
        "No prescription needed",
        "In stock",
        "From $0.05",
        "Up to $3.00",
    ]
    assert page.chips[0].address == "?rx=not-needed&stock=1&min=0.05&max=3"
    for chip in page.chips:
        assert len(shown(PAIN + chip.address).chips) == 4
    assert names(shown(PAIN + page.unfiltered)) == names(shown(PAIN))


@pytest.mark.usefixtures("pain")
def test_where_nothing_fits_the_filters_can_be_cleared(client):
    response = client.get(PAIN, {"form": "Capsules", "rx": "needed"})
    text = text_of(response)
    assert "No medicine fits all of this." in text
    assert "Clear filters" in text
    assert "0 medicines" in text


@pytest.mark.usefixtures("pain")
@pytest.mark.parametrize("address", [PAIN, "/medicines/", "/search/?q=pain"])
def test_what_cannot_be_understood_is_said_at_its_field_and_nothing_is_lost(client, address):
    query = {"form": "Pebbles", "min": "abc", "max": "2", "rx": "needed", "sort": "price"}
    response = client.get(address, query | ({"q": "pain"} if "search" in address else {}))
    text, html = text_of(response), response.content.decode()
    assert response.status_code == 200
    assert "There is no “Pebbles” in this list: choose from these." in text
    assert "Enter an amount, as in 0.25." in text
    assert 'aria-invalid="true" aria-describedby="min_error"' in html
    assert 'id="min_error"' in html
    assert '<fieldset aria-describedby="form_error">' in html
    assert 'id="form_error"' in html
    for kept in ('value="abc"', 'value="2"', 'value="needed" checked', 'value="price" selected'):
        assert kept in html


@pytest.mark.usefixtures("pain")
def test_the_order_and_the_search_stay_when_something_is_taken_away(shown):
    page = shown("/search/", q="pain", form="Tablets", sort="price").found
    assert page.chips[0].address == "?q=pain&sort=price"


def test_equal_prices_stand_by_name(shown):
    category = a_category("Pain")
    for name, price in (("Beta", "36.60"), ("Alpha", "36.62"), ("Gamma", "30.00")):
        a_pack(a_dosage(a_medicine(name, category=category)), 60, price)
    assert names(shown(PAIN, sort="price")) == ["Gamma", "Alpha", "Beta"]


def test_a_pack_no_pool_can_fill_or_nobody_may_buy_sets_no_price(shown):
    medicine = a_medicine("Aspirin", legal_class="GSL", category=a_category("Pain"))
    dosage = a_dosage(medicine, units_on_hand=50)
    a_pack(dosage, 10, "5.00")
    a_pack(dosage, 100, "10.00")
    a_pack(dosage, 20, "2.00", legal_class="CD")
    a_pack(dosage, 30, "1.00", is_public=False)
    assert Place.objects.of(ALL).get().unit_price == Decimal("0.50")
    assert names(shown(PAIN, max="0.49")) == []
    assert names(shown(PAIN, min="0.5", max="0.5")) == ["Aspirin"]


@pytest.mark.usefixtures("pain")
@pytest.mark.parametrize("address", [PAIN, "/medicines/", "/search/?q=pain"])
def test_what_shows_no_price_may_be_in_stock(client, settings, address):
    """Where nothing may be promoted of what needs a prescription; a controlled one is never."""
    settings.SHOP_HIDE_POM_PROMOTION = True
    controlled = a_medicine("Codol", legal_class="CD", category=Category.objects.get())
    a_pack(a_dosage(controlled))
    mark = "&" if "?" in address else "?"
    page = client.get(f"{address}{mark}stock=1").context["page"]
    assert sorted(names(page)) == ["Opiol", "Zincol", "aspirin"]
    assert getattr(page, "found", page).stock[0].medicines == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(units=st.integers(1, 5000), cents=st.integers(1, 9_999_999))
def test_the_database_rounds_a_unit_price_as_the_page_does(db, units, cents):
    medicine = a_medicine()
    pack = a_pack(a_dosage(medicine, units_on_hand=5000), units, str(Decimal(cents) / 100))
    read = Place.objects.of(ALL).get(medicine=medicine)
    assert read.unit_price == PackOffer(units, Decimal(cents) / 100).unit_price
    pack.delete()
    medicine.dosages.all().delete()


def test_between_prices_so_many_are_not_counted_as_nobody_reads(shown, client, monkeypatch):
    monkeypatch.setattr("catalog.places.reads.MOST_COUNTED", 2)
    category = a_category("Pain")
    for name, form in (("One", "Tablets"), ("Two", "Tablets"), ("Three", "Gel")):
        a_pack(a_dosage(a_medicine(name, form=form, category=category)), 10, "5.00")
    few = shown(PAIN, min="0.1", max="0.2").counts
    assert (few.staying, few.is_cut, dict(few.forms)) == (0, False, {"Tablets": 0, "Gel": 0})
    some = shown(PAIN, min="0.1", form="Tablets").counts
    assert (some.medicines, some.staying, some.is_cut) == (3, 2, False)
    many = shown(PAIN, min="0.1")
    assert (many.counts.staying, many.counts.is_cut) == (2, True)
    assert {choice.medicines for choice in (*many.forms, *many.prescription, *many.stock)} == {None}
    assert "More than 2 medicines" in text_of(client.get(PAIN, {"min": "0.1"}))


@pytest.mark.parametrize("medicines", [1, 9])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/medicines/", 7), (PAIN, 6), ("/medicines/?sort=price&stock=1&min=0.01&form=Tablets", 6)],
)
def test_a_list_asks_the_database_as_often_at_any_size(
    client, django_assert_num_queries, medicines, address, queries
):
    category = a_category("Pain")
    for number in range(medicines):
        medicine = a_medicine(form="Tablets", category=category)
        a_category(f"Group {number}")
        for units in range(30, 30 * (medicines + 1), 30):
            a_pack(a_dosage(medicine, f"{units}mg"), units)
    with django_assert_num_queries(queries):
        assert len(client.get(address).context["page"].rows) == medicines
