"""Name, class and texts of a medicine, saved on the same page as its prices."""

import pytest
from django.urls import reverse

from catalog.models import MonographSection, Product, SectionKind
from tests.catalog.admin.conftest import prices_of
from tests.factories import a_category, a_medicine

pytestmark = pytest.mark.django_db


def a_section(medicine, kind, body="Text."):
    title = SectionKind(kind).label
    return MonographSection.objects.create(medicine=medicine, kind=kind, title=title, body=body)


def refreshed(medicine):
    return Product.objects.get(pk=medicine.pk)


def test_one_save_edits_name_texts_dosage_pack_and_price(owner, medicine, medicine_page):
    a_section(medicine, "storage", "Below 25.")
    page = medicine_page(owner, medicine)
    page.form["title"] = "Baclofen Forte"
    page.form["summary"] = "For stiff muscles."
    page.form["sections-0-body"] = "Below 30.\r\n\r\nDry."
    page.form[f"dosage-{medicine.dosages.get(label='25mg').pk}-strength"] = "20mg"
    page.type(page.pack(90), price="66.50").type(page.new_pack(), units=30, price="28")

    page.save_having_read()

    assert page.was_saved
    saved = refreshed(medicine)
    assert (saved.title, saved.summary) == ("Baclofen Forte", "For stiff muscles.")
    assert saved.sections.get().body == "Below 30.\n\nDry."
    assert list(saved.dosages.values_list("label", flat=True)) == ["10mg", "20mg"]
    assert prices_of(medicine)[90] == "66.50"
    assert prices_of(medicine)[30] == "28.00"


def test_one_error_saves_nothing_of_the_page(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    page.form["title"] = "Baclofen Forte"

    page.type(page.pack(90), price="oops").save()

    assert not page.was_saved
    assert refreshed(medicine).title == "Baclofen"
    assert page.form["title"] == "Baclofen Forte"


def test_a_new_medicine_comes_with_its_dosage_and_packs(owner, medicine_page):
    category = a_category("Muscle relaxants")
    page = medicine_page(owner)
    page.form["title"] = "Tizanidine"
    page.form["unit"] = "pill"
    page.form["legal_class"] = "POM"
    page.form["in_categories"] = [str(category.pk)]
    page.form["dosage-new-strength"] = "4 mg"
    page.type("dosage-new-add-0", units=30, price="25").type("dosage-new-add-1", units=90, price=60)
    page.form["sections-0-kind"] = "storage"
    page.form["sections-0-body"] = "Dry."

    page.save()

    medicine = Product.objects.medicines().get()
    assert page.was_saved
    assert medicine.slug == "tizanidine"
    assert medicine.product_class.slug == "medicine"
    assert list(medicine.categories.all()) == [category]
    assert prices_of(medicine, "4mg") == {30: "25.00", 90: "60.00"}
    assert medicine.sections.get().title == "Storage"
    assert "Tizanidine is added." in page.text


@pytest.mark.parametrize("missing", ["title", "unit", "legal_class"])
def test_a_new_medicine_needs_a_name_a_unit_and_a_class(missing, owner, medicine_page):
    page = medicine_page(owner)
    page.form["title"], page.form["unit"], page.form["legal_class"] = "Tizanidine", "pill", "POM"
    page.form[missing] = ""

    page.save()

    assert not page.was_saved
    assert "This field is required." in page.text


def test_an_address_that_is_taken_is_refused_at_the_field(owner, medicine, medicine_page):
    a_medicine("Tizanidine")
    page = medicine_page(owner, medicine)
    page.form["slug"] = "Tizanidine"

    page.save()

    assert not page.was_saved
    assert "There is already a medicine at this address." in page.text


def test_the_page_warns_before_an_address_is_changed(owner, medicine, medicine_page):
    assert "changing it breaks those links" in medicine_page(owner, medicine).text


def test_view_on_site_leads_to_the_page_and_is_missing_while_it_is_hidden(
    owner, medicine, medicine_page
):
    page = medicine_page(owner, medicine)
    assert f'<a href="{medicine.get_absolute_url()}">View on site</a>' in page.html

    del page.form["is_public"]
    page.save()

    assert "View on site" not in page.html
    assert "Not on the site" in page.html


def test_categories_are_ticked(owner, medicine, medicine_page):
    first, second = a_category("Muscle relaxants"), a_category("Pain")
    medicine.categories.set([first])
    page = medicine_page(owner, medicine)
    assert page.form["in_categories"] == str(first.pk)

    page.form["in_categories"] = [str(second.pk)]
    page.save()

    assert list(medicine.categories.all()) == [second]


def test_a_text_a_colleague_wrote_meanwhile_stays(owner, pharmacist, medicine, medicine_page):
    section = a_section(medicine, "storage", "Below 25.")
    mine, theirs = medicine_page(owner, medicine), medicine_page(pharmacist, medicine)
    theirs.form["summary"] = "Theirs."
    theirs.form["sections-0-body"] = "Below 30."
    theirs.save()

    mine.form["headline"] = "Mine."
    mine.form["sections-0-title"] = "Keeping it"
    mine.save()

    saved = refreshed(medicine)
    section.refresh_from_db()
    assert (saved.headline, saved.summary) == ("Mine.", "Theirs.")
    assert (section.title, section.body) == ("Keeping it", "Below 30.")


def test_sections_are_added_and_deleted(owner, medicine, medicine_page):
    a_section(medicine, "storage")
    page = medicine_page(owner, medicine)
    page.form["sections-0-DELETE"] = "on"
    page.form["sections-1-kind"] = "storage"
    page.form["sections-1-body"] = "Anew."

    page.save()

    assert page.was_saved
    assert [section.body for section in medicine.sections.all()] == ["Anew."]


def test_a_second_section_of_a_kind_is_refused(owner, medicine, medicine_page):
    a_section(medicine, "storage")
    page = medicine_page(owner, medicine)
    page.form["sections-1-kind"], page.form["sections-1-body"] = "storage", "Again."

    page.save()

    assert not page.was_saved
    assert "There is already a section of this kind: edit that one." in page.text


def test_any_number_of_other_sections_is_welcome(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    for number, title in enumerate(("Travel", "Sport")):
        page.form[f"sections-{number}-kind"] = "other"
        page.form[f"sections-{number}-title"] = title
        page.form[f"sections-{number}-body"] = "Text."
    page.form["sections-TOTAL_FORMS"] = "2"

    page.save()

    assert [section.title for section in medicine.sections.all()] == ["Travel", "Sport"]


@pytest.mark.parametrize(
    ("why", "message"),
    [
        ("New\0supplier", "Null characters are not allowed."),
        ("x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
    ],
)
def test_a_reason_that_cannot_be_kept_is_said_where_it_is_typed(
    why, message, owner, medicine, medicine_page
):
    page = medicine_page(owner, medicine)
    page.form["why"] = why

    page.type(page.pack(90), price="66.50").save()

    assert not page.was_saved
    bar = page.html[page.html.index('class="confirm"') :]
    assert message in bar
    assert 'aria-describedby="id_why_error"' in bar


def test_a_medicine_is_never_deleted(owner, medicine):
    url = reverse("admin:catalogue_medicine_delete", args=[medicine.pk])
    assert owner.post(url, {"post": "yes"}).status_code == 403
    assert refreshed(medicine)


def test_the_history_names_what_was_edited(owner, medicine, medicine_page):
    a_section(medicine, "storage")
    page = medicine_page(owner, medicine)
    page.form["summary"], page.form["sections-0-body"] = "New.", "New."
    page.save()

    history = owner.get(reverse("admin:catalogue_medicine_history", args=[medicine.pk]))

    assert "Edited: Summary, Storage" in history.content.decode()
