"""A pharmacist decides a case: line by line, on a prescription that is copied from the paper."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order.models import Line
from checkout.payment.models import Outbox
from checkout.prescriptions import deciding
from checkout.prescriptions.directions import directions_for, directions_of
from checkout.prescriptions.models import Claim, Decision, Inquiry, Prescription
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import DAY, a_case, a_file, a_pack_of, address
from tests.checkout.shopping import Pharmacist, refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def decided(order):
    """Each line's decisions, the last one last."""
    rows = Decision.objects.filter(line__order=order).order_by("line", "pk")
    return [(row.outcome, row.packs, row.units) for row in rows]


# --- what is recorded -----------------------------------------------------------------------------


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


def answered(order, answer="Yes, every day"):
    Inquiry.objects.update(answer=answer, answered_at=timezone.now())
    type(order).objects.filter(pk=order.pk).update(
        status="awaiting_pharmacist", information_due_at=None
    )


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


# --- what is refused, at its field ----------------------------------------------------------------


def test_a_page_that_was_refused_says_so_first_and_leads_to_each_field(desk):
    order = a_case({a_pack_of(): 1, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1})
    form = desk.form(order).decide(0, "approved").copy(registration="").prescribed(0, "x")
    response = desk.record(form)
    first, second = order.lines.order_by("pk")
    summary = response.text.partition('role="alert"')[2].partition("</section>")[0]
    assert "<title>Correct 3 fields: " in response.text
    assert "Correct 3 fields" in summary
    assert re.findall(r'href="#([^"]+)"', summary) == [
        f"id_line-{second.pk}-outcome_0",
        "id_prescription-registration",
        f"id_item-{first.dosage_id}-units",
    ]
    assert "Tizanidine 4 mg, 60 pills: Decide about this line." in summary.replace("\xa0", " ")
    for place in re.findall(r'href="#([^"]+)"', summary):
        assert response.text.count(f'id="{place}"') == 1
    assert response.text.count('role="alert"') == 1
    assert 'role="alert"' not in desk.html(order)


def refused(desk, form, *problems):
    """Nothing is recorded, each problem is said and everything entered still stands there."""
    response = desk.record(form)
    assert response.status_code == 422
    page = text_of(response)
    for problem in problems:
        assert problem in page
    assert not Decision.objects.exists()
    assert refreshed(form.order).status == "awaiting_pharmacist"
    return response


def test_every_line_is_decided(desk):
    refused(desk, desk.form(a_case()), "Decide about this line.")


@pytest.mark.parametrize(
    ("outcome", "fields", "problem"),
    [
        ("rejected", {"reason": " "}, "Say why: the patient reads it, and it is kept."),
        ("rejected", {"reason": "\u200b!"}, "Say why: the patient reads it, and it is kept."),
        ("rejected", {"reason": "x" * 256}, "Shorten this to 255 characters."),
        ("asked", {"question": ""}, "Write what you want to know from the patient."),
        ("asked", {"question": "x\0"}, "Remove the characters that cannot be printed."),
        ("approved", {"packs": "3"}, "Approve no more than was ordered."),
        ("approved", {"packs": "0"}, "Approve no more than was ordered."),
        ("approved", {"packs": ""}, "Say how many packs are approved, or reject the line."),
        ("replaced", {"replacement": ""}, "Choose the packs to send instead."),
        ("replaced", {"replacement": "1x99"}, "These packs or their price have changed"),
        ("sold", {}, "Choose one of these."),
    ],
)
def test_a_decision_says_what_it_needs(desk, outcome, fields, problem):
    a_pack_of(units=30, price="25.00")
    order = a_case({a_pack_of(): 2})
    form = desk.form(order).decide(0, outcome, **fields).copy().prescribed(0, 180)
    response = refused(desk, form, problem)
    assert 'value="Dr M. Hale"' in response.text
    assert 'value="180"' in response.text
    for value in fields.values():
        assert not value.strip("x\0\u200b! ") or value in response.text or outcome == "replaced"


def test_a_high_risk_medicine_is_approved_only_with_a_note_of_how_it_was_verified(desk):
    order = a_case({a_pack_of(is_high_risk=True): 1})
    assert "High risk" in desk.look(order)
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    refused(desk, form, "Say how you verified it: it is kept.")
    unseen = form.decide(0, "approved", verification="\u200b")
    refused(desk, unseen, "Say how you verified it: it is kept.")
    desk.record(form.decide(0, "approved", verification="Rang the surgery at 09:05."))
    assert Decision.objects.get().verification == "Rang the surgery at 09:05."


def test_a_high_risk_medicine_is_rejected_without_one(desk):
    order = a_case({a_pack_of(is_high_risk=True): 1})
    desk.record(desk.form(order).decide(0, "rejected", reason="Out of date"))
    assert refreshed(order).status == "rejected"


def test_an_approval_needs_the_whole_prescription(desk):
    form = desk.form(a_case()).decide(0, "approved")
    form.copy(prescriber="", registration="", issued_on="", valid_until="")
    refused(
        desk,
        form,
        "Enter who issued the prescription.",
        "Enter the prescriber's registration number.",
        "Enter the day it was issued.",
        "Enter until when it is valid.",
        "Copy from the prescription how many units it is for.",
    )


TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + DAY, TODAY - DAY


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"issued_on": TOMORROW.isoformat()}, "Enter a day that is not in the future."),
        ({"issued_on": "1900-01-01"}, "Enter a day within the last two years."),
        (
            {"issued_on": TODAY.isoformat(), "valid_until": (TODAY + 732 * DAY).isoformat()},
            "Enter a day within two years of its issue.",
        ),
        ({"valid_until": "9999-12-31"}, "Enter a day within two years of its issue."),
        ({"issued_on": "12 Nov"}, "Enter the day as in 2026-11-12."),
        ({"valid_until": YESTERDAY.isoformat()}, "It cannot end before it was issued."),
        (
            {"issued_on": "2026-01-05", "valid_until": YESTERDAY.isoformat()},
            "ask the patient for a new one, or reject the line.",
        ),
        ({"verified": "telephone"}, "Say when you verified it."),
        ({"verified_at": "2026-01-05T09:05"}, "Say how you verified it, or leave out when."),
        ({"verified": "telephone", "verified_at": "early"}, "Enter day and time as in 2026-"),
        (
            {"verified": "telephone", "verified_at": f"{TOMORROW + DAY}T09:05"},
            "Enter a moment that is not in the future.",
        ),
        ({"verified": "dream"}, "Choose one of these."),
        ({"registration": "1" * 61}, "Shorten this to 60 characters."),
        ({"prescriber": "Dr\0"}, "Remove the characters that cannot be printed."),
    ],
)
def test_a_prescription_that_cannot_be_is_told_at_its_field(desk, changed, problem):
    form = desk.form(a_case()).decide(0, "approved").prescribed(0, 90).copy(**changed)
    refused(desk, form, problem)


def test_the_oldest_and_the_longest_prescription_are_taken(desk):
    oldest = TODAY - 731 * DAY
    form = desk.form(a_case()).decide(0, "approved").prescribed(0, 90)
    dates = {"issued_on": oldest.isoformat(), "valid_until": TODAY.isoformat()}
    assert "approved 1" in text_of(desk.record(form.copy(**dates)))
    form = desk.form(a_case()).decide(0, "approved").prescribed(0, 90)
    assert "approved 1" in text_of(
        desk.record(form.copy(valid_until=(TODAY + 731 * DAY).isoformat()))
    )


@pytest.mark.parametrize("units", ["0", "-1", "x", "1.5", "100001", "9" * 6])
def test_units_are_a_whole_number(desk, units):
    form = desk.form(a_case()).decide(0, "approved").copy().prescribed(0, units)
    refused(desk, form, "Enter a whole number from 1 to 100000.")


@pytest.mark.parametrize("repeats", ["-1", "100", "x"])
def test_repeats_are_few(desk, repeats):
    form = desk.form(a_case()).decide(0, "approved").copy().prescribed(0, 90, repeats=repeats)
    refused(desk, form, "Enter a whole number from 0 to 99.")


def test_more_than_the_prescription_says_is_told_at_the_line_and_refused_by_the_database(desk):
    order = a_case({a_pack_of(): 2})
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 60)
    response = desk.record(form)
    assert response.status_code == 409
    page = text_of(response)
    assert "The prescription does not allow so much" in page
    assert (
        "The prescription says 60 pills, no repeats; 180 were ordered. Approve up to 60,"
        " or replace the packs."
    ) in page
    assert 'class="note warn">The prescription says 60\xa0pills' in response.text
    assert 'value="4471208"' in response.text
    assert not Decision.objects.exists()


def test_what_other_orders_have_used_up_is_not_there_any_more(desk):
    pack = a_pack_of()
    before = a_case({pack: 1}, placed=9 * DAY)
    approve(before, by=Pharmacist().user)
    order = a_case({pack: 1}, uses_again=before.patient.prescriptions.get(), way="again")
    page = desk.look(order)
    assert "The prescription has 0 units left; 90 were ordered." in page
    response = desk.record(desk.form(order).decide(0, "approved"))
    assert "The prescription does not allow so much" in text_of(response)


def test_a_question_needs_no_prescription_and_what_was_read_is_kept(desk):
    order = a_case()
    form = desk.form(order).decide(0, "asked", question="Which strength?")
    desk.record(form.copy().prescribed(0, 90))
    answered(order)
    assert desk.form(order).html["prescription-registration"] == "4471208"


def test_a_question_asks_for_no_prescription(desk):
    order = a_case()
    form = desk.form(order).decide(0, "asked", question="Which strength?")
    desk.record(form.copy(prescriber="", registration="", issued_on="", valid_until=""))
    assert refreshed(order).status == "needs_information"
    assert not Prescription.objects.exists()


# --- two people, one case -------------------------------------------------------------------------


def test_a_second_decision_is_told_kindly_that_the_case_has_moved(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    desk.record(form)
    response = desk.record(form)
    assert response.status_code == 409
    assert "something else happened meanwhile" in text_of(response)
    assert "The order is approved: there is nothing to decide." in text_of(response)
    assert len(decided(order)) == 1


def test_what_came_meanwhile_is_looked_at_before_anything_is_recorded(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    a_file(order)
    response = desk.record(form)
    assert "something else happened meanwhile" in text_of(response)
    assert not decided(order)
    # The page it comes back on has what was entered, and knows the file.
    again = type(form)(order, type(form.html)(response.text, "case"))
    assert "approved 1" in text_of(desk.record(again))


def test_a_round_of_asking_that_came_between_is_seen(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    desk.record(desk.form(order).decide(0, "asked", question="Why?"))
    answered(order)
    assert "something else happened meanwhile" in text_of(desk.record(form))
    assert decided(order) == [("asked", 0, 0)]


def test_a_case_a_colleague_has_taken_meanwhile_stays_theirs(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    colleague = a_user(first_name="Kofi", last_name="Osei")
    deciding.take(order, by=colleague, now=timezone.now())
    response = desk.record(form)
    assert text_of(response).count("Kofi Osei is on this case") == 1
    assert f"<title>Not recorded: {order.number}" in response.text
    assert not decided(order)
    # What was entered is still there, once the colleague has put the case back.
    deciding.put_back(order, by=colleague)
    again = type(form)(order, type(form.html)(response.text, "case"))
    assert "approved 1" in text_of(desk.record(again))


def test_who_takes_a_case_or_adds_a_file_is_told_what_that_empties(desk):
    order = a_case()
    page = desk.look(order)
    assert "I take it Before you enter anything: it empties the form below." in page
    assert "Add a file Before you enter decisions: it empties what is not recorded." in page
    deciding.take(order, by=a_user(), now=timezone.now())
    assert "it empties" not in desk.look(order)


def test_a_line_that_nobody_posted_is_not_decided(desk):
    order = a_case()
    response = desk.client.post(address("decide", order), {})
    assert response.status_code == 422
    assert not decided(order)
    assert Line.objects.get().approved_quantity is None


def test_a_claim_ends_by_itself(desk):
    order = a_case()
    deciding.take(order, by=a_user(), now=timezone.now() - timedelta(minutes=31))
    form = desk.form(order).decide(0, "approved").copy().prescribed(0, 90)
    assert "approved 1" in text_of(desk.record(form))
