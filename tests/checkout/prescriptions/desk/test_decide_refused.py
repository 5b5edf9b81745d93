"""What keeps a case from being decided is told at its field; nothing that was entered is lost."""

import re

import pytest
from django.utils import timezone

from checkout.prescriptions.models import Decision, Prescription
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import DAY, a_case, a_pack_of
from tests.checkout.prescriptions.desk.decided import answered, not_as_refused, refused
from tests.checkout.shopping import Pharmacist, refreshed
from tests.undone import undone

pytestmark = pytest.mark.django_db


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


def test_every_line_is_decided(desk):
    refused(desk, desk.form(a_case()), "Decide about this line.")


NEEDED = [
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
]


def test_a_decision_says_what_it_needs(desk):
    a_pack_of(units=30, price="25.00")
    order, wrong = a_case({a_pack_of(): 2}), []
    for outcome, fields, problem in NEEDED:
        with undone():
            form = desk.form(order).decide(0, outcome, **fields).copy().prescribed(0, 180)
            response = desk.record(form)
            lost = not_as_refused(response, form, problem)
        typed = [value for value in fields.values() if value.strip("x\0\u200b! ")]
        kept = ['value="Dr M. Hale"', 'value="180"', *(typed if outcome != "replaced" else [])]
        lost += [f"lost: {value}" for value in kept if value not in response.text]
        wrong += [(outcome, fields, lost)] if lost else []
    assert wrong == []


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


CANNOT_BE = [
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
]


def test_a_prescription_that_cannot_be_is_told_at_its_field(desk):
    order, wrong = a_case(), []
    for changed, problem in CANNOT_BE:
        with undone():
            form = desk.form(order).decide(0, "approved").prescribed(0, 90).copy(**changed)
            found = not_as_refused(desk.record(form), form, problem)
        wrong += [(changed, found)] if found else []
    assert wrong == []


def test_the_oldest_and_the_longest_prescription_are_taken(desk):
    oldest = TODAY - 731 * DAY
    form = desk.form(a_case()).decide(0, "approved").prescribed(0, 90)
    dates = {"issued_on": oldest.isoformat(), "valid_until": TODAY.isoformat()}
    assert "approved 1" in text_of(desk.record(form.copy(**dates)))
    form = desk.form(a_case()).decide(0, "approved").prescribed(0, 90)
    assert "approved 1" in text_of(
        desk.record(form.copy(valid_until=(TODAY + 731 * DAY).isoformat()))
    )


def not_refused_as_prescribed(desk, name, typed, problem) -> dict:
    """Whichever of these is taken for a number of units or repeats, and what it did."""
    order, wrong = a_case(), {}
    for value in typed:
        with undone():
            form = desk.form(order).decide(0, "approved").copy()
            form.prescribed(0, **{"units": 90, name: value})
            wrong[value] = not_as_refused(desk.record(form), form, problem)
    return {value: found for value, found in wrong.items() if found}


def test_units_are_a_whole_number(desk):
    typed = ["0", "-1", "x", "1.5", "100001", "9" * 6]
    problem = "Enter a whole number from 1 to 100000."
    assert not_refused_as_prescribed(desk, "units", typed, problem) == {}


def test_repeats_are_few(desk):
    problem = "Enter a whole number from 0 to 99."
    assert not_refused_as_prescribed(desk, "repeats", ["-1", "100", "x"], problem) == {}


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
