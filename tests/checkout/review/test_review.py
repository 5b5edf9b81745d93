"""The last look before an order, and the press of its button."""

from decimal import Decimal

import pytest

from catalog.shopfacts.models import ShopFacts
from checkout.order.models import Order
from checkout.shipping.models import DeliveryMethod
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.reviewing import hidden, hidden_total, order, ready
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Reads, Visitor
from tests.factories import a_pack, a_substance, an_interaction

pytestmark = pytest.mark.django_db


def test_everything_can_be_read_once_more_and_changed(visitor):
    response = visitor.look("checkout-review")
    page = text_of(response)

    assert "Baclofen 10 mg 1 pack of 90 pills, $0.76 per pill" in page
    assert "Prescription needed. A pharmacist decides about this pack." in page
    assert "Sam Example, 12 Sample Avenue, Exampletown MA 02101, United States" in page
    assert "Tracked, 2 to 4 working days" in page
    assert "Receipt to sam@example.com" in page
    assert "Medicines cannot be returned" in page
    for address in ("/cart/", "/checkout/details/", "/checkout/delivery/"):
        assert f'href="{address}"' in response.content.decode()


def test_the_button_names_the_obligation_and_the_total(visitor):
    page = visitor.look("checkout-review")
    assert "Goods $68.00 Delivery, Tracked $4.95 Tax included $0.00 Total $72.95" in text_of(page)
    assert "Order with obligation to pay $72.95" in text_of(page)
    assert hidden_total(page) == "72.95"
    words = "Your card is held now and charged only for what the pharmacist approves."
    assert words in text_of(page)


def test_tax_inside_the_prices_and_inside_the_delivery_is_shown(visitor):
    ShopFacts.objects.update_or_create(pk=1, defaults={"tax_rate": "20"})
    assert "Tax included $12.16 Total $72.95" in text_of(visitor.look("checkout-review"))


def test_a_promise_nobody_entered_stands_nowhere(visitor):
    assert "owned by" not in text_of(visitor.look("checkout-review"))
    ShopFacts.objects.update_or_create(pk=1, defaults={"name": "Rowan", "owner": "Rowan Ltd"})
    page = text_of(visitor.look("checkout-review"))
    assert "You order from Rowan, owned by Rowan Ltd." in page


def test_the_button_makes_the_order_and_leads_to_the_payment(visitor):
    response = order(visitor)

    placed = Order.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/orders/{placed.number}/pay/")
    assert placed.total_incl_tax == Decimal("72.95")
    assert (placed.guest_email, placed.shipping_method) == ("sam@example.com", "Tracked")
    assert visitor.get(f"/orders/{placed.number}/").status_code == 200
    assert Visitor().get(f"/orders/{placed.number}/").status_code == 404


def test_a_second_press_finds_the_same_order(visitor):
    page = visitor.look("checkout-review")
    token = str(page.context["csrf_token"])
    fields = {"terms": "on", "seen_total": "72.95", "csrfmiddlewaretoken": token}
    fields["fingerprint"] = hidden(page)
    first, second = (visitor.post("/checkout/review/", fields) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


def test_looking_back_after_ordering_leads_to_the_order(visitor):
    order(visitor)
    response = visitor.look("checkout-review")
    assert response.status_code == 303
    assert response["Location"] == f"/orders/{Order.objects.get().number}/"


def test_without_the_terms_there_is_no_order(visitor):
    page = order(visitor, terms="")
    assert page.status_code == 422
    assert said_on_top(page) == [("terms", "Accept the terms to order")]
    assert 'id="terms_error"' in page.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize("seen", ["", "free", "-1", "72.949", "NaN", "9" * 40, "\x00"])
def test_a_total_nobody_can_have_seen_is_shown_again(visitor, seen):
    page = order(visitor, seen_total=seen)
    assert page.status_code == 422
    assert "Look at the total once more, then order" in text_of(page)
    assert hidden_total(page) == "72.95"
    assert not Order.objects.exists()


@pytest.mark.parametrize("fingerprint", ["", "0" * 32, "x" * 5000, "\x00"])
def test_an_order_nobody_can_have_seen_is_shown_again(visitor, fingerprint):
    page = order(visitor, fingerprint=fingerprint)
    assert page.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize("send", ["look", "press"])
def test_a_way_of_delivery_that_was_withdrawn_leads_back_to_the_choice(visitor, method, send):
    a_delivery_method("Express", "12.95")
    page = visitor.look("checkout-review")
    token = str(page.context["csrf_token"])
    DeliveryMethod.objects.filter(pk=method.pk).update(is_offered=False)
    if send == "look":
        response = visitor.look("checkout-review")
    else:
        fields = {"terms": "on", "seen_total": "72.95", "csrfmiddlewaretoken": token}
        response = visitor.post("/checkout/review/", fields)
    assert (response.status_code, response["Location"]) == (303, "/checkout/delivery/")
    assert "Choose a way of delivery." in text_of(visitor.get("/checkout/delivery/"))


def test_every_step_before_has_to_be_taken(method, pack):
    visitor = Visitor()
    visitor.add(pack)
    assert visitor.look("checkout-review")["Location"] == "/checkout/details/"
    visitor.enter_address()
    assert visitor.look("checkout-review")["Location"] == "/checkout/delivery/"


def test_a_cart_that_was_emptied_in_another_tab_is_no_order(visitor, pack):
    token = str(visitor.look("checkout-review").context["csrf_token"])
    visitor.set(pack, 0)
    fields = {"terms": "on", "seen_total": "72.95", "csrfmiddlewaretoken": token}
    response = visitor.post("/checkout/review/", fields)
    assert (response.status_code, response["Location"]) == (303, "/cart/")
    assert not Order.objects.exists()


@pytest.mark.parametrize("lines", [2, 6])
def test_the_review_says_what_does_not_go_together_in_three_queries_more(method, lines):
    """What is known of the cart, by what names the patient may say it, what was bought lately."""
    packs = [a_pack() for _ in range(lines)]
    for number, pack in enumerate(packs):
        a_substance(f"substance {number}", medicines=[pack.parent])
        an_interaction("substance 0", f"substance {number + 1}")
    visitor = ready(packs[0], method)
    for pack in packs[1:]:
        visitor.add(pack)
    with Reads() as reads:
        page = visitor.look("checkout-review")
    assert page.content.decode().count("Mind substance") == lines - 1
    assert reads.number == 11, reads.statements
