"""An older state is put back while Stripe has gone on: nobody pays or is refunded twice.

What Stripe knows and the shop does not is brought up to date, or a person is called.
"""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from checkout.order import actions, repairs
from checkout.payment.models import Outbox, PaymentAttempt, Reconciliation
from checkout.payment.reconciling import reconcile_nightly
from checkout.running.loops import work_on_money
from pharmacy.closing import is_closed
from tests.checkout.payment.purchases import an_order, approved, held, opened, paid
from tests.checkout.shopping import (
    Pharmacist,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.database import an_empty_database
from tests.pharmacy.backups.shops import in_a_folder

pytestmark = pytest.mark.django_db(transaction=True)
TOTAL = 5695
KEYS_ARE_FORGOTTEN = timedelta(hours=30)


def refund(order, amount="10.00"):
    repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason="Damaged"
    )


def charges(sandbox) -> dict[str, tuple[int, int]]:
    """Of each charge at Stripe what was charged and refunded."""
    return {key: (one.charged, one.refunded) for key, one in sandbox.books().items()}


def the_worker_works_later() -> None:
    """Turn by turn as it does, and then until nothing is left."""
    work_on_money(timezone.now() + KEYS_ARE_FORGOTTEN)
    for more in (timedelta(), timedelta(minutes=1), timedelta(minutes=10)):
        let_the_worker_work(KEYS_ARE_FORGOTTEN + more)


@pytest.fixture
def back_then(sandbox, shops, tmp_path):
    """Orders as they were backed up: what is promised of them is not kept yet."""
    orders = {
        "to refund": paid(sandbox),
        "to decide": held(sandbox),
        "to pay": an_order(),
        "to release": held(sandbox),
        "to charge": approved(sandbox),
    }
    refund(orders["to refund"])
    assert actions.cancel(orders["to release"], now=timezone.now())
    # The worker of paid() has compared for this night already.
    assert not reconcile_nightly(timezone.now())
    shops.back_up()
    return orders


def a_day_of_business(sandbox, orders):
    """Everything promised is kept, and more happens; the shop forgets it all."""
    sandbox.pay(opened(orders["to pay"]).session_id)
    let_the_worker_try_again()
    Pharmacist().approve(refreshed(orders["to decide"]))
    let_the_worker_try_again()
    refund(orders["to decide"], "5.00")
    new = paid(sandbox)
    let_the_worker_try_again()
    assert refreshed(orders["to pay"]).status == "awaiting_pharmacist"
    for order in ("to charge", "to decide"):
        assert refreshed(orders[order]).status == "paid"
    sandbox.move_clock(hours=KEYS_ARE_FORGOTTEN.total_seconds() / 3600)
    return new


@pytest.fixture
def today(sandbox, back_then, shops, tmp_path):
    """The shop as it was, in a world that has gone on; and what Stripe has by now."""
    new = a_day_of_business(sandbox, back_then)
    at_stripe = charges(sandbox)
    with an_empty_database("money"), in_a_folder(tmp_path / "new"):
        shops.restore()
        yield new, at_stripe


def test_nobody_is_charged_or_refunded_twice(sandbox, back_then, today):
    """Of what was promised in the backup everything was done since, under keys that are gone."""
    _new, at_stripe = today
    paid_and_refunded = [(TOTAL, refunded) for refunded in (0, 0, 500, 1000)]
    assert sorted(at_stripe.values()) == [(0, 0), (0, 0), *paid_and_refunded]
    the_worker_works_later()
    assert charges(sandbox) == at_stripe
    assert not Outbox.objects.filter(done_at=None).exclude(kind=Outbox.Kind.MAIL).exists()
    assert refreshed(back_then["to charge"]).status == "paid"
    assert attempt_of(back_then["to refund"]).given_back() == 1000
    assert attempt_of(back_then["to release"]).state == "released"


def test_what_happened_since_is_heard_of_or_calls_a_person(back_then, today):
    new, _at_stripe = today
    the_worker_works_later()
    decided = attempt_of(back_then["to decide"])
    assert (decided.state, decided.captured, decided.given_back()) == ("captured", TOTAL, 500)
    assert "is charged while the order is" in decided.needs_attention
    told = "\n".join(Reconciliation.objects.values_list("words", flat=True))
    assert "Stripe has a payment for no order of ours that we do not know" in told
    assert refreshed(back_then["to pay"]).status == "awaiting_pharmacist"
    assert attempt_of(back_then["to pay"]).state == "authorised"
    assert not PaymentAttempt.objects.filter(order__number=new.number).exists()


def test_all_is_compared_at_once_also_where_last_night_was_in_the_backup(back_then, today):
    restored = timezone.now()
    let_the_worker_work()
    run = Reconciliation.objects.get(span="nightly", started_at__gt=restored)
    assert run.finished_at
    assert run.unexplained == 1


def test_a_database_that_was_brought_back_by_other_means_is_doubted_as_well(sandbox, back_then):
    """A refund that was sent since its row was written is looked for, not sent once more."""
    assert Outbox.objects.get(kind=Outbox.Kind.REFUND).tries == 0
    call_command("restore", recovered=True, stdout=StringIO())
    assert is_closed()
    assert Outbox.objects.get(kind=Outbox.Kind.REFUND).tries == 1
    assert not Reconciliation.objects.filter(span="nightly").exists()
