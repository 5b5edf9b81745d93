"""What facts come to in money, entry by entry, and what entries add up to: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.payment.facts import DisputeFacts, PaymentFacts, RefundFacts
from checkout.payment.ledger import Entry, Kind, Sums, entries
from checkout.payment.states import RefundState

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
NOW = NOON + timedelta(days=1)
R = RefundState


def facts(intent="requires_capture", *, held=5695, captured=0, **values):
    return PaymentFacts(
        "complete",
        "R7KQ-2MXA",
        "pi_1",
        intent,
        amount=held,
        captured=captured,
        currency="USD",
        charge_id="ch_1",
        held=held,
        held_at=NOON,
        **values,
    )


def charged(captured=5695, **values):
    return facts("succeeded", captured=captured, **values)


def refund(state, amount=1000, name="re_1"):
    return RefundFacts(name, amount, R(state), NOON + timedelta(hours=1))


def dispute(status, amount=5695):
    return DisputeFacts("du_1", amount, status, "fraudulent", NOON + timedelta(hours=2))


def kinds(shown):
    return [(entry.kind, entry.amount) for entry in entries(shown, read_at=NOW)]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (PaymentFacts("open", "R7KQ-2MXA"), []),
        (facts("requires_payment_method", held=0), []),
        (facts(), [("held", 5695)]),
        (charged(), [("held", 5695), ("charged", 5695)]),
        (charged(4000), [("held", 5695), ("charged", 4000), ("released", 1695)]),
        (facts("canceled"), [("held", 5695), ("released", 5695)]),
        (facts("canceled", lapsed=True), [("held", 5695), ("released", 5695)]),
    ],
    ids=["open", "declined", "held", "charged", "charged in part", "released", "lapsed"],
)
def test_a_hold_is_charged_or_let_go_in_whole_or_in_part(shown, found):
    assert kinds(shown) == found


@pytest.mark.parametrize(
    ("state", "found", "refunded"),
    [
        ("pending", [("refunded", 1000)], 1000),
        ("succeeded", [("refunded", 1000)], 1000),
        ("failed", [("refunded", 1000), ("refund_failed", 1000)], 0),
    ],
)
def test_a_refund_counts_from_the_start_until_it_fails(state, found, refunded):
    shown = charged(refunds=(refund(state),))
    assert kinds(shown)[2:] == found
    assert Sums.of(entries(shown, read_at=NOW)).refunded == refunded


@pytest.mark.parametrize(
    ("status", "found", "disputed"),
    [
        ("warning_needs_response", [], 0),
        ("warning_under_review", [], 0),
        ("warning_closed", [], 0),
        ("needs_response", [("disputed", 5695)], 5695),
        ("under_review", [("disputed", 5695)], 5695),
        ("lost", [("disputed", 5695)], 5695),
        ("won", [("disputed", 5695), ("dispute_won", 5695)], 0),
    ],
)
def test_a_bank_that_asks_takes_nothing_and_one_that_loses_gives_it_back(status, found, disputed):
    shown = charged(disputes=(dispute(status),))
    assert kinds(shown)[2:] == found
    assert Sums.of(entries(shown, read_at=NOW)).disputed == disputed


def test_stripes_own_dates_come_first_and_what_has_none_is_dated_by_the_reading():
    shown = charged(4000, refunds=(refund("failed"),), disputes=(dispute("won"),))
    assert {entry.kind: entry.at for entry in entries(shown, read_at=NOW)} == {
        Kind.HELD: NOON,
        Kind.CHARGED: NOW,
        Kind.RELEASED: NOW,
        Kind.REFUNDED: NOON + timedelta(hours=1),
        Kind.REFUND_FAILED: NOW,
        Kind.DISPUTED: NOON + timedelta(hours=2),
        Kind.DISPUTE_WON: NOW,
    }


def test_what_went_back_is_summed_by_who_took_it():
    shown = charged(
        4000,
        refunds=(refund("succeeded", 500), refund("failed", 700, "re_2")),
        disputes=(dispute("lost", 1000),),
    )
    sums = Sums.of(entries(shown, read_at=NOW))
    assert sums == Sums(held=5695, released=1695, charged=4000, refunded=500, disputed=1000)
    assert sums.still_held == 0
    assert Sums.of(entries(facts(), read_at=NOW)).still_held == 5695


amounts = st.integers(1, 10_000)
refunds = st.lists(st.builds(refund, st.sampled_from(R), amounts), max_size=4).map(
    lambda found: tuple(
        RefundFacts(f"re_{n}", one.amount, one.state, one.made_at) for n, one in enumerate(found)
    )
)
disputes = st.lists(
    st.builds(dispute, st.sampled_from(["lost", "won", "warning_closed"]), amounts), max_size=1
)


@st.composite
def payments(draw):
    """A payment at Stripe as it may stand: what is charged is no more than is held."""
    held = draw(amounts)
    status = draw(st.sampled_from(["requires_capture", "succeeded", "canceled"]))
    if status != "succeeded":
        return facts(status, held=held, lapsed=draw(st.booleans()))
    captured = draw(st.integers(1, held))
    return charged(captured, held=held, refunds=draw(refunds), disputes=tuple(draw(disputes)))


@given(shown=payments(), hours=st.integers(0, 100))
def test_the_same_facts_read_again_tell_the_same_entries_and_no_entry_twice(shown, hours):
    first = entries(shown, read_at=NOW)
    again = entries(shown, read_at=NOW + timedelta(hours=hours))
    names = [(entry.stripe_id, entry.kind) for entry in first]
    assert names == [(entry.stripe_id, entry.kind) for entry in again]
    assert len(set(names)) == len(names)
    assert all(entry.amount > 0 for entry in first)


@given(shown=payments())
def test_what_was_held_is_always_charged_let_go_or_held_still(shown):
    sums = Sums.of(entries(shown, read_at=NOW))
    assert sums.held == sums.charged + sums.released + sums.still_held
    assert sums.still_held == (shown.held if shown.intent_status == "requires_capture" else 0)
    assert sums.charged == shown.captured
    good = sum(one.amount for one in shown.refunds if one.state != R.FAILED)
    lost = sum(one.amount for one in shown.disputes if one.status == "lost")
    assert (sums.refunded, sums.disputed) == (good, lost)


@given(
    booked=st.lists(st.builds(Entry, st.sampled_from(Kind), amounts, st.just("x"), st.just(NOW)))
)
def test_sums_do_not_care_in_which_order_money_was_booked(booked):
    assert Sums.of(booked) == Sums.of(reversed(booked))
