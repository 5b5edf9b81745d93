"""Why a line was rejected: the patient reads it on the order's page, and in no mail."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.order.models import Order
from checkout.order.page.access import signed_link
from checkout.order.page.order_page import order_page
from checkout.prescriptions.deciding import LineDecision, decide
from checkout.prescriptions.models import NOTHING_TOLD, Patient
from checkout.prescriptions.records import Outcome
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.deciding import approve, lines_to_decide, reject
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.checkout.shopping import let_the_worker_work, refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db
WHY = "It is for another strength of tizanidine"
TOLD = f"The pharmacist did not approve this: {WHY}"
PACKS = ("Baclofen", "Tizanidine")
STATES = ("approved", "approved_awaiting_payment", "paid", "refunded", "cancelled", "expired")


@pytest.fixture
def order():
    """Two medicines; nobody has decided."""
    return a_case({a_pack_of(name): 1 for name in PACKS})


def page_of(client, order: Order) -> str:
    return text_of(client.get(signed_link(order), follow=True))


@pytest.mark.parametrize("state", STATES)
def test_the_reason_stands_beneath_its_line_whatever_becomes_of_the_order(client, order, state):
    first, second = lines_to_decide(order)
    approve(order, by=a_user(), quantities={first.pk: 1, second.pk: 0})
    Order.objects.filter(pk=order.pk).update(status=state, payment_due_at=timezone.now())
    page = page_of(client, order)
    assert "Tizanidine 10 mg 1 pack of 90 pills, $0.76 per pill Not approved, not charged" in page
    assert page.count("The pharmacist did not approve this: Not prescribed") == 1


def test_every_line_of_a_rejected_order_says_why_and_no_mail_does(client, order):
    reject(order, by=a_user(), reason=WHY)
    assert page_of(client, order).count(TOLD) == 2
    let_the_worker_work()
    assert mail.outbox
    for letter in mail.outbox:
        assert WHY not in f"{letter.subject} {letter.body} {letter.alternatives}"


def test_what_is_rejected_while_something_is_asked_is_not_the_last_word(client, order):
    first, second = lines_to_decide(order)
    decisions = {
        first.pk: LineDecision(Outcome.REJECTED, reason=WHY),
        second.pk: LineDecision(Outcome.ASKED, reason="Do you drive?"),
    }
    decide(order, decisions, read=None, by=a_user(), now=timezone.now())
    assert TOLD not in page_of(client, order)


def test_of_a_forgotten_patient_nothing_is_told_that_may_name_her(client, order):
    reject(order, by=a_user(), reason=WHY)
    Patient.objects.filter(order=order).update(
        **NOTHING_TOLD, born_on=None, erased_at=timezone.now()
    )
    assert "did not approve this" not in page_of(client, order)


def test_an_old_order_without_a_patient_says_why(client, order):
    order.patient.delete()
    reject(order, by=a_user(), reason=WHY)
    assert TOLD in page_of(client, order)


def test_the_page_asks_for_reasons_once_and_not_before_there_are_any(order):
    def asked_for_decisions() -> int:
        with CaptureQueriesContext(connection) as asked:
            order_page(refreshed(order), now=timezone.now())
        return sum("prescriptions_decision" in query["sql"] for query in asked)

    assert asked_for_decisions() == 0
    reject(order, by=a_user(), reason=WHY)
    assert asked_for_decisions() == 1
