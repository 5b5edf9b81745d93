"""Whether an order and its payment fit together."""

import pytest

from checkout.payment.facts import PaymentFacts
from checkout.payment.rules import Asked, attention


def reason(order, attempt, *, kept=0, owed=None):
    return attention(order, attempt, kept=kept, owed=owed, currency="USD")


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
