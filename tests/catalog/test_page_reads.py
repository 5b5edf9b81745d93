"""What the public pages show, and that no amount of data makes them ask the database more."""

from decimal import Decimal

import pytest

from catalog.partner.models import StockRecord
from tests.factories import a_category, a_dosage, a_medicine, a_pack, baclofen, put_on_the_shelf

pytestmark = pytest.mark.django_db


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def test_the_medicine_page_shows_every_pack_with_its_price_per_pill(client):
    baclofen()
    page = get(client, "/medicines/baclofen/").context["page"]
    assert [
        (row.offer.units, row.offer.price, row.offer.unit_price, row.offer.saving)
        for row in page.dosages[0].rows
    ][:2] == [
        (60, Decimal("52.00"), Decimal("0.87"), None),
        (90, Decimal("68.00"), Decimal("0.76"), 13),
    ]
    assert [len(dosage.rows) for dosage in page.dosages] == [6, 6]


@pytest.mark.parametrize(
    ("wanted", "checked"),
    [("", "10mg"), ("25mg", "25mg"), ("25 mg", "25mg"), ("99mg", "10mg"), ("<script>", "10mg")],
)
def test_the_address_checks_a_dosage(client, wanted, checked):
    baclofen()
    page = client.get("/medicines/baclofen/", {"dosage": wanted}).context["page"]
    assert [dosage.key for dosage in page.dosages if dosage.checked] == [checked]


def test_the_dosage_that_is_in_stock_stands_open(client):
    medicine = baclofen()
    put_on_the_shelf(0, medicine.dosages.filter(label="10mg"))
    page = client.get("/medicines/baclofen/").context["page"]
    assert [dosage.key for dosage in page.dosages if dosage.checked] == ["25mg"]
    page = client.get("/medicines/baclofen/", {"dosage": "10mg"}).context["page"]
    assert [dosage.key for dosage in page.dosages if dosage.checked] == ["10mg"]


def test_a_pack_leads_to_its_dosage_whatever_its_strength_is_written_with(client):
    medicine = a_medicine("Tretinoin")
    a_pack(a_dosage(medicine, "0.01%"))
    pack = a_pack(a_dosage(medicine, "0.025%"))
    page = get(client, pack.get_absolute_url()).context["page"]
    assert pack.get_absolute_url() == "/medicines/tretinoin/?dosage=0.025%25"
    assert [dosage.key for dosage in page.dosages if dosage.checked] == ["0.025%"]


def test_the_list_says_the_lowest_price_per_unit_today(client):
    medicine = baclofen()
    [row] = get(client, "/medicines/").context["page"].rows
    assert row.from_unit_price == Decimal("0.61")
    put_on_the_shelf(0, medicine.dosages.filter(label="10mg"))
    [row] = get(client, "/medicines/").context["page"].rows
    assert row.from_unit_price == Decimal("1.84")


def test_a_pack_larger_than_what_is_left_cannot_be_added(client):
    dosage = a_dosage(a_medicine("Baclofen"), units_on_hand=100)
    a_pack(dosage, 60)
    a_pack(dosage, 120)
    page = get(client, "/medicines/baclofen/").context["page"]
    assert [row.available for row in page.dosages[0].rows] == [True, False]


def test_a_pack_of_a_stricter_class_says_so_in_its_row(client):
    dosage = a_dosage(a_medicine("Paracetamol", legal_class="GSL"))
    a_pack(dosage, 16, "2.00")
    a_pack(dosage, 100, "9.00", legal_class="POM")
    text = get(client, "/medicines/paracetamol/").content.decode()
    assert text.count("Prescription needed") == 1
    assert "No prescription needed" in text


def test_a_controlled_medicine_cannot_be_added(client):
    a_pack(a_dosage(a_medicine("Morphine", legal_class="CD")))
    text = get(client, "/medicines/morphine/").content.decode()
    assert "Not sold online" in text
    assert "Add to cart" not in text


@pytest.mark.parametrize(("legal_class", "checked"), [("POM", True), ("P", True), ("GSL", False)])
def test_what_a_pharmacist_checks_is_said_before_it_is_ordered(client, legal_class, checked):
    a_pack(a_dosage(a_medicine("Baclofen", legal_class=legal_class)))
    text = get(client, "/medicines/baclofen/").content.decode()
    assert ("charged only for what the pharmacist approves" in text) == checked


def test_a_pack_off_sale_is_neither_shown_nor_the_base(client):
    dosage = a_dosage(a_medicine("Baclofen"))
    a_pack(dosage, 30, "1.00", is_public=False)
    a_pack(dosage, 60, "52.00")
    a_pack(dosage, 90, "68.00")
    [dosage] = get(client, "/medicines/baclofen/").context["page"].dosages
    assert [(row.offer.units, row.offer.list_price) for row in dosage.rows] == [
        (60, None),
        (90, Decimal("78.00")),
    ]


@pytest.mark.parametrize("address", ["/medicines/baclofen/", "/categories/muscle-relaxants/"])
def test_what_is_not_published_is_not_found(client, address):
    a_pack(a_dosage(a_medicine("Baclofen", is_public=False)))
    assert client.get(address).status_code == 404


def test_a_category_lists_its_medicines(client):
    a_medicine("Baclofen", category=a_category("Muscle relaxants"))
    a_medicine("Loratadine", category=a_category("Allergy"))
    page = get(client, "/categories/muscle-relaxants/").context["page"]
    assert [row.medicine.name for row in page.rows] == ["Baclofen"]


def test_a_category_without_a_medicine_has_a_page_and_no_place_in_menus(client):
    a_medicine("Baclofen", category=a_category("Muscle relaxants"))
    a_medicine("Hidden", category=a_category("Eyes"), is_public=False)
    a_category("Skin")

    for address in ("/categories/eyes/", "/categories/skin/"):
        response = get(client, address)
        assert "There is no medicine in this category today." in response.content.decode()
        menu = response.context["page"].categories
        assert [category.name for category in menu] == ["Muscle relaxants"]
    assert [category.name for category in get(client, "/").context["page"].categories] == [
        "Muscle relaxants"
    ]


def test_a_category_off_the_site_is_not_found(client):
    category = a_category("Skin")
    category.is_public = False
    category.save()
    assert client.get("/categories/skin/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/medicines/", "/search/?q=baclofen"])
def test_an_empty_shop_has_its_pages(client, address):
    assert "0 medicines" not in get(client, address).content.decode()


def test_every_letter_stands_once_whatever_the_case_and_the_accents(client):
    names = ["Warfarin", "aspirin", "Azithromycin", "\u00c4sculus", "5-HTP", "\u00c9clair", "Zinc"]
    for number, name in enumerate(names):
        a_medicine(name, slug=f"medicine-{number}")

    page = get(client, "/medicines/").context["page"]

    assert [(group.letter, [row.medicine.name for row in group.rows]) for group in page.groups] == [
        ("0-9", ["5-HTP"]),
        ("A", ["\u00c4sculus", "aspirin", "Azithromycin"]),
        ("E", ["\u00c9clair"]),
        ("W", ["Warfarin"]),
        ("Z", ["Zinc"]),
    ]
    letters = [link.letter for link in get(client, "/").context["page"].letters]
    assert letters == ["0-9", "A", "E", "W", "Z"]


def test_a_category_lists_by_name_in_any_case(client):
    category = a_category("Pain")
    for name in ("Warfarin", "aspirin", "Baclofen"):
        a_medicine(name, category=category)
    page = get(client, "/categories/pain/").context["page"]
    assert [row.medicine.name for row in page.rows] == ["aspirin", "Baclofen", "Warfarin"]


def test_a_price_changed_by_staff_shows_on_the_next_request(client):
    baclofen()
    assert "$68.00" in get(client, "/medicines/baclofen/").content.decode()
    price = baclofen_price_of(90)
    price.price = Decimal("66.50")
    price.save()
    text = get(client, "/medicines/baclofen/").content.decode()
    assert "$66.50" in text
    assert "$68.00" not in text


def baclofen_price_of(units):
    return StockRecord.objects.get(product__units=units, product__dosage__label="10mg")


def many_dosages(medicines, dosages, packs):
    category = a_category()
    for _ in range(medicines):
        medicine = a_medicine(category=category)
        for dosage_number in range(dosages):
            dosage = a_dosage(medicine, f"{dosage_number + 1}mg")
            for pack_number in range(packs):
                a_pack(dosage, 30 * (pack_number + 1), f"{10 + pack_number}.00")
    return medicine


@pytest.mark.parametrize(("dosages", "packs"), [(1, 1), (5, 10)])
def test_the_medicine_page_asks_the_database_four_times(
    client, django_assert_num_queries, dosages, packs
):
    medicine = many_dosages(1, dosages, packs)
    with django_assert_num_queries(4):
        get(client, medicine.get_absolute_url())


@pytest.mark.parametrize(("medicines", "packs"), [(1, 1), (8, 10)])
def test_the_home_page_asks_the_database_four_times(
    client, django_assert_num_queries, medicines, packs
):
    many_dosages(medicines, 2, packs)
    with django_assert_num_queries(4):
        page = get(client, "/").context["page"]
    assert [link.letter for link in page.letters] == ["M"]
    assert [category.medicines for category in page.categories] == [medicines]


@pytest.mark.parametrize("address", ["/", "/medicines/", "/medicines/baclofen/"])
def test_a_public_page_is_the_same_for_everybody(client, admin_client, address):
    baclofen()
    for visitor in (client, admin_client):
        response = get(visitor, address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "csrf" not in response.content.decode()
    assert get(client, address).content == get(admin_client, address).content


def test_no_page_shows_the_letters_of_a_legal_class(client):
    baclofen()
    text = get(client, "/medicines/baclofen/").content.decode()
    assert "Prescription needed" in text
    assert "POM" not in text


def test_the_field_promises_what_search_does(client):
    text = get(client, "/").content.decode()
    assert "Medicine or brand" in text
    assert "condition" not in text
