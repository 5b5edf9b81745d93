"""What patients told in a demo, and what was decided about it, goes with the demo."""

from io import StringIO

import pytest
from django.core.management import call_command

from catalog.models import Product
from checkout.order.models import Line, Order
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileMissing
from checkout.prescriptions.models import (
    Decision,
    FileView,
    Patient,
    Prescription,
    PrescriptionFile,
)
from pharmacy.history.models import EVENTS
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.prescriptions.told_case import a_told_cart, an_asked_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def run(command: str) -> None:
    call_command(command, stdout=StringIO())


def test_cases_go_with_the_demo_and_their_files_and_the_history_stays(
    sandbox, pharmacist, django_capture_on_commit_callbacks
):
    run("load_demo")
    pack = Product.objects.packs().get(parent__slug="baclofen", dosage__label="10mg", units=60)
    order, taken = an_asked_order(sandbox, pharmacist)
    pharmacist.approve(order)
    FileView.objects.create(file=PrescriptionFile.objects.get(), page=1, by=pharmacist.user)
    again = ordered({pack: 1})
    Patient.objects.filter(order=again).update(uses_again=Prescription.objects.get())
    _basket, left = a_told_cart(pack)

    with django_capture_on_commit_callbacks(execute=True):
        run("remove_demo")

    for table in (Order, Line, Patient, PrescriptionFile, FileView, Prescription, Decision):
        assert not table.objects.exists(), table
    for name in taken.pages + left.pages:
        with pytest.raises(FileMissing):
            vault.read(name)
    assert EVENTS["decision"].objects.filter(pgh_label="delete").count() == 2
