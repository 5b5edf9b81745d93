"""Staff at the desk of orders, in a real browser: approved in part, refunded, charged after all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from catalog.demo.staff import add_demo_staff
from checkout.order.models import Order
from checkout.payment.models import Outbox
from checkout.payment.paying import payment_page
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import sync
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack
from tests.journeys.cases import choose, copy_the_prescription, line_of, record
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(sandbox) -> Order:
    """Two packs of Baclofen, $140.95 with their delivery: held, and waiting for a pharmacist."""
    add_demo_staff()
    order = a_placed_order({a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00"): 2})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    sync(attempt_of(order).pk)
    return refreshed(order)


def open_desk(page: Page, who: str, order: Order) -> None:
    sign_in(page, f"{who}@example.com", f"/admin/order/order/{order.pk}/change/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(order.number)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_one_of_two_packs_is_approved_and_charged_and_a_part_refunded(
    open_page, order, sandbox, javascript
):
    pharmacist = open_page(java_script_enabled=javascript)
    open_desk(pharmacist, "pharmacist", order)
    pharmacist.get_by_role("link", name="Review the case").click()
    line = line_of(pharmacist, "Baclofen")
    choose(line, "Approve")
    line.get_by_label("Packs to approve").select_option("1")
    copy_the_prescription(pharmacist, Baclofen=90)
    record(pharmacist, "approved 1. $72.95 is charged next.")
    let_the_worker_work()
    assert sandbox.captured(order.number) == [7295]

    support = open_page(java_script_enabled=javascript)
    open_desk(support, "support", order)
    support.get_by_label("Amount").fill("12.00")
    support.get_by_label("Why it is refunded").fill("One pack was damaged")
    support.get_by_role("button", name="Go on to refund").click()
    support.get_by_role("button", name="Refund $12.00").click()
    expect(support.locator("body")).to_contain_text("$12.00 goes back to the card next")
    let_the_worker_work()
    support.reload()
    expect(support.locator("body")).to_contain_text("$60.95 is left.")
    assert sandbox.money() == [(14095, 7295, 1200)]


def test_a_charge_the_bank_refuses_is_found_tried_at_once_and_done(order, sandbox, open_page):
    Pharmacist().approve(order)
    sandbox.plan(Fault(Kind.DECLINED, "intents.capture", times=9))
    let_the_worker_work()
    sandbox.clear_faults()
    Outbox.objects.filter(kind="capture").update(next_at=timezone.now() + timedelta(minutes=20))

    page = open_page()
    sign_in(page, "support@example.com")
    expect(page.get_by_role("link", name="Orders 1")).to_be_visible()
    page.get_by_role("link", name="1 needs attention").click()
    expect(page.locator("main")).to_contain_text("The charge failed.")
    page.get_by_role("button", name="Try to charge $140.95 now").click()
    expect(page.locator("body")).to_contain_text("It is tried at once.")
    let_the_worker_work()

    page.reload()
    expect(page.locator("main")).to_contain_text("every payment is as it should be")
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [14095]
