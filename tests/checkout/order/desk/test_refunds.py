"""Staff refund at the desk of an order: a part or all of it, with a reason, and once."""

from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.desk.seen import as_seen, mark_of, with_mark
from checkout.order.models import Order
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.sync import sync
from tests.checkout.order.desk.at_the_desk import charged_order, held_order
from tests.checkout.pages import text_of
from tests.checkout.payment.at_once import by_many
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import Pharmacist, attempt_of, let_the_worker_work, refreshed
from tests.undone import undone

pytestmark = pytest.mark.django_db


def test_support_refunds_a_part_with_a_reason(desk, sandbox):
    order = charged_order(sandbox)
    support = desk("support")
    assert "$72.95 is left." in support.look(order)

    sure = support.refund(order, "12.00")
    assert "Refund $12.00?" in sure
    assert "Back to Visa ending 4242 Amount $12.00 Why One pack was damaged" in sure
    assert not Refund.objects.exists()

    said = support.refund(order, "12.00", confirmed="1")
    assert "$12.00 goes back to the card next" in said
    assert "Refund of $12.00 on its way" in said
    let_the_worker_work()

    page = support.look(order)
    assert "$12.00 Refunded Sue Okafor One pack was damaged" in page
    assert "Stands at $0.00 $72.95 $12.00" in page
    assert "$60.95 is left." in page
    assert sandbox.money() == [(7295, 7295, 1200)]
    assert refreshed(order).status == "paid"


def test_a_refund_pressed_twice_is_one_refund(desk, sandbox):
    order = charged_order(sandbox)
    support = desk("support")
    seen = support.mark(order)
    support.refund(order, "12.00", confirmed="1", mark=seen)
    said = support.refund(order, "12.00", confirmed="1", mark=seen)
    assert "This was done a moment ago, or something else happened meanwhile." in said
    assert Refund.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_refund_at_once_refund_once(sandbox):
    order = charged_order(sandbox)
    attempt, seen = attempt_of(order), mark_of(with_mark(Order.objects).get())
    values = {"amount": Decimal(12), "by": None, "now": timezone.now(), "reason": "Damaged"}

    def refund(_person):
        as_seen(order, seen, lambda: repairs.refund(attempt, **values))

    told = [answer for answer in by_many(refund, times=4) if answer is not None]
    assert [type(answer) for answer in told] == [CannotDecide] * 3
    assert Refund.objects.count() == 1


CANNOT_BE = [
    ("72.96", "Damaged", "Refund at most $72.95: that is what is left."),
    ("99999999", "Damaged", "Refund at most $72.95: that is what is left."),
    ("0", "Damaged", "Enter an amount above $0.00."),
    ("", "Damaged", "Enter the amount as digits, like 12.00."),
    ("12.5o", "Damaged", "Enter the amount as digits, like 12.00."),
    ("-12", "Damaged", "Enter the amount as digits, like 12.00."),
    ("٣", "Damaged", "Enter the amount as digits, like 12.00."),
    ("12.005", "Damaged", "Use at most two decimals: 12.005 has 3."),
    ("12.00", " ", "Say why it is refunded: it is kept with the order."),
]


def test_a_refund_that_cannot_be_is_refused_in_the_form_and_nothing_typed_is_lost(desk, sandbox):
    order, wrong = charged_order(sandbox), []
    support = desk("support")
    posted = {"payment": attempt_of(order).pk, "confirmed": "1", "mark": support.mark(order)}
    for amount, reason, words in CANNOT_BE:
        with undone():
            response = support.post("refund", order, amount=amount, reason=reason, **posted)
            is_refunded = Refund.objects.exists()
        is_kept = f'name="amount" value="{amount}"' in response.text or not amount
        is_kept = is_kept and reason in response.text.partition('id="refund-reason"')[2]
        found = (response.status_code, words in text_of(response), is_kept, is_refunded)
        wrong += [(amount, reason, found)] if found != (422, True, True, False) else []
    assert wrong == []


def test_an_amount_may_be_written_as_people_write_it(desk, sandbox):
    order = charged_order(sandbox)
    support, typed = desk("support"), ["$12", "12.", "12.00", "0012.0"]
    answers = {amount: support.refund(order, amount) for amount in typed}
    assert [amount for amount in typed if "Refund $12.00?" not in answers[amount]] == []


def test_who_wants_to_change_a_refund_before_it_is_made_finds_everything_as_typed(desk, sandbox):
    order = charged_order(sandbox)
    support = desk("support")
    posted = {"amount": "12", "reason": "One pack was damaged", "payment": attempt_of(order).pk}
    response = support.post("refund", order, change="1", mark=support.mark(order), **posted)
    assert response.status_code == 200
    assert 'name="amount" value="12"' in response.content.decode()
    assert "One pack was damaged" in text_of(response)


def test_all_that_is_refunded_ends_the_order(desk, sandbox):
    order = charged_order(sandbox)
    support = desk("support")
    support.refund(order, "72.95", confirmed="1")
    let_the_worker_work()
    assert refreshed(order).status == "refunded"
    assert "Go on to refund…" not in support.buttons(order)
    said = support.refund(order, "1.00", confirmed="1")
    assert "Refund at most $0.00" in said


def test_the_payment_of_another_order_is_not_refunded(desk, sandbox):
    order, other = charged_order(sandbox), charged_order(sandbox)
    support = desk("support")
    for payment in (attempt_of(other).pk, "", "x", "9" * 30):
        posted = {"amount": "1", "reason": "Damaged", "payment": payment, "confirmed": "1"}
        response = support.post("refund", order, mark=support.mark(order), **posted)
        assert response.status_code == 404
    assert not Refund.objects.exists()


def test_a_refund_that_fails_calls_for_a_person(desk, sandbox):
    order = charged_order(sandbox, card="4000000000005126")
    support = desk("support")
    support.refund(order, "12.00", confirmed="1")
    let_the_worker_work()
    sandbox.move_clock(days=1)
    sync(attempt_of(order).pk)

    page = support.look(order)
    assert "A refund did not reach the card." in page
    assert "A refund of $12.00 came back" in page
    assert support.buttons(order)[:3] == [
        "Refund…",
        "Open it at Stripe",
        "It is all right: put it aside",
    ]


def test_too_much_charged_leads_to_a_refund_of_the_difference(desk, sandbox):
    order = held_order(sandbox, packs=2)
    deciding.approve(order, by=Pharmacist().user, quantities={order.lines.get().pk: 1})
    order.attempts.update(
        state="captured",
        captured=14095,
        needs_attention="140.95 USD is charged, but 72.95 USD was approved.",
    )
    support = desk("support")
    assert "$68.00 too much is charged." in support.look(order)
    assert support.buttons(order)[0] == "Refund the difference, $68.00…"
    page = support.client.get(f"/admin/order/order/{order.pk}/change/?amount=68.00")
    assert 'name="amount" value="68.00"' in page.content.decode()


def test_of_two_charges_the_one_that_does_not_pay_is_offered_for_a_refund(desk, sandbox):
    order = charged_order(sandbox)
    paying, support = attempt_of(order), desk("support")
    assert f'name="payment" value="{paying.pk}"' in support.html(order)
    beside = PaymentAttempt.objects.create(
        order=order,
        state="captured",
        amount=1200,
        captured=1200,
        currency="USD",
        session_id="cs_beside",
        intent_id="pi_beside",
        needs_attention="12.00 USD is charged beside what pays for the order.",
    )
    assert "The card is charged twice." in support.look(order)
    assert f'name="payment" value="{beside.pk}"' in support.html(order)
