"""Two sessions with one cart's cookie, as on a computer many people use: who tells last counts."""

import pytest
from django.conf import settings

from checkout.prescriptions.files.vault import FileMissing, read
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.shipping.models import DeliveryMethod
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.patient_step import PAGE, add_file, answers, upload
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db
TRACES = ("Pat Example", "05/06/1977", "latex", "rx of Pat.jpg")


@pytest.fixture
def pat(visitor):
    """Has told, and sent a file, after Sam (`visitor`) had; both go on."""
    visitor.tell(allergies="penicillin", **answers())
    add_file(visitor, upload("rx of Sam.jpg"))
    pat, cart = Visitor(), settings.OSCAR_BASKET_COOKIE_OPEN
    pat.cookies[cart] = visitor.cookies[cart].value
    pat.enter_address(first_name="Pat")
    pat.choose(DeliveryMethod.objects.get())
    pat.tell(name="Pat Example", born_on="05/06/1977", allergies="latex", **answers())
    add_file(pat, upload("rx of Pat.jpg"))
    return pat


def send_with_the_form(visitor, file):
    return visitor.fill(PAGE, files=file, upload="1")


def test_who_told_first_reads_nothing_of_who_told_anew(visitor, pat):
    assert visitor.look("checkout-review")["Location"] == "/checkout/patient/"
    page = visitor.look(PAGE).content.decode()
    assert not [told for told in TRACES if told in page]

    review = text_of(pat.look("checkout-review"))
    assert "Pat Example, born on 6 May 1977" in review


def test_who_told_first_removes_no_file_of_who_told_anew(visitor, pat):
    file = PrescriptionFile.objects.get()
    page = add_file(visitor, remove=str(file.token))
    assert "rx of Pat.jpg" not in text_of(page)
    assert PrescriptionFile.objects.get() == file


def test_who_tells_again_keeps_nothing_of_who_told_meanwhile(
    visitor, pat, django_capture_on_commit_callbacks
):
    sent = PrescriptionFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        visitor.tell(allergies="penicillin", **answers())

    patient = Patient.objects.get()
    assert (patient.name, patient.allergies) == ("Sam Example", "penicillin")
    assert not PrescriptionFile.objects.exists()
    with pytest.raises(FileMissing):
        read(sent.name)
    assert visitor.look("checkout-review").status_code == 200
    assert pat.look("checkout-review")["Location"] == "/checkout/patient/"


@pytest.mark.parametrize("send", [add_file, send_with_the_form])
def test_who_sends_a_file_again_keeps_nothing_of_who_told_meanwhile(visitor, pat, send):
    page = send(visitor, upload("another of Sam.jpg"))

    assert "another of Sam.jpg" in text_of(page)
    assert not [told for told in TRACES if told in page.content.decode()]
    [file] = PrescriptionFile.objects.all()
    assert file.called == "another of Sam.jpg"
    assert Patient.objects.get() == file.patient
    assert (file.patient.name, file.patient.allergies) == ("", "")
    assert "another of Sam.jpg" in text_of(visitor.look(PAGE))
