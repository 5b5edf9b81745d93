"""Lists of medicines: narrowed, sorted, counted and cut into pages by the database."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Category, Product
from catalog.places.models import ALL, Place
from catalog.pricing import PackOffer
from tests.checkout.pages import text_of
from tests.factories import a_category, a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db
PAIN = "/categories/pain/"


@pytest.fixture
def pain():
    """Four medicines, from $0.052 to $2.00 per unit, one of them sold out."""
    category = a_category("Pain")
    for name, form, legal_class, units, price in (
        ("aspirin", "Tablets", "GSL", 100, "10.00"),
        ("Zincol", "Capsules", "P", 500, "26.00"),
        ("Opiol", "Tablets", "POM", 10, "20.00"),
        ("Soldol", "Tablets", "POM", 10, "5.00"),
    ):
        medicine = a_medicine(name, form=form, legal_class=legal_class, category=category)
        a_pack(a_dosage(medicine), units, price)
    put_on_the_shelf(0, medicine.dosages)


@pytest.fixture
def shown(client):
    """The page at an address of a list."""

    def opened(address: str, **chosen):
        response = client.get(address, chosen)
        assert response.status_code == 200
        return response.context["page"]

    return opened


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


@pytest.fixture
def small_pages(monkeypatch):
    for module in ("catalog.list_reads", "catalog.page_reads", "catalog.search.reads"):
        monkeypatch.setattr(f"{module}.A_PAGE", 2)


@pytest.fixture
def five():
    for number, name in enumerate(("Éclair", "5-HTP", "aspirin", "Zinc", "Azol")):
        a_pack(a_dosage(a_medicine(name, slug=f"medicine-{number}")), 10, f"{9 - number}.00")


@pytest.mark.usefixtures("small_pages", "five")
def test_a_long_list_has_pages_that_lead_to_each_other(shown, client):
    first = shown("/medicines/")
    second = shown(f"/medicines/{first.next}")
    third = shown(f"/medicines/{second.next}")
    assert [names(page) for page in (first, second, third)] == [
        ["5-HTP", "aspirin"],
        ["Azol", "Éclair"],
        ["Zinc"],
    ]
    assert (first.previous, third.next) == ("", "")
    assert names(shown(f"/medicines/{third.previous}")) == ["Azol", "Éclair"]
    assert shown(f"/medicines/{third.previous}").own_query == second.own_query
    assert names(shown(f"/medicines/{second.previous}")) == ["5-HTP", "aspirin"]
    text = client.get(f"/medicines/{first.next}").content.decode()
    assert 'rel="prev"' in text
    assert 'rel="next"' in text


@pytest.mark.usefixtures("small_pages", "five")
def test_a_list_by_price_has_pages_too_whatever_shows_no_price(shown):
    for name in ("Solol", "Soldol", "Opiol"):
        a_medicine(name)
    seen, address = [], "?sort=price"
    while address:
        page = shown(f"/medicines/{address}")
        seen += names(page)
        address = page.next
    assert seen == ["Azol", "Zinc", "aspirin", "5-HTP", "Éclair", "Opiol", "Soldol", "Solol"]
    assert names(shown(f"/medicines/{page.previous}")) == ["Éclair", "Opiol"]


@pytest.mark.usefixtures("small_pages", "five")
def test_letters_lead_to_where_they_begin(shown, client):
    page = shown("/medicines/")
    assert [(link.letter, link.address) for link in page.letters] == [
        ("0-9", "?#l-0-9"),
        ("A", "?#l-A"),
        ("E", "?after=0-e#l-E"),
        ("Z", "?after=0-z#l-Z"),
    ]
    assert [group.letter for group in shown("/medicines/?after=0-azol").groups] == ["A", "E"]
    assert names(shown("/medicines/?after=0-e")) == ["Éclair", "Zinc"]
    assert shown("/medicines/?after=0-z").letters == page.letters
    assert [link.address for link in shown("/").letters][-1] == "/medicines/?after=0-z#l-Z"


@pytest.mark.usefixtures("small_pages", "five")
def test_what_stood_beside_a_page_may_be_gone_and_the_page_is_still_there(shown):
    second = shown("/medicines/").next
    Product.objects.get(title="aspirin").delete()
    assert names(shown(f"/medicines/{second}")) == ["Azol", "Éclair"]
    Product.objects.exclude(title="5-HTP").filter(structure="parent").update(is_public=False)
    assert names(shown(f"/medicines/{second}")) == ["5-HTP"]


@pytest.mark.usefixtures("small_pages", "five")
@pytest.mark.parametrize(
    "nonsense", ["after=", "after=x", "before=1", "after=1-2-3-4", "after=0.5-a", "before=0-0"]
)
def test_a_place_that_is_none_is_the_beginning(shown, nonsense):
    assert names(shown(f"/medicines/?{nonsense}")) == ["5-HTP", "aspirin"]
    assert names(shown(f"/medicines/?sort=price&{nonsense}")) == ["Azol", "Zinc"]


@pytest.mark.parametrize("path", [PAIN, "/medicines/"])
def test_a_page_that_was_known_by_its_number_leads_to_the_list(client, path):
    a_category("Pain")
    response = client.get(f"{path}?form=Tablets&page=3&sort=price")
    assert response.status_code == 301
    assert response["Location"] == f"{path}?form=Tablets&sort=price"
    assert client.get(f"{path}?page=2")["Location"] == path


@pytest.mark.usefixtures("small_pages")
def test_pages_keep_what_was_chosen(shown):
    for name in ("One", "Two", "Three"):
        a_medicine(name, form="Tablets")
    page = shown("/medicines/", form="Tablets", sort="price")
    assert page.next.startswith("?form=Tablets&sort=price&after=")
    assert names(shown(f"/medicines/{page.next}")) == ["Two"]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("path", [PAIN, "/medicines/"])
@pytest.mark.parametrize(
    ("query", "is_own"),
    [
        *(("", False), ("?after=0-0", False), ("?after=0-m", True)),
        *(("?after=0-m&utm_source=x", True), ("?after=0--m&sort=price", False)),
        *(("?after=0-m&form=Tablets", False), ("?stock=1", False)),
    ],
)
def test_a_page_of_the_whole_list_is_known_by_what_stands_before_it(client, path, query, is_own):
    category = a_category("Pain")
    first, *_ = [a_medicine(n, form="Tablets", category=category) for n in ("Lo", "Me", "Mi", "No")]
    html = client.get(path + query).content.decode()
    [address] = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
    assert address.endswith(f"{path}?after={first.pk}-lo" if is_own else path)
    assert f'<meta property="og:url" content="{address}">' in html


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
