"""What Stripe says of a payment, and the way from where we were to there."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from checkout.payment.facts import GONE, DisputeFacts, PaymentFacts, path
from checkout.payment.states import LIVE, AttemptState, may_move

S = AttemptState


def facts(session, intent="", *, lapsed=False):
    return PaymentFacts(session, "R7KQ-2MXA", "pi_1", intent, lapsed=lapsed)


# Every pair of states in which Stripe can show a Checkout Session with its PaymentIntent.
SHOWN = {
    facts("open"): None,
    facts("open", "requires_payment_method"): None,
    facts("open", "requires_action"): None,
    facts("open", "processing"): None,
    facts("open", "canceled"): None,
    facts("complete", "requires_capture"): S.AUTHORISED,
    facts("complete", "succeeded"): S.CAPTURED,
    facts("complete", "canceled"): S.RELEASED,
    facts("complete", "canceled", lapsed=True): S.LAPSED,
    facts("expired"): S.EXPIRED,
    facts("expired", "canceled"): S.EXPIRED,
    facts("expired", "canceled", lapsed=True): S.EXPIRED,
    facts("expired", "requires_payment_method"): S.EXPIRED,
}


@pytest.mark.parametrize(("shown", "goal"), SHOWN.items())
def test_what_is_shown_means_one_state_or_that_nobody_has_paid(shown, goal):
    assert shown.goal == goal


HELD = LIVE - {S.NEW, S.SESSION_OPEN}
# A page that was completed never expires, and what is being released still shows as held.
CANNOT_BE = {(state, S.EXPIRED) for state in HELD}
STAYS = {(S.RELEASING, S.AUTHORISED)}


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (state, shown)
        for state, (shown, goal) in product(sorted(LIVE - {S.NEW}), SHOWN.items())
        if goal not in (None, state) and (state, goal) not in CANNOT_BE | STAYS
    ],
)
def test_every_live_payment_finds_its_way_to_what_stripe_says(state, shown):
    way = path(state, shown)
    assert way[-1] == shown.goal
    assert all(may_move(old, new) for old, new in zip((state, *way), way, strict=False))


def test_what_is_being_released_stays_so_until_stripe_has_let_go():
    assert path(S.RELEASING, facts("complete", "requires_capture")) == ()


@pytest.mark.parametrize("state", sorted({*GONE, S.CAPTURED, S.ABANDONED}))
@pytest.mark.parametrize("shown", SHOWN)
def test_what_has_ended_never_moves_again(state, shown):
    assert path(state, shown) == ()


@pytest.mark.parametrize(
    ("statuses", "lost"),
    [
        ([], False),
        (["needs_response"], False),
        (["warning_needs_response"], False),
        (["won"], False),
        (["lost"], True),
        (["lost", "lost"], True),
        (["lost", "won", "warning_closed"], True),
        (["lost", "under_review"], False),
        (["lost", "warning_under_review"], False),
    ],
)
def test_what_banks_have_taken_is_lost_once_none_of_it_may_be_won(statuses, lost):
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    disputes = (DisputeFacts(f"du_{n}", 500, one, "general", at) for n, one in enumerate(statuses))
    assert replace(facts("complete", "succeeded"), disputes=tuple(disputes)).disputes_lost == lost
