"""The state tables: every legal move and no other, in code and in the database."""

import pytest
from django.db import IntegrityError, transaction

from checkout.order.states import DEAD, EVER_APPROVED, MOVES, IllegalMove, OrderState, check_move
from checkout.payment.states import LIVE, AttemptState, may_move
from checkout.payment.states import MOVES as ATTEMPT_MOVES
from tests.checkout.shopping import a_placed_order, attempt_of
from tests.factories import a_pack


@pytest.mark.parametrize("old", OrderState)
@pytest.mark.parametrize("new", OrderState)
def test_an_order_moves_as_the_table_says(old, new):
    if new in MOVES[old]:
        check_move(old, new)
    else:
        with pytest.raises(IllegalMove):
            check_move(old, new)


def test_a_dead_order_stays_dead_and_every_state_can_be_reached():
    assert all(not MOVES[state] for state in DEAD)
    reached = {new for moves in MOVES.values() for new in moves}
    assert reached | {OrderState.AWAITING_PAYMENT} == set(OrderState)


def test_no_order_is_paid_that_nobody_approved():
    before_paid = {old for old, moves in MOVES.items() if OrderState.PAID in moves}
    assert before_paid <= EVER_APPROVED


@pytest.mark.parametrize("state", AttemptState)
def test_a_live_attempt_can_go_on_and_another_cannot(state):
    assert bool(ATTEMPT_MOVES[state]) == (state in LIVE)
    assert not may_move(state, state)


@pytest.fixture
def order(db):
    return a_placed_order({a_pack(price="52.00"): 1})


def refused(row, constraint, **values):
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("order_state_is_known", {"status": "lost"}),
        ("approved_order_knows_what_to_capture", {"status": "approved"}),
        ("order_captures_no_more_than_its_total", {"amount_to_capture": "56.96"}),
        ("order_captures_no_more_than_its_total", {"amount_to_capture": "0.00"}),
    ],
)
def test_the_database_refuses_an_order(order, constraint, values):
    refused(order, constraint, **values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("order_line_has_packs", {"quantity": 0}),
        ("no_more_packs_approved_than_ordered", {"approved_quantity": 2}),
        ("controlled_medicines_are_never_ordered", {"legal_class": "CD"}),
    ],
)
def test_the_database_refuses_an_order_line(order, constraint, values):
    refused(order.lines.get(), constraint, **values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("attempt_state_is_known", {"state": "lost", "session_id": "cs_1"}),
        ("attempt_asks_for_money", {"amount": 0}),
        ("open_session_is_named", {"state": "session_open"}),
        ("held_attempt_names_its_intent", {"state": "authorised", "session_id": "cs_1"}),
        ("captured_no_more_than_held", {"captured": 5696}),
        (
            "captured_attempt_took_money",
            {"state": "captured", "session_id": "cs_1", "intent_id": "pi_1"},
        ),
    ],
)
def test_the_database_refuses_a_payment_attempt(order, constraint, values):
    refused(attempt_of(order), constraint, **values)


def test_an_order_has_one_live_attempt(order):
    first = attempt_of(order)
    with pytest.raises(IntegrityError, match='"order_has_one_live_attempt"'), transaction.atomic():
        order.attempts.create(amount=first.amount, currency=first.currency)


def test_a_promise_is_made_once(order):
    row = order.outbox.get()
    with pytest.raises(IntegrityError, match='"a_deed_is_promised_once"'), transaction.atomic():
        order.outbox.create(kind="open", attempt=row.attempt, key=row.key)
