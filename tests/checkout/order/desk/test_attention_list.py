"""The list of what needs a person: every order with its words and the button that helps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.order.desk.attention_reads import needing_attention
from checkout.payment import outbox
from checkout.payment.models import Outbox, Reconciliation
from tests.checkout.order.desk.at_the_desk import (
    DECLINED,
    address,
    buttons,
    held_order,
    refused_order,
)
from tests.checkout.pages import text_of
from tests.checkout.plans import plan_of
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order, attempt_of, let_the_worker_work, refreshed

pytestmark = pytest.mark.django_db

LIST = "/admin/order/order/attention/"
ODD = "Stripe tells another story of this payment than we do."


def ending(order, **left):
    order.attempts.update(capture_before=timezone.now() + timedelta(**left))
    return order


def odd(order, *, ago=0):
    read = timezone.now() - timedelta(hours=ago)
    order.attempts.update(needs_attention=ODD, facts_read_at=read)
    return order


def stuck(order, ago=0):
    outbox.promise_mail(order, "received")
    row = Outbox.objects.get(order=order, parameters__mail="received")
    Outbox.objects.filter(pk=row.pk).update(
        tries=6,
        done_at=None,
        last_error="550 no such mailbox",
        created_at=timezone.now() - timedelta(hours=ago),
    )
    return order


def unpaid(order, **left):
    deciding.as_if_decided(order)
    order.attempts.update(state="released")
    type(order).objects.filter(pk=order.pk).update(
        status="approved_awaiting_payment",
        amount_to_capture=order.total_incl_tax,
        payment_due_at=timezone.now() + timedelta(**left),
    )
    return order


def numbers(orders):
    return [order.number for order in orders]


def test_nothing_wrong_is_said_to_be_so(staff, order):
    page = text_of(staff("support").get(LIST))
    assert "0 orders" in page
    assert "Nothing needs attention: every payment is as it should be." in page


def test_every_kind_of_trouble_is_listed_with_the_one_deed_that_helps(staff, sandbox):
    orders = [
        refused_order(sandbox, times=9),
        ending(held_order(sandbox), hours=9, minutes=30),
        odd(held_order(sandbox)),
        stuck(held_order(sandbox)),
        unpaid(held_order(sandbox), hours=30, minutes=30),
    ]
    response = staff("owner").get(LIST)
    page = text_of(response)
    assert "5 orders" in page
    assert all(order.number in page for order in orders)
    for words in (
        "The hold on the card ends in 9 h 29 min. Nothing is charged yet.",
        "This payment is not as we know it.",
        "A mail cannot be sent. 550 no such mailbox Tried 6 times.",
        "Approved, but not paid: the order expires in 1 d 6 h.",
        f"The charge failed. The hold ends in 6 d 23 h. {DECLINED}",
    ):
        assert words in page
    assert sorted(buttons(response)) == [
        "Decide…",
        "Mail the link to pay again",
        "Open it at Stripe",
        "Try again now",
        "Try to charge $72.95 now",
    ]


def test_holds_about_to_end_come_first_then_the_newest_trouble(sandbox):
    later, soon = (ending(held_order(sandbox), hours=hours) for hours in (40, 5))
    old, new = odd(held_order(sandbox), ago=50), odd(held_order(sandbox), ago=1)
    between = stuck(held_order(sandbox), ago=20)
    assert numbers(needing_attention(timezone.now())) == numbers([soon, later, new, between, old])


@pytest.mark.parametrize(
    ("state", "status", "listed"),
    [
        ("authorised", "awaiting_pharmacist", True),
        ("authorised", "needs_information", True),
        ("releasing", "rejected", False),
        ("released", "awaiting_pharmacist", False),
    ],
)
def test_only_a_hold_somebody_may_still_charge_is_about_to_end(sandbox, state, status, listed):
    order = ending(held_order(sandbox), hours=5)
    order.attempts.update(state=state)
    type(order).objects.update(status=status, information_due_at=timezone.now())
    assert (order in needing_attention(timezone.now())) == listed


def test_a_button_of_the_list_does_its_deed_and_leads_back(staff, sandbox):
    order = refused_order(sandbox)
    support = staff("support")
    page = support.get(LIST).content.decode()
    mark = page.partition('name="mark" value="')[2].partition('"')[0]
    posted = {"mark": mark, "back": "attention"}
    response = support.post(address("try_again", order), posted, follow=True)
    assert response.redirect_chain[-1][0] == LIST
    assert "It is tried at once." in text_of(response)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert "0 orders" in text_of(support.get(LIST))


def test_what_helps_is_not_offered_to_those_who_may_not(staff, sandbox):
    ending(held_order(sandbox), hours=9)
    response = staff("support").get(LIST)
    assert "What helps is for somebody else to do: Decide…" in text_of(response)
    assert buttons(response) == ["Open the order"]


def test_the_list_says_what_the_comparison_with_stripe_has_found(staff, order):
    now = timezone.now()
    counts = {"compared": 20, "differences": 2, "unexplained": 1}
    for span in ("recent", "nightly"):
        Reconciliation.objects.create(span=span, started_at=now, finished_at=now, **counts)
    assert "2 differences, 1 for a person to look at." in text_of(staff("support").get(LIST))


@pytest.mark.parametrize("orders", [2, 20])
def test_the_list_asks_the_database_the_same_for_2_orders_and_for_20(
    staff, sandbox, orders, django_assert_num_queries
):
    pack = held_order(sandbox).lines.get().product
    for _ in range(orders - 1):
        a_placed_order({pack: 1})
    type(attempt_of(refused_order(sandbox))).objects.update(needs_attention=ODD)
    support = staff("support")
    support.get(LIST)
    with django_assert_num_queries(16):
        response = support.get(LIST)
    assert f"{orders + 1} orders" in text_of(response)


INDEXES = {"attempt_calls", "order_waits_for_payment"}


def test_among_all_orders_there_ever_were_the_list_finds_those_that_call(sandbox):
    pack = held_order(sandbox).lines.get().product
    for _ in range(20):
        a_placed_order({pack: 1})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        assert not needing_attention(timezone.now()).exists()
    plan = plan_of(asked[0]["sql"])
    assert {index for index in INDEXES if index in plan} == INDEXES


def test_the_list_is_paged(staff, sandbox):
    pack = held_order(sandbox).lines.get().product
    placed = [a_placed_order({pack: 1}) for _ in range(21)]
    for number, order in enumerate(placed):
        odd(order, ago=number)
    support = staff("support")
    first, second = (text_of(support.get(LIST, {"page": page})) for page in (1, 2))
    assert "Page 1 of 2" in first
    assert placed[0].number in first
    assert placed[-1].number not in first
    assert placed[-1].number in second
    assert "Page 2 of 2" in text_of(support.get(LIST, {"page": "99"}))
    assert "Page 1 of 2" in text_of(support.get(LIST, {"page": "no"}))
