"""The database has the last word on reductions: one at a time, and as it was once it has begun."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.reductions.models import Reduction
from tests.catalog.test_constraints import assert_only, change, check_deferred_constraints
from tests.factories import a_dosage, a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def a_reduction(pack=None, *, begins=timedelta(), lasts=DAY) -> Reduction:
    begins_at = timezone.now() + begins
    return Reduction.objects.create(
        pack=pack or a_pack(),
        begins_at=begins_at,
        ends_at=begins_at + lasts,
        announced_by=a_user(),
        announced_at=timezone.now(),
    )


def refused(write) -> None:
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="can only be ended early"), transaction.atomic():
        write()


@pytest.mark.parametrize("begins", [-DAY / 2, timedelta(), DAY / 2])
def test_a_pack_has_one_reduction_at_a_time(begins):
    one = a_reduction()
    assert_only("pack_has_one_reduction_at_a_time", lambda: a_reduction(one.pack, begins=begins))


def test_another_begins_where_one_ends_and_other_packs_have_their_own():
    one = a_reduction()
    Reduction.objects.create(
        pack=one.pack,
        begins_at=one.ends_at,
        ends_at=one.ends_at + DAY,
        announced_by=one.announced_by,
        announced_at=one.announced_at,
    )
    a_reduction()


def test_a_reduction_lasts_a_while_and_not_for_long():
    pack = a_pack()
    a_reduction(a_pack(), lasts=30 * DAY)
    assert_only("reduction_ends_after_it_begins", lambda: a_reduction(pack, lasts=timedelta()))
    assert_only(
        "reduction_lasts_at_most_30_days",
        lambda: a_reduction(pack, lasts=30 * DAY + timedelta(microseconds=1)),
    )


def test_a_reduction_is_of_a_pack():
    medicine = a_medicine()
    assert_only("reduction_is_of_a_pack", lambda: a_reduction(medicine))


@pytest.mark.parametrize("begins", [-DAY / 2, DAY])
def test_a_reduction_stays_what_it_was_announced_as(begins):
    one, other = a_reduction(begins=begins), a_user()
    for values in (
        {"begins_at": one.begins_at - DAY},
        {"ends_at": one.ends_at + DAY},
        {"pack": a_pack()},
        {"announced_by": other},
    ):
        refused(lambda values=values: change(one, ended_by=other, **values))


def test_a_reduction_that_runs_is_ended_by_somebody_and_not_in_the_past():
    one, other = a_reduction(begins=-DAY / 2), a_user()
    refused(lambda: change(one, ends_at=timezone.now()))
    refused(lambda: change(one, ends_at=timezone.now() - DAY / 4, ended_by=other))
    refused(one.delete)

    change(one, ends_at=timezone.now(), ended_by=other)


def test_what_is_over_stays_over():
    one = a_reduction(begins=-DAY, lasts=DAY - timedelta(minutes=1))
    refused(lambda: change(one, ends_at=one.ends_at, ended_by=a_user()))
    refused(one.delete)


def test_what_has_not_begun_is_taken_back():
    assert a_reduction(begins=DAY).delete()[0] == 1


def test_what_a_demo_announced_goes_with_it():
    pack = a_pack(a_dosage(a_medicine(is_demo=True)), is_demo=True)
    a_reduction(pack, begins=-DAY / 2)

    check_deferred_constraints()
    pack.parent.delete()

    assert not Reduction.objects.exists()
