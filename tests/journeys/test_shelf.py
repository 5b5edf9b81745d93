"""A dispenser at the shelf, in a real browser: picked, labelled, dispensed, sent, corrected."""

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from checkout.order.models import Order
from checkout.payment.paying import payment_page
from checkout.payment.sync import sync
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.shopping import a_placed_order, attempt_of, let_the_worker_work, refreshed
from tests.factories import a_dosage, a_lot, a_medicine, a_pack, a_user
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(sandbox) -> Order:
    """Two packs of 90, charged; 100 units lie in a lot that expires first, the rest in another."""
    add_demo_staff()
    dosage = a_dosage(a_medicine("Baclofen"), units_on_hand=0)
    a_lot(dosage, 100, "FIRST", expires_in_days=90)
    a_lot(dosage, 500, "LATER", expires_in_days=400)
    order = a_placed_order({a_pack(dosage, 90, "68.00"): 2})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    sync(attempt_of(order).pk)
    approve(order, by=a_user(), directions="One three times a day")
    let_the_worker_work()
    return refreshed(order)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_an_order_goes_from_the_shelf_to_the_patient(open_page, order, javascript):
    page = open_page(java_script_enabled=javascript)
    sign_in(page, "dispenser@example.com", f"/admin/order/order/{order.pk}/change/")
    page.get_by_role("link", name="Labels").click()
    expect(page.locator(".label")).to_contain_text("One three times a day")
    page.get_by_role("link", name=order.number).click()
    page.get_by_role("link", name="Pick list").click()
    take = page.get_by_role("region", name="Take", exact=True)
    expect(take.get_by_role("row", name="FIRST").get_by_role("textbox")).to_have_value("100")
    expect(take.get_by_role("row", name="LATER").get_by_role("textbox")).to_have_value("80")
    page.get_by_role("button", name="Dispensed").click()
    expect(page.locator("body")).to_contain_text("its packs have left the shelf")

    page.get_by_label("Carrier").fill("Royal Mail")
    page.get_by_label("Tracking number").fill("AB 123 GB")
    page.get_by_role("button", name="Shipped").click()
    page.get_by_text("Correct the tracking number").click()
    page.get_by_label("Carrier").fill("Royal Mail")
    page.get_by_label("Tracking number").fill("AB 124 GB")
    page.get_by_role("button", name="Correct and mail").click()
    expect(page.locator("body")).to_contain_text("the patient is mailed the new number")
    page.get_by_role("button", name="Delivered").click()
    expect(page.locator("body")).to_contain_text("the patient has the packs")

    let_the_worker_work()
    assert refreshed(order).status == "delivered"
    lots = order.lines.get().dispensed_lots.order_by("-units")
    assert [(row.lot.number, row.units) for row in lots] == [("FIRST", 100), ("LATER", 80)]
    assert "Royal Mail, AB 124 GB." in mail.outbox[-1].body
