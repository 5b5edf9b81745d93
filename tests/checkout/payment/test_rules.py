"""Whether an order and its payment fit together."""

from datetime import UTC, datetime

import pytest

from checkout.order.states import DEAD, EVER_APPROVED, OPEN_CASES, PAID_FOR, OrderState
from checkout.payment.facts import GONE, DisputeFacts, PaymentFacts
from checkout.payment.money import from_minor_units
from checkout.payment.rules import Asked, attention, dispute_words, refund_failed
from checkout.payment.states import LIVE, AttemptState


def reason(order, attempt, *, kept=0, owed=None):
    return attention(order, attempt, still_ours=kept, owed=owed, currency="USD", pays=True)


@pytest.mark.parametrize(
    ("order", "attempt"),
    [
        ("awaiting_payment", "new"),
        ("awaiting_payment", "session_open"),
        ("awaiting_pharmacist", "authorised"),
        ("needs_information", "authorised"),
        ("paid", "captured"),
        ("delivered", "captured"),
        ("refunded", "captured"),
        ("cancelled", "expired"),
        ("cancelled", "abandoned"),
        ("rejected", "released"),
        ("expired", "lapsed"),
    ],
)
def test_where_all_fits_nobody_has_to_look(order, attempt):
    assert reason(order, attempt, kept=5695 * (attempt == "captured"), owed=5695) == ""


@pytest.mark.parametrize(
    ("order", "attempt"),
    [
        ("approved", "authorised"),
        ("approved", "capturing"),
        ("cancelled", "session_open"),
        ("cancelled", "authorised"),
        ("rejected", "releasing"),
        ("expired", "new"),
    ],
)
def test_what_is_on_its_way_is_left_as_it_was_judged_before(order, attempt):
    assert reason(order, attempt) is None


@pytest.mark.parametrize("order", ["awaiting_pharmacist", "needs_information", "approved"])
@pytest.mark.parametrize("attempt", ["released", "lapsed", "expired"])
def test_a_hold_that_is_gone_needs_a_person(order, attempt):
    assert "no longer held" in reason(order, attempt)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("approved", "50.00 USD is charged, but 56.95 USD was approved."),
        ("awaiting_pharmacist", "50.00 USD is charged while the order is awaiting the pharmacist"),
        ("cancelled", "50.00 USD is charged while the order is cancelled."),
    ],
)
def test_money_taken_that_nobody_approved_needs_a_person(order, words):
    assert words in reason(order, "captured", kept=5000, owed=5695)


def test_another_payment_than_the_one_we_asked_for_is_named():
    asked = Asked(5695, "USD", "R7KQ-2MXA")
    same = PaymentFacts("complete", "R7KQ-2MXA", "pi_1", amount=5695, currency="USD")
    assert asked.difference(same) == ""
    for changed in ({"amount": 1}, {"currency": "EUR"}, {"order_number": "XXXX-XXXX"}):
        values = {"amount": 5695, "currency": "USD", "order_number": "R7KQ-2MXA"} | changed
        found = PaymentFacts("complete", intent_id="pi_1", **values)
        assert "we asked for 56.95 USD for order R7KQ-2MXA" in asked.difference(found)
    assert asked.difference(PaymentFacts("open", "R7KQ-2MXA")) == ""


SUMS = [(kept, owed) for kept in (0, 5000, 5695) for owed in (None, 5000, 5695)]


@pytest.mark.parametrize("order", OrderState)
@pytest.mark.parametrize("attempt", AttemptState)
def test_whatever_stands_together_money_without_its_order_calls_a_person(order, attempt):
    """Every pair of states: what is against it is said, and nothing is said that is not so."""
    for kept, owed in SUMS:
        for pays in (True, False):
            charged = attempt == "captured"
            kept_here = kept if charged else 0
            said = attention(
                order, attempt, still_ours=kept_here, owed=owed, currency="USD", pays=pays
            )
            waits = order == "approved_awaiting_payment"
            in_vain = charged and (order in DEAD or waits) and kept_here > 0
            early = charged and order not in DEAD | EVER_APPROVED
            unpaid = charged and order == "approved"
            beside = charged and kept_here > 0 and order in PAID_FOR and not pays
            gone = attempt in GONE and order in OPEN_CASES | {"approved"}
            assert bool(said) == (in_vain or early or unpaid or beside or gone)
            if said and charged:
                assert said.startswith(f"{from_minor_units(kept_here, 'USD')} USD is charged")


@pytest.mark.parametrize("order", OrderState)
@pytest.mark.parametrize("attempt", AttemptState)
def test_only_a_payment_that_can_still_move_is_on_its_way(order, attempt):
    if reason(order, attempt) is None:
        assert attempt in LIVE


STATUSES = {
    "warning_needs_response": "The bank asks about 56.95 USD: product not received. Answer it",
    "warning_under_review": "The bank looks into our answer about 56.95 USD.",
    "warning_closed": "",
    "needs_response": "The bank takes back 56.95 USD: product not received. Answer it at Stripe",
    "under_review": "The bank looks into our answer about 56.95 USD.",
    "lost": "The bank has taken 56.95 USD back for good.",
    "won": "",
    "prevented": "",
}


@pytest.mark.parametrize("answer_by", [None, datetime(2026, 12, 3, tzinfo=UTC)])
@pytest.mark.parametrize(("status", "words"), STATUSES.items())
def test_what_a_bank_says_is_told_with_what_to_do_until_it_is_over(status, words, answer_by):
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    dispute = DisputeFacts("du_1", 5695, status, "product_not_received", noon, answer_by)
    said = dispute_words(dispute, "USD")
    assert said.startswith(words)
    assert bool(said) == bool(words)
    assert ("until 3 December 2026" in said) == bool(answer_by and "Answer it" in words)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("", "A refund of 10.00 USD failed: give it back in another way."),
        ("expired_or_canceled_card", "failed (expired or canceled card): give it back"),
    ],
)
def test_a_refund_that_failed_is_told_with_its_reason(why, words):
    said = refund_failed(1000, "USD", why, "re_1")
    assert words in said
    assert said.endswith(" It is re_1.")
