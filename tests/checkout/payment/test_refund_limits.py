"""The database has the last word on refunds: never more than was charged, also from two at once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.payment.models import Refund
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.purchases import held, paid
from tests.checkout.shopping import attempt_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def refused_by_the_database(words, write):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        write()


@pytest.mark.parametrize("state", ["pending", "succeeded"])
def test_the_database_refuses_more_than_was_charged(sandbox, state):
    attempt = attempt_of(paid(sandbox))
    Refund.objects.create(attempt=attempt, amount=5000, reason="First")
    values = {"attempt": attempt, "reason": "More", "state": state, "stripe_id": "re_x"}
    refused_by_the_database(
        "Refunds of 5000 and 696 are more than the 5695",
        lambda: Refund.objects.create(amount=696, **values),
    )
    Refund.objects.create(amount=695, **values)


def test_the_database_refuses_a_refund_of_what_is_only_held(sandbox):
    attempt = attempt_of(held(sandbox))
    refused_by_the_database(
        "are more than the 0", lambda: Refund.objects.create(attempt=attempt, amount=1, reason="No")
    )


def test_a_refund_that_failed_makes_room_and_cannot_come_back_where_there_is_none(sandbox):
    attempt = attempt_of(paid(sandbox))
    first = Refund.objects.create(attempt=attempt, amount=5695, reason="First")
    Refund.objects.filter(pk=first.pk).update(state="failed")
    Refund.objects.create(attempt=attempt, amount=1, reason="Second")
    refused_by_the_database(
        "are more than", lambda: Refund.objects.filter(pk=first.pk).update(state="pending")
    )


@pytest.mark.parametrize("changed", ["amount", "attempt"])
def test_a_refund_keeps_its_amount_and_its_payment(sandbox, changed):
    order, other = paid(sandbox), paid(sandbox)
    first = Refund.objects.create(attempt=attempt_of(order), amount=500, reason="First")
    value = {"amount": 400} if changed == "amount" else {"attempt": attempt_of(other)}
    refused_by_the_database(
        "keeps its payment and its amount",
        lambda: Refund.objects.filter(pk=first.pk).update(**value),
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["by the action", "past it"])
def test_two_who_refund_at_once_give_no_more_than_there_is(sandbox, way):
    order = paid(sandbox)
    attempt = attempt_of(order)

    def one(_):
        if way == "by the action":
            repairs.refund(
                attempt, amount=Decimal("40.00"), by=None, now=timezone.now(), reason="At once"
            )
        else:
            Refund.objects.create(attempt=attempt, amount=4000, reason="At once")

    told = by_many(one, times=4)
    assert sorted(map(type, told), key=str) == sorted(
        [type(None), *[CannotDecide if way == "by the action" else IntegrityError] * 3], key=str
    )
    assert [one.amount for one in attempt.refunds.all()] == [4000]


@pytest.mark.django_db(transaction=True)
def test_the_database_lets_a_second_refund_wait_for_the_first(sandbox):
    """Both are written before either is committed: a sum that is only read would miss the other."""
    attempt = attempt_of(paid(sandbox))

    def second():
        try:
            Refund.objects.create(attempt=attempt, amount=4000, reason="Second")
        except IntegrityError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as people:
        with transaction.atomic():
            Refund.objects.create(attempt=attempt, amount=4000, reason="First")
            waits = people.submit(second)
            with pytest.raises(TimeoutError):
                waits.result(timeout=0.5)
        assert "are more than the 5695" in waits.result()
