"""What a patient did after the backup that is put back: paid, or sent what was asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order.models import Order
from checkout.payment.models import Outbox
from checkout.payment.paying import PaymentPage, payment_page
from checkout.payment.reconciling import reconcile_nightly
from checkout.prescriptions import actions
from checkout.running.loops import work_on_mail, work_on_money
from tests.checkout.payment.purchases import (
    a_page_nobody_knows,
    an_order,
    approved,
    come_back,
    held,
    let_go_by_the_bank,
    opened,
)
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import a_taken_file, to_follow
from tests.checkout.shopping import Pharmacist, attempt_of, let_the_worker_work, refreshed
from tests.database import an_empty_database
from tests.pharmacy.backups.shops import in_a_folder

pytestmark = pytest.mark.django_db(transaction=True)


def waiting_for_payment(sandbox) -> Order:
    return let_go_by_the_bank(approved(sandbox))


def the_prescription_comes(order: Order) -> None:
    actions.add_file_to_order(order, a_taken_file(), called="a.jpg", now=timezone.now())
    actions.send_to_the_pharmacist(order, answers={}, now=timezone.now())
    deciding.approve(order, by=Pharmacist().user)


def pays(sandbox, order: Order) -> None:
    sandbox.pay(opened(refreshed(order)).session_id)
    assert come_back(order).status == "paid"


def money(sandbox) -> list[tuple[int, int]]:
    return sorted((one.charged, one.refunded) for one in sandbox.books().values())


def test_it_is_found_and_not_paid_once_more(sandbox, shops, tmp_path):
    """Nothing was held for them when they were backed up, and no page of theirs was known."""
    by_link, followed = waiting_for_payment(sandbox), to_follow()
    shops.back_up()
    the_prescription_comes(followed)
    for order in (by_link, followed):
        pays(sandbox, order)
    at_stripe = money(sandbox)
    with an_empty_database("paid_since"), in_a_folder(tmp_path / "new"):
        shops.restore()
        work_on_money(timezone.now())
        assert refreshed(by_link).status == "paid"
        assert attempt_of(followed).state == "captured"
        assert "is charged while the order is" in attempt_of(followed).needs_attention
        assert payment_page(refreshed(followed), now=timezone.now()) == PaymentPage()
        the_prescription_comes(followed)
        let_the_worker_work(after=timedelta(hours=2))
        assert refreshed(followed).status == "paid"
    assert money(sandbox) == at_stripe


def test_what_was_paid_is_known_before_anything_is_given_up(sandbox, shops, tmp_path):
    """A page that was opened and paid since: by the clock nobody has come to it for an hour."""
    order = an_order()
    shops.back_up()
    held(sandbox, order)
    with an_empty_database("opened_since"), in_a_folder(tmp_path / "new"):
        shops.restore()
        work_on_money(timezone.now() + timedelta(hours=2))
        assert refreshed(order).status == "awaiting_pharmacist"
        assert attempt_of(order).state == "authorised"
        let_the_worker_work(after=timedelta(hours=3))
        assert len(sandbox.books()) == 1


def test_another_sum_than_the_orders_calls_a_person(sandbox):
    """As on a page that staff made at Stripe, with the number of an order that costs more."""
    order = an_order(packs=2)
    sandbox.pay(a_page_nobody_knows(order))
    reconcile_nightly(timezone.now())
    assert attempt_of(order).state == "new"
    assert "that we do not know" in attempt_of(order).needs_attention


def test_no_order_ends_and_nobody_is_mailed_before_somebody_has_looked(sandbox, shops, tmp_path):
    """What they wait for may have come since: by the clock of the backup they are overdue."""
    orders = [waiting_for_payment(sandbox), to_follow()]
    now = timezone.now()
    Order.objects.update(payment_due_at=now, information_due_at=now)
    shops.back_up()
    with an_empty_database("due"), in_a_folder(tmp_path / "new"):
        shops.restore()
        mails = Outbox.objects.filter(kind=Outbox.Kind.MAIL, done_at=None)
        assert mails.exists()
        assert not work_on_mail(timezone.now() + timedelta(minutes=50))
        let_the_worker_work(after=timedelta(days=6))
        states = [refreshed(order).status for order in orders]
        assert states == ["approved_awaiting_payment", "needs_information"]
        let_the_worker_work(after=timedelta(days=8))
        assert {refreshed(order).status for order in orders} == {"expired"}
