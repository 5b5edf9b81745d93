"""A refund's table: what Stripe may still say of it, and what no answer changes any more."""

from itertools import product

import pytest

from checkout.payment.states import MOVES, REFUND_MOVES, RefundState, refund_may_move

R = RefundState
MAY = {*((R.PENDING, new) for new in R if new != R.PENDING), (R.SUCCEEDED, R.FAILED)}


@pytest.mark.parametrize(("old", "new"), list(product(R, R)))
def test_a_refund_arrives_or_fails_and_may_fail_after_it_had_arrived(old, new):
    assert refund_may_move(old, new) == ((old, new) in MAY)


@pytest.mark.parametrize("table", [MOVES, REFUND_MOVES], ids=["payment", "refund"])
def test_from_every_state_there_is_a_way_to_an_end(table):
    done = {state for state, moves in table.items() if not moves}
    for _ in table:
        done |= {state for state, moves in table.items() if moves & done}
    assert done == set(table)
