"""What a shopper sees of an order that was placed."""

import pytest

from checkout.order import views
from checkout.order.models import Line, Order
from checkout.payment.paying import PaymentPage
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    """Somebody who has ordered two packs and not paid."""
    visitor = Visitor()
    visitor.add(a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00"), 2)
    method = a_delivery_method()
    visitor.enter_address(line2="Flat 2")
    visitor.choose(method)
    page = visitor.look("checkout-review")
    seen = {name: page.context[name] for name in ["fingerprint"]}
    visitor.fill("checkout-review", terms="on", seen_total="140.95", **seen)
    return visitor


def look(visitor):
    return visitor.look("order", Order.objects.get().number)


def test_an_order_shows_its_packs_sums_and_address(visitor):
    page = text_of(look(visitor))
    assert "Baclofen 10 mg 2 packs of 90 pills $136.00" in page
    assert "Goods $136.00 Delivery, Tracked $4.95 Tax included $0.00 Total $140.95" in page
    assert "Sam Example 12 Sample Avenue Flat 2 Exampletown MA 02101 United States" in page


def test_an_unpaid_order_can_be_paid_or_changed(visitor):
    page = look(visitor)
    number = Order.objects.get().number
    assert "Pay $140.95" in text_of(page)
    assert f'action="/orders/{number}/pay/"' in page.content.decode()
    assert f'action="/orders/{number}/cancel/"' in page.content.decode()
    assert page.content.decode().count("csrfmiddlewaretoken") == 2


def test_the_step_that_is_next_is_marked_once(visitor):
    page = look(visitor).content.decode()
    assert page.count('class="done"') == 1
    assert page.count('class="now" aria-current="step"') == 1


def test_what_was_approved_of_a_line_is_told_where_it_is_less(visitor):
    assert "Approved" not in text_of(look(visitor)).split("Your packs")[1]
    Line.objects.update(approved_quantity=1)
    Order.objects.update(amount_to_capture="72.95")
    page = text_of(look(visitor))
    assert "Approved: 1 of 2" in page
    assert "For what was approved $72.95" in page


def test_a_payment_that_is_being_prepared_looks_again_with_and_without_script(visitor, monkeypatch):
    monkeypatch.setattr(views, "payment_page", lambda order, now: PaymentPage(preparing=True))
    page = visitor.look("pay", Order.objects.get().number)
    assert "We are preparing your payment" in text_of(page)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.content.decode()
    assert "shop/again" in page.content.decode()
