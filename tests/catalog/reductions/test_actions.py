"""A reduction is announced of what is lower, one at a time, and ends when it is told to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.actions import lock_medicine
from catalog.partner.models import StockRecord
from catalog.reductions import actions
from catalog.reductions.actions import CannotAnnounce
from catalog.reductions.models import Reduction
from pharmacy.history.models import EVENTS
from tests.catalog.reductions.past import as_if_saved, lowered, reduced, was_asked
from tests.factories import a_pack, a_user
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def announce(*packs, ahead=timedelta(), lasts=DAY, by=None) -> None:
    now = timezone.now()
    actions.announce(
        packs[0].parent,
        [pack.pk for pack in packs],
        begins_at=now + ahead,
        ends_at=now + ahead + lasts,
        by=by or a_user(),
        now=now,
    )


def why_not(*packs, **when) -> dict[int, str]:
    with pytest.raises(CannotAnnounce) as refused:
        announce(*packs, **when)
    assert not Reduction.objects.exists()
    units = {pack.pk: pack.units for pack in packs}
    return {units[pk]: words for pk, words in refused.value.problems.items()}


def test_a_lower_price_is_announced(pack):
    person = a_user()

    announce(pack, by=person)

    one = pack.reductions.get()
    assert (one.announced_by, one.ended_by, one.ends_at - one.begins_at) == (person, None, DAY)
    [event] = EVENTS["reduction"].objects.all()
    assert (event.pgh_label, event.pack_id, event.ends_at) == ("insert", pack.pk, one.ends_at)


def test_of_several_packs_each_says_why_not_and_none_is_announced(medicine, pack):
    dosage = pack.dosage
    was_asked(dosage.packs.get(units=60), "52.00", days_ago=40)
    lowered(dosage.packs.get(units=120), before="90.00", days_ago=12)

    said = why_not(*dosage.packs.filter(units__in=[60, 90, 120]).select_related("parent"))

    assert sorted(said) == [60, 120]
    assert "lower it first" in said[60]
    assert "On sale in this size and strength since" in said[120]


def test_a_price_raised_just_before_is_none(pack):
    price = StockRecord.objects.get(product=pack)
    for amount in ("90.00", "72.00"):
        price.price = Decimal(amount)
        price.save()
        as_if_saved()

    assert "is not below $68.00" in why_not(pack)[90]


def test_a_pack_of_another_size_has_no_past(pack):
    type(pack).objects.filter(pk=pack.pk).update(units=30)
    as_if_saved()
    assert "On sale in this size and strength since" in why_not(pack)[90]


def test_a_pack_has_one_reduction_at_a_time(pack):
    announce(pack)
    with pytest.raises(CannotAnnounce, match="already: end that first"):
        announce(pack, ahead=DAY / 2)
    announce(pack, ahead=2 * DAY)
    assert pack.reductions.count() == 2


def test_ahead_a_price_has_only_to_be_on_sale_for_long_enough(medicine):
    dear = medicine.children.get(units=60, dosage__label="10mg")
    was_asked(dear, "52.00", days_ago=40)
    new = medicine.children.get(units=120, dosage__label="10mg")
    as_if_saved()

    announce(dear, ahead=DAY)

    assert dear.reductions.exists()
    with pytest.raises(CannotAnnounce, match="a reduction can begin on"):
        announce(new, ahead=DAY)


def test_another_medicines_pack_is_refused(pack):
    now = timezone.now()
    with pytest.raises(KeyError):
        actions.announce(
            pack.parent, [a_pack().pk], begins_at=now, ends_at=now + DAY, by=a_user(), now=now
        )


def test_a_reduction_is_ended_early_and_says_by_whom(pack):
    one, person = reduced(pack), a_user()
    now = timezone.now()

    assert actions.end(one, by=person, now=now)

    one.refresh_from_db()
    assert (one.ends_at, one.ended_by) == (now, person)
    assert not actions.end(one, by=person, now=now + DAY)


def test_what_has_not_begun_is_taken_back(pack):
    announce(pack, ahead=2 * DAY)

    assert actions.end(pack.reductions.get(), by=a_user(), now=timezone.now())

    assert not pack.reductions.exists()
    assert EVENTS["reduction"].objects.filter(pgh_label="delete").exists()


@pytest.mark.django_db(transaction=True)
def test_who_announces_waits_for_who_is_saving_prices(medicine):
    pack = lowered(medicine.children.get(units=90, dosage__label="10mg"), before="72.00")

    def raise_price():
        lock_medicine(medicine.pk)
        StockRecord.objects.filter(product=pack).update(price="72.00")

    said = second_waits(raise_price, lambda: announce(pack))

    assert isinstance(said, CannotAnnounce)
    assert not pack.reductions.exists()
