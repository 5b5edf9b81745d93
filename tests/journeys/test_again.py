"""What was ordered once is ordered again in one click, at today's prices."""

import pytest
from playwright.sync_api import expect

from catalog.partner.models import StockRecord
from tests import factories
from tests.checkout.accounts.people import an_account
from tests.checkout.shopping import a_placed_order
from tests.journeys.accounts import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_an_order_is_in_the_cart_again_in_one_click_at_todays_prices(open_page, javascript):
    dosage = factories.a_dosage(factories.a_medicine("Cetirizine", legal_class="GSL"))
    kept, gone = factories.a_pack(dosage, 30, "12.00"), factories.a_pack(dosage, 60, "20.00")
    order = a_placed_order({kept: 2, gone: 1})
    type(order).objects.filter(pk=order.pk).update(user=an_account())
    StockRecord.objects.filter(product=kept).update(price="13.50")
    type(gone).objects.filter(pk=gone.pk).update(is_public=False)
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=javascript)
    sign_in(page)
    page.goto("/account/orders/")

    page.get_by_role("button", name="Order again").click()

    expect(page).to_have_url("/cart/")
    cart = page.get_by_role("main")
    expect(cart).to_contain_text("2 × $13.50")
    expect(cart).to_contain_text("was $12.00 in that order, now $13.50.")
    expect(cart).to_contain_text("Not sold any more: Cetirizine 10 mg, 60 pills.")
    expect(cart.get_by_role("button", name="Remove")).to_have_count(1)
