"""Takes out what the demo's patients told and what pharmacists decided about them."""

from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from checkout.order.models import Line
from checkout.prescriptions.models import (
    Decision,
    FileView,
    Inquiry,
    Patient,
    PrescribedItem,
    Prescription,
    PrescriptionFile,
)
from checkout.prescriptions.sending import forget


def remove_demo_cases() -> None:
    """Of every demo order and every cart: patients, files, prescriptions, decisions.

    For a shop without a real order; what the history has of them stays.
    """
    patients = Patient.objects.filter(Q(order__is_demo=True) | Q(order__isnull=True))
    Inquiry.objects.filter(decision__line__order__is_demo=True).delete()
    Decision.objects.filter(line__order__is_demo=True).delete()
    Line.objects.filter(order__is_demo=True, replaces__isnull=False).delete()
    patients.update(uses_again=None)
    PrescribedItem.objects.filter(prescription__patient__in=patients).delete()
    Prescription.objects.filter(patient__in=patients).delete()
    _remove_files(PrescriptionFile.objects.filter(patient__in=patients))
    patients.delete()


def _remove_files(files: QuerySet[PrescriptionFile]) -> None:
    FileView.objects.filter(file__in=files).delete()
    names = [name for file in files for name in file.names]
    files.delete()
    transaction.on_commit(partial(forget, names))
