"""Until when whoever ordered may give an order up, in every state of it."""

import pytest

from checkout.order.cancelling import against_cancelling
from checkout.order.states import OrderState

S = OrderState
UNDECIDED = {S.AWAITING_PAYMENT, S.AWAITING_PHARMACIST, S.NEEDS_INFORMATION}
NOT_CHARGED_YET = {S.APPROVED_AWAITING_PAYMENT}


def against(order, *, needs_pharmacist=True, is_charged=False, is_being_charged=False):
    return against_cancelling(
        order,
        needs_pharmacist=needs_pharmacist,
        is_charged=is_charged,
        is_being_charged=is_being_charged,
    )


@pytest.mark.parametrize("order", S)
def test_until_a_pharmacist_has_decided(order):
    may = order in UNDECIDED | NOT_CHARGED_YET
    too_late = f"This order is {order.label} and cannot be cancelled here any more."
    assert against(order) == ("" if may else too_late)


@pytest.mark.parametrize("order", S)
def test_what_nobody_decides_until_it_is_being_charged(order):
    may = order in UNDECIDED | NOT_CHARGED_YET | {S.APPROVED}
    assert bool(against(order, needs_pharmacist=False)) is not may


@pytest.mark.parametrize("order", [S.APPROVED, S.APPROVED_AWAITING_PAYMENT])
def test_not_while_a_card_is_being_charged(order):
    words = against(order, needs_pharmacist=False, is_being_charged=True)
    assert words.endswith("cannot be cancelled here any more.")


@pytest.mark.parametrize("order", sorted(UNDECIDED | NOT_CHARGED_YET))
def test_not_once_staff_charged_by_hand(order):
    words = "The card was charged for this order already: write to us to cancel it."
    assert against(order, is_charged=True) == words
