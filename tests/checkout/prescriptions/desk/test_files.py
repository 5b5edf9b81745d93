"""A patient's files at the desk: every look is recorded, and what comes by post is added."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from checkout.order.models import Order
from checkout.prescriptions.files import vault
from checkout.prescriptions.models import FileView, PrescriptionFile
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import DAY, a_case, a_file, address
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
from tests.checkout.prescriptions.files.good import photo
from tests.checkout.shopping import refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def page_of_file(order, token, page=1):
    return reverse("admin:prescriptions_case_file", args=[order.pk, token, page])


def kept_file(order, *pages):
    return a_file(order, pages=tuple(vault.keep(page) for page in pages))


def test_a_page_is_sent_as_a_picture_nobody_keeps_and_the_look_is_recorded(desk):
    order = a_case()
    file = kept_file(order, b"first", b"second")
    response = desk.client.get(page_of_file(order, file.token, 2))
    assert response.content == b"second"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"].startswith("no-store, private")
    look = FileView.objects.get()
    assert (look.file, look.page, look.by.email) == (file, 2, "pharmacist@example.com")


def test_each_look_is_one_row_and_is_there_before_the_bytes(desk):
    order = a_case()
    file = a_file(order, pages=("aa/bb/gone",))
    for _ in range(2):
        assert desk.client.get(page_of_file(order, file.token)).status_code == 404
    assert FileView.objects.filter(file=file).count() == 2


def test_a_page_that_is_none_is_not_found_and_not_recorded(desk):
    order, other = a_case(), a_case()
    file = kept_file(order, b"first")
    for address_of_none in (
        page_of_file(order, file.token, 0),
        page_of_file(order, file.token, 2),
        page_of_file(order, uuid4()),
        page_of_file(other, file.token),
    ):
        assert desk.client.get(address_of_none).status_code == 404
    assert not FileView.objects.exists()


def test_an_erased_file_is_shown_to_nobody(desk):
    order = a_case()
    file = kept_file(order, b"first")
    PrescriptionFile.objects.update(erased_at=timezone.now(), name="", called="", pages=[])
    assert desk.client.get(page_of_file(order, file.token)).status_code == 404
    assert str(file.token) not in desk.html(order)


def test_every_page_of_every_file_stands_there_with_who_sent_it(desk):
    order = a_case()
    first = a_file(order, pages=("aa/bb/1", "aa/bb/2"), kind="pdf")
    html = desk.html(order)
    assert page_of_file(order, first.token, 2) in html
    page = desk.look(order)
    assert "Page 1 of 2" in page
    assert "PDF, sent today," in page
    assert html.count('loading="lazy"') == 2


# --- what comes by post ---------------------------------------------------------------------------


def add(desk, order, *contents):
    files = [SimpleUploadedFile("fax.jpg", content) for content in contents]
    return desk.client.post(address("add_file", order), {"files": files}, follow=True)


def test_a_file_that_came_by_post_is_proven_kept_and_shown_with_who_added_it(desk):
    order = a_case()
    said = text_of(add(desk, order, photo()))
    assert "The file is added." in said
    assert "Photo, added by Tom Adeyemi today," in said
    file = PrescriptionFile.objects.get()
    assert (file.patient, file.kind, file.called) == (order.patient, "jpeg", "fax.jpg")
    assert desk.client.get(page_of_file(order, file.token)).status_code == 200


@pytest.mark.parametrize(
    ("contents", "problem"),
    [
        ([b"Dear Dr Hale"], "This is no PDF, JPEG or PNG file."),
        ([b""], "This file is empty."),
        ([b"x" * (10 * 2**20 + 1)], "This file is larger than 10 MB."),
        ([], "Choose the file that came."),
    ],
)
def test_a_file_that_is_not_taken_is_told_at_the_field(desk, contents, problem):
    order = a_case()
    response = add(desk, order, *contents)
    assert response.status_code == 422
    assert problem in text_of(response)
    assert "<title>Correct 1 field: " in response.text
    assert '<a href="#add-files">' in response.text
    assert 'aria-describedby="add-files_error"' in response.text
    assert not PrescriptionFile.objects.exists()


def test_what_came_is_counted_and_not_what_was_sent(desk):
    order = a_case()
    assert "2 files are added." in text_of(add(desk, order, photo(), photo()))
    misnamed = {"file": SimpleUploadedFile("fax.jpg", photo())}
    response = desk.client.post(address("add_file", order), misnamed)
    assert response.status_code == 422
    assert "Choose the file that came." in text_of(response)
    assert PrescriptionFile.objects.count() == 2


def test_a_prescription_that_was_to_follow_comes_by_post_and_the_case_goes_on(desk):
    order = a_case(way="later")
    Order.objects.filter(pk=order.pk).update(
        status="needs_information", information_due_at=timezone.now() + DAY
    )
    add(desk, order, photo())
    assert refreshed(order).status == "awaiting_pharmacist"
    assert order.status_changes.get().reason == "prescription received"
    assert "Record decisions" in desk.look(order)


def test_a_question_stays_open_whatever_comes_by_post(desk):
    order = a_case()
    desk.record(desk.form(order).decide(0, "asked", question="Do you drive?"))
    add(desk, order, photo())
    assert refreshed(order).status == "needs_information"


def test_nobody_adds_a_file_to_an_own_order(desk):
    order = a_case()
    Order.objects.filter(pk=order.pk).update(guest_email="pharmacist+me@example.com")
    assert "add-files" not in desk.html(order)
    response = add(desk, order, photo())
    assert "This is your own order: a colleague adds what comes for it." in response.text
    assert not PrescriptionFile.objects.exists()


def test_a_decided_order_takes_no_file_any_more(desk):
    order = a_case()
    desk.record(desk.form(order).decide(0, "rejected", reason="Out of date"))
    assert "add-files" not in desk.html(order)
    response = add(desk, order, photo())
    assert "This order does not wait for a file any more." in response.text
