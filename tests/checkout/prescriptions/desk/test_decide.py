"""A pharmacist decides a case: line by line, on a prescription that is copied from the paper."""

import re

import pytest

from checkout.payment.models import Outbox
from checkout.prescriptions.directions import directions_for, directions_of
from checkout.prescriptions.models import Claim, Decision, Inquiry, Prescription
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import DAY, a_case, a_pack_of
from tests.checkout.prescriptions.desk.decided import answered, decided, refused
from tests.checkout.shopping import refreshed

pytestmark = pytest.mark.django_db


def test_a_line_is_approved_on_the_prescription_as_it_was_copied(desk):
    order = a_case({a_pack_of(): 2})
    form = (
        desk.form(order)
        .decide(0, "approved")
        .copy(verified="telephone", verified_at="2026-01-05T09:05", original_received="on")
    )
    form.prescribed(0, 90, repeats=1, directions="One three times a day")
    said = text_of(desk.record(form))
    assert f"{order.number}: approved 1. $140.95 is charged next." in said

    [row] = Decision.objects.all()
    assert (row.outcome, row.packs, row.units, row.by.email) == (
        "approved",
        2,
        180,
        "pharmacist@example.com",
    )
    prescription = Prescription.objects.get()
    assert prescription.prescriber == "Dr M. Hale"
    assert prescription.registration == "4471208"
    assert prescription.verified == "telephone"
    assert prescription.verified_at.isoformat() == "2026-01-05T09:05:00+00:00"
    assert prescription.original_received_at is not None
    item = prescription.items.get()
    assert (item.units, item.repeats, item.directions) == (90, 1, "One three times a day")
    assert row.copied["directions"] == "One three times a day"
    assert refreshed(order).status == "approved"


def test_a_part_of_the_packs_is_approved_and_that_much_is_charged(desk):
    order = a_case({a_pack_of(): 2})
    form = desk.form(order).decide(0, "approved", packs=1).copy().prescribed(0, 90)
    assert "approved 1. $72.95 is charged next." in text_of(desk.record(form))
    assert decided(order) == [("approved", 1, 90)]
    assert order.lines.get().approved_quantity == 1


def test_packs_are_replaced_by_others_that_fit_and_cost_no_more(desk):
    small = a_pack_of(units=30, price="25.00")
    order = a_case({a_pack_of(): 1})
    line = order.lines.get()
    assert "30 pills × 2, $50.00" in desk.look(order)
    form = desk.form(order).decide(0, "replaced", replacement=f"{small.pk}x2at25.00")
    said = text_of(desk.record(form.copy().prescribed(0, 60, directions="One at night")))
    assert "replaced 1. $54.95 is charged next." in said
    assert decided(order) == [("replaced", 0, 60)]
    new = order.lines.get(replaces=line)
    assert (new.units, new.quantity, new.approved_quantity) == (30, 2, 2)
    assert (
        directions_for(new, directions_of(new.order))
        == directions_for(line, directions_of(line.order))
        == "One at night"
    )
    orders_page = desk.client.get(f"/admin/order/order/{order.pk}/change/")
    assert "Baclofen 10 mg, 90 pills Prescription needed 1 $68.00 $0.00 Packs replaced" in text_of(
        orders_page
    )


def test_packs_whose_price_has_changed_meanwhile_are_chosen_again(desk):
    small = a_pack_of(units=30, price="25.00")
    order = a_case({a_pack_of(): 1})
    [chosen] = re.findall(rf'value="({small.pk}x2[^"]*)"', desk.html(order))
    form = desk.form(order).decide(0, "replaced", replacement=chosen).copy().prescribed(0, 60)
    small.stockrecords.update(price="27.00")
    response = refused(desk, form, "These packs or their price have changed: choose again.")
    assert "30 pills × 2, $54.00" in text_of(response)


def test_a_rejected_line_is_not_charged_and_the_others_go_on(desk):
    order = a_case({a_pack_of(): 1, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1})
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    form.decide(1, "rejected", reason="It does not name this medicine")
    assert "approved 1, rejected 1. $72.95 is charged next." in text_of(desk.record(form))
    assert decided(order) == [("approved", 1, 90), ("rejected", 0, 0)]
    rejected = order.lines.get(medicine_name="Tizanidine")
    assert rejected.approved_quantity == 0
    assert directions_for(rejected, directions_of(rejected.order)) == ""


def test_an_order_of_which_nothing_is_approved_is_released(desk):
    order = a_case()
    said = desk.record(desk.form(order).decide(0, "rejected", reason="Out of date"))
    assert "rejected 1. What is held is released next" in text_of(said)
    assert refreshed(order).status == "rejected"
    assert Outbox.objects.filter(order=order, kind="release").exists()


def test_who_asks_the_patient_lets_the_order_wait_and_charges_nothing(desk):
    order = a_case({a_pack_of(): 1, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1})
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    form.decide(1, "asked", question="Do you drive to work?")
    said = text_of(desk.record(form))
    assert "approved 1, asked 1. The question is mailed next and the order waits" in said
    assert refreshed(order).status == "needs_information"
    assert Inquiry.objects.get().decision.reason == "Do you drive to work?"
    assert Outbox.objects.filter(order=order, parameters__mail="question").exists()
    assert not Outbox.objects.filter(order=order, kind="capture").exists()


def test_after_the_answer_the_page_opens_with_what_was_decided_before(desk):
    order = a_case(
        {
            a_pack_of(): 2,
            a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1,
            a_pack_of("Ibuprofen", 96, "20.00", "400mg", legal_class="P"): 1,
        }
    )
    form = desk.form(order).decide(0, "approved", packs=1).copy().prescribed(0, 90)
    form.decide(1, "rejected", reason="Not prescribed")
    desk.record(form.decide(2, "asked", question="Do you have asthma?"))
    answered(order)

    page = desk.look(order)
    assert "Patient asked by Tom Adeyemi" in page
    assert "Do you have asthma?" in page
    assert "The patient answered Yes, every day" in page
    form = desk.form(order)
    first, second, third = order.lines.order_by("pk")
    assert form.html[f"line-{first.pk}-outcome"] == "approved"
    assert form.html[f"line-{first.pk}-packs"] == "1"
    assert form.html[f"line-{second.pk}-reason"] == "Not prescribed"
    assert f"line-{third.pk}-outcome" not in form.html
    assert form.html[f"item-{first.dosage_id}-units"] == "90"
    desk.record(form.decide(2, "approved"))
    assert refreshed(order).status == "approved"
    assert Prescription.objects.count() == 1


def test_after_the_answer_the_prescription_that_came_with_an_earlier_order_is_there_again(desk):
    """The person sent it with another order, and it was copied from the paper both times."""
    pack, earlier = a_pack_of(), a_case({a_pack_of(): 1}, placed=9 * DAY)
    desk.record(desk.form(earlier).decide(0, "approved").copy().prescribed(0, 90, repeats=1))
    order = a_case({pack: 1, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1})
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90, repeats=1)
    desk.record(form.decide(1, "asked", question="Do you drive to work?"))
    answered(order)
    assert Prescription.objects.count() == 1
    assert desk.form(order).html["prescription-registration"] == "4471208"
    assert "The prescription says 90 pills, 1 repeat. It fits what was ordered." in desk.look(order)


def test_replaced_packs_are_chosen_again_after_an_answer(desk):
    small = a_pack_of(units=30, price="25.00")
    order = a_case({a_pack_of(): 1, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1})
    form = desk.form(order).decide(0, "replaced", replacement=f"{small.pk}x2at25.00")
    form.copy().prescribed(0, 60).decide(1, "asked", question="Why?")
    desk.record(form)
    answered(order)
    line = order.lines.order_by("pk")[0]
    assert desk.form(order).html[f"line-{line.pk}-replacement"] == f"{small.pk}x2at25.00"


def test_what_a_pharmacist_alone_agrees_to_needs_no_prescription(desk):
    order = a_case({a_pack_of("Ibuprofen", 96, "20.00", "400mg", legal_class="P"): 1})
    assert "From the prescription" not in desk.look(order)
    assert "approved 1. $24.95 is charged next." in text_of(
        desk.record(desk.form(order).decide(0, "approved"))
    )


def test_an_approval_without_a_hold_mails_a_link_to_pay(desk):
    order = a_case()
    order.attempts.update(state="lapsed")
    page = desk.look(order)
    assert "Nothing is held: the patient is mailed a link to pay, at most $72.95." in page
    said = text_of(desk.record(desk.form(order).decide(0, "approved").copy().prescribed(0, 90)))
    assert "Nothing is held: a link to pay $72.95 is mailed next." in said
    assert refreshed(order).status == "approved_awaiting_payment"


def test_a_hold_that_has_ended_is_not_said_to_be_held(desk):
    order = a_case(held=-DAY)
    page = desk.look(order)
    assert "The hold on the card has ended: where it cannot be charged any more" in page
    assert "$68.00 + $4.95 delivery Baclofen" in page
    assert "charged to the held card" not in page


def test_what_staff_charged_by_hand_is_approved_as_it_is(desk):
    order = a_case()
    order.attempts.update(state="captured", captured=7295)
    assert "The card was charged already." in desk.look(order)
    said = text_of(desk.record(desk.form(order).decide(0, "approved").copy().prescribed(0, 90)))
    assert "$72.95 is charged already." in said


def test_another_sum_that_was_charged_by_hand_is_not_said_to_be_charged_next(desk):
    order = a_case()
    order.attempts.update(state="captured", captured=1000)
    said = text_of(desk.record(desk.form(order).decide(0, "approved").copy().prescribed(0, 90)))
    assert "The card was charged already, and what we keep of that is another sum." in said
    assert "is charged next" not in said


def test_nobody_is_on_a_case_any_more_once_it_is_decided(desk):
    order = a_case()
    desk.press("take", order)
    desk.record(desk.form(order).decide(0, "rejected", reason="Out of date"))
    assert not Claim.objects.exists()
