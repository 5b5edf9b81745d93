"""Stock moves by the lot, each time with a reason; the page says what orders are short of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from catalog.lots.models import Lot, StockMovement
from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_lot, a_medicine, a_pack
from tests.undone import undone

pytestmark = pytest.mark.django_db
NEXT_YEAR = (localdate() + timedelta(days=400)).isoformat()


@pytest.fixture
def dosage(db):
    return a_dosage(a_medicine("Baclofen"), "10mg", units_on_hand=2600, units_reserved=260)


def page_url(dosage, deed="change"):
    return reverse(f"admin:catalogue_dosage_{deed}", args=[dosage.pk])


def post(client, dosage, deed, **values):
    """Fill in a form; the page that answers, as text."""
    page = text_of(client.post(page_url(dosage, deed), values, follow=True))
    dosage.refresh_from_db()
    return page


def receive(client, dosage, **values):
    filled_in = {
        "number": "AB12",
        "expires_on": NEXT_YEAR,
        "units": "500",
        "reason": "Delivery 17",
        **values,
    }
    return post(client, dosage, "receive", **filled_in)


def correct(client, dosage, units, reason="Counted"):
    lot = dosage.lots.get().pk
    return post(client, dosage, "correct", lot=lot, units=units, reason=reason)


def test_units_are_received_by_the_lot(pharmacist, dosage):
    page = receive(pharmacist, dosage, number="ab 12")

    movement = StockMovement.objects.get()
    assert (movement.units, movement.reason, movement.lot.number) == (500, "Delivery 17", "AB12")
    assert movement.by == pharmacist.user
    assert dosage.units_on_hand == 3100
    assert "500 pills received." in page
    assert "+500 AB12 Delivery 17 Priya Nair" in page


NO_DELIVERIES = [
    ({"number": ""}, "Enter the lot number that is on the box."),
    ({"number": "before-lots"}, "Enter the lot number that is on the box."),
    ({"number": "\u200b"}, "Enter the lot number that is on the box."),
    ({"number": "A" * 41}, "at most 40 characters"),
    ({"number": "A\0"}, "Null characters"),
    ({"expires_on": ""}, "Enter the day the lot expires, like 2027-03-31."),
    ({"expires_on": "03/2027"}, "Enter the day the lot expires, like 2027-03-31."),
    ({"expires_on": localdate().isoformat()}, "This lot has expired"),
    ({"expires_on": "9999-12-31"}, "more than 20 years away: look at the box again."),
    ({"units": ""}, "Enter how many units came, like 500."),
    ({"units": "0"}, "Enter how many units came"),
    ({"units": "1.5"}, "Enter how many units came"),
    ({"units": "-5"}, "what is missing is corrected below"),
    ({"units": "1000001"}, "Enter at most 1,000,000 at once."),
    ({"reason": "   "}, "Enter the reason: it stays in the list below."),
]


def test_what_is_wrong_with_a_delivery_is_said_and_nothing_moves(pharmacist, dosage):
    wrong = []
    for values, message in NO_DELIVERIES:
        with undone():
            is_said = message in receive(pharmacist, dosage, **values)
            found = (is_said, dosage.units_on_hand, StockMovement.objects.exists())
        wrong += [(values, found)] if found != (True, 2600, False) else []
    assert wrong == []


def test_a_lot_that_came_before_has_its_expiry(pharmacist, dosage):
    receive(pharmacist, dosage)
    other_day = (localdate() + timedelta(days=401)).isoformat()
    page = receive(pharmacist, dosage, expires_on=other_day)
    assert "We have lot AB12 with another expiry" in page
    assert dosage.units_on_hand == 3100


@pytest.mark.parametrize("typed", ["-20", "−20", " -20 "])
def test_units_are_taken_out(typed, pharmacist, dosage):
    page = correct(pharmacist, dosage, typed, "Damaged")

    assert dosage.units_on_hand == 2580
    assert "20 pills taken out." in page
    assert "−20" in page


def test_what_is_missing_for_orders_is_said(pharmacist, dosage):
    page = correct(pharmacist, dosage, "-2350", "Broken")

    assert (dosage.units_on_hand, dosage.units_short) == (260, 10)
    assert "2,350 pills taken out." in page
    assert "10 pills short for orders: receive more." in page
    assert "10 short" in page
    page = receive(pharmacist, dosage, units="10")
    assert "short" not in page


def test_no_more_than_there_is_can_go(pharmacist, dosage):
    assert "has 2,600: you can take out no more." in correct(pharmacist, dosage, "-2601")
    assert dosage.units_on_hand == 2600


NO_CORRECTIONS = [
    ("", "Counted", "Enter a number: -20 for taken out, 20 for found."),
    ("0", "Counted", "Enter a number"),
    ("1.5", "Counted", "Enter a number"),
    ("many", "Counted", "Enter a number"),
    ("1000001", "Counted", "Enter at most 1,000,000 at once."),
    ("5", "", "Enter the reason: it stays in the list below."),
    ("5", "   ", "Enter the reason: it stays in the list below."),
]


def test_what_is_wrong_is_said_and_nothing_moves(pharmacist, dosage):
    wrong = []
    for units, reason, message in NO_CORRECTIONS:
        with undone():
            is_said = message in correct(pharmacist, dosage, units, reason)
            found = (is_said, dosage.units_on_hand, StockMovement.objects.exists())
        wrong += [(units, reason, found)] if found != (True, 2600, False) else []
    assert wrong == []


@pytest.mark.parametrize("lot", ["", "0", "no", "9" * 30])
def test_a_correction_names_a_lot_of_its_dosage(lot, pharmacist, dosage):
    a_lot(a_dosage(), 5)
    said = post(pharmacist, dosage, "correct", lot=lot, units="5", reason="Counted")
    assert ("Choose the lot." if not lot else "This lot has changed meanwhile") in said
    other = Lot.objects.last()
    said = post(pharmacist, dosage, "correct", lot=other.pk, units="5", reason="Counted")
    assert "This lot has changed meanwhile" in said


def test_a_form_opened_before_a_sale_does_not_undo_it(pharmacist, dosage):
    dosage.units_reserved = 300
    dosage.save()

    correct(pharmacist, dosage, "100")

    assert (dosage.units_on_hand, dosage.units_reserved) == (2700, 300)


def test_a_lot_is_withdrawn(pharmacist, dosage):
    lot = a_lot(dosage, 40, "BAD1")
    values = {"lot": lot.pk, "because": "recalled", "reason": "Recall 4"}
    page = post(pharmacist, dosage, "withdraw", **values)
    assert "Withdrawn: take its 40 pills off the shelf." in page
    assert "BAD1" in page
    assert "Withdrawn: recalled" in page
    assert dosage.units_on_hand == 2600
    again = post(pharmacist, dosage, "withdraw", **values)
    assert "This lot has changed meanwhile" in again


def test_a_withdrawal_that_was_a_slip_is_taken_back(pharmacist, dosage):
    lot = a_lot(dosage, 40, "OK1")
    assert "Take a withdrawal back" not in text_of(pharmacist.get(page_url(dosage)))
    values = {"lot": lot.pk, "because": "recalled", "reason": "Recall 4"}
    assert "Take a withdrawal back" in post(pharmacist, dosage, "withdraw", **values)
    assert "Enter the reason" in post(pharmacist, dosage, "put_back", lot=lot.pk, reason=" ")

    slip = {"lot": lot.pk, "reason": "OK2 was meant"}
    page = post(pharmacist, dosage, "put_back", **slip)
    assert "Counted again: put its 40 pills back on the shelf." in page
    assert "+40 OK1 OK2 was meant Priya Nair" in page
    assert dosage.units_on_hand == 2640
    assert "This lot has changed meanwhile" in post(pharmacist, dosage, "put_back", **slip)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"lot": ""}, "Choose the lot."),
        ({"because": "expired"}, "Choose recalled or damaged."),
        ({"reason": ""}, "Enter the reason"),
    ],
)
def test_a_lot_is_withdrawn_for_a_reason(values, message, pharmacist, dosage):
    lot = dosage.lots.get()
    filled_in = {"lot": lot.pk, "because": "damaged", "reason": "Wet", **values}
    assert message in post(pharmacist, dosage, "withdraw", **filled_in)
    assert Lot.objects.get().withdrawn_at is None


def test_the_page_shows_every_lot_with_its_days(pharmacist, dosage):
    for days in (10, 80, 0):
        a_lot(dosage, days + 1, f"L{days}", expires_in_days=days)
    page = pharmacist.get(page_url(dosage))
    rows = [(row.number, row.units, row.standing) for row in page.context["lots"]]
    assert [row[:2] for row in rows][:3] == [("L0", "1"), ("L10", "11"), ("L80", "81")]
    assert [("stop" in row[2], "warn" in row[2]) for row in rows] == [
        (True, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    text = text_of(page)
    assert "Expired" in text
    assert "10 days left" in text
    assert "80 days left" in text


@pytest.mark.parametrize("pk", ["0", "no"])
def test_a_dosage_that_is_not_there(pk, owner):
    change = reverse("admin:catalogue_dosage_changelist") + f"{pk}/change/"
    assert owner.get(change).status_code == 404


def test_the_page_itself_takes_no_post_and_a_deed_is_no_link(owner, dosage):
    assert owner.post(page_url(dosage)).status_code == 405
    for deed in ("receive", "correct", "withdraw", "put_back"):
        assert owner.get(page_url(dosage, deed)).status_code == 405


def test_the_list_says_what_runs_low(owner):
    for label, units in (("1mg", 20), ("2mg", 60), ("3mg", 90)):
        dosage = a_dosage(a_medicine(f"Medicine {label}"), label, units_on_hand=units)
        a_pack(dosage, 30, "10.00")
        a_pack(dosage, 90, "25.00")
    short = a_dosage(a_medicine("Baclofen"), "4mg", units_on_hand=50, units_reserved=50)
    correct(owner, short, "-20")

    page = owner.get(reverse("admin:catalogue_dosage_changelist")).content.decode()
    assert page.count("Sold out</span>") == 1
    assert page.count("Low</span>") == 1
    assert page.count("20 short</span>") == 1

    for standing, label in (("low", "2mg"), ("out", "1mg"), ("short", "4mg")):
        found = owner.get(reverse("admin:catalogue_dosage_changelist"), {"standing": standing})
        assert [row.label for row in found.context["cl"].result_list] == [label]


def reads(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_the_list_needs_the_same_reads_for_any_number_of_dosages(owner):
    url = reverse("admin:catalogue_dosage_changelist")
    a_pack()
    before = reads(owner, url)
    for _ in range(5):
        a_pack()
    assert reads(owner, url) == before


def test_the_page_needs_the_same_reads_for_any_number_of_lots(owner, dosage):
    before = reads(owner, page_url(dosage))
    for _ in range(5):
        receive(owner, dosage, number=f"A{_}")
    assert reads(owner, page_url(dosage)) == before
