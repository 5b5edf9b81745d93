"""What a shopper does with a placed order, in a real browser: pays, waits, prints, finds it."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from catalog.demo.shopfacts import add_demo_facts
from checkout.order import repairs
from checkout.payment import gateway
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack
from tests.journeys.orders import mailed
from tests.journeys.payment import pay_with

pytestmark = pytest.mark.django_db(transaction=True)

GOOD, NO_MONEY = "4242424242424242", "4000000000009995"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def shop(sandbox):
    """A pharmacy whose payments go to the sandbox."""
    add_demo_facts()
    return sandbox


@pytest.fixture
def pharmacist(shop):
    return Pharmacist()


def an_order(legal_class="POM"):
    return a_placed_order({a_pack(a_dosage(a_medicine(legal_class=legal_class)), 90, "68.00"): 2})


def held(sandbox, order):
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    synced_quietly(order)
    return refreshed(order)


def approve(order, pharmacist, packs):
    quantities = {order.lines.get().pk: packs}
    deciding.approve(order, by=pharmacist.user, now=timezone.now(), quantities=quantities)


def charged(sandbox, order, pharmacist, packs=2):
    approve(held(sandbox, order), pharmacist, packs)
    let_the_worker_work()
    return refreshed(order)


def link_in(message) -> str:
    [link] = re.findall(r"https?://\S+/orders/\S+", message.body)
    return link


def said(page: Page):
    return expect(page.locator("main"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_what_is_approved_without_a_hold_is_paid_by_the_mailed_link(
    open_page, shop, pharmacist, javascript
):
    order = held(shop, an_order())
    gateway.release(attempt_of(order).intent_id, key="by hand")
    synced_quietly(order)
    approve(order, pharmacist, packs=1)
    let_the_worker_work()

    page = open_page(viewport=PHONE, java_script_enabled=javascript)
    page.goto(link_in(mail.outbox[-1]))
    said(page).to_contain_text("Nothing is held on your card: pay $72.95 until")
    said(page).to_contain_text("Approved: 1 of 2")
    page.get_by_role("button", name="Pay $72.95").click()
    page.wait_for_url("**/c/pay/**")
    pay_with(page, GOOD)

    page.wait_for_url("**/orders/*/")
    said(page).to_contain_text("Your card was charged.")
    assert shop.captured(order.number)[-1] == 7295
    assert refreshed(order).status == "paid"


def test_a_payment_page_that_opens_late_is_gone_to_by_itself(shop, open_page):
    order = an_order()
    shop.plan(Fault(Kind.ERROR_500, "*sessions.create"))
    page = open_page(viewport=PHONE)
    page.goto(mailed(order))
    page.get_by_role("button", name="Pay $140.95").click()
    said(page).to_contain_text("We are preparing your payment")

    let_the_worker_try_again()

    page.wait_for_url("**/c/pay/**")


def test_a_card_without_money_is_told_and_another_one_pays_the_same_order(shop, open_page):
    order = an_order()
    page = open_page(viewport=PHONE)
    page.goto(mailed(order))
    page.get_by_role("button", name="Pay $140.95").click()
    page.wait_for_url("**/c/pay/**")
    pay_with(page, NO_MONEY)
    page.get_by_role("link", name="Back to the shop").click()

    said(page).to_contain_text("There is not enough money on this card. Use another one.")
    said(page).to_contain_text("Nothing was charged and nothing is held on it")
    page.get_by_role("button", name="Pay $140.95").click()
    page.wait_for_url("**/c/pay/**")
    pay_with(page, GOOD)
    page.wait_for_url("**/orders/*/")
    said(page).to_contain_text("Held on your card")
    assert (order.attempts.count(), refreshed(order).status) == (1, "awaiting_pharmacist")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_page_shows_by_itself_that_the_card_was_charged(shop, open_page, javascript):
    order = held(shop, an_order("GSL"))
    page = open_page(viewport=PHONE, java_script_enabled=javascript)
    page.goto(mailed(order))
    said(page).to_contain_text("Your card is being charged.")
    said(page).to_contain_text("This page looks again by itself.")

    let_the_worker_work()

    said(page).to_contain_text("Your card was charged.", timeout=10_000)
    said(page).not_to_contain_text("looks again")


def test_a_page_is_not_taken_away_from_who_is_about_to_press_a_button(shop, open_page):
    order = held(shop, an_order("GSL"))
    page = open_page(viewport=PHONE)
    page.clock.install()
    page.goto(mailed(order))
    cancel = page.get_by_role("button", name="Cancel the order")
    cancel.focus()
    let_the_worker_work()

    page.clock.run_for(30_000)
    expect(cancel).to_be_focused()

    cancel.blur()
    page.clock.run_for(4_000)
    said(page).to_contain_text("Your card was charged.")


def test_a_page_without_news_stays_where_its_reader_is(shop, open_page):
    order = held(shop, an_order("GSL"))
    page = open_page(viewport=PHONE)
    page.clock.install()
    page.goto(mailed(order))
    page.evaluate("window.isTheSame = true")
    with page.expect_response(f"**/orders/{order.number}/"):
        page.clock.run_for(4_000)
    with page.expect_response(f"**/orders/{order.number}/"):
        page.clock.run_for(4_000)
    assert page.evaluate("window.isTheSame")


def test_a_refund_is_shown_and_the_receipt_is_printed(shop, open_page, pharmacist):
    order = charged(shop, an_order(), pharmacist, packs=1)
    repairs.refund(
        attempt_of(order),
        amount=order.amount_to_capture - 60,
        by=pharmacist.user,
        now=timezone.now(),
        reason="One pill was broken",
    )
    let_the_worker_work()
    page = open_page(viewport=PHONE)
    page.goto(link_in(mail.outbox[-1]))
    said(page).to_contain_text("Your card was charged. $12.95 was refunded to it.")
    page.get_by_role("link", name="Receipt").click()

    said(page).to_contain_text("Visa ending 4242")
    said(page).to_contain_text("Refunded to your card")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (page.get_by_role("banner"), page.get_by_role("contentinfo")):
        expect(hidden).to_be_hidden()
    for hidden in ("Print", "Back to the order"):
        expect(page.get_by_text(hidden, exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    assert pages_of(page.pdf(format="A4")) == 1


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_without_a_script_no_button_promises_to_print(shop, open_page, pharmacist):
    order = charged(shop, an_order(), pharmacist)
    page = open_page(java_script_enabled=False)
    page.goto(mailed(order))
    page.get_by_role("link", name="Receipt").click()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_who_has_lost_the_link_is_mailed_a_new_one(shop, open_page, javascript):
    order = an_order()
    page = open_page(viewport=PHONE, java_script_enabled=javascript)
    page.goto(f"/orders/{order.number}/")
    said(page).to_contain_text("This order does not open here")
    page.get_by_label("E-mail").fill("sam@example.com")
    page.get_by_role("button", name="E-mail me the link").click()
    said(page).to_contain_text(
        "If that order was placed with that address, the link is on its way."
    )
    let_the_worker_work()

    page.goto(link_in(mail.outbox[-1]))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Almost done")
