"""A person is forgotten: nothing of what was told is left anywhere, and all the shop did is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from checkout.order.models import ShippingAddress, TakenBack
from checkout.order.shelf.dispensing import dispense
from checkout.payment.models import PaymentAttempt, Refund
from checkout.prescriptions.erasing import erase
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileMissing
from checkout.prescriptions.forgetting import due, forget_due
from checkout.prescriptions.keeping import CannotErase
from checkout.prescriptions.models import Decision, Inquiry, Patient, PrescriptionFile
from checkout.prescriptions.records import Prescription
from checkout.prescriptions.sending import forget
from checkout.running.loops import work_on_mail
from pharmacy.history.models import EVENTS
from tests.checkout.order.desk.at_the_desk import Desk
from tests.checkout.payment.purchases import paid
from tests.checkout.prescriptions.told_case import (
    REASON,
    TRACES,
    a_dispensed_order,
    an_asked_order,
    sent_and_come_back,
)
from tests.checkout.shopping import (
    a_placed_order,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox", "vault_folder")]
YEARS = timedelta(days=366 * 10)
PERSONS = [
    "prescriptions_patient",
    "prescriptions_prescriptionfile",
    "prescriptions_inquiry",
    "order_order",
    "order_shippingaddress",
    "order_orderstatuschange",
    "order_ordernote",
    "order_dispatch",
    "order_takenback",
    "payment_outbox",
    "payment_refund",
]


@pytest.fixture
def asked(sandbox, pharmacist):
    order, _taken = an_asked_order(sandbox, pharmacist)
    return order


@pytest.fixture
def dispensed(sandbox, pharmacist):
    return a_dispensed_order(sandbox, pharmacist)


@pytest.fixture
def returned(dispensed, pharmacist):
    return sent_and_come_back(dispensed, pharmacist)


@pytest.fixture
def rejected(asked, pharmacist):
    pharmacist.reject(asked, reason="Quirin is too young")
    let_the_worker_work()
    return refreshed(asked)


def patient_of(order) -> Patient:
    return Patient.objects.get(order=order)


def traces_in(tables) -> set[str]:
    """Every table with a word of the case in any of its columns."""
    found = set()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT lower(row_to_json(one)::text) FROM "{table}" one')
            rows = " ".join(text for (text,) in cursor.fetchall())
            if any(trace in rows for trace in TRACES):
                found.add(table)
    return found


def event_tables() -> list[str]:
    return [event._meta.db_table for event in EVENTS.values()]


def test_no_event_ever_holds_what_a_person_told(dispensed):
    assert {"prescriptions_patient", "order_shippingaddress"} <= traces_in(PERSONS)
    kinds = {kind for kind, event in EVENTS.items() if event.objects.exists()}
    assert {"order", "patient", "file", "decision", "inquiry", "prescription"} <= kinds
    assert traces_in(event_tables()) == set()


def test_a_forgotten_person_is_nowhere_and_what_was_done_is_still_there(dispensed, pharmacist):
    names = [file.name for file in PrescriptionFile.objects.all()]
    names += [page for file in PrescriptionFile.objects.all() for page in file.pages]

    erase(dispensed, now=timezone.now() + YEARS)

    assert traces_in(PERSONS) == set()
    for name in names:
        with pytest.raises(FileMissing):
            vault.read(name)
    order = refreshed(dispensed)
    assert (order.status, order.user, order.guest_email) == ("dispensed", None, "")
    assert not ShippingAddress.objects.exists()
    assert order.lines.get().approved_quantity == 1
    assert [one.outcome for one in Decision.objects.order_by("pk")] == ["asked", "approved"]
    assert Inquiry.objects.get().answered_at
    assert EVENTS["patient"].objects.get(erased_at__isnull=False).order_id == order.pk
    assert EVENTS["file"].objects.get(erased_at__isnull=False).pgh_label == "update"


def test_how_a_forgotten_order_was_sent_and_what_staff_wrote_of_it_is_gone(returned):
    parcels = {"order_dispatch", "order_takenback", "order_ordernote", "order_orderstatuschange"}
    assert traces_in(PERSONS) >= parcels
    erase(returned, now=timezone.now() + YEARS)
    assert traces_in(PERSONS) == set()
    assert [one.erased_at is None for one in returned.dispatches.all()] == [False, False]
    back = TakenBack.objects.get()
    assert (back.packs, back.reason) == (1, "")
    assert back.by


def test_while_the_law_requires_the_record_the_day_is_said_and_nothing_is_erased(dispensed):
    supplied = dispensed.status_changes.get(new_status="dispensed").date_created
    day = supplied.replace(year=supplied.year + 10)
    with pytest.raises(CannotErase, match=f"until {day.day} {day:%B %Y}"):
        erase(dispensed, now=day - timedelta(days=1))
    assert patient_of(dispensed).name == "Quirin Quince"
    assert vault.read(PrescriptionFile.objects.get().name)
    erase(dispensed, now=day)
    assert patient_of(dispensed).name == ""


def test_a_shop_may_keep_records_as_long_as_its_own_law_says(dispensed, settings):
    settings.RECORDS_YEARS = 2
    erase(dispensed, now=timezone.now() + timedelta(days=732))
    assert patient_of(dispensed).erased_at


def test_an_order_under_way_keeps_its_person(asked):
    with pytest.raises(CannotErase, match="under way"):
        erase(asked, now=timezone.now() + YEARS)


def test_an_order_nothing_was_supplied_for_is_forgotten_at_once(rejected):
    erase(rejected, now=timezone.now())
    assert traces_in(PERSONS) == set()
    # Decisions are only added to; what a pharmacist writes there is asked not to name anybody.
    assert REASON in Decision.objects.order_by("pk").first().reason


def test_money_that_is_on_its_way_keeps_the_person(rejected):
    attempt = rejected.attempts.get()
    PaymentAttempt.objects.filter(pk=attempt.pk).update(captured=500)
    refund = Refund.objects.create(attempt=attempt, amount=500, reason="Asked")
    with pytest.raises(CannotErase, match="refund or dispute"):
        erase(rejected, now=timezone.now())
    Refund.objects.filter(pk=refund.pk).update(state="failed")
    PaymentAttempt.objects.filter(pk=attempt.pk).update(disputed="The bank asks why.")
    with pytest.raises(CannotErase, match="refund or dispute"):
        erase(rejected, now=timezone.now())
    PaymentAttempt.objects.filter(pk=attempt.pk).update(disputed="")
    erase(rejected, now=timezone.now())


def test_the_law_counts_from_the_last_supply_on_the_prescription(sandbox, dispensed):
    """A later order was supplied on the same prescription: its record names this one's patient."""
    again = a_placed_order({a_pack(): 1})
    prescription = Prescription.objects.get()
    Patient.objects.filter(order=again).update(uses_again=prescription)
    with pytest.raises(CannotErase, match="under way"):
        erase(dispensed, now=timezone.now() + YEARS)
    later = timezone.now() + timedelta(days=400)
    dispense(paid(sandbox, again), by=None, now=later)
    with pytest.raises(CannotErase, match=str(later.year + 10)):
        erase(dispensed, now=timezone.now() + YEARS)
    erase(dispensed, now=later + YEARS)


def test_erasing_that_was_killed_goes_on_the_next_night(rejected, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(names):
        raise Killed

    monkeypatch.setattr("checkout.prescriptions.erasing.forget", killed)
    with pytest.raises(Killed):
        erase(rejected, now=timezone.now())
    file = PrescriptionFile.objects.get()
    assert (patient_of(rejected).name, file.erased_at) == ("", None)
    name = file.name
    assert vault.read(name)

    monkeypatch.setattr("checkout.prescriptions.erasing.forget", forget)
    forget_due(timezone.now())

    file.refresh_from_db()
    assert file.erased_at
    with pytest.raises(FileMissing):
        vault.read(name)


def forgotten(now) -> int:
    gone, last = forget_due(now)
    assert forget_due(now, last) == (0, None)
    return gone


def test_what_is_due_is_forgotten_by_itself_and_once(rejected):
    soon, later = timezone.now(), timezone.now() + timedelta(days=181)
    assert not due(soon).exists()
    assert forgotten(soon) == 0
    assert forgotten(later) == 1
    assert traces_in(PERSONS) == set()
    assert forgotten(later) == 0


def test_what_was_supplied_is_due_when_the_law_lets_it_go(dispensed):
    assert forgotten(timezone.now() + timedelta(days=365 * 9)) == 0
    assert forgotten(timezone.now() + YEARS) == 1
    assert traces_in(PERSONS) == set()


def test_a_forgotten_order_can_still_be_read_and_mails_nobody(
    returned, client, mailoutbox, pharmacist
):
    person = pharmacist.user
    person.is_staff = person.is_superuser = True
    person.save()
    client.force_login(person)
    erase(returned, now=timezone.now() + YEARS)
    mailoutbox.clear()

    page = Desk(client).look(refreshed(returned))
    receipt = client.get(f"/orders/{returned.number}/receipt/")
    listed = client.get("/admin/order/order/")
    case = client.get(reverse("admin:prescriptions_case_change", args=[returned.pk]))
    labels = client.get(reverse("admin:order_order_labels", args=[returned.pk]))

    assert "was forgotten" in page
    assert "was forgotten" in case.content.decode()
    for one in (receipt, listed, case, labels):
        assert one.status_code == 200
        assert not [trace for trace in TRACES if trace in one.content.decode().casefold()], (
            one.request["PATH_INFO"]
        )
    session = client.session
    session["orders"] = [returned.number]
    session.save()
    own = client.get(f"/orders/{returned.number}/")
    assert own.status_code == 200
    assert "Quilla" not in own.content.decode()
    while work_on_mail(timezone.now() + YEARS):
        pass
    assert mailoutbox == []
