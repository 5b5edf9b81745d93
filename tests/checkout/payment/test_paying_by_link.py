"""An approved order whose hold is gone is paid by the mailed link: at once, exactly, and once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.payment import gateway
from checkout.payment.actions import begin_payment
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.paying import begin_again, payment_page, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.paying import NotPayableError
from checkout.payment.sync import sync
from checkout.payment.worker import keep_next_about_money
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.purchases import (
    an_order,
    approved,
    held,
    let_go_by_the_bank,
    opened,
    paid,
)
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    Pharmacist,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
TOTAL = 5695
PAGE_LIFE = timedelta(minutes=32)


def waiting(sandbox, order=None):
    """Approved, the hold gone, the link mailed."""
    order = let_go_by_the_bank(approved(sandbox, order))
    let_the_worker_work()
    assert order.status == "approved_awaiting_payment"
    return order


def come_back(order):
    synced_quietly(order)
    return refreshed(order)


def attempts(order):
    return [(a.state, a.charges_at_once) for a in order.attempts.order_by("pk")]


def test_the_link_charges_exactly_what_was_approved_at_once_and_once(sandbox):
    order = held(sandbox, an_order(packs=2))
    part = {order.lines.get().pk: 1}
    deciding.approve(order, by=Pharmacist().user, now=timezone.now(), quantities=part)
    order = let_go_by_the_bank(order)

    sandbox.pay(opened(order).session_id)
    assert come_back(order).status == "paid"
    assert sandbox.money() == [(TOTAL + 5200, 0, 0), (TOTAL, TOTAL, 0)]
    assert attempts(order) == [("released", False), ("captured", True)]
    let_the_worker_try_again()
    assert sandbox.money()[-1] == (TOTAL, TOTAL, 0)
    assert [m.subject for m in mail.outbox if "was charged" in m.subject] == [
        f"Your card was charged for order {order.number}"
    ]
    assert broken_at_rest(sandbox) == []


def test_a_declined_card_leaves_the_link_good_for_another(sandbox):
    order = waiting(sandbox)
    sandbox.pay(opened(order).session_id, "4000000000000002")
    assert come_back(order).status == "approved_awaiting_payment"
    sandbox.pay(opened(order).session_id)
    assert come_back(order).status == "paid"
    assert order.attempts.count() == 2


def test_a_page_that_expired_is_begun_again_however_often(sandbox):
    order, now = waiting(sandbox), timezone.now()
    pages = []
    for turn in range(3):
        page = payment_page(order, now=now + turn * PAGE_LIFE)
        assert page.url
        pages.append(page.url)
        sandbox.move_clock(seconds=int(PAGE_LIFE.total_seconds()))
    assert len(set(pages)) == 3
    synced_quietly(order)
    assert attempts(order) == [("released", False)] + [("expired", True)] * 3
    assert refreshed(order).status == "approved_awaiting_payment"


def test_while_stripe_cannot_say_that_a_page_expired_no_other_is_begun(sandbox):
    order, now = waiting(sandbox), timezone.now()
    assert payment_page(order, now=now).url
    sandbox.move_clock(seconds=int(PAGE_LIFE.total_seconds()))
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "sessions.retrieve"))
    assert payment_page(order, now=now + PAGE_LIFE).url == ""
    assert order.attempts.count() == 2


def test_the_old_hold_has_to_go_before_a_page_is_opened(sandbox):
    """Else a card could be charged by the one and by the other."""
    order = approved(sandbox)
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    order = refreshed(order)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "intents.cancel"))
    keep_next_about_money(timezone.now())  # the charge that is wanted no more
    keep_next_about_money(timezone.now())
    assert attempt_of(order).state == "releasing"
    page = payment_page(order, now=timezone.now())
    assert (page.url, page.preparing, order.attempts.count()) == ("", True, 1)

    let_the_worker_try_again()
    assert attempt_of(order).state == "released"
    assert payment_page(order, now=timezone.now()).url


def test_a_hold_that_is_kept_by_stripe_alone_keeps_the_link_waiting(sandbox):
    """Asked to let go, and nobody has tried yet: the hold is still there."""
    order = approved(sandbox)
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    assert payment_page(refreshed(order), now=timezone.now()).url == ""
    assert order.attempts.count() == 1


def test_after_the_last_day_there_is_no_page(sandbox):
    order = waiting(sandbox)
    assert payment_page(order, now=order.payment_due_at).url == ""
    assert begin_again(order, now=order.payment_due_at) is None
    assert begin_again(order, now=order.payment_due_at - timedelta(seconds=1))


@pytest.mark.parametrize("stands", ["held", "approved", "paid", "rejected"])
def test_only_an_approved_order_that_waits_is_charged_at_once(sandbox, stands):
    order = {"approved": approved, "paid": paid}.get(stands, held)(sandbox)
    if stands == "rejected":
        Pharmacist().reject(order)
        let_the_worker_work()
    assert begin_again(order, now=timezone.now()) is None
    assert not PaymentAttempt.objects.filter(charges_at_once=True).exists()


def test_a_charge_that_came_after_all_pays_the_order_and_the_link_is_dead(sandbox):
    """Staff ask for another card while the charge of the first is under way at Stripe."""
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "intents.capture"))
    keep_next_about_money(timezone.now())
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    let_the_worker_try_again()

    order = refreshed(order)
    assert order.status == "paid"
    assert payment_page(order, now=timezone.now()).url == ""
    assert attempts(order) == [("captured", False)]
    assert sandbox.money() == [(TOTAL, TOTAL, 0)]
    assert broken_at_rest(sandbox) == []


def test_a_refund_that_fails_while_another_page_is_open_pays_the_order_once(sandbox):
    """Staff charged by hand and gave it back, the patient was asked, and the bank sent it back."""
    order = approved(sandbox, card="4000000000005126")
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    first = attempt_of(order)
    gateway.capture(first.intent_id, amount=5000, key="by hand")
    gateway.refund(first.intent_id, amount=5000, token="theirs", key="by hand too")
    sync(first.pk)
    order = refreshed(order)
    page = opened(order).session_id
    sandbox.move_clock(seconds=61)
    sync(first.pk)
    sandbox.pay(page)
    assert come_back(order).status == "paid"
    let_the_worker_try_again()
    assert sandbox.money() == [(TOTAL, 5000, 5000), (TOTAL, TOTAL, 0)]
    sandbox.move_clock(seconds=61)
    sync(first.pk)
    let_the_worker_try_again()
    assert sandbox.money() == [(TOTAL, 5000, 0), (TOTAL, TOTAL, 0)]
    first.refresh_from_db()
    assert first.needs_attention.splitlines()[0] == (
        "50.00 USD is charged beside what pays for the order."
    )
    assert "A refund of 50.00 USD failed" in first.needs_attention


def test_a_second_charge_of_a_paid_order_goes_back_by_itself(sandbox):
    """It cannot happen; and where it does, one payment pays for an order."""
    order = paid(sandbox)
    second = begin_payment(order, amount=TOTAL, now=timezone.now(), at_once=True)
    let_the_worker_work(after=timedelta(seconds=10))
    second.refresh_from_db()
    sandbox.pay(second.session_id)
    sync(second.pk)
    let_the_worker_try_again()
    assert sandbox.money() == [(TOTAL, TOTAL, 0), (TOTAL, TOTAL, TOTAL)]
    assert refreshed(order).status == "paid"
    assert Dosage.objects.get().units_reserved == 60
    assert broken_at_rest(sandbox) == []


def test_a_page_still_open_when_the_order_is_paid_is_closed(sandbox):
    """The refund of the first payment failed, and so it pays after all."""
    order = approved(sandbox, card="4000000000005126")
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    first = attempt_of(order)
    gateway.capture(first.intent_id, amount=TOTAL, key="by hand")
    gateway.refund(first.intent_id, amount=TOTAL, token="theirs", key="by hand too")
    sync(first.pk)
    page = opened(refreshed(order)).session_id
    sandbox.move_clock(seconds=61)
    sync(first.pk)
    assert refreshed(order).status == "paid"
    let_the_worker_try_again()
    assert sandbox.session(page).status == "expired"
    assert sandbox.money() == [(TOTAL, TOTAL, 0)]
    assert broken_at_rest(sandbox) == []


# --- two tabs, two devices -------------------------------------------------------------------


def payable(sandbox):
    """The pages on which somebody could pay now, known to us or not."""
    return [page for page in sandbox.sessions() if sandbox.session(page).status == "open"]


@pytest.mark.parametrize("waits", [False, True], ids=["just placed", "approved and asked to pay"])
def test_all_tabs_of_a_shopper_lead_to_one_page_and_it_is_paid_once(sandbox, waits):
    order = waiting(sandbox) if waits else an_order()
    pages = {payment_page(order, now=timezone.now()).url for _ in range(4)}
    assert len(pages) == 1
    [session] = payable(sandbox)
    sandbox.pay(session)
    with pytest.raises(NotPayableError):
        sandbox.pay(session)
    come_back(order)
    assert payment_page(refreshed(order), now=timezone.now()).url == ""
    assert order.attempts.filter(state__in=["authorised", "captured"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_devices_that_ask_at_once_get_one_page(sandbox):
    order = waiting(sandbox)

    urls = set(by_many(lambda _: payment_page(order, now=timezone.now()).url))
    let_the_worker_work(after=timedelta(seconds=10))
    assert len(urls - {""}) == 1
    assert len(payable(sandbox)) == 1
    assert order.attempts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_device_that_asks_second_is_given_what_the_first_began(sandbox):
    order = waiting(sandbox)

    def second():
        try:
            return begin_again(order, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as people:
        with transaction.atomic():
            first = begin_again(order, now=timezone.now())
            waits = people.submit(second)
            with pytest.raises(TimeoutError):
                waits.result(timeout=0.5)
        assert waits.result() == first


@pytest.mark.parametrize("lost", [Kind.TIMEOUT_AFTER, Kind.ERROR_500_AFTER])
def test_of_the_pages_that_were_opened_one_address_ever_reaches_a_shopper(sandbox, lost):
    """A page whose answer was lost stays at Stripe, but nobody is ever sent to it."""
    order = waiting(sandbox)
    sandbox.plan(Fault(lost, "sessions.create"))
    assert payment_page(order, now=timezone.now()).preparing
    let_the_worker_try_again()
    page = payment_page(order, now=timezone.now())
    known = set(order.attempts.exclude(session_id=None).values_list("session_id", flat=True))
    sandbox.pay(attempt_of(order).session_id)
    assert page.url
    assert come_back(order).status == "paid"
    unknown = set(sandbox.sessions()) - known
    assert len(unknown) == (1 if lost == Kind.ERROR_500_AFTER else 0)
    assert Outbox.objects.filter(kind="open", done_at=None).count() == 0
    assert [row.state for row in order.attempts.order_by("pk")] == ["released", "captured"]
