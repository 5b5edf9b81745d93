"""Dosages on the medicine page: a new one with its packs, another strength, another place."""

import pytest

from catalog.models import Dosage
from tests.catalog.admin.conftest import prices_of

pytestmark = pytest.mark.django_db


def new_dosage(page, strength, *packs, place=""):
    page.form["dosage-new-strength"] = strength
    page.form["dosage-new-place"] = place
    for number, (units, price) in enumerate(packs):
        page.type(f"dosage-new-add-{number}", units=units, price=price)
    return page


def labels(medicine):
    return list(medicine.dosages.values_list("label", flat=True))


def test_a_dosage_and_its_packs_are_added_in_one_save(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)

    new_dosage(page, "5 mg", (30, "20"), (60, "35.5"), (90, "48")).save()

    assert page.was_saved
    assert labels(medicine) == ["10mg", "25mg", "5mg"]
    assert prices_of(medicine, "5mg") == {30: "20.00", 60: "35.50", 90: "48.00"}
    assert medicine.dosages.get(label="5mg").units_on_hand == 0
    assert "5 mg added" in page.text.replace("\xa0", " ")


def test_a_new_dosage_stands_where_its_place_says(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    page.form[f"dosage-{medicine.dosages.get(label='10mg').pk}-place"] = "2"
    page.form[f"dosage-{medicine.dosages.get(label='25mg').pk}-place"] = "3"

    new_dosage(page, "5mg", (30, "20"), place="1").save()

    assert labels(medicine) == ["5mg", "10mg", "25mg"]


def test_more_packs_than_the_page_offered_are_added_too(owner, medicine, medicine_page):
    """The script adds rows; their names only go on counting."""
    page = medicine_page(owner, medicine)

    new_dosage(page, "5mg", *((10 * n, 10 * n - n) for n in range(1, 9))).save()

    assert len(prices_of(medicine, "5mg")) == 8


@pytest.mark.parametrize("strength", ["10 mg", "10MG", "10.0mg"])
def test_a_strength_the_medicine_has_is_refused(strength, owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)

    new_dosage(page, strength, (30, "20")).save()

    assert not page.was_saved
    assert "There is already a 10 mg dosage of this medicine." in page.text.replace("\xa0", " ")
    assert page.form["dosage-new-strength"] == strength
    assert page.form["dosage-new-add-0-price"] == "20"


def test_packs_without_a_strength_are_refused(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)

    new_dosage(page, "", (30, "20")).save()

    assert not page.was_saved
    assert "Enter a dosage, like 10 mg." in page.text
    assert page.form["dosage-new-add-0-units"] == "30"


def test_an_error_in_a_new_pack_keeps_the_whole_card(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)

    new_dosage(page, "5mg", (30, "20"), (30, "21")).save()

    assert not page.was_saved
    assert "There is already a 30-pill pack of this dosage." in page.text
    assert '<details class="card new-dosage" id="dosage-new" open>' in page.html
    assert not Dosage.objects.filter(label="5mg").exists()


def test_a_strength_is_corrected(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    page.form[f"dosage-{medicine.dosages.get(label='25mg').pk}-strength"] = "20 mg"

    page.save()

    assert labels(medicine) == ["10mg", "20mg"]
    assert "20 mg, was 25 mg" in page.text.replace("\xa0", " ")


def test_two_dosages_cannot_swap_strengths(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    first, second = medicine.dosages.all()
    page.form[f"dosage-{first.pk}-strength"] = "25 mg"
    page.form[f"dosage-{second.pk}-strength"] = "10 mg"

    page.save()

    assert not page.was_saved
    assert "There is already a 25 mg dosage" in page.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter a dosage, like 10 mg."),
        ("10 mg & more", "Use letters, digits and . , / % + - ( ) only."),
        ("x" * 61, "Use at most 60 characters."),
        ("10" + " " * 300 + "mg", "Use at most 60 characters."),
    ],
)
def test_a_strength_that_cannot_be_is_refused(typed, message, owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    page.form[f"dosage-{medicine.dosages.get(label='25mg').pk}-strength"] = typed

    page.save()

    assert not page.was_saved
    assert message in page.text.replace("\xa0", " ")


def test_a_strength_a_colleague_corrected_meanwhile_stays(
    owner, pharmacist, medicine, medicine_page
):
    mine, theirs = medicine_page(owner, medicine), medicine_page(pharmacist, medicine)
    theirs.form[f"dosage-{medicine.dosages.get(label='25mg').pk}-strength"] = "20 mg"
    theirs.save()

    mine.type(mine.pack(90), price="66.50").save()

    assert mine.was_saved
    assert labels(medicine) == ["10mg", "20mg"]
