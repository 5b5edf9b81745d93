"""An order's way: what is done, what is under way, what comes."""

from datetime import datetime, timedelta

import pytest

from checkout.order.page.timeline import steps

PLACED = datetime(2026, 11, 22, 10, 14)
LATER = [PLACED + timedelta(minutes=n) for n in range(1, 6)]


def way(*states, needs_pharmacist=True, **told):
    moved_at = dict(zip(states, LATER, strict=False))
    return steps(PLACED, moved_at, needs_pharmacist=needs_pharmacist, **told)


def titles(*states, **values):
    """With ✓ what is done, with → what is under way, with ■ how it ended."""
    return [f"{mark(step)}{step.title}" for step in way(*states, **values)]


def mark(step):
    if step.is_end:
        return "■"
    return "✓" if step.done else "→" if step.is_next else ""


def test_an_order_that_waits_for_its_payment():
    assert titles() == [
        "✓Order received",
        "→Your payment",
        "The pharmacist decides",
        "Charged for what is approved",
        "Packed and sent",
    ]


def test_an_order_that_waits_for_the_pharmacist_names_who_is_in_charge():
    assert titles("awaiting_pharmacist") == [
        "✓Order received",
        "✓Card held",
        "→Waiting for the pharmacist",
        "Charged for what is approved",
        "Packed and sent",
    ]
    [waiting] = [step for step in way("awaiting_pharmacist", pharmacist="Ada") if step.is_next]
    assert waiting.note == "Pharmacist in charge: Ada."


def test_an_order_for_general_sale_waits_for_nobody():
    assert titles("approved", needs_pharmacist=False) == [
        "✓Order received",
        "✓Card held",
        "→Being charged",
        "Packed and sent",
    ]


def test_a_paid_order():
    assert titles("awaiting_pharmacist", "approved", "paid") == [
        "✓Order received",
        "✓Card held",
        "✓Approved by the pharmacist",
        "✓Card charged",
        "→Being packed",
    ]


@pytest.mark.parametrize(
    ("states", "end"),
    [
        (["cancelled"], ["✓Order received", "■Cancelled"]),
        (["expired"], ["✓Order received", "■Expired"]),
        (
            ["awaiting_pharmacist", "rejected"],
            ["✓Order received", "✓Card held", "■Not approved"],
        ),
    ],
)
def test_an_order_that_has_ended_has_nothing_to_come(states, end):
    assert titles(*states) == end


def test_an_order_approved_without_a_hold_waits_for_its_shopper():
    on_the_way = ["awaiting_pharmacist", "approved", "approved_awaiting_payment"]
    assert titles(*on_the_way) == [
        "✓Order received",
        "✓Card held",
        "✓Approved by the pharmacist",
        "→Waiting for your payment",
        "Packed and sent",
    ]
    assert titles(*on_the_way, "paid")[3:] == ["✓Card charged", "→Being packed"]
    assert titles(*on_the_way, "expired")[3:] == ["■Expired"]


def test_an_order_that_was_sent_says_how_and_when_it_has_arrived():
    states = ["approved", "paid", "shipped"]
    told = {"needs_pharmacist": False, "sent_with": "Royal Mail, AB123"}
    sent = way(*states, **told)[-1]
    assert (sent.title, sent.note) == ("Sent", "Royal Mail, AB123")
    assert titles(*states, "delivered", **told)[-2:] == ["✓Sent", "✓Delivered"]
    assert [step.note for step in way("approved", **told)] == [""] * 4


def test_a_refunded_order_is_not_packed():
    assert titles("awaiting_pharmacist", "approved", "paid", "refunded")[-2:] == [
        "✓Card charged",
        "■Refunded",
    ]
