"""A look is as good as new until something of what was shown has changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from catalog.models import Product
from catalog.shown.changes import KEPT_FOR, ROWS_KEPT_FOR, forget_changes, look, unchanged
from tests.checkout.shopping import let_the_worker_work
from tests.factories import a_category, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db(transaction=True)
BACLOFEN = ("site", "medicine baclofen")


def changed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM shown_change ORDER BY what")
        return [what for (what,) in cursor.fetchall()]


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
    baclofen()
    a_medicine("Tizanidine")
    nothing_has_changed()
    Product.objects.medicines().update(headline="Against spasms")
    assert changed() == ["lists", "medicine baclofen", "medicine tizanidine"]


def test_what_is_saved_as_it_was_changes_nothing():
    baclofen()
    nothing_has_changed()
    for product in Product.objects.all():
        product.save()
    assert changed() == []


def test_a_medicine_that_moves_has_changed_where_it_was_and_where_it_is():
    baclofen()
    nothing_has_changed()
    Product.objects.medicines().update(slug="lioresal")
    assert changed() == ["lists", "medicine baclofen", "medicine lioresal"]


def test_a_medicine_that_is_gone_has_changed():
    a_medicine("Baclofen")
    nothing_has_changed()
    Product.objects.medicines().delete()
    assert changed() == ["lists", "medicine baclofen"]


def test_what_costs_are_written_down_no_shopper_sees():
    pack = a_pack()
    a_category()
    nothing_has_changed()
    pack.dosage.unit_cost = 1
    pack.dosage.save()
    assert changed() == []


def test_the_worker_forgets_what_no_page_is_held_to_any_more():
    a_medicine("Baclofen")
    let_the_worker_work(after=ROWS_KEPT_FOR - timedelta(minutes=1))
    assert "medicine baclofen" in changed()
    let_the_worker_work(after=ROWS_KEPT_FOR + timedelta(minutes=1))
    assert changed() == []
