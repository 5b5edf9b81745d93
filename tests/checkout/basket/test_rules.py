"""Why a cart may not be ordered, in words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.legal_class import LegalClass
from catalog.pricing import PackOffer
from catalog.substances.rules import Contained
from catalog.units import Unit
from checkout.basket.rules import CartProblem, cart_problems, refusal_of, rows_of
from tests.checkout.basket.carts import a_cart_of, a_line

PARACETAMOL = Contained("paracetamol", 100)


def words(cart) -> list[str]:
    """The messages with plain spaces."""
    return [problem.message.replace("\u00a0", " ") for problem in cart_problems(cart)]


def test_a_good_cart_has_no_problem():
    assert cart_problems(a_cart_of(a_line(60), a_line(90, 3))) == []


def test_a_withdrawn_pack_has_to_go():
    line = a_line(on_sale=False)
    [problem] = cart_problems(a_cart_of(a_line(60), line))
    assert problem == CartProblem(
        f"{line.name}: no longer on sale, so it cannot be ordered.", line.pack_id, blocking=True
    )


@pytest.mark.parametrize(
    ("then", "was"),
    [
        ({"units_when_added": 60}, "This was Baclofen 10 mg, 60 pills when you added it"),
        ({"dosage_when_added": "25mg"}, "This was Baclofen 25 mg, 90 pills when you added it"),
    ],
)
def test_a_pack_that_staff_made_another_has_to_be_chosen_again(then, was):
    assert words(a_cart_of(a_line(60), a_line(90, **then))) == [
        f"{was}, now it is Baclofen 10 mg, 90 pills. Take it out, then add the pack you want."
    ]


def test_a_strength_written_otherwise_is_the_same_pack():
    assert words(a_cart_of(a_line(dosage_when_added="10 mg"))) == []


def test_a_controlled_medicine_is_never_sold():
    assert words(a_cart_of(a_line(legal_class=LegalClass.CD))) == [
        "Baclofen 10 mg, 90 pills: cannot be sold here, it is a controlled medicine."
    ]


def test_what_may_not_be_sold_takes_nothing_from_the_others():
    gone = a_line(120, 8, on_sale=False, units_free=100, max_units_per_order=100)
    kept = a_line(90, 1, units_free=100, max_units_per_order=100)
    assert [p.pack_id for p in cart_problems(a_cart_of(gone, kept))] == [gone.pack_id]


def test_a_sold_out_dosage():
    assert words(a_cart_of(a_line(units_free=0))) == ["Baclofen 10 mg, 90 pills: sold out."]


def test_fewer_packs_are_left_than_wanted():
    assert words(a_cart_of(a_line(90, 3, units_free=200))) == [
        "Baclofen 10 mg, 90 pills: only 2 packs are left, you asked for 3."
    ]


def test_packs_of_a_dosage_share_its_pool():
    cart = a_cart_of(a_line(60, 1, units_free=150), a_line(90, 2, units_free=150))
    assert words(cart) == [
        "Baclofen 10 mg, 90 pills: beside the other packs of Baclofen 10 mg in your cart"
        " only 1 pack is left, you asked for 2."
    ]


def test_the_others_may_have_taken_all_that_is_left():
    cart = a_cart_of(a_line(60, 2, units_free=150), a_line(90, 1, units_free=150))
    assert words(cart) == [
        "Baclofen 10 mg, 90 pills: the other packs of Baclofen 10 mg in your cart"
        " are all that is left."
    ]


def test_exactly_what_is_left_is_fine():
    assert cart_problems(a_cart_of(a_line(60, 1, units_free=150), a_line(90, units_free=150))) == []


def test_other_dosages_have_pools_of_their_own():
    cart = a_cart_of(a_line(90, units_free=90), a_line(90, units_free=90, dosage_id=2))
    assert cart_problems(cart) == []


def test_the_limit_of_an_order_counts_every_dosage_of_a_medicine():
    first = a_line(90, max_units_per_order=150)
    second = a_line(60, 2, dosage_id=2, dosage_label="25mg", max_units_per_order=150)
    [problem] = cart_problems(a_cart_of(first, second))
    assert problem.pack_id == second.pack_id
    assert words(a_cart_of(first, second)) == [
        "At most 150 pills of Baclofen go into one order, you asked for 210."
    ]


def test_the_limit_itself_is_allowed():
    assert cart_problems(a_cart_of(a_line(90, 2, max_units_per_order=180))) == []


def paracetamol(units, quantity=1, **values):
    """A line of some medicine with paracetamol, of which 100 units go into one order."""
    values = {"unit": Unit.TABLET, "substances": (PARACETAMOL,)} | values
    return a_line(offer=PackOffer(units, Decimal("2.00")), quantity=quantity, **values)


def test_the_limit_of_a_substance_counts_every_medicine_that_contains_it():
    first = paracetamol(32, 2, medicine_id=1)
    second = paracetamol(
        34, 2, medicine_id=2, dosage_id=2, substances=(Contained("codeine"), PARACETAMOL)
    )
    [problem] = cart_problems(a_cart_of(first, second, a_line()))
    assert problem == CartProblem(
        "At most 100 units of paracetamol go into one order, over all medicines that contain it:"
        " you asked for 132.",
        second.pack_id,
        blocking=True,
    )


def test_a_substances_limit_itself_is_allowed():
    assert cart_problems(a_cart_of(paracetamol(50), paracetamol(50, dosage_id=2))) == []


def test_bottles_do_not_count_towards_a_substances_limit():
    bottles = paracetamol(1, 30, unit=Unit.BOTTLE)
    assert cart_problems(a_cart_of(paracetamol(100, dosage_id=2), bottles)) == []
    [problem] = cart_problems(a_cart_of(paracetamol(101, dosage_id=2), bottles))
    assert problem.pack_id != bottles.pack_id


def test_a_pack_that_goes_over_a_substances_limit_is_refused_wherever_it_stands():
    asked = paracetamol(32, 3, medicine_id=1)
    other = paracetamol(32, 1, medicine_id=2, dosage_id=2)
    problem = refusal_of(a_cart_of(asked, other), asked.pack_id)
    assert problem is not None
    assert "you asked for 128" in problem.message


def test_a_new_price_is_said_and_stops_nobody():
    line = a_line(90, price_when_added=Decimal("70.00"))
    [problem] = cart_problems(a_cart_of(line))
    assert not problem.blocking
    assert words(a_cart_of(line)) == [
        "Baclofen 10 mg, 90 pills: was $70.00 when you added it, now $68.00."
    ]


def test_a_refusal_is_about_the_pack_that_was_asked_for_wherever_it_stands():
    asked = a_line(60, 3, units_free=200)
    other = a_line(90, 1, units_free=200)
    problem = refusal_of(a_cart_of(asked, other), asked.pack_id)
    assert problem is not None
    assert "only 1 pack is left" in problem.message.replace("\u00a0", " ")


def test_what_is_wrong_with_others_refuses_nothing():
    withdrawn = a_line(120, on_sale=False)
    asked = a_line(60, price_when_added=Decimal("60.00"))
    assert refusal_of(a_cart_of(withdrawn, asked), asked.pack_id) is None


def test_problems_are_told_at_their_lines():
    good, bad = a_line(60), a_line(on_sale=False)
    cart = a_cart_of(good, bad)
    problems = cart_problems(cart)
    assert rows_of(cart, problems) == [(good, []), (bad, problems)]


@given(
    st.lists(st.tuples(st.sampled_from([60, 90, 120, 360]), st.integers(1, 9)), max_size=5),
    st.integers(0, 3000),
)
def test_the_pool_is_too_small_exactly_when_something_is_said(wanted, free):
    """And following every message down to the number it names makes the cart fit."""
    cart = a_cart_of(*(a_line(units, packs, units_free=free) for units, packs in wanted))
    units = sum(line.units_total for line in cart.lines)
    problems = cart_problems(cart)

    assert bool(problems) == (units > free)
    left, kept = free, []
    for line in cart.lines:
        packs = min(line.quantity, left // line.offer.units)
        left -= packs * line.offer.units
        if packs:
            kept.append(replace(line, quantity=packs))
    assert cart_problems(a_cart_of(*kept)) == []
