"""The main job, in a real browser: found, put in the cart, paid for, approved, charged once."""

import pytest
from playwright.sync_api import Page, expect

from catalog.demo.shopfacts import add_demo_facts
from catalog.demo.staff import add_demo_staff
from checkout.demo.delivery import load_demo_delivery
from checkout.order.models import Order
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed
from tests.factories import a_category, baclofen
from tests.journeys.cases import choose, copy_the_prescription, open_case, record
from tests.journeys.patient import tell
from tests.journeys.payment import pay_with

pytestmark = pytest.mark.django_db(transaction=True)

GOOD, DECLINED = "4242424242424242", "4000000000000002"
PHONE = {"width": 390, "height": 844}
SAM = {
    "email": "sam@example.com",
    "first_name": "Sam",
    "last_name": "Example",
    "line1": "1 Sample Street",
    "city": "Exampletown",
    "state": "CA",
    "postcode": "90210",
}


@pytest.fixture
def shop(sandbox):
    """Baclofen on sale, delivered to the US, by a pharmacy with staff."""
    medicine = baclofen(category=a_category(), headline="Muscle relaxant")
    load_demo_delivery()
    add_demo_facts()
    add_demo_staff()
    return medicine


def find_baclofen(page: Page) -> None:
    page.goto("/medicines/")
    page.get_by_role("link", name="Baclofen").click()


def add(page: Page, name: str, *, javascript: bool) -> None:
    page.get_by_role("button", name=name).click()
    if javascript:
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    else:
        page.wait_for_url("**/cart/**")


def fill_the_cart(page: Page, *, javascript: bool) -> None:
    """10 mg x 90 and 25 mg x 30, as the owner's page sells them."""
    find_baclofen(page)
    add(page, "Add 90 pills of 10", javascript=javascript)
    page.goto("/medicines/baclofen/?dosage=25mg")
    add(page, "Add 30 pills of 25", javascript=javascript)
    page.goto("/cart/")


def check_out(page: Page) -> None:
    """From the cart to the payment page."""
    page.get_by_role("link", name="Go to checkout").click()
    for name, value in SAM.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main form button").last.click()
    page.wait_for_url("**/checkout/delivery/")
    page.get_by_label("Tracked").check()
    page.locator("main form button").last.click()
    page.wait_for_url("**/checkout/patient/")
    tell(page)
    page.wait_for_url("**/checkout/review/")
    expect(page.locator("main")).to_contain_text("Medicines cannot be returned")
    page.get_by_label("I accept").check()
    page.get_by_role("button", name="Order with obligation to pay $169.00").click()
    page.wait_for_url("**/c/pay/**")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_guest_buys_two_dosages_and_is_charged_once_when_approved(
    open_page, shop, sandbox, javascript
):
    page = open_page(viewport=PHONE, java_script_enabled=javascript)
    fill_the_cart(page, javascript=javascript)
    expect(page.locator("main")).to_contain_text("$169.00")
    check_out(page)
    expect(page.locator("body")).not_to_contain_text("Baclofen")
    pay_with(page, GOOD)

    page.wait_for_url("**/orders/*/")
    expect(page.locator("main")).to_contain_text(
        "Your card is held now and charged only for what the pharmacist approves."
    )
    order = Order.objects.get()
    assert (order.status, sandbox.captured(order.number)) == ("awaiting_pharmacist", [])

    approve(open_page(), order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [16900]
    page.reload()
    expect(page.locator("main")).to_contain_text("Your card was charged.")


def approve(page: Page, order: Order) -> None:
    """Both dosages, on one prescription."""
    open_case(page, order)
    for line in page.locator(".line").all():
        choose(line, "Approve")
    copy_the_prescription(page)
    for item, units in zip(page.get_by_label("Units each time").all(), ("90", "30"), strict=True):
        item.fill(units)
    record(page, "approved")


def test_a_declined_card_is_told_and_another_one_pays_the_same_order(shop, sandbox, open_page):
    page = open_page(viewport=PHONE)
    fill_the_cart(page, javascript=True)
    check_out(page)
    pay_with(page, DECLINED)
    expect(page.locator("body")).to_contain_text("declined")
    page.get_by_role("link", name="Back to the shop").click()
    expect(page.locator("main")).to_contain_text("Your card was not accepted.")
    expect(page.locator("main")).to_contain_text("The bank does not say why. Use another card")
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url("**/c/pay/**")
    pay_with(page, GOOD)
    page.wait_for_url("**/orders/*/")
    assert Order.objects.get().status == "awaiting_pharmacist"


def test_a_shopper_changes_the_order_before_paying(shop, sandbox, open_page):
    page = open_page(viewport=PHONE)
    fill_the_cart(page, javascript=True)
    check_out(page)
    page.get_by_role("link", name="Back to the shop").click()
    page.get_by_role("button", name="Change my order").click()
    page.wait_for_url("**/cart/")
    expect(page.locator("main")).to_contain_text("$169.00")
    order = Order.objects.get()
    assert (order.status, attempt_of(order).state) == ("cancelled", "expired")
    assert not shop.dosages.filter(units_reserved__gt=0).exists()


def test_an_order_is_nobody_elses_business(shop, sandbox, open_page):
    page = open_page(viewport=PHONE)
    fill_the_cart(page, javascript=True)
    check_out(page)
    number = Order.objects.get().number
    stranger = open_page(java_script_enabled=False)
    answer = stranger.request.get(f"/orders/{number}/")
    assert answer.status == 404
