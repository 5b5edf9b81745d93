"""A pack's own, stricter legal class in the price grid: those who describe a medicine choose it."""

import re

import pytest

from catalog.models import Product
from tests.catalog.admin.conftest import prices_of
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack, a_substance

pytestmark = pytest.mark.django_db


@pytest.fixture
def paracetamol(db):
    medicine = a_medicine("Paracetamol", legal_class="GSL")
    dosage = a_dosage(medicine, "500mg")
    a_pack(dosage, 16, "2.00")
    a_pack(dosage, 100, "9.00")
    return medicine


def own_class(medicine, units):
    return medicine.children.get(units=units).legal_class


def offered(page, row):
    """The classes a row's select offers, by value."""
    html = page.html[page.html.index(f'name="{row}-legal_class"') :].split("</select>")[0]
    return re.findall(r'value="(\w*)"', html)


def choose(page, row, legal_class):
    page.form[f"{row}-legal_class"] = legal_class
    return page


@pytest.mark.parametrize("who", ["owner", "pharmacist"])
def test_a_large_pack_is_made_stricter_and_the_next_order_keeps_it(
    who, request, client, paracetamol, medicine_page
):
    page = medicine_page(request.getfixturevalue(who), paracetamol)

    choose(page, page.pack(100, "500mg"), "POM").save()

    assert page.was_saved
    assert (own_class(paracetamol, 16), own_class(paracetamol, 100)) == ("", "POM")
    assert "500 mg, 100 pills, class: prescription-only" in page.text.replace("\xa0", " ")
    assert "Prescription needed" in client.get("/medicines/paracetamol/").content.decode()
    order = a_placed_order({paracetamol.children.get(units=100): 1})
    assert order.lines.get().legal_class == "POM"


def test_a_pack_goes_back_to_its_medicines_class(owner, paracetamol, medicine_page):
    paracetamol.children.filter(units=100).update(legal_class="P")
    page = medicine_page(owner, paracetamol)

    choose(page, page.pack(100, "500mg"), "").save()

    assert own_class(paracetamol, 100) == ""
    assert "class as the medicine" in page.text


def test_only_what_is_stricter_is_offered(owner, medicine, paracetamol, medicine_page):
    lax, strict = medicine_page(owner, paracetamol), medicine_page(owner, medicine)
    assert offered(lax, lax.pack(16, "500mg")) == ["", "P", "POM", "CD"]
    assert offered(strict, strict.pack(60)) == ["", "CD"]


def test_a_laxer_class_is_refused_at_the_cell(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    row = page.pack(60)

    choose(page, row, "GSL").type(page.pack(90), price="66.50").save()

    assert not page.was_saved
    note = page.html[page.html.index(f'id="{row}-note"') :].split("</td>")[0]
    assert "A pack is never laxer than its medicine" in note
    assert prices_of(medicine)[90] == "68.00"
    assert own_class(medicine.dosages.first().medicine, 360) == ""


def test_a_class_is_judged_beside_the_one_the_medicine_gets_in_the_same_save(
    owner, medicine, medicine_page
):
    page = medicine_page(owner, medicine)
    page.form["legal_class"] = "GSL"

    choose(page, page.pack(360), "POM").save()

    assert page.was_saved
    assert Product.objects.get(pk=medicine.pk).legal_class == "GSL"
    assert own_class(medicine, 360) == "POM"


def test_a_new_pack_comes_with_its_class(owner, paracetamol, medicine_page):
    page = medicine_page(owner, paracetamol)
    row = page.new_pack("500mg")

    choose(page.type(row, units=200, price="17"), row, "POM").save()

    assert own_class(paracetamol, 200) == "POM"
    assert own_class(paracetamol, 100) == ""


def test_a_price_saved_beside_it_leaves_a_class_a_colleague_chose(
    owner, pharmacist, paracetamol, medicine_page
):
    mine, theirs = medicine_page(owner, paracetamol), medicine_page(pharmacist, paracetamol)
    choose(theirs, theirs.pack(100, "500mg"), "POM").save()

    mine.type(mine.pack(100, "500mg"), price="8.50").save()

    assert mine.was_saved
    assert own_class(paracetamol, 100) == "POM"
    assert prices_of(paracetamol, "500mg")[100] == "8.50"


def test_a_class_that_has_become_laxer_than_the_medicines_is_left_alone(
    owner, medicine, medicine_page
):
    medicine.children.filter(units=360).update(legal_class="P")
    page = medicine_page(owner, medicine)

    page.type(page.pack(360), price="210").save()

    assert page.was_saved
    assert set(medicine.children.filter(units=360).values_list("legal_class", flat=True)) == {"P"}


def test_a_medicine_becomes_as_strict_as_one_of_its_packs_already_is(
    owner, paracetamol, medicine_page
):
    paracetamol.children.filter(units=100).update(legal_class="POM")
    page = medicine_page(owner, paracetamol)
    page.form["legal_class"] = "POM"

    page.save()

    assert page.was_saved
    assert Product.objects.get(pk=paracetamol.pk).legal_class == "POM"


@pytest.fixture
def in_the_uk(paracetamol):
    """16 on general sale, 32 by a pharmacist."""
    a_substance("acetaminophen", medicines=[paracetamol], general_sale_up_to=16, pharmacy_up_to=32)
    paracetamol.children.filter(units=100).update(legal_class="POM")
    return paracetamol


def note_of(page, row):
    return page.html[page.html.index(f'id="{row}-note"') :].split("</td>")[0]


@pytest.mark.parametrize("laxer", ["", "P"])
def test_a_class_too_lax_for_the_packs_size_is_refused_at_the_cell(
    laxer, pharmacist, in_the_uk, medicine_page
):
    page = medicine_page(pharmacist, in_the_uk)
    row = page.pack(100, "500mg")

    choose(page, row, laxer).save()

    assert not page.was_saved
    words = "A pack of this size has to be at least: prescription-only. Choose that or a stricter"
    assert words in note_of(page, row)
    assert own_class(in_the_uk, 100) == "POM"


def test_a_class_stricter_than_the_size_demands_is_fine(pharmacist, in_the_uk, medicine_page):
    page = medicine_page(pharmacist, in_the_uk)
    choose(page, page.pack(16, "500mg"), "POM").save()
    assert own_class(in_the_uk, 16) == "POM"


def test_a_new_size_says_the_class_it_brings(price_editor, in_the_uk, medicine_page):
    page = medicine_page(price_editor, in_the_uk)
    page.type(page.pack(16, "500mg"), units=24).type(page.new_pack("500mg"), units=32, price="4")

    page.save_having_read()

    assert "24 pills, was 16 pills, class: pharmacist must agree" in page.text.replace("\xa0", " ")
    assert "32 pills added at $4.00, class: pharmacist" in page.text.replace("\xa0", " ")
    assert (own_class(in_the_uk, 24), own_class(in_the_uk, 32)) == ("P", "P")


def test_a_price_saved_at_a_size_the_law_classes_says_nothing_of_the_class(
    owner, in_the_uk, medicine_page
):
    page = medicine_page(owner, in_the_uk)
    page.type(page.pack(100, "500mg"), price="8.50").save()
    assert page.was_saved
    assert ", class:" not in page.text


def test_a_medicine_that_becomes_laxer_keeps_its_large_packs_strict(
    owner, in_the_uk, medicine_page
):
    in_the_uk.children.filter(units=100).update(legal_class="")
    Product.objects.filter(pk=in_the_uk.pk).update(legal_class="POM")
    page = medicine_page(owner, in_the_uk)
    page.form["legal_class"] = "GSL"

    page.save()

    assert page.was_saved
    assert (own_class(in_the_uk, 16), own_class(in_the_uk, 100)) == ("", "POM")


def test_a_price_editor_neither_sees_nor_changes_a_class(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    row = page.pack(360)
    assert not page.form.names(end="-legal_class")

    choose(page, row, "CD").type(row, price="210").save()

    assert page.was_saved
    assert own_class(medicine, 360) == ""


@pytest.mark.parametrize("forged", ["X", "pom", "\0"])
def test_what_is_no_class_at_all_is_refused(forged, owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    choose(page, page.pack(60), forged).save()
    assert not page.was_saved
    assert own_class(medicine, 360) == ""
