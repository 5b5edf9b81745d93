"""Stock moves by a signed number with a reason, never below what orders have reserved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import StockMovement
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def dosage(db):
    return a_dosage(a_medicine("Baclofen"), "10mg", units_on_hand=2600, units_reserved=260)


def correct(client, dosage, units, reason="Counted"):
    """Fill in the form; the page that answers, as text."""
    url = reverse("admin:catalogue_dosage_change", args=[dosage.pk])
    response = client.post(url, {"units": units, "reason": reason}, follow=True)
    dosage.refresh_from_db()
    return " ".join(response.content.decode().split())


def test_units_are_received(pharmacist, dosage):
    page = correct(pharmacist, dosage, "500", "Delivery 17")

    movement = StockMovement.objects.get()
    assert (movement.units, movement.reason) == (500, "Delivery 17")
    assert movement.by == pharmacist.user
    assert dosage.units_on_hand == 3100
    assert "500 pills received." in page
    assert "+500" in page
    assert "Priya Nair" in page


@pytest.mark.parametrize("typed", ["-20", "−20", " -20 "])
def test_units_are_taken_out(typed, pharmacist, dosage):
    page = correct(pharmacist, dosage, typed, "Damaged")

    assert dosage.units_on_hand == 2580
    assert "20 pills taken out." in page
    assert "−20" in page


def test_what_is_reserved_for_orders_stays(pharmacist, dosage):
    page = correct(pharmacist, dosage, "-2341")

    assert "260 of these pills are reserved for orders: you can take out at most 2,340." in page
    assert 'value="-2341"' in page
    assert dosage.units_on_hand == 2600
    assert not StockMovement.objects.exists()

    correct(pharmacist, dosage, "-2340")
    assert dosage.units_free == 0


def test_no_more_than_there_is_can_go(pharmacist, dosage):
    dosage.units_reserved = 0
    dosage.save()
    assert "There are 2,600 pills: you can take out no more." in correct(
        pharmacist, dosage, "-2601"
    )


@pytest.mark.parametrize(
    ("units", "reason", "message"),
    [
        ("", "Counted", "Enter a number: 500 for received, -20 for taken out."),
        ("0", "Counted", "Enter a number"),
        ("1.5", "Counted", "Enter a number"),
        ("many", "Counted", "Enter a number"),
        ("1000001", "Counted", "Enter at most 1,000,000 at once."),
        ("5", "", "Enter the reason: it stays in the list below."),
        ("5", "   ", "Enter the reason: it stays in the list below."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_moves(units, reason, message, pharmacist, dosage):
    assert message in correct(pharmacist, dosage, units, reason)
    assert dosage.units_on_hand == 2600
    assert not StockMovement.objects.exists()


def test_a_form_opened_before_a_sale_does_not_undo_it(pharmacist, dosage):
    dosage.units_reserved = 300
    dosage.save()

    correct(pharmacist, dosage, "100")

    assert (dosage.units_on_hand, dosage.units_reserved) == (2700, 300)


def test_a_dosage_that_is_not_there(owner):
    assert owner.get(reverse("admin:catalogue_dosage_change", args=[0])).status_code == 404


def test_the_list_says_what_runs_low(owner):
    for label, units in (("1mg", 20), ("2mg", 60), ("3mg", 90)):
        dosage = a_dosage(a_medicine(f"Medicine {label}"), label, units_on_hand=units)
        a_pack(dosage, 30, "10.00")
        a_pack(dosage, 90, "25.00")

    page = owner.get(reverse("admin:catalogue_dosage_changelist")).content.decode()
    assert page.count("Sold out</span>") == 1
    assert page.count("Low</span>") == 1

    low = owner.get(reverse("admin:catalogue_dosage_changelist"), {"standing": "low"})
    assert [row.label for row in low.context["cl"].result_list] == ["2mg"]
    out = owner.get(reverse("admin:catalogue_dosage_changelist"), {"standing": "out"})
    assert [row.label for row in out.context["cl"].result_list] == ["1mg"]


def test_the_list_needs_the_same_reads_for_any_number_of_dosages(owner):
    def reads():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            owner.get(reverse("admin:catalogue_dosage_changelist"))
        return len(captured)

    a_pack()
    before = reads()
    for _ in range(5):
        a_pack()
    assert reads() == before
