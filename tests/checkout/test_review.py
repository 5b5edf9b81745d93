"""The last look before an order, and the press of its button."""

import re
from decimal import Decimal

import pytest
from django.conf import settings

from catalog.models import Dosage, Product
from catalog.partner.models import StockRecord
from catalog.shopfacts.models import ShopFacts
from checkout.order.models import Order
from checkout.shipping.models import DeliveryMethod
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Reads, Visitor
from tests.factories import a_dosage, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db


@pytest.fixture
def method():
    return a_delivery_method(description="2 to 4 working days")


@pytest.fixture
def pack():
    return a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00")


@pytest.fixture
def visitor(method, pack):
    return ready(pack, method)


def ready(pack, method) -> Visitor:
    """Somebody who has entered everything."""
    visitor = Visitor()
    visitor.add(pack)
    visitor.enter_address()
    visitor.choose(method)
    return visitor


def order(visitor, **changed):
    seen = {"seen_total": "72.95", "fingerprint": hidden(visitor.look("checkout-review"))}
    return visitor.fill("checkout-review", **{"terms": "on", **seen, **changed})


def hidden(page, name="fingerprint") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def hidden_total(page) -> str:
    return hidden(page, "seen_total")


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


def test_another_total_than_the_one_that_was_seen_is_said_and_can_be_ordered_then(visitor):
    StockRecord.objects.update(price="66.50")

    page = order(visitor)

    assert page.status_code == 422
    assert "72.95" in said_on_top(page)[0][1]
    assert "71.45" in said_on_top(page)[0][1]
    assert "was $68.00 when you added it, now $66.50." in text_of(page)
    assert "Order with obligation to pay $71.45" in text_of(page)
    assert 'id="terms" required\n             checked' in page.content.decode()
    assert order(visitor, seen_total=hidden_total(page)).status_code == 303


def another_strength(pack):
    Dosage.objects.update(label="12mg")


def another_size(pack):
    Product.objects.filter(pk=pack.pk).update(units=95)


def a_stricter_class(pack):
    Product.objects.filter(parent=None).update(legal_class="POM")


@pytest.mark.parametrize("staff_make", [another_strength, another_size])
def test_what_staff_made_another_pack_is_not_ordered_and_has_to_be_chosen_again(
    visitor, pack, staff_make
):
    """At the same price, under the same id: neither tells what is ordered."""
    seen = hidden(visitor.look("checkout-review"))
    staff_make(pack)

    page = order(visitor, fingerprint=seen)

    assert page.status_code == 422
    assert "This was Baclofen 10 mg, 90 pills when you added it" in plain(said_on_top(page)[0][1])
    assert not Order.objects.exists()
    assert "Take it out, then add the pack you want." in text_of(visitor.get("/cart/"))
    visitor.set(pack, 0)
    visitor.add(pack)
    assert order(visitor, fingerprint=hidden(visitor.look("checkout-review"))).status_code == 303


def test_a_pack_that_has_come_to_need_a_prescription_is_looked_over_again(method):
    pack = a_pack(a_dosage(a_medicine("Loratadine", legal_class="GSL")), 90, "68.00")
    visitor = ready(pack, method)
    seen = hidden(visitor.look("checkout-review"))
    a_stricter_class(pack)
    page = order(visitor, fingerprint=seen)
    assert page.status_code == 422
    assert "has changed since you opened this page" in said_on_top(page)[0][1]
    assert not Order.objects.exists()


def plain(text):
    return text.replace("\u00a0", " ")


def test_an_ordered_carts_cookie_opens_its_order_to_no_other_session(visitor, pack, method):
    thief = ready(a_pack(), method)
    token = str(thief.look("checkout-review").context["csrf_token"])
    order(visitor)
    name = settings.OSCAR_BASKET_COOKIE_OPEN
    thief.cookies[name] = visitor.cookies[name].value

    fields = {"terms": "on", "seen_total": "72.95", "fingerprint": "0" * 32}
    thief.post("/checkout/review/", fields | {"csrfmiddlewaretoken": token})

    assert thief.get(f"/orders/{Order.objects.get().number}/").status_code == 404


@pytest.mark.parametrize(("price", "words"), [("0.44", "from $0.50"), ("999.99", "to $999,999.99")])
def test_a_total_no_card_can_pay_is_not_ordered(price, words):
    method = a_delivery_method("Free", "0.00")
    pack = a_pack(a_dosage(a_medicine("Baclofen"), units_on_hand=10**6), 1, price)
    visitor = ready(pack, method)
    if price == "999.99":
        many = [a_pack(pack.dosage, units, "999999.99") for units in (2, 3)]
        for other in many:
            visitor.add(other)
    page = visitor.look("checkout-review")
    refused = order(visitor, seen_total=hidden_total(page))
    assert refused.status_code == 422
    assert words in said_on_top(refused)[0][1]
    assert not Order.objects.exists()


def sold_out():
    Dosage.objects.update(units_on_hand=0)


def withdrawn():
    Product.objects.packs().update(is_public=False)


@pytest.mark.parametrize(
    ("happened", "words"), [(sold_out, "sold out"), (withdrawn, "no longer on sale")]
)
def test_a_pack_that_is_gone_is_told_at_its_line_and_has_to_be_changed(
    visitor, pack, happened, words
):
    seen = hidden(visitor.look("checkout-review"))
    happened()

    page = order(visitor, fingerprint=seen)

    assert page.status_code == 422
    [(where, said)] = said_on_top(page)
    assert where == f"line-{pack.pk}"
    assert words in said
    assert f'id="line-{pack.pk}"' in page.content.decode()
    assert text_of(page).count(words) == 2
    assert "Order with obligation to pay" not in text_of(page)
    assert "Change the cart first" in text_of(page)
    assert visitor.cart.pack_count == 1
    assert not Order.objects.exists()


def test_what_is_gone_is_told_before_anybody_presses(visitor):
    sold_out()
    page = visitor.look("checkout-review")
    assert page.status_code == 200
    assert "sold out" in said_on_top(page)[0][1]


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


@pytest.mark.parametrize("lines", [1, 6])
def test_the_review_asks_as_little_for_six_lines_as_for_one(method, lines):
    packs = list(Product.objects.filter(parent=baclofen()).order_by("pk"))
    Dosage.objects.update(units_on_hand=10_000)
    visitor = ready(packs[0], method)
    for pack in packs[1:lines]:
        assert visitor.add(pack).status_code == 303
    with Reads() as reads:
        assert visitor.look("checkout-review").status_code == 200
    assert len(visitor.cart.lines) == lines
    assert reads.number <= 9, reads.statements
