"""The cart without JavaScript, and how often the database is asked."""

import pytest
from django.urls import reverse

from catalog.partner.models import StockRecord
from tests.checkout.basket.packs import a_baclofen_pack, pack_of
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Reads, Visitor
from tests.factories import (
    a_dosage,
    a_medicine,
    a_pack,
    a_substance,
    an_interaction,
    baclofen,
    put_on_the_shelf,
)

pytestmark = pytest.mark.django_db


def test_adding_leads_to_the_cart_with_the_line_marked_and_a_way_back(visitor):
    pack = pack_of(baclofen(), "25mg", 60)

    response = visitor.add(pack)

    assert response.status_code == 303
    assert response["Location"] == f"/cart/?added={pack.pk}#line-{pack.pk}"
    page = visitor.get(response["Location"])
    assert "Added: Baclofen 25 mg, 60 pills." in text_of(page)
    assert '<a href="/medicines/baclofen/?dosage=25mg">' in page.content.decode()
    assert f'line--new" id="line-{pack.pk}"' in page.content.decode()


@pytest.mark.parametrize("added", ["", "x", "0", "-1", "999999", "9" * 30, "\x00", "²"])
def test_a_mark_for_nothing_marks_nothing(visitor, added):
    visitor.add(a_pack())
    page = visitor.look("cart", added=added)
    assert page.status_code == 200
    assert "line--new" not in page.content.decode()


def test_the_cart_says_everything_about_its_lines(visitor):
    a_delivery_method(free_from="150.00")
    visitor.add(pack_of(baclofen(), "10mg", 90), 2)

    page = text_of(visitor.look("cart"))

    assert "Baclofen 10 mg 90 pills, $0.76 per pill" in page
    assert "$136.00 2 × $68.00 At the 60-pill rate: $156.00 $156.00 you save 13% −13%" in page
    assert "At the smallest packs’ rate $156.00 Pack saving −$20.00 Goods $136.00" in page
    assert "Delivery from $4.95 Total from $140.95" in page
    assert "Tracked delivery is free from $150.00 of goods: $14.00 to go." in page
    assert "Struck : the same number at the smallest pack’s rate." in page
    assert "Baclofen needs a prescription." in page


def test_from_the_threshold_delivery_is_free(visitor):
    a_delivery_method(free_from="136.00")
    visitor.add(pack_of(baclofen(), "10mg", 90), 2)
    page = text_of(visitor.look("cart"))
    assert "Delivery free Total $136.00" in page
    assert "to go" not in page


def test_while_nothing_is_delivered_the_cart_says_so_and_leads_nowhere(visitor):
    visitor.add(a_pack())
    page = visitor.look("cart")
    assert "We deliver nowhere at the moment. Your cart stays as it is." in text_of(page)
    assert reverse("checkout-details") not in page.content.decode()


def test_one_more_one_less_and_none(visitor):
    pack = a_pack()
    visitor.add(pack)
    for quantity in (2, 1):
        response = visitor.set(pack, quantity)
        assert (response.status_code, response["Location"]) == (303, f"/cart/#line-{pack.pk}")
        assert visitor.cart.pack_count == quantity
    visitor.set(pack, 0)
    assert "Your cart is empty" in text_of(visitor.look("cart"))


def test_clearing_asks_once_more_and_then_says_what_it_did(visitor):
    visitor.add(a_pack(), 2)
    visitor.add(a_pack())
    assert "Take out all 3 packs" in text_of(visitor.look("cart"))

    response = visitor.press("cart-clear", None, None)

    assert (response.status_code, response["Location"]) == (303, "/cart/")
    assert "Everything is taken out. Your cart is empty" in text_of(visitor.look("cart"))


def test_a_new_price_is_said_in_the_cart(visitor):
    visitor.add(a_baclofen_pack())
    StockRecord.objects.update(price="66.50")
    page = text_of(visitor.look("cart"))
    assert "Baclofen 10 mg, 90 pills: was $68.00 when you added it, now $66.50." in page
    assert "Goods $66.50" in page


def test_what_has_sold_out_meanwhile_is_said_before_the_checkout(visitor):
    a_delivery_method()
    visitor.add(a_baclofen_pack(), 3)
    put_on_the_shelf(200)
    page = visitor.look("cart")
    assert "90 pills: only 2 packs are left, you asked for 3." in text_of(page)
    assert "Change the marked packs first." in text_of(page)
    assert reverse("checkout-details") not in page.content.decode()


def a_pack_with(substance, legal_class="GSL", units=60, **values):
    pack = a_pack(a_dosage(a_medicine(legal_class=legal_class)), units)
    a_substance(substance, medicines=[pack.parent], **values)
    return pack


def test_the_cart_says_what_does_not_go_together_and_stops_nobody(visitor):
    a_delivery_method()
    for pack in (a_pack_with("baclofen", "POM"), a_pack_with("tramadol")):
        visitor.add(pack)
    page = visitor.look("cart")
    assert "<b>Serious.</b> baclofen and tramadol: Both make drowsy" in page.content.decode()
    assert "Our pharmacist checks this." in text_of(page)
    assert reverse("checkout-details") in page.content.decode()


def test_a_pack_over_a_substances_limit_stays_out_of_the_cart(visitor):
    limit = {"max_units_per_sale": 100}
    visitor.add(a_pack_with("caffeine", **limit), 1)
    page = visitor.add(a_pack_with("caffeine", **limit))
    assert page.status_code == 422
    assert "At most 100 units of caffeine go into one order" in text_of(page)
    assert len(visitor.cart.lines) == 1


@pytest.mark.parametrize("lines", [2, 6])
def test_what_does_not_go_together_takes_one_query_more(visitor, lines):
    """Of a cart with more than one substance, whatever is in it and whatever is known of it."""
    for number in range(lines):
        visitor.add(a_pack_with(f"substance {number}"))
        an_interaction("substance 0", f"substance {number + 1}")
    with Reads() as reads:
        page = visitor.look("cart")
    assert text_of(page).count("Mind substance") == lines - 1
    assert reads.number == 4, reads.statements


@pytest.mark.parametrize("address", ["http://[x", "://", "\x00", "x" * 5000])
def test_a_page_address_nobody_could_be_at_is_no_page(address):
    visitor = Visitor()
    visitor.add(a_pack())
    headers = {"HX-Request": "true", "HX-Current-URL": address}
    assert visitor.get("/cart/personal/?packs=1", headers=headers).status_code == 200
