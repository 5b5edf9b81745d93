"""A prescription that was misread: it is corrected in the round of decisions after a question."""

import pytest
from django.utils import timezone

from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.prescriptions.actions import send_to_the_pharmacist
from checkout.prescriptions.deciding import LineDecision, decide
from checkout.prescriptions.models import Decision, Inquiry, PrescribedItem
from checkout.prescriptions.recording import ItemAsRead
from checkout.prescriptions.records import Outcome
from checkout.prescriptions.replacing import Replacement, replacements_for
from tests.checkout.prescriptions.deciding import as_read, lines_to_decide
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.checkout.shopping import refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db

ONE_PACK = LineDecision(Outcome.APPROVED, packs=1)
TWO_PACKS = LineDecision(Outcome.APPROVED, packs=2)
NOTHING = LineDecision(Outcome.REJECTED, reason="It names another dosage")
QUESTION = LineDecision(Outcome.ASKED, reason="Do you drive to work?")


def copied(order: Order, units: int, *decisions: LineDecision) -> None:
    """Decide the lines in turn, on a prescription of so many units of the first one's dosage."""
    lines = lines_to_decide(order)
    read = as_read(lines, items={lines[0].dosage_id: ItemAsRead(units)})
    by_line = {line.pk: one for line, one in zip(lines, decisions, strict=True)}
    decide(order, by_line, read=read, by=a_user(), now=timezone.now())


def answered(order: Order) -> None:
    answers = {one.pk: "No" for one in Inquiry.objects.filter(decision__line__order=order)}
    send_to_the_pharmacist(order, answers=answers, now=timezone.now())


@pytest.fixture
def misread():
    """180 units were copied and approved, and something was asked about another line."""
    a_pack_of(units=30, price="25.00")
    order = a_case({a_pack_of(): 2, a_pack_of("Tizanidine", legal_class="P"): 1})
    copied(order, 180, TWO_PACKS, QUESTION)
    answered(order)
    return order


@pytest.mark.parametrize("instead", ["rejected", "fewer packs", "other packs"])
def test_a_prescription_that_was_misread_is_corrected_downwards_after_a_question(misread, instead):
    decision = {
        "rejected": NOTHING,
        "fewer packs": ONE_PACK,
        "other packs": LineDecision(Outcome.REPLACED, replacement=three_small_packs(misread)),
    }[instead]
    copied(misread, 90, decision, ONE_PACK)
    assert PrescribedItem.objects.get().units == 90
    assert refreshed(misread).status == "approved"


def test_what_the_corrected_prescription_does_not_allow_is_refused_with_words(misread):
    with pytest.raises(CannotDecide, match="does not allow so much"):
        copied(misread, 90, TWO_PACKS, ONE_PACK)
    assert PrescribedItem.objects.get().units == 180
    assert Decision.objects.count() == 2


def test_two_packs_of_a_dosage_are_corrected_together():
    """Written down one after the other, the first would still be added to the second as it was."""
    order = a_case({a_pack_of(): 2, a_pack_of(units=60): 2, a_pack_of("Tizanidine"): 1})
    copied(order, 300, TWO_PACKS, TWO_PACKS, QUESTION)
    answered(order)
    copied(order, 150, ONE_PACK, ONE_PACK, NOTHING)
    assert PrescribedItem.objects.with_used().get().used == 150


def test_more_than_the_prescription_allows_is_refused_over_all_lines_of_an_order():
    order = a_case({a_pack_of(): 1, a_pack_of(units=60): 1})
    with pytest.raises(CannotDecide, match="does not allow so much"):
        copied(order, 149, ONE_PACK, ONE_PACK)
    copied(order, 150, ONE_PACK, ONE_PACK)


def three_small_packs(order: Order) -> Replacement:
    line = lines_to_decide(order)[0]
    return next(one for one in replacements_for([line])[line.pk] if one.packs == 3)
