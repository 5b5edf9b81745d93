"""What is found follows what is written, whoever writes it and in whatever way."""

import pytest
from django.db import connection

from catalog.models import Category, Product, ProductCategory
from catalog.search.finding import closest
from catalog.search.models import Entry, Spelling
from catalog.search.reads import words_of
from catalog.substances.models import Substance
from tests.catalog.admin.conftest import MedicinePage, staff
from tests.catalog.importing.shop import imported, own
from tests.factories import a_category, a_medicine, a_substance, baclofen
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db


def by_sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def finds(typed: str) -> list[str]:
    return [Product.objects.get(pk=pk).title for pk in closest(words_of(typed), 9)]


@pytest.mark.parametrize(
    "column", ["title", "generic_name", "also_known_as", "form", "headline", "summary"]
)
def test_a_word_that_sql_writes_is_found_and_one_it_takes_away_is_not(column):
    medicine = a_medicine("Baclofen")
    by_sql(f"UPDATE catalogue_product SET {column} = 'Earlier' WHERE id = %s", medicine.pk)
    assert len(finds("earlier")) == 1

    by_sql(f"UPDATE catalogue_product SET {column} = 'Later' WHERE id = %s", medicine.pk)

    assert (len(finds("earlier")), len(finds("later"))) == (0, 1)


def test_a_category_is_found_by_its_name_while_it_is_on_the_site():
    category = a_category("Muscle relaxants")
    medicine = baclofen()
    assert finds("muscle") == []

    by_sql(
        "INSERT INTO catalogue_productcategory (product_id, category_id) VALUES (%s, %s)",
        medicine.pk,
        category.pk,
    )
    assert finds("muscle") == ["Baclofen"]
    by_sql("UPDATE catalogue_category SET name = 'Spasms' WHERE id = %s", category.pk)
    assert (finds("muscle"), finds("spasm")) == ([], ["Baclofen"])
    Category.objects.update(is_public=False)
    assert finds("spasm") == []
    Category.objects.update(is_public=True)
    ProductCategory.objects.all().delete()
    assert finds("spasm") == []


def test_a_medicine_that_moves_to_another_category_is_found_there():
    first, second = a_category("Muscles"), a_category("Nerves")
    baclofen(category=first)
    ProductCategory.objects.update(category=second)
    assert (finds("muscles"), finds("nerves")) == ([], ["Baclofen"])


def test_a_substance_is_found_by_every_name_it_gets():
    medicine = a_medicine("Baclofen")
    substance = a_substance("gabaol", other_names="lioresal", medicines=[medicine])
    assert finds("gabaol") == finds("lioresal") == ["Baclofen"]

    by_sql("UPDATE substances_substance SET other_names = 'kemstro' WHERE id = %s", substance.pk)
    assert (finds("lioresal"), finds("kemstro")) == ([], ["Baclofen"])
    Substance.objects.filter(pk=substance.pk).update(name="gabolin")
    assert (finds("gabaol"), finds("gabolin")) == ([], ["Baclofen"])
    substance.medicines.clear()
    assert finds("gabolin") == []


def test_a_name_of_which_there_are_many_is_kept_once():
    medicine = baclofen(also_known_as="Lioresal, lioresal ")
    a_substance("baclofen", other_names="lioresal, kemstro", medicines=[medicine])
    entry = Entry.objects.get(medicine=medicine)
    assert entry.other_names == ["Lioresal", "kemstro"]
    assert entry.folded_names == "\nlioresal\nkemstro\n"


def test_a_medicine_that_is_deleted_leaves_nothing_behind():
    medicine, other = a_medicine("Gone"), a_medicine("Also gone")
    assert Spelling.objects.filter(text__contains="gone").count() == 3

    by_sql("DELETE FROM catalogue_product WHERE id = %s", medicine.pk)
    other.delete()

    assert not Entry.objects.exists()
    assert not Spelling.objects.exists()


def test_packs_are_not_searched():
    baclofen()
    assert Entry.objects.count() == 1


def test_what_staff_save_is_found():
    page = MedicinePage(staff(), baclofen())
    page.form["also_known_as"] = "Lioresal"
    assert page.save().was_saved
    assert finds("lioresal") == ["Baclofen"]


def test_what_a_page_brings_is_found():
    imported(own("baclofen.txt"))
    assert finds("baclofen") == ["Baclofen"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_medicine_at_once_both_are_found():
    medicine = baclofen()
    substance = a_substance("baclofen", other_names="lioresal", medicines=[medicine])

    second_waits(
        lambda: Product.objects.filter(pk=medicine.pk).update(headline="Against spasms"),
        lambda: Substance.objects.filter(pk=substance.pk).update(other_names="kemstro"),
    )

    assert finds("spasms") == finds("kemstro") == ["Baclofen"]


@pytest.mark.django_db(transaction=True)
def test_a_category_that_is_renamed_while_a_medicine_enters_it_is_found_by_its_new_name():
    category, medicine = a_category("Muscles"), baclofen()

    second_waits(
        lambda: ProductCategory.objects.create(product=medicine, category=category),
        lambda: Category.objects.filter(pk=category.pk).update(name="Nerves"),
    )

    assert (finds("muscles"), finds("nerves")) == ([], ["Baclofen"])


@pytest.mark.django_db(transaction=True)
def test_a_substance_that_is_renamed_while_a_medicine_gets_it_is_found_by_its_new_name():
    substance, medicine = a_substance("gabaol"), a_medicine("Lioresal")

    second_waits(
        lambda: Substance.objects.filter(pk=substance.pk).update(name="gabolin"),
        lambda: substance.medicines.add(medicine),
    )

    assert (finds("gabaol"), finds("gabolin")) == ([], ["Lioresal"])
