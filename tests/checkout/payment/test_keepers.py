"""Promises about money are kept: refused, repeated, out of date or taken over, each deed once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import actions, repairs
from checkout.payment import gateway, outbox
from checkout.payment.models import Outbox
from checkout.payment.outbox import LEASE
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.worker import keep, keep_next_about_money
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.purchases import an_order, approved, held, opened, paid
from tests.checkout.shopping import (
    Pharmacist,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
TOTAL = 5695


def refund(order, amount="10.00"):
    repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason="Damaged"
    )


def promise(kind):
    return Outbox.objects.get(kind=kind)


# --- the bank says no -----------------------------------------------------------------------


def test_a_charge_the_bank_refuses_is_told_and_tried_until_it_goes_through(sandbox):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.DECLINED, "intents.capture", times=2))
    let_the_worker_work()
    assert refreshed(order).status == "approved"
    assert attempt_of(order).state == "authorised"
    assert "Not charged: CardError: Your card was declined." in attempt_of(order).needs_attention
    let_the_worker_work(after=timedelta(minutes=1))
    assert promise("capture").tries == 2
    let_the_worker_work(after=timedelta(minutes=2))
    assert refreshed(order).status == "paid"
    assert attempt_of(order).needs_attention == ""
    assert sandbox.money() == [(TOTAL, TOTAL, 0)]
    assert broken_at_rest(sandbox) == []


def test_a_charge_the_bank_refuses_until_the_hold_lapses_asks_the_patient_to_pay(sandbox):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.DECLINED, "intents.capture", times=1000))
    let_the_worker_work()
    sandbox.move_clock(days=8)
    let_the_worker_work(after=timedelta(hours=1))
    assert (refreshed(order).status, attempt_of(order).state) == (
        "approved_awaiting_payment",
        "lapsed",
    )
    assert attempt_of(order).needs_attention == ""
    assert Outbox.objects.filter(parameters__mail="pay").count() == 1
    assert promise("capture").done_at


# --- a key is good for a day ----------------------------------------------------------------


def keys_of(monkeypatch, deed):
    """The keys under which something is asked of Stripe from now on."""
    sent, done = [], getattr(gateway, deed)

    def noted(*args, key, **kwargs):
        sent.append(key)
        return done(*args, key=key, **kwargs)

    monkeypatch.setattr(gateway, deed, noted)
    return sent


DEEDS = {
    "capture": ("intents.capture", "capture"),
    "release": ("intents.cancel", "release"),
    "refund": ("refunds.create", "refund"),
}


def promised(sandbox, deed):
    order = paid(sandbox) if deed == "refund" else held(sandbox)
    if deed == "capture":
        Pharmacist().approve(order)
    elif deed == "release":
        actions.cancel(order, now=timezone.now())
    else:
        refund(order)
    return order


@pytest.mark.parametrize("deed", DEEDS)
def test_within_a_day_a_lost_answer_is_asked_for_under_the_same_key(sandbox, monkeypatch, deed):
    order = promised(sandbox, deed)
    sent = keys_of(monkeypatch, deed)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, DEEDS[deed][0]))
    keep_next_about_money(timezone.now())
    first = promise(deed).first_sent_at
    assert first
    keep_next_about_money(timezone.now() + timedelta(hours=22))
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert promise(deed).first_sent_at == first
    assert order.number in sent[0] or deed == "refund"


@pytest.mark.parametrize("deed", DEEDS)
def test_a_day_later_it_is_looked_up_and_asked_for_under_a_new_key(sandbox, monkeypatch, deed):
    promised(sandbox, deed)
    sent = keys_of(monkeypatch, deed)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, DEEDS[deed][0]))
    keep_next_about_money(timezone.now())
    later = timezone.now() + timedelta(hours=24)
    keep_next_about_money(later)
    assert [key.removesuffix("-cancel")[-2:] for key in sent] == ["-1", "-2"]
    assert promise(deed).first_sent_at == later
    assert promise(deed).done_at


@pytest.mark.parametrize("lost", [Kind.TIMEOUT_AFTER, Kind.ERROR_500_AFTER])
@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_done_and_not_heard_of_is_not_asked_for_again(sandbox, monkeypatch, deed, lost):
    """Also after the key is forgotten: it is looked up first."""
    promised(sandbox, deed)
    sandbox.plan(Fault(lost, DEEDS[deed][0]))
    keep_next_about_money(timezone.now())
    sent = keys_of(monkeypatch, deed)
    keep_next_about_money(timezone.now() + timedelta(hours=30))
    assert sent == []
    assert promise(deed).done_at


# --- a worker that slept too long -----------------------------------------------------------


@pytest.mark.parametrize("deed", DEEDS)
def test_a_worker_that_lost_its_lease_asks_nothing_of_stripe(sandbox, monkeypatch, deed):
    promised(sandbox, deed)
    late = outbox.lease_next(timezone.now(), outbox.MONEY)
    assert late.row.kind == deed
    other = outbox.lease_next(timezone.now() + LEASE, outbox.MONEY)
    sent = keys_of(monkeypatch, deed)
    assert not keep(late, timezone.now())
    assert sent == []
    row = promise(deed)
    assert (row.leased_until, row.done_at, row.last_error) == (other.until, None, "")

    assert keep(other, timezone.now())
    assert len(sent) == 1


# --- whatever fails -------------------------------------------------------------------------

FAULTS = [
    Kind.TIMEOUT_BEFORE,
    Kind.TIMEOUT_AFTER,
    Kind.ERROR_500,
    Kind.ERROR_500_AFTER,
    Kind.RATE_LIMIT,
]
ENDS = {
    "capture": ("paid", (TOTAL, TOTAL, 0)),
    "release": ("cancelled", (TOTAL, 0, 0)),
    "refund": ("paid", (TOTAL, TOTAL, 1000)),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_fails_of_every_request_each_deed_is_done_once(sandbox, deed, fault):
    """The deed's own request and those that look it up, one after the other."""
    order = promised(sandbox, deed)
    for target in (DEEDS[deed][0], "sessions.retrieve", DEEDS[deed][0], "refunds.list"):
        sandbox.plan(Fault(fault, target))
    for minutes in range(0, 120, 10):
        let_the_worker_work(after=timedelta(minutes=minutes))
    assert (refreshed(order).status, sandbox.money()) == (ENDS[deed][0], [ENDS[deed][1]])
    sandbox.clear_faults()
    assert broken_at_rest(sandbox) == []


# --- promises that have lost their reason ---------------------------------------------------


def test_a_release_that_is_kept_leaves_nothing_that_could_be_promised_again(sandbox):
    """A promise that is done is never made anew: so it is done only when nothing is left to do."""
    order = held(sandbox)
    actions.cancel(order, now=timezone.now())
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "intents.cancel", times=3))
    while keep_next_about_money(timezone.now()):
        pass
    assert promise("release").done_at is None
    for minutes in (1, 2, 3, 4):
        let_the_worker_work(after=timedelta(minutes=minutes))
    assert promise("release").done_at
    assert attempt_of(order).state == "released"


def test_a_release_that_comes_too_early_for_the_hold_waits_for_it(sandbox):
    """The shopper pays after the order was cancelled, and before its page is closed."""
    order = an_order()
    page = opened(order).session_id
    actions.cancel(order, now=timezone.now())
    sandbox.pay(page)
    keep_next_about_money(timezone.now())
    assert (attempt_of(order).state, promise("release").done_at) == ("authorised", None)
    let_the_worker_try_again()
    assert attempt_of(order).state == "released"
    assert Dosage.objects.get().units_reserved == 0


def test_a_charge_that_is_wanted_no_more_is_done_with_and_the_hold_let_go(sandbox):
    order = approved(sandbox)
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    let_the_worker_work()
    assert promise("capture").done_at
    assert sandbox.captured(order.number) == []
    assert attempt_of(order).state == "released"


def test_a_page_given_up_before_it_was_opened_is_never_opened(sandbox):
    order = an_order()
    actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    assert attempt_of(order).state == "abandoned"
    assert promise("open").done_at
    assert sandbox.sessions() == []
