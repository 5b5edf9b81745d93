"""Reads what a patient has told, for the steps to an order and for the rules of its cart; and what
the pharmacist has asked and why lines were rejected.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Prefetch,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce

from catalog.prepared import Prepared, among
from checkout.basket.buyer import Buyer, age_on
from checkout.basket.cart import Cart
from checkout.order.models import Line, Order
from checkout.order.states import NOTHING_LEFT, OPEN_CASES, OrderState
from checkout.prescriptions.models import Patient, PrescribedItem, Prescription, Question
from checkout.prescriptions.records import Decision, Inquiry, Outcome
from checkout.prescriptions.same_person import plain_name
from checkout.prescriptions.telling import Answer, Asked, Needs, Prescriber, Told, needs_of

NOT_DECIDED = OPEN_CASES | {OrderState.AWAITING_PAYMENT}


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file as who sent it sees it; `token` names it in forms."""

    token: str
    called: str
    size: int


def told_for(basket_id: int | None) -> Told | None:
    """What has been told for a cart; None where nobody was named and no file was sent."""
    return told_of(_patient_of(basket_id))


def told_of(patient: Any) -> Told | None:
    """A row as `patient_of_cart` gives it, as a value."""
    if patient is None:
        return None
    return Told(
        name=patient.name,
        born_on=patient.born_on,
        address=patient.address,
        allergies=patient.allergies,
        other_medicines=patient.other_medicines,
        conditions=patient.conditions,
        answers=tuple(Answer(**answer) for answer in patient.answers),
        way=patient.way,
        prescriber=Prescriber(
            patient.prescriber_name, patient.prescriber_practice, patient.prescriber_phone
        ),
        files=patient.sent,
        uses_again=patient.uses_again_id,
    )


def needs_for(cart: Cart) -> Needs:
    """What a cart asks of its patient. One query, and none where nobody has to be named."""
    if not cart.needs_patient:
        return needs_of(cart)
    return needs_of(cart, questions_about(line.medicine_id for line in cart.lines))


def questions_about(medicine_ids: Iterable[int]) -> list[Asked]:
    """The questions asked about these medicines, in the order staff gave them."""
    return [Asked(*row) for row in _ASKED.rows(medicine_ids=sorted(set(medicine_ids)))]


def _asked(medicine_ids: Sequence[int]) -> QuerySet[Question, tuple[Any, ...]]:
    medicines = among(medicine_ids, "bigint")
    asked = Question.objects.filter(medicine_id__in=medicines, is_asked=True)
    return asked.values_list(
        "pk",
        "medicine_id",
        "medicine__title",
        "text",
        "short",
        ExpressionWrapper(Q(kind=Question.Kind.YES_NO), BooleanField()),
        "telling",
    )


_ASKED = Prepared(_asked, medicine_ids=[-1])


def buyer_of(told: Told | None, cart: Cart, *, today: date) -> Buyer | None:
    """The person a cart is for, with what she or he ordered in each medicine's period.

    One query where a medicine has such a limit, none else; None while nobody is named.
    """
    if told is None or told.born_on is None or not told.name:
        return None
    periods = {
        line.medicine_id: line.period_days for line in cart.lines if line.period_days is not None
    }
    bought = _bought(told, periods, today) if periods else {}
    return Buyer(age_on(told.born_on, today), bought)


@dataclass(frozen=True, slots=True)
class UsableAgain:
    """A prescription with units left, as whoever ordered on it chooses it."""

    prescription_id: int
    prescriber: str
    issued_on: date
    valid_until: date
    same_person: str
    born_on: date

    def is_for(self, name: str, born_on: date | None) -> bool:
        """Whether its patient is this person: people order for their families, too."""
        return (self.same_person, self.born_on) == (plain_name(name), born_on)


def usable_again(user: Any, cart: Cart, *, today: date) -> list[UsableAgain]:
    """What a signed-in person has ordered on, still in date, with units left for the cart.

    Of every dosage in the cart that needs one; for whomever it was. Two queries; none for a guest.
    """
    wanted = {line.dosage_id: 0 for line in cart.lines if line.needs_prescription}
    if not wanted or not getattr(user, "is_authenticated", False):
        return []
    for line in cart.lines:
        if line.dosage_id in wanted:
            wanted[line.dosage_id] += line.units_total
    valid = Prescription.objects.filter(
        patient__order__user=user, patient__erased_at__isnull=True, valid_until__gte=today
    ).select_related("patient")
    items = Prefetch("items", PrescribedItem.objects.with_used())
    return [_usable(one) for one in valid.prefetch_related(items) if _covers(one, wanted)]


def _usable(prescription: Prescription) -> UsableAgain:
    return UsableAgain(
        prescription_id=prescription.pk,
        prescriber=prescription.prescriber,
        issued_on=prescription.issued_on,
        valid_until=prescription.valid_until,
        same_person=prescription.patient.same_person,
        born_on=prescription.patient.born_on,
    )


def _covers(prescription: Prescription, wanted: Mapping[int, int]) -> bool:
    left = {item.dosage_id: item.allowed - item.used for item in prescription.items.all()}
    return all(left.get(dosage_id, 0) >= units for dosage_id, units in wanted.items())


def files_of(patient: Patient | None) -> list[FileShown]:
    """What was sent, oldest first."""
    if patient is None:
        return []
    return [
        FileShown(str(one.token), one.called, one.size)
        for one in patient.files.filter(erased_at__isnull=True)
    ]


def patient_of_cart(basket_id: int | None, patient_id: int | None) -> Any:
    """The row of a cart that is not ordered yet, with the number of files `sent`, or None.

    None as well where it is not the one a session has told: another, with the same cart in hand,
    has told anew since. No query where nothing was told.
    """
    patient = _patient_of(basket_id) if patient_id else None
    return patient if patient and patient.pk == patient_id else None


def _patient_of(basket_id: int | None) -> Any:
    return None if basket_id is None else _OF_CART.first(basket_id=basket_id)


def _of_cart(basket_id: int) -> QuerySet[Patient]:
    return Patient.objects.filter(basket_id=basket_id).annotate(sent=_files_sent())


def lines_of_the_same_person(told: Told) -> QuerySet[Line]:
    """Every line this person ever ordered and may have got, or may get yet, something of."""
    return lines_of(plain_name(told.name), told.born_on)


def lines_of(same_person: str, born_on: date | None) -> QuerySet[Line]:
    """The same by the name as it is compared."""
    theirs = Line.objects.filter(order_id__in=found_first(_orders_of(same_person, born_on)))
    return theirs.exclude(Q(order__status__in=NOTHING_LEFT) | Q(approved_quantity=0))


def found_first(orders: QuerySet[Patient, Any]) -> Func:
    """For `__in`: found before anything else, as those of a medicine may be a million."""
    return Func(ArraySubquery(orders), template="(SELECT unnest(%(expressions)s))")


def _orders_of(same_person: str, born_on: date | None) -> QuerySet[Patient, Any]:
    told = Patient.objects.filter(
        same_person=same_person, born_on=born_on, erased_at__isnull=True, order__isnull=False
    )
    return told.values("order_id")


def open_inquiries_of(order: Order) -> QuerySet[Inquiry]:
    """What the patient has not answered yet of what was asked, in the order of asking."""
    inquiries = Inquiry.objects.filter(decision__line__order=order, answered_at__isnull=True)
    return inquiries.select_related("decision__line")


def reasons_of(order: Order) -> dict[int, str]:
    """Why lines were rejected, as the patient reads it: on the order's page and nowhere else.

    By the ordered line, where its last decision rejects it; none of a patient who is forgotten.
    A reason may tell what the medicine is for, so no mail has it. One query; none before all is
    decided, or where nobody had to.
    """
    if order.status in NOT_DECIDED or not order.needs_pharmacist:
        return {}
    decisions = Decision.objects.filter(line__order=order)
    told = decisions.exclude(line__order__patient__erased_at__isnull=False).that_count()
    return {one.line_id: one.reason for one in told if one.outcome == Outcome.REJECTED}


def _bought(told: Told, periods: dict[int, int], today: date) -> dict[int, int]:
    within = Q(pk__in=())
    for medicine_id, days in periods.items():
        since = today - timedelta(days=days)
        within |= Q(product__parent_id=medicine_id, order__date_placed__date__gt=since)
    units = Sum(F("units") * Coalesce("approved_quantity", "quantity"))
    lines = lines_of_the_same_person(told).filter(within)
    return dict(
        lines.values_list("product__parent_id").annotate(units=units).order_by("product__parent_id")
    )


def _files_sent() -> Any:
    return Count("files", filter=Q(files__erased_at__isnull=True))


_OF_CART = Prepared(_of_cart, basket_id=-1)
