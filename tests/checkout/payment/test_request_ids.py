"""One search through the log shows the whole way: a request, its promises, Stripe, the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from checkout.order.models import Order
from checkout.payment import keepers, outbox
from checkout.payment.gateway.calls import what
from checkout.payment.models import Outbox, StripeEvent
from checkout.payment.outbox import SHOPPER_FIRST
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.worker import keep_next_about_money, process_event
from checkout.request_ids import asked, on_behalf_of
from pharmacy.history.acting import acting
from tests.checkout.payment.purchases import held, opened
from tests.checkout.payment.webhooks import arrive
from tests.checkout.reviewing import hidden_total, order, ready
from tests.checkout.shopping import (
    a_delivery_method,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
)
from tests.factories import a_dosage, a_medicine, a_pack
from tests.log_written import log_written

pytestmark = pytest.mark.django_db
A_REQUEST = "5e1f0000-0000-4000-8000-000000000001"


def ordered():
    """The id of the request in which somebody ordered."""
    pack = a_pack(a_dosage(a_medicine("Baclofen", legal_class="GSL")), price="68.00")
    visitor = ready(pack, a_delivery_method())
    placed = order(visitor, seen_total=hidden_total(visitor.look("checkout-review")))
    assert placed.status_code == 303
    return placed["X-Request-Id"]


def test_what_was_ordered_is_followed_from_the_request_to_stripe(sandbox):
    request_id = ordered()
    row = Outbox.objects.get()
    assert row.request_id == request_id
    with log_written() as log:
        assert keep_next_about_money(timezone.now() + SHOPPER_FIRST)
    asked_stripe, kept = log.of(request_id)
    shape = r"Stripe, open: done, HTTP 200, \d+ ms, request req_\w+"
    assert re.fullmatch(shape, asked_stripe)
    assert kept == f"Promise {row.pk} to open, of request {request_id}, try 1: kept"


def test_what_a_message_of_stripe_brings_about_is_followed_to_the_mail(sandbox):
    ordered()
    sandbox.pay(opened(Order.objects.get()).session_id)
    sandbox.deliver(arrive)
    event = StripeEvent.objects.order_by("received_at").first()
    assert event.request_id
    with log_written() as log:
        while process_event(timezone.now()):
            pass
        let_the_worker_work()
    assert mail.outbox
    promise = Outbox.objects.get(kind="mail", parameters__mail="received")
    whole_way = log.of(promise.request_id)
    assert StripeEvent.objects.filter(request_id=promise.request_id).exists()
    assert any(line.startswith("Stripe, look: done, HTTP 200") for line in whole_way)
    assert any(re.match(r"Promise \d+ to mail.*: kept", line) for line in whole_way)


def test_what_a_shopper_tries_first_is_found_by_both_requests(sandbox):
    with on_behalf_of(A_REQUEST):
        placed = a_placed_order({a_pack(): 1})
    with log_written() as log, acting() as later, on_behalf_of(later):
        opened(placed)
    assert {line["request_id"] for line in log.lines} == {later}
    assert [line for line in log.of(A_REQUEST) if line.endswith(": kept")]


def test_what_the_worker_promises_by_itself_is_of_no_request(sandbox):
    with acting(command="worker"):
        assert asked() == ""
        outbox.promise_mail(a_placed_order({a_pack(): 1}), "received")
    assert set(Outbox.objects.values_list("request_id", flat=True)) == {""}


def test_a_promise_that_fails_says_so_by_its_kind_and_under_its_request(sandbox, monkeypatch):
    with on_behalf_of(A_REQUEST):
        a_placed_order({a_pack(): 1})

    def refused(lease, now):
        raise keepers.NotYet("sam@example.com waits")

    monkeypatch.setitem(keepers.KEEPERS, Outbox.Kind.OPEN, refused)
    with log_written() as log:
        keep_next_about_money(timezone.now() + SHOPPER_FIRST)
    [line] = log.of(A_REQUEST)
    assert line.endswith("try 1: NotYet")


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (Kind.RATE_LIMIT, "refused, HTTP 429"),
        (Kind.ERROR_500, "failed, HTTP 500"),
        (Kind.TIMEOUT_BEFORE, "no answer, HTTP -"),
    ],
)
def test_a_call_that_goes_wrong_is_told_as_well(sandbox, kind, outcome):
    a_placed_order({a_pack(): 1})
    sandbox.plan(Fault(kind, "sessions.create"))
    with log_written() as log:
        keep_next_about_money(timezone.now() + SHOPPER_FIRST)
    assert log.lines[0]["level"] == "INFO"
    assert log.lines[0]["message"].startswith(f"Stripe, open: {outcome}, ")


def test_a_call_is_told_without_whom_and_how_much_it_was_about(sandbox):
    with log_written() as log:
        placed = held(sandbox)
    text = log.getvalue()
    assert "Stripe, open: done" in text
    attempt = attempt_of(placed)
    for secret in (placed.number, "sam", attempt.session_id, attempt.intent_id, attempt.amount):
        assert str(secret) not in text


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("post", "checkout/sessions", "open"),
        ("post", "checkout/sessions/cs_test_a1B2/expire", "expire"),
        ("get", "checkout/sessions/cs_test_a1B2?expand[0]=payment_intent", "look"),
        ("get", "checkout/sessions?created[gte]=1", "list pages"),
        ("post", "payment_intents/pi_3abc/capture", "capture"),
        ("post", "payment_intents/pi_3abc/cancel", "release"),
        ("post", "refunds", "refund"),
        ("get", "radar/early_fraud_warnings?charge=ch_1", "list warnings"),
        ("get", "charges/ch_1", "get charges/*"),
    ],
)
def test_a_call_is_named_by_what_it_does(method, path, said):
    assert what(method, f"https://api.stripe.com/v1/{path}") == said


def test_the_version_before_this_one_may_go_on_writing_promises(sandbox):
    """It knows of no request: the database writes what it leaves out."""
    row = outbox_row(a_placed_order({a_pack(): 1}))
    del row["id"], row["request_id"]
    row |= {"key": "of the old version", "parameters": "{}", "next_at": timezone.now()}
    names = ", ".join(row)
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO payment_outbox ({names}) VALUES ({places})", [*row.values()])
    assert Outbox.objects.get(key="of the old version").request_id == ""


def outbox_row(placed):
    return Outbox.objects.filter(order=placed).values().first()


def test_a_promise_for_later_is_kept_on_behalf_of_who_promised_it(sandbox):
    placed = a_placed_order({a_pack(): 1})
    later = timezone.now() + timedelta(days=2)
    with on_behalf_of(A_REQUEST):
        outbox.promise_mail(placed, "link", at=later)
    with log_written() as log:
        let_the_worker_work(after=timedelta(days=3))
    assert [line for line in log.of(A_REQUEST) if " to mail" in line]
