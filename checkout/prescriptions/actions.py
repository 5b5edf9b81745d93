"""What a patient does before and after ordering: tell, send files, answer. One transaction each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from catalog.prepared import Prepared
from checkout.basket.actions import locked_cart
from checkout.order.models import Order
from checkout.order.moving import locked, move
from checkout.order.states import OrderState
from checkout.payment import outbox
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.models import Inquiry, Patient, PrescriptionFile
from checkout.prescriptions.reads import open_inquiries_of
from checkout.prescriptions.same_person import plain_name
from checkout.prescriptions.sending import forget
from checkout.prescriptions.telling import MOST_FILES, Told

S = OrderState
DAYS_TO_ANSWER, REMINDED_AFTER = timedelta(days=14), timedelta(days=7)
# Staff's own uploads come on top of the patient's.
MOST_BY_STAFF = 20


class CannotSend(Exception):
    """What a patient sent cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Places:
    """How many files more can be added, and what to do with the others."""

    free: int
    otherwise: str


@transaction.atomic
def keep_told(basket_id: int, told: Told, *, patient_id: int | None, now: datetime) -> Patient:
    """Keep what a patient has told for an open cart. Raises CannotSend.

    `patient_id` is what the same session told before, if anything: its files stay as they are.
    """
    patient = _patient_of_cart(basket_id, patient_id) or Patient(basket_id=basket_id)
    patient.name, patient.same_person = told.name, plain_name(told.name)
    patient.born_on, patient.address = told.born_on, told.address
    patient.allergies, patient.conditions = told.allergies, told.conditions
    patient.other_medicines = told.other_medicines
    patient.answers = [answer.as_kept() for answer in told.answers]
    patient.way, patient.uses_again_id = told.way, told.uses_again
    patient.prescriber_name = told.prescriber.name
    patient.prescriber_practice = told.prescriber.practice
    patient.prescriber_phone = told.prescriber.phone
    patient.told_at = now
    patient.save()
    return patient


@transaction.atomic
def add_file_to_cart(
    basket_id: int, taken: Taken, *, patient_id: int | None, called: str, now: datetime
) -> Patient:
    """Add a proven file to what is told for a cart. Raises CannotSend.

    `patient_id` is what the same session told or sent before, if anything.
    """
    patient = _patient_of_cart(basket_id, patient_id)
    patient = patient or Patient.objects.create(basket_id=basket_id)
    _add_file(patient, taken, called=called, now=now)
    return patient


@transaction.atomic
def add_file_to_order(
    order: Order, taken: Taken, *, called: str, now: datetime, by: Any = None
) -> None:
    """Add a proven file to an order that waits for it, or that a pharmacist (`by`) looks at.

    Raises CannotSend.
    """
    order = locked(order.pk)
    patient = Patient.objects.filter(order=order, erased_at__isnull=True).first()
    waits = {S.NEEDS_INFORMATION, S.AWAITING_PHARMACIST} if by else {S.NEEDS_INFORMATION}
    if patient is None or order.status not in waits:
        raise CannotSend(_("This order does not wait for a file any more."))
    _add_file(patient, taken, called=called, now=now, by=by)


@transaction.atomic
def remove_file(patient: Patient, token: str) -> None:
    """Take back a file that was sent; gone is gone, twice is once.

    Only while the patient may still send others: raises CannotSend.
    """
    if patient.order_id is None:
        _lock_open_cart(patient.basket_id)
    elif locked(patient.order_id).status != S.NEEDS_INFORMATION:
        raise CannotSend(_("The pharmacist has this file by now: it stays with the order."))
    sent = patient.files.select_for_update().filter(added_by=None)
    file = next((file for file in sent if str(file.token) == token), None)
    if file is None:
        return
    if file.views.exists():
        raise CannotSend(_("The pharmacist has looked at this file: it stays with the order."))
    _take_out(file)


@transaction.atomic
def forget_told(basket_id: int) -> None:
    """What anybody told for a cart is gone, files and all. Raises CannotSend."""
    _patient_of_cart(basket_id, None)


def places_for_files(patient: Patient | None, *, by: Any = None) -> Places:
    """How many files more are taken from a patient, or from the staff (`by`) for one."""
    most = MOST_BY_STAFF if by else MOST_FILES
    sent = 0
    if patient:
        files = patient.files.filter(erased_at__isnull=True, added_by__isnull=by is None)
        sent = files.count()
    if by:
        otherwise = _("At most %(most)s files can be added to an order.")
    else:
        otherwise = _("At most %(most)s files can be sent: remove one first.")
    return Places(max(most - sent, 0), otherwise % {"most": most})


def one_order_of_a_person_at_a_time(told: Told) -> None:
    """Make another order of the same person wait until this transaction ends.

    A limit per person counts orders: two at once would not see each other.
    """
    person = f"{plain_name(told.name)} {told.born_on}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [person])


@transaction.atomic(savepoint=False)
def hand_over(basket_id: int, order: Order) -> None:
    """What was told for a cart belongs to its order from now on."""
    Patient.objects.filter(basket_id=basket_id).update(basket=None, order=order)


@transaction.atomic
def send_to_the_pharmacist(order: Order, *, answers: Mapping[int, str], now: datetime) -> None:
    """The patient has answered, or added what was to follow: the pharmacist goes on.

    `answers` are texts by inquiry. Raises CannotSend.
    """
    order = locked(order.pk)
    if order.status != S.NEEDS_INFORMATION:
        raise CannotSend(_("The pharmacist has your answer already."))
    was_asked = answer_inquiries(order, answers, now=now)
    patient = Patient.objects.get(order=order)
    if not was_asked and not patient.files.filter(erased_at__isnull=True).exists():
        raise CannotSend(_("Add the prescription first: a photo of it will do."))
    back_to_the_pharmacist(order, now=now, reason="the patient has answered")


def answer_inquiries(
    order: Order, answers: Mapping[int, str], *, now: datetime, by: Any = None
) -> bool:
    """Keep the answers, texts by inquiry, to all that a locked order's patient is asked.

    Whether anything was; `by` is who of the staff heard it. Raises CannotSend.
    """
    asked = list(open_inquiries_of(order).select_for_update(of=("self",)))
    for inquiry in asked:
        inquiry.answer = answers.get(inquiry.pk, "").strip()
        if not inquiry.answer:
            raise CannotSend(_("Answer the pharmacist’s question first."))
        inquiry.answered_at, inquiry.noted_by = now, by
    Inquiry.objects.bulk_update(asked, ["answer", "answered_at", "noted_by"])
    return bool(asked)


def back_to_the_pharmacist(order: Order, *, now: datetime, reason: str, by: Any = None) -> None:
    """A locked order waits for its patient no more, and nobody is reminded of it."""
    outbox.withdraw_mail(order, "reminder", now=now)
    move(order, S.AWAITING_PHARMACIST, now=now, by=by, reason=reason)
    order.information_due_at = None
    order.save(update_fields=["information_due_at"])


def wait_for_the_patient(
    order: Order, *, now: datetime, mail: str, by: Any = None, reason: str = "", about: str = ""
) -> None:
    """A locked order's patient has 14 days to send or answer something, by a mailed link.

    One more mail reminds of it halfway.
    """
    order.information_due_at = now + DAYS_TO_ANSWER
    order.save(update_fields=["information_due_at"])
    move(order, S.NEEDS_INFORMATION, now=now, by=by, reason=reason)
    outbox.promise_mail(order, mail, about=about)
    outbox.promise_mail(order, "reminder", about=about, at=now + REMINDED_AFTER)


def _lock_open_cart(basket_id: int) -> None:
    """Nothing is told, sent or removed for a cart while it is ordered, nor after. CannotSend."""
    if locked_cart(basket_id) is None:
        raise CannotSend(_("This cart is ordered by now: look at your order."))


def _forget_patient(patient: Patient) -> None:
    for file in patient.files.select_for_update():
        _take_out(file)
    patient.delete()


def _take_out(file: PrescriptionFile) -> None:
    """Once that is sure, it is destroyed."""
    names = file.names
    file.delete()
    transaction.on_commit(partial(forget, names))


def _patient_of_cart(basket_id: int, patient_id: int | None) -> Patient | None:
    """The one of this id, locked; while the cart is, nobody else can name one for it.

    Another was told by another session, and is gone now, files and all. Raises CannotSend.
    """
    _lock_open_cart(basket_id)
    patient: Patient | None = _LOCKED.first(basket_id=basket_id)
    if patient and patient.pk != patient_id:
        _forget_patient(patient)
        return None
    return patient


_LOCKED = Prepared(
    lambda basket_id: Patient.objects.select_for_update().filter(basket_id=basket_id), basket_id=-1
)


def _add_file(
    patient: Patient, taken: Taken, *, called: str, now: datetime, by: Any = None
) -> PrescriptionFile:
    places = places_for_files(patient, by=by)
    if not places.free:
        raise CannotSend(places.otherwise)
    return PrescriptionFile.objects.create(
        patient=patient,
        kind=taken.kind,
        called=called[-255:],
        name=taken.name,
        pages=list(taken.pages),
        size=taken.bytes,
        added_at=now,
        added_by=by,
    )
