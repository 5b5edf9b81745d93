"""A look is as good as new until something of what was shown has changed."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog import stock
from catalog.models import Product
from catalog.shown.changes import KEPT_FOR, ROWS_KEPT_FOR, forget_changes, look, unchanged
from tests.checkout.shopping import let_the_worker_work
from tests.factories import a_category, a_dosage, a_medicine, a_pack, baclofen
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db(transaction=True)
BACLOFEN = ("site", "medicine 1")


def changed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM shown_change ORDER BY what")
        return [what for (what,) in cursor.fetchall()]


def noted(*medicines):
    return sorted(["lists", *(f"medicine {medicine.pk}" for medicine in medicines)])


def nothing_has_changed():
    assert forget_changes(timezone.now() + 2 * ROWS_KEPT_FOR)
    assert changed() == []


def test_a_page_is_made_anew_after_an_hour_whatever_happens():
    now = timezone.now()
    since = look(now)
    assert unchanged(BACLOFEN, since, now=now + KEPT_FOR - timedelta(seconds=1))
    assert not unchanged(BACLOFEN, since, now=now + KEPT_FOR)


def test_a_database_put_back_from_a_backup_is_not_compared_with_what_was_there(own_database):
    now = timezone.now()
    since = look(now)
    assert unchanged(BACLOFEN, since, now=now)
    own_database.clone()
    assert not unchanged(BACLOFEN, since, now=now)


def test_many_changes_of_one_transaction_are_noted_once_each():
    medicines = baclofen(), a_medicine("Tizanidine")
    nothing_has_changed()
    Product.objects.medicines().update(headline="Against spasms")
    assert changed() == noted(*medicines)


def test_what_is_saved_as_it_was_changes_nothing():
    baclofen()
    nothing_has_changed()
    for product in Product.objects.all():
        product.save()
    assert changed() == []


def test_a_pack_that_moves_has_changed_where_it_was_and_where_it_is():
    one, other = a_pack().dosage, a_dosage()
    nothing_has_changed()
    with transaction.atomic():
        Product.objects.packs().update(dosage=other, parent=other.medicine)
    assert changed() == noted(one.medicine, other.medicine)


def test_a_medicine_that_is_gone_has_changed():
    expected = noted(a_medicine("Baclofen"))
    nothing_has_changed()
    Product.objects.medicines().delete()
    assert changed() == expected


@pytest.mark.parametrize("table", ["texts_text", "catalogue_productcategory"])
def test_a_table_that_is_emptied_has_changed_what_every_page_shows(table):
    assert changed() == []
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert changed() == ["site"]


def test_a_pack_that_comes_while_units_are_sold_waits_for_the_sale_or_is_seen_by_it():
    """Else the sale sees no pack it empties, and the pack no sale that empties it."""
    dosage = a_dosage(units_on_hand=100)
    second_waits(lambda: stock.reserve({dosage.pk: 50}), lambda: a_pack(dosage, 60))
    nothing_has_changed()
    other = a_dosage(units_on_hand=100)
    second_waits(lambda: a_pack(other, 60), lambda: stock.reserve({other.pk: 50}))
    assert f"medicine {other.medicine_id}" in changed()


def test_what_costs_are_written_down_no_shopper_sees():
    pack = a_pack()
    a_category()
    nothing_has_changed()
    pack.dosage.unit_cost = 1
    pack.dosage.save()
    assert changed() == []


def test_the_worker_forgets_what_no_page_is_held_to_any_more():
    medicine = a_medicine("Baclofen")
    let_the_worker_work(after=ROWS_KEPT_FOR - timedelta(minutes=1))
    assert changed() == noted(medicine)
    let_the_worker_work(after=ROWS_KEPT_FOR + timedelta(minutes=1))
    assert changed() == []
