"""From cart to order: what is frozen, what is refused, and that nothing happens twice."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Dosage
from catalog.shopfacts.models import ShopFacts
from checkout.basket import actions as cart_actions
from checkout.basket.models import Basket
from checkout.order import placing
from checkout.order.models import Order
from checkout.order.placing import CannotPlace, place_order
from checkout.order.receipt_reads import bill_of
from checkout.payment.models import Outbox
from tests.checkout.shopping import (
    SAM,
    a_cart,
    a_delivery_method,
    a_placed_order,
    attempt_of,
    refreshed,
    seen_by,
)
from tests.factories import (
    a_category,
    a_dosage,
    a_medicine,
    a_pack,
    a_substance,
    put_on_the_shelf,
)

pytestmark = pytest.mark.django_db


def place(basket_id, **changed):
    method = a_delivery_method()
    wanted = {
        "basket_id": basket_id,
        "details": SAM,
        "method_id": method.pk,
        "seen": seen_by(basket_id, method),
        "now": timezone.now(),
    }
    return place_order(**(wanted | changed))


def reserved(dosage):
    return Dosage.objects.get(pk=dosage.pk).units_reserved


def nothing_was_written():
    return not Order.objects.exists() and not Outbox.objects.exists()


def test_an_order_keeps_what_was_bought_at_the_price_of_the_day():
    dosage = a_dosage(a_medicine("Baclofen"))
    pack = a_pack(dosage, 90, "68.00")
    order = a_placed_order({pack: 2})

    price = pack.stockrecords.get()
    price.price = Decimal("99.00")
    price.save()
    [line] = refreshed(order).lines.all()
    assert (line.title, line.quantity) == ("Baclofen 10\u00a0mg, 90\u00a0pills", 2)
    assert (line.unit_price_incl_tax, line.line_price_incl_tax) == (Decimal("68"), Decimal("136"))
    assert (order.shipping_incl_tax, order.total_incl_tax) == (Decimal("4.95"), Decimal("140.95"))
    assert order.shipping_address.line4 == "Exampletown"


def test_an_order_reserves_its_units_over_all_packs_of_a_dosage():
    dosage = a_dosage()
    a_placed_order({a_pack(dosage, 60): 2, a_pack(dosage, 90): 1})
    assert reserved(dosage) == 210


def test_an_order_promises_one_payment_page_for_its_total():
    order = a_placed_order({a_pack(price="52.00"): 1})
    attempt = attempt_of(order)
    assert (attempt.state, attempt.amount, attempt.currency) == ("new", 5695, "USD")
    assert [row.kind for row in Outbox.objects.all()] == ["open"]


def test_ordering_the_same_cart_twice_is_one_order():
    basket_id, dosage = a_cart({a_pack(): 1}), Dosage.objects.get()
    seen = seen_by(basket_id, a_delivery_method())
    assert place(basket_id) == place(basket_id, seen=seen)
    assert Order.objects.count() == 1
    assert reserved(dosage) == 60


def test_the_cart_of_an_order_is_never_opened_again():
    order = a_placed_order({a_pack(): 1})
    filled = cart_actions.add_pack(basket_id=order.basket_id, pack_id=a_pack().pk, quantity=1)
    assert filled.basket.pk != order.basket_id
    assert Basket.objects.get(pk=order.basket_id).status == Basket.SUBMITTED


def test_order_numbers_are_random_and_hard_to_misread():
    pack = a_pack()
    numbers = {a_placed_order({pack: 1}).number for _ in range(10)}
    assert len(numbers) == 10
    assert not set("".join(numbers)) & set("01OILU")


def test_a_number_already_taken_is_drawn_again(monkeypatch):
    pack = a_pack()
    first = a_placed_order({pack: 1})
    draws = iter([first.number, "FREE-2345"])
    monkeypatch.setattr(placing, "new_number", lambda: next(draws))
    assert a_placed_order({pack: 1}).number == "FREE-2345"


def test_tax_is_the_part_inside_the_prices_and_frozen_on_each_line():
    ShopFacts.objects.create(pk=1, tax_rate=20)
    zero_rated = a_category("Zero rated")
    zero_rated.tax_rate = 0
    zero_rated.save()
    taxed = a_pack(a_dosage(a_medicine()), price="60.00")
    untaxed = a_pack(a_dosage(a_medicine(category=zero_rated)), price="10.00")
    order = a_placed_order({taxed: 1, untaxed: 1})
    assert [line.tax_rate for line in order.lines.all()] == [20, 0]
    assert order.total_incl_tax == Decimal("74.95")
    assert order.total_tax == Decimal("10.83")
    assert bill_of(order).delivery.tax_rate == 20
    assert bill_of(order).tax == order.total_tax


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda pack: pack.__class__.objects.update(is_public=False), "no longer on sale"),
        (lambda pack: put_on_the_shelf(59), "sold out"),
        (
            lambda pack: pack.parent.__class__.objects.filter(structure="parent").update(
                legal_class="CD"
            ),
            "controlled medicine",
        ),
        (
            lambda pack: pack.parent.__class__.objects.filter(structure="parent").update(
                max_units_per_order=30
            ),
            "At most 30",
        ),
        (lambda pack: pack.stockrecords.update(price="53.00"), "from $56.95 to $57.95"),
    ],
)
def test_what_changed_since_the_shopper_looked_is_said_and_nothing_is_written(spoil, said):
    pack = a_pack()
    basket_id = a_cart({pack: 1})
    seen = seen_by(basket_id, a_delivery_method())
    spoil(pack)
    with pytest.raises(CannotPlace, match=said.replace("$", r"\$")):
        place(basket_id, seen=seen)
    assert nothing_was_written()
    assert Basket.objects.get(pk=basket_id).status == Basket.OPEN


@pytest.mark.parametrize(
    "changed",
    [{"method_id": 10**9}, {"details": replace(SAM, country="GB")}],
    ids=["unknown method", "country not served"],
)
def test_a_way_of_delivery_nobody_offers_is_refused(changed):
    basket_id = a_cart({a_pack(): 1})
    with pytest.raises(CannotPlace, match="choose another"):
        place(basket_id, **changed)
    assert nothing_was_written()


@pytest.mark.parametrize("changed", ["strength", "address", "quantities"])
def test_what_the_shopper_did_not_see_is_not_ordered_though_it_costs_the_same(changed):
    medicine = a_medicine()
    one, other = (a_pack(a_dosage(medicine, label), price="7.20") for label in ("1mg", "2mg"))
    basket_id = a_cart({one: 1, other: 2})
    seen = seen_by(basket_id, a_delivery_method())
    details = SAM
    if changed == "address":
        details = replace(SAM, line1="2 Another Street")
    else:
        cart_actions.set_quantity(basket_id=basket_id, pack_id=one.pk, quantity=2)
        cart_actions.set_quantity(basket_id=basket_id, pack_id=other.pk, quantity=1)
    if changed == "strength":
        cart_actions.set_quantity(basket_id=basket_id, pack_id=one.pk, quantity=3)
        cart_actions.set_quantity(basket_id=basket_id, pack_id=other.pk, quantity=0)
    with pytest.raises(CannotPlace, match="has changed since you opened this page"):
        place(basket_id, details=details, seen=seen)
    assert nothing_was_written()


def test_an_empty_cart_is_refused():
    basket_id = a_cart({a_pack(): 1})
    cart_actions.clear(basket_id=basket_id)
    with pytest.raises(CannotPlace, match="cart is empty"):
        place(basket_id)


def test_units_sold_in_the_last_moment_are_told_and_nothing_is_written(monkeypatch):
    pack = a_pack(a_dosage(units_on_hand=60))
    basket_id = a_cart({pack: 1})
    write_lines = placing._write_lines

    def somebody_is_quicker(order, cart):
        Dosage.objects.update(units_reserved=60)
        write_lines(order, cart)

    monkeypatch.setattr(placing, "_write_lines", somebody_is_quicker)
    with pytest.raises(CannotPlace, match="Somebody just bought"):
        place(basket_id)
    assert nothing_was_written()


def test_placing_asks_the_database_the_same_for_one_line_and_for_six(django_assert_max_num_queries):
    for lines in (1, 6):
        basket_id = a_cart({a_pack(): 1 for _ in range(lines)})
        method = a_delivery_method()
        seen = seen_by(basket_id, method)
        wanted = {"details": SAM, "method_id": method.pk, "seen": seen}
        with django_assert_max_num_queries(23 + lines):
            place_order(basket_id=basket_id, now=timezone.now(), **wanted)


def test_more_of_a_substance_than_goes_into_one_order_is_not_ordered():
    packs = [a_pack(units=60), a_pack(units=60)]
    for pack in packs:
        a_substance("caffeine", medicines=[pack.parent])
    basket_id = a_cart(dict.fromkeys(packs, 1))
    a_substance("caffeine", max_units_per_sale=100)

    with pytest.raises(CannotPlace) as refused:
        place(basket_id)

    [problem] = refused.value.problems
    assert problem.pack_id == packs[1].pk
    assert "At most 100 units of caffeine" in problem.message
    assert nothing_was_written()
