"""What has changed between the last look and the press of the button is said, and not ordered."""

import pytest
from django.conf import settings

from catalog.models import Dosage, Product
from catalog.partner.models import StockRecord
from catalog.shopfacts.models import ShopFacts
from checkout.order.models import Order
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.reviewing import hidden, hidden_total, order, ready
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db


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
    token = str(visitor.look("cart").context["csrf_token"])
    fields = {"terms": "on", "seen_total": "72.95", "csrfmiddlewaretoken": token}
    answer = visitor.post("/checkout/review/", fields | {"fingerprint": seen})
    assert (answer.status_code, answer["Location"]) == (303, "/checkout/patient/")
    assert not Order.objects.exists()
    assert "Say who the medicine is for." in text_of(visitor.look("checkout-patient"))
    visitor.tell()
    assert order(visitor, fingerprint=seen).status_code == 422
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


@pytest.mark.parametrize(
    "other", [{"email": "pat@example.com"}, {"first_name": "Pat"}], ids=lambda other: "".join(other)
)
def test_who_had_the_same_cart_in_hand_opens_nobody_elses_order(visitor, pack, method, other):
    """As on a computer many people use: both came all the way with it, and one ordered."""
    another = Visitor()
    another.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = visitor.cookies[
        settings.OSCAR_BASKET_COOKIE_OPEN
    ].value
    another.enter_address(**other)
    another.choose(method)
    another.tell()
    page = another.look("checkout-review")
    seen = {"seen_total": "72.95", "fingerprint": hidden(page), "terms": "on"}
    token = str(page.context["csrf_token"])
    visitor.tell()
    order(visitor)

    answer = another.post("/checkout/review/", seen | {"csrfmiddlewaretoken": token})

    assert (answer.status_code, answer["Location"]) == (303, "/cart/")
    assert another.get(f"/orders/{Order.objects.get().number}/").status_code == 404


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


def test_another_tax_than_the_one_that_was_seen_is_looked_over_again(visitor):
    """The total is the same: what is inside it is not."""
    seen = hidden(visitor.look("checkout-review"))
    ShopFacts.objects.update_or_create(pk=1, defaults={"tax_rate": "20"})
    page = order(visitor, fingerprint=seen)
    assert page.status_code == 422
    assert "the tax has changed since you opened this page" in said_on_top(page)[0][1]
    assert not Order.objects.exists()


def sold_out():
    put_on_the_shelf(0)


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
