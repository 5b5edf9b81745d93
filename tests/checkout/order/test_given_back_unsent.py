"""What was dispensed, never sent and given back whole has ended: the patient never had it."""

from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalog.lots.models import Lot
from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.desk.recall_reads import who_got
from checkout.order.page.order_page import order_page
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.order.states import UNDER_WAY
from checkout.payment.sync import sync
from checkout.prescriptions.records import PrescribedItem
from tests.catalog.test_constraints import check_deferred_constraints
from tests.checkout.payment.purchases import an_order, paid
from tests.checkout.shopping import Pharmacist, attempt_of, let_the_worker_work, refreshed

pytestmark = pytest.mark.django_db
FAILS_LATER, ASKED_ABOUT = "4000000000005126", "4000000000001976"
DESTROY = "Destroy its packs and write down that they came back"


def dispensed(sandbox, packs=1, **card):
    """What has left the shelf is held to what was approved before anything else happens."""
    order = paid(sandbox, an_order(packs=packs), **card)
    attempt = attempt_of(order)
    if attempt.needs_attention:
        repairs.put_aside(attempt, by=None, now=timezone.now())
    dispense(order, by=None, now=timezone.now())
    check_deferred_constraints()
    return refreshed(order)


def refund(order, amount="56.95"):
    repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason="Asked for"
    )
    let_the_worker_work()


def come_back(order, packs=1, by=None):
    back = {order.lines.get().pk: packs}
    sending.take_back(order, by=by, now=timezone.now(), packs=back, reason="Never sent")


def dispensed_and_lost(sandbox):
    """The bank only asked about it when it was dispensed, and took it back later."""
    order = dispensed(sandbox, card=ASKED_ABOUT)
    [dispute] = sandbox.open_disputes()
    sandbox.escalate_inquiry(dispute)
    sandbox.close_dispute(dispute, won=False)
    sync(attempt_of(order).pk)
    return refreshed(order)


def ship(order):
    sending.ship(order, by=None, now=timezone.now(), carrier="Royal Mail", tracking="AB 1 GB")


def give_up(order):
    repairs.give_up(order, by=None, now=timezone.now(), reason="The bank has it")


def status(order):
    return refreshed(order).status


def test_what_is_given_back_waits_for_its_packs_and_ends_with_the_last(sandbox):
    order, clerk = dispensed(sandbox, packs=2), Pharmacist().user
    before = Dosage.objects.values().get()
    refund(order, "108.95")
    assert status(order) == "dispensed"
    come_back(order)
    assert status(order) == "dispensed"
    come_back(order, by=clerk)
    assert status(order) == "refunded"
    assert status(order) not in UNDER_WAY
    assert Dosage.objects.values().get() == before

    ended = order.status_changes.get(new_status="refunded")
    assert (ended.old_status, ended.by) == ("dispensed", clerk)
    assert ended.reason == "all of it was given back"


def test_what_came_back_first_ends_with_the_last_refund(sandbox):
    order = dispensed(sandbox)
    come_back(order)
    assert status(order) == "dispensed"
    refund(order, "56.94")
    assert status(order) == "dispensed"
    refund(order, "0.01")
    assert status(order) == "refunded"


@pytest.mark.parametrize("stands", ["shipped", "delivered"])
def test_what_was_sent_stays_sent_whatever_goes_back(sandbox, stands):
    order = dispensed(sandbox)
    ship(order)
    if stands == "delivered":
        sending.deliver(order, by=None, now=timezone.now())
    refund(order)
    come_back(order)
    assert status(order) == stands


def test_what_a_bank_took_back_is_ended_once_its_packs_came_back(sandbox):
    order = dispensed_and_lost(sandbox)
    before = Dosage.objects.values().get()
    with pytest.raises(CannotDecide, match=DESTROY):
        give_up(order)
    come_back(order)
    assert status(order) == "dispensed"
    give_up(order)
    assert status(order) == "refunded"
    assert Dosage.objects.values().get() == before


def test_what_was_given_back_in_another_way_is_ended_once_its_packs_came_back(sandbox):
    order = dispensed(sandbox, card=FAILS_LATER)
    refund(order)
    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    come_back(order)
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(order)
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())
    give_up(order)
    assert status(order) == "refunded"


# --- what others make of it -----------------------------------------------------------------------


def test_who_ships_it_is_told_to_destroy_its_packs_first(sandbox, desk):
    order = dispensed(sandbox)
    refund(order)
    with pytest.raises(CannotDecide, match=rf"Nothing of it is left.* {DESTROY}"):
        ship(order)
    page = desk("dispenser").look(order)
    assert "Not to be sent. Nothing of it is left" in page
    assert DESTROY in page


def test_what_came_back_whole_is_not_sent(sandbox):
    order = dispensed(sandbox)
    come_back(order)
    with pytest.raises(CannotDecide, match="All of it came back and was destroyed"):
        ship(order)


def test_staff_are_offered_to_end_what_a_bank_took_back_and_it_is_done(sandbox, desk):
    order, support = dispensed_and_lost(sandbox), desk("support")
    assert "is destroyed and written down as come back first" in support.look(order)
    assert "End the order" not in support.buttons(order)
    come_back(order)
    assert "End the order" in support.buttons(order)
    said = support.press("give_up", order, reason="It is lost")
    assert "Ended: its packs were destroyed, and nothing more is refunded." in said
    assert status(order) == "refunded"


@pytest.fixture
def ended(sandbox):
    order = dispensed(sandbox)
    refund(order)
    come_back(order)
    return refreshed(order)


def test_the_prescription_is_not_used_up_by_what_the_patient_never_had(sandbox):
    order = dispensed(sandbox)
    assert PrescribedItem.objects.with_used().get().used == 60
    refund(order)
    come_back(order)
    assert PrescribedItem.objects.with_used().get().used == 0


def test_a_recall_still_names_where_its_lot_went(ended):
    [row] = who_got(Lot.objects.all())
    assert row.line.order == ended


def test_the_patient_reads_that_it_is_refunded_and_hears_of_no_parcel(ended):
    told = order_page(ended, now=timezone.now())
    assert str(told["payment"].headline) == "Your order is refunded."
    assert [str(step.title) for step in told["timeline"]][-1] == "Refunded"
    assert not [one for one in mail.outbox if "on its way" in one.subject]


def test_nothing_more_comes_back_of_it(ended):
    with pytest.raises(CannotDecide, match="has left the shelf"):
        come_back(ended)
