"""The page of one case: what a pharmacist reads there before anything is decided."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.prepared import PREFIX
from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.prescriptions import deciding
from checkout.prescriptions.models import FileView, Patient
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import (
    DAY,
    a_case,
    a_file,
    a_pack_of,
    address,
    page_of,
)
from tests.checkout.shopping import Pharmacist, a_placed_order
from tests.factories import a_substance, a_user
from tests.statements import statements

pytestmark = pytest.mark.django_db

# Three are left for what substances have to say.
MOST_QUERIES = 12


def test_the_page_shows_the_patient_the_lines_and_what_the_patient_says(desk):
    order = a_case(
        {a_pack_of(): 1, a_pack_of("Ibuprofen", 96, "20.00", "400mg", legal_class="P"): 1},
        placed=6 * DAY,
        name="Anna Maria Lindqvist",
        address="9 Tanner Row\nLondon",
        other_medicines="Codeine 30 mg when needed",
        conditions="Multiple sclerosis",
        allergies="Penicillin",
        answers=[
            {
                "question_id": 1,
                "medicine": "Ibuprofen",
                "text": "Do you have asthma?",
                "short": "Asthma?",
                "answer": "yes",
                "tells": True,
            }
        ],
    )
    page = desk.look(order)
    for words in (
        f"{order.number} Anna L., 45 Order Next case",
        "Waiting 6 d 0 h",
        "$88.00 + $4.95 delivery held",
        "Baclofen 10 mg, 90 pills $68.00",
        "Copy below what the prescription says of this dosage.",
        "Ibuprofen 400 mg, 96 pills $20.00 No prescription needed.",
        "Asthma: yes. Ibuprofen: Do you have asthma?",
        "Anna Maria Lindqvist, born 27 Mar 1981 (45)",
        "Other medicines Codeine 30 mg when needed",
        "Allergies Penicillin",
        "Conditions Multiple sclerosis",
        "Lives at 9 Tanner Row London",
        "Sent to Sam Example 1 Sample Street",
        "Will send it Dr M. Hale, Northgate Surgery Telephone 555 010 0177",
        "What you approve is charged to the held card, at most $92.95",
    ):
        assert words in page


def test_neither_title_nor_address_nor_file_ties_the_person_to_the_order(desk):
    order = a_case()
    a_file(order, called="baclofen-sam-example.jpg")
    html = desk.html(order)
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert "Sam" not in title
    assert "baclofen-sam-example" not in html


def test_general_sale_stands_there_with_nothing_to_decide(desk):
    tea = a_pack_of("Tea", 20, "5.00", "1g", legal_class="GSL")
    order = a_case({a_pack_of(): 1, tea: 2})
    page = desk.look(order)
    assert "Tea 1 g, 2 × 20 pills $10.00 General sale: nothing to decide." in page
    general = order.lines.get(medicine_name="Tea")
    assert f"line-{general.pk}-outcome" not in desk.html(order)


def test_an_order_of_general_sale_alone_is_no_case(desk):
    order = a_placed_order({a_pack_of("Tea", 20, "5.00", "1g", legal_class="GSL"): 1})
    assert desk.client.get(page_of(order)).status_code == 404
    assert desk.client.get(page_of(order).replace(str(order.pk), "0")).status_code == 404


def refused(desk, order, words):
    """No form, and why; a form sent all the same records nothing."""
    page = desk.look(order)
    assert words in page
    assert "Record decisions" not in page
    assert "I take it" not in page
    said = text_of(desk.press("take", order))
    assert words.partition(":")[0] in said or "nothing to decide" in said


def test_ones_own_order_is_for_a_colleague(desk):
    order = a_case()
    Order.objects.filter(pk=order.pk).update(guest_email="Pharmacist@example.com")
    refused(desk, order, "This is your own order: a colleague decides about it.")


def test_ones_own_account_is_for_a_colleague(desk):
    order = a_case()
    me = User.objects.get(email="pharmacist@example.com")
    Order.objects.filter(pk=order.pk).update(user=me, guest_email="")
    refused(desk, order, "This is your own order: a colleague decides about it.")


def test_a_case_somebody_is_on_is_for_them(desk):
    order = a_case()
    colleague = a_user("kofi@example.com", first_name="Kofi", last_name="Osei")
    deciding.take(order, by=colleague, now=timezone.now())
    refused(desk, order, "Kofi Osei is on this case: talk to each other, or take another one.")


def test_a_case_that_waits_for_the_patient_shows_what_was_asked(desk):
    order = a_case()
    form = desk.form(order).decide(0, "asked", question="Do you take it at night?")
    desk.record(form)
    refused(desk, order, "The patient has been asked, or is to send the prescription")
    assert "Patient asked by Tom Adeyemi" in desk.look(order)
    assert "Do you take it at night?" in desk.look(order)


def test_a_case_that_is_decided_shows_by_whom_and_on_what(desk):
    order = a_case()
    form = desk.form(order).decide(0, "approved").prescribed(0, 90, directions="One at night")
    form.copy(verified="telephone", verified_at="2026-01-05T09:05")
    desk.record(form)
    refused(desk, order, "The order is approved: there is nothing to decide.")
    page = desk.look(order)
    for words in (
        "Approved by Tom Adeyemi",
        "From the prescription Dr M. Hale, 4471208",
        "Verified By telephone, 5 Jan 2026, 09:05",
        "Baclofen 10 mg 0 of 90 pills left. One at night",
        "Original paper Not received yet",
    ):
        assert words in page


def test_an_old_order_without_a_patient_can_be_rejected_only(desk):
    order = a_case()
    order.patient.delete()
    page = desk.look(order)
    assert "No patient was recorded with this order: nothing of it can be approved." in page
    form = desk.form(order)
    choices = desk.html(order).count(f'name="line-{order.lines.get().pk}-outcome"')
    assert choices == 1
    assert "Choose one of these." in text_of(desk.record(form.decide(0, "approved")))
    said = desk.record(form.decide(0, "rejected", reason="Nobody was named"))
    assert "rejected 1" in text_of(said)
    assert "First order" not in desk.queue()


# --- the original ---------------------------------------------------------------------------------


def test_the_original_is_received_once_and_by_its_own_case(desk):
    order, other = a_case(), a_case(name="Else", same_person="else")
    for one in (order, other):
        desk.record(desk.form(one).decide(0, "approved").prescribed(0, 90).copy())
    prescription = order.patient.prescriptions.get()
    posted = {"prescription": prescription.pk, "mark": "old"}
    assert "something else happened meanwhile" in text_of(
        desk.press("original_received", order, **posted)
    )
    posted["mark"] = desk.client.get(page_of(order)).context["mark"]
    assert desk.press("original_received", other, **posted).status_code == 404
    said = text_of(desk.press("original_received", order, **posted))
    assert "The original is recorded as received." in said
    assert "The original has come" not in said
    first = order.patient.prescriptions.get().original_received_at
    desk.press("original_received", order, **posted)
    assert order.patient.prescriptions.get().original_received_at == first


# --- cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 4])
def test_the_page_asks_the_database_the_same_for_a_small_and_for_a_big_case(desk, size):
    packs = {a_pack_of(label=f"{number}mg"): 1 for number in range(1, size + 1)}
    for number in range(size):
        approve(a_case(packs, placed=(9 + number) * DAY), by=Pharmacist().user)
    order = a_case(packs)
    for _ in range(size):
        a_file(order, pages=("aa/bb/1", "aa/bb/2"))
    deciding.take(order, by=User.objects.get(email="pharmacist@example.com"), now=timezone.now())
    takes_codeine_beside(order)
    desk.look(order)
    with CaptureQueriesContext(connection) as asked:
        page = desk.look(order)
    assert len(asked) == MOST_QUERIES
    assert page.count("Approved by") == size * size
    assert page.count("Open alone") == 2 * size


def takes_codeine_beside(order):
    """So that everything that is known of substances is asked for."""
    a_substance("baclofen", medicines=[line.product.parent for line in order.lines.all()])
    Patient.objects.filter(order=order).update(other_medicines="Codeine at night")


def test_looking_at_the_page_writes_nothing(desk):
    order = a_case(placed=timedelta(hours=1))
    a_file(order)
    with CaptureQueriesContext(connection) as asked:
        desk.look(order)
        desk.queue()
    reads = ("SELECT", f"EXECUTE {PREFIX}")
    assert all(sql.lstrip("( \n").startswith(reads) for sql in statements(asked))
    assert not FileView.objects.exists()
    assert desk.client.post(page_of(order)).status_code == 405
    assert desk.client.get(address("decide", order)).status_code == 405
