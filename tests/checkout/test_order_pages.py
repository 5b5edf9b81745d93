"""What a shopper sees of an order that was placed."""

import pytest
from django.urls import reverse

from catalog.models import Product
from checkout.order.models import Line, Order
from checkout.order.page import views
from checkout.payment.paying import PaymentPage
from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.pages import text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_delivery_method, attempt_of, let_the_worker_try_again
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    """Somebody who has ordered two packs and not paid."""
    visitor = Visitor()
    visitor.add(a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00"), 2)
    method = a_delivery_method()
    visitor.enter_address(line2="Flat 2")
    visitor.choose(method)
    visitor.tell()
    page = visitor.look("checkout-review")
    seen = {name: page.context[name] for name in ["fingerprint"]}
    visitor.fill("checkout-review", terms="on", seen_total="140.95", **seen)
    return visitor


def look(visitor):
    return visitor.look("order", Order.objects.get().number)


def test_an_order_shows_its_packs_sums_and_address(visitor):
    page = text_of(look(visitor))
    assert "Baclofen 10 mg 2 packs of 90 pills, $0.76 per pill $136.00" in page
    assert "Goods $136.00 Delivery, Tracked $4.95 Tax included $0.00 Total $140.95" in page
    assert "Sam Example 12 Sample Avenue Flat 2 Exampletown MA 02101 United States" in page


def test_an_unpaid_order_can_be_paid_or_changed(visitor):
    page = look(visitor)
    number = Order.objects.get().number
    assert "Pay $140.95" in text_of(page)
    assert f'action="/orders/{number}/pay/"' in page.content.decode()
    assert f'action="/orders/{number}/cancel/"' in page.content.decode()
    # To pay, to give up, to keep the details.
    assert page.content.decode().count("csrfmiddlewaretoken") == 3


def test_the_step_that_is_next_is_marked_once(visitor):
    page = look(visitor).content.decode()
    assert page.count('class="done"') == 1
    assert page.count('class="now" aria-current="step"') == 1


def test_of_a_part_that_was_approved_only_the_part_is_paid(visitor):
    assert "Approved" not in text_of(look(visitor)).split("Your packs")[1]
    deciding.as_if_decided(Order.objects.get(), {Line.objects.get().pk: 1})
    Order.objects.update(amount_to_capture="72.95")
    page = text_of(look(visitor))
    assert "A part was approved. You are not charged for the rest." in page
    assert "2 packs of 90 pills, $0.76 per pill Approved: 1 of 2 $68.00" in page
    assert "Goods $68.00 Delivery, Tracked $4.95 Tax included $0.00 Total $72.95" in page
    assert "Pay $72.95" in page


def test_a_payment_that_is_being_prepared_looks_again_with_and_without_script(visitor, monkeypatch):
    monkeypatch.setattr(views, "payment_page", lambda order, now: PaymentPage(preparing=True))
    page = visitor.look("pay", Order.objects.get().number)
    assert "We are preparing your payment" in text_of(page)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page.content.decode()
    assert "shop/again" in page.content.decode()


@pytest.fixture
def at_stripe(sandbox, visitor):
    """The visitor has been to the payment page and come back."""
    visitor.look("pay", Order.objects.get().number)
    return sandbox


def press(visitor, name, **fields):
    number = Order.objects.get().number
    fields["csrfmiddlewaretoken"] = str(look(visitor).context["csrf_token"])
    return visitor.post(reverse(name, args=[number]), fields)


def test_changing_an_order_closes_its_payment_and_puts_its_packs_back_into_the_cart(
    visitor, at_stripe
):
    response = press(visitor, "order-cancel", then="cart")
    assert response["Location"] == "/cart/"
    cart = text_of(visitor.get("/cart/"))
    number = Order.objects.get().number
    assert f"The packs of order {number} are in your cart, at today's prices." in cart
    assert visitor.cart.pack_count == 2
    assert attempt_of(Order.objects.get()).state == "expired"


def test_cancelling_an_order_leaves_the_cart_alone_and_offers_its_packs(visitor, at_stripe):
    assert press(visitor, "order-cancel")["Location"] == f"/orders/{Order.objects.get().number}/"
    assert visitor.cart.pack_count == 0
    page = text_of(look(visitor))
    assert "Your order is cancelled. Nothing was charged, and nothing is held on your card." in page
    assert "Pay $140.95" not in page

    assert "Put these packs in my cart" in page
    assert press(visitor, "order-again")["Location"] == "/cart/"
    assert visitor.cart.pack_count == 2


def test_packs_go_back_only_after_stripe_has_let_go(visitor, at_stripe):
    """Until then the units are still this order's: the cart would call its own packs sold out."""
    put_on_the_shelf(180)
    at_stripe.plan(Fault(Kind.TIMEOUT_BEFORE, "*expire"))

    response = press(visitor, "order-cancel", then="cart")

    assert response["Location"] == f"/orders/{Order.objects.get().number}/"
    page = look(visitor)
    assert "any hold on your card is being released" in text_of(page)
    assert "shop/again" in page.content.decode()
    assert "Put these packs" not in text_of(page)
    let_the_worker_try_again()
    page = look(visitor)
    assert "nothing is held on your card" in text_of(page)
    assert "shop/again" not in page.content.decode()
    press(visitor, "order-again")
    assert "sold out" not in text_of(visitor.get("/cart/"))


def test_what_is_not_sold_any_more_is_told_when_packs_go_back(visitor, at_stripe):
    Product.objects.packs().update(is_public=False)
    press(visitor, "order-cancel", then="cart")
    cart = text_of(visitor.get("/cart/"))
    assert "Not sold any more: Baclofen 10 mg, 90 pills." in cart
    assert visitor.cart.pack_count == 0


def test_a_cancel_that_comes_too_late_shows_the_order_as_it_is(visitor, at_stripe, pharmacist):
    order = Order.objects.get()
    at_stripe.pay(attempt_of(order).session_id)
    visitor.look("order-return", order.number)
    page = look(visitor)
    assert "Thank you, Sam." in text_of(page)
    assert "We write to sam@example.com." in text_of(page)
    assert "Held on your card $140.95" in text_of(page)
    pharmacist.approve(order)

    token = str(page.context["csrf_token"])
    response = visitor.post(
        reverse("order-cancel", args=[order.number]), {"csrfmiddlewaretoken": token}
    )

    assert response.status_code == 409
    assert "cannot be cancelled here any more" in text_of(response)
    assert "Approved. Your card is being charged." in text_of(response)
    assert "Cancel the order" not in text_of(response)


def test_a_payment_page_that_does_not_open_is_said_to_be_late(visitor, monkeypatch):
    late = PaymentPage(preparing=True, delayed=True)
    monkeypatch.setattr(views, "payment_page", lambda order, now: late)
    page = text_of(visitor.look("pay", Order.objects.get().number))
    assert "The payment page cannot be opened yet" in page
    assert "Look at the order" in page
