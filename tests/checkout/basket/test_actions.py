"""What a shopper does to a cart, and that a refused change leaves everything as it was."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from catalog.partner.models import StockRecord
from checkout.basket.actions import CartRefusal, add_pack, clear, set_quantity
from checkout.basket.cart_reads import read_cart
from checkout.basket.models import Basket, Line
from tests.catalog.leaflets.papers import stand_for
from tests.checkout.shopping import a_cart
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db


def packs_in(basket_id) -> dict[int, int]:
    return {line.pack_id: line.quantity for line in read_cart(basket_id).lines}


def add(pack, quantity=1, basket_id=None) -> int:
    return add_pack(basket_id=basket_id, pack_id=pack.pk, quantity=quantity).basket.pk


def refusal_of_adding(pack, quantity=1, basket_id=None) -> str:
    with pytest.raises(CartRefusal) as refusal:
        add(pack, quantity, basket_id)
    return refusal.value.message.replace("\u00a0", " ")


def test_the_first_pack_makes_the_cart():
    pack = a_pack()
    assert packs_in(add(pack)) == {pack.pk: 1}


def test_the_same_pack_again_is_one_line_of_two():
    pack = a_pack()
    basket_id = add(pack)
    assert add(pack, basket_id=basket_id) == basket_id
    assert packs_in(basket_id) == {pack.pk: 2}
    assert Line.objects.count() == 1


def test_the_price_of_the_day_is_kept_beside_todays():
    pack = a_pack(price="68.00")
    basket_id = add(pack)
    StockRecord.objects.update(price="66.50")
    add(pack, basket_id=basket_id)

    [line] = read_cart(basket_id).lines
    assert (line.price_when_added, line.offer.price) == (Decimal("68.00"), Decimal("66.50"))


def test_an_ordered_cart_is_not_opened_again():
    pack = a_pack()
    ordered = add(pack)
    Basket.objects.filter(pk=ordered).update(status=Basket.SUBMITTED)

    fresh = add(pack, basket_id=ordered)

    assert fresh != ordered
    assert packs_in(fresh) == {pack.pk: 1}
    assert Line.objects.get(basket=ordered).quantity == 1


def test_a_cart_that_never_was_is_a_new_one():
    pack = a_pack()
    assert packs_in(add(pack, basket_id=999_999)) == {pack.pk: 1}


def test_what_the_other_lines_need_of_the_pool_counts():
    dosage = a_dosage(a_medicine("Baclofen"), units_on_hand=150)
    sixty, ninety = a_pack(dosage, 60), a_pack(dosage, 90, "68.00")
    basket_id = add(ninety)

    words = refusal_of_adding(sixty, 2, basket_id)

    assert words.startswith("Baclofen 10 mg, 60 pills: beside the other packs")
    assert packs_in(basket_id) == {ninety.pk: 1}
    assert packs_in(add(sixty, 1, basket_id)) == {ninety.pk: 1, sixty.pk: 1}


def test_what_others_have_reserved_is_not_left():
    pack = a_pack(a_dosage(units_on_hand=120, units_reserved=61))
    assert refusal_of_adding(pack).endswith("60 pills: sold out.")


def test_a_refused_first_pack_leaves_no_cart_behind():
    refusal_of_adding(a_pack(is_public=False))
    assert not Basket.objects.exists()


def test_a_pack_of_a_hidden_medicine_is_not_on_sale():
    pack = a_pack(a_dosage(a_medicine(is_public=False)))
    assert refusal_of_adding(pack).endswith("60 pills: no longer on sale, so it cannot be ordered.")


def test_a_live_cart_sells_no_medicine_whose_text_nobody_has_reviewed(settings):
    pack = a_pack()
    settings.LIVE = True
    assert refusal_of_adding(pack).endswith("60 pills: no longer on sale, so it cannot be ordered.")

    stand_for(pack.parent)
    assert packs_in(add(pack)) == {pack.pk: 1}


@pytest.mark.parametrize("classes", [("CD", ""), ("POM", "CD")])
def test_a_controlled_medicine_or_pack_is_never_in_a_cart(classes):
    pack = a_pack(a_dosage(a_medicine(legal_class=classes[0])), legal_class=classes[1])
    assert "controlled medicine" in refusal_of_adding(pack)
    assert not Line.objects.exists()


def test_the_limit_of_an_order_counts_all_dosages():
    medicine = a_medicine("Baclofen", max_units_per_order=100)
    ten = a_pack(a_dosage(medicine, "10mg"), 60)
    other = a_pack(a_dosage(medicine, "25mg"), 60)
    basket_id = add(ten)
    assert refusal_of_adding(other, 1, basket_id) == (
        "At most 100 pills of Baclofen go into one order, you asked for 120."
    )


def test_the_medicine_itself_is_no_pack():
    assert "not in the shop" in refusal_of_adding(a_medicine())


def test_packs_of_one_kind_have_an_end():
    pack = a_pack(a_dosage(units_on_hand=1_000_000), 1, "1.00")
    basket_id = add(pack, 999)
    assert refusal_of_adding(pack, 1, basket_id) == "At most 999 packs of one kind go into a cart."
    assert packs_in(basket_id) == {pack.pk: 999}


def test_fewer_is_always_possible_even_where_less_is_left():
    dosage = a_dosage(units_on_hand=600)
    pack = a_pack(dosage, 60)
    basket_id = add(pack, 9)
    put_on_the_shelf(60)

    set_quantity(basket_id=basket_id, pack_id=pack.pk, quantity=5)

    assert packs_in(basket_id) == {pack.pk: 5}
    with pytest.raises(CartRefusal):
        set_quantity(basket_id=basket_id, pack_id=pack.pk, quantity=6)
    assert packs_in(basket_id) == {pack.pk: 5}


def test_none_takes_the_pack_out_and_again_changes_nothing():
    pack, other = a_pack(), a_pack()
    basket_id = a_cart({pack: 2, other: 1})
    for _ in range(2):
        set_quantity(basket_id=basket_id, pack_id=pack.pk, quantity=0)
        assert packs_in(basket_id) == {other.pk: 1}


def test_a_line_that_was_taken_out_in_another_tab_does_not_come_back():
    pack, other = a_pack(a_dosage(a_medicine("Baclofen"))), a_pack()
    basket_id = a_cart({other: 1})

    with pytest.raises(CartRefusal, match="not in your cart any more") as refusal:
        set_quantity(basket_id=basket_id, pack_id=pack.pk, quantity=3)

    assert refusal.value.message.startswith("Baclofen 10\u00a0mg, 60\u00a0pills")
    assert packs_in(basket_id) == {other.pk: 1}


def test_clearing_takes_everything_out():
    basket_id = a_cart({a_pack(): 2, a_pack(): 1})
    clear(basket_id=basket_id)
    assert packs_in(basket_id) == {}


@pytest.mark.parametrize("quantity", [0, 1, 3])
def test_an_ordered_cart_can_neither_be_changed_nor_cleared(quantity):
    pack = a_pack()
    basket_id = a_cart({pack: 2})
    Basket.objects.update(status=Basket.SUBMITTED)

    clear(basket_id=basket_id)
    try:
        set_quantity(basket_id=basket_id, pack_id=pack.pk, quantity=quantity)
    except CartRefusal:
        assert quantity

    assert Line.objects.get().quantity == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_two_packs_in_one_line():
    pack = a_pack()
    basket_id = a_cart({a_pack(): 1})
    together = Barrier(2)

    def press(_):
        together.wait()
        try:
            add(pack, basket_id=basket_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, range(2)))

    assert packs_in(basket_id)[pack.pk] == 2
