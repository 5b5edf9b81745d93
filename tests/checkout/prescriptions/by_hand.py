"""Rows written past the shop, as anybody with the database could: what it refuses is tried so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from checkout.order.models import Line
from checkout.prescriptions.models import (
    Decision,
    PrescribedItem,
    Prescription,
    PrescriptionFile,
)
from tests.checkout.prescriptions.cases import a_taken_file
from tests.factories import a_user

TODAY, DAY = timezone.localdate, timedelta(days=1)


def prescribed(order, units=120, *, dosage=None, **values):
    """What is prescribed to the patient of an order."""
    facts = {"issued_on": TODAY(), "valid_until": TODAY() + 30 * DAY, "recorded_by": a_user()}
    prescription = Prescription.objects.create(
        patient=order.patient,
        prescriber=f"Dr Hale {Prescription.objects.count()}",
        registration="4471208",
        **(facts | values),
    )
    dosage = dosage or order.lines.first().dosage
    return PrescribedItem.objects.create(prescription=prescription, dosage=dosage, units=units)


def decided(order, packs=2, **values):
    line = values.get("line") or order.lines.first()
    facts = {"line": line, "outcome": "approved", "packs": packs, "units": packs * line.units}
    facts |= {"by": a_user(), "at": timezone.now(), "decided_on": TODAY()}
    return Decision.objects.create(**(facts | values))


def refused(rule):
    return pytest.raises(IntegrityError, match=rule)


def replaced_by(line, units, price, **values):
    line = Line.objects.get(pk=line.pk)
    ordered_id, line.pk, line._state.adding = line.pk, None, True
    line.replaces_id, line.units, line.quantity, line.approved_quantity = ordered_id, units, 1, 1
    line.unit_price_incl_tax, line.num_allocated = price, 0
    for name, value in values.items():
        setattr(line, name, value)
    line.save(force_insert=True)
    check_now()
    return line


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def a_file(patient):
    taken = a_taken_file()
    return PrescriptionFile.objects.create(
        patient=patient, kind="jpeg", called="a.jpg", name=taken.name, size=25
    )
