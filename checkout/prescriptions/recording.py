"""A prescription as a pharmacist reads it, and how it is written down."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.prescriptions.models import Patient, PrescribedItem, Prescription
from checkout.prescriptions.same_prescriber import plain_registration


@dataclass(frozen=True, slots=True)
class ItemAsRead:
    """One dosage of a prescription as a pharmacist reads it."""

    units: int
    repeats: int = 0
    directions: str = ""


@dataclass(frozen=True, slots=True)
class AsRead:
    """A prescription as a pharmacist reads it, its items by dosage; `verified` is one of
    Prescription.Verified, with its moment.
    """

    prescriber: str
    registration: str
    issued_on: date
    valid_until: date
    items: Mapping[int, ItemAsRead]
    verified: str = ""
    verified_at: datetime | None = None
    original_received: bool = False

    def copied(self, dosage_id: int) -> dict[str, Any]:
        """What a decision keeps of it."""
        facts = asdict(self)
        del facts["items"]
        return facts | asdict(self.items[dosage_id])


def record(
    order: Order, read: AsRead, *, by: Any, now: datetime
) -> tuple[AsRead, dict[int, PrescribedItem]]:
    """Write a prescription down, once for all orders it is used for. Raises CannotDecide.

    Returns it as it stands now, and its items by dosage.
    """
    patient = Patient.objects.filter(order=order).first()
    if patient is None:
        raise CannotDecide(_("No patient was recorded with this order: reject it."))
    before = _as_recorded_before(patient, read)
    read = _still_verified(read, before)
    prescription = before or Prescription(
        patient=patient, issued_on=read.issued_on, recorded_by=by, recorded_at=now
    )
    for name in ("prescriber", "registration", "valid_until", "verified", "verified_at"):
        setattr(prescription, name, getattr(read, name))
    if read.original_received and prescription.original_received_at is None:
        prescription.original_received_at = now
    prescription.save()
    items = {
        dosage_id: PrescribedItem.objects.update_or_create(
            prescription=prescription, dosage_id=dosage_id, defaults=asdict(item)
        )[0]
        for dosage_id, item in sorted(read.items.items())
    }
    return read, items


def _still_verified(read: AsRead, before: Prescription | None) -> AsRead:
    """A verification stands, whoever reads the prescription again and has none."""
    if before is None or read.verified:
        return read
    return replace(read, verified=before.verified, verified_at=before.verified_at)


def _as_recorded_before(patient: Patient, read: AsRead) -> Prescription | None:
    """The same person's, of the same prescriber and day; another order of theirs waits meanwhile.

    Two at once would each write it down, and use it up twice.
    """
    orders_of_the_person = Patient.objects.filter(
        same_person=patient.same_person, born_on=patient.born_on, order__isnull=False
    )
    people = [row.pk for row in orders_of_the_person.order_by("pk").select_for_update()]
    return Prescription.objects.filter(
        patient__in=people,
        same_prescriber=plain_registration(Value(read.registration)),
        issued_on=read.issued_on,
    ).first()
