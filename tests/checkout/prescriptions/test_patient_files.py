"""The files of the step that asks whom a cart is for: taken, shown, removed, refused in words."""

import pytest
from django.urls import reverse

from checkout.prescriptions import uploads
from checkout.prescriptions.files import proving, taking, vault
from checkout.prescriptions.files.prover import prove
from checkout.prescriptions.models import PrescriptionFile
from checkout.shipping.models import DeliveryMethod
from pharmacy.limits import LIMITS
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.prescriptions.files.good import scan
from tests.checkout.prescriptions.patient_step import (
    FILES,
    PAGE,
    add_file,
    answers,
    somebody_with,
    upload,
)
from tests.checkout.visitor import PATIENT
from tests.factories import a_dosage, a_pack

pytestmark = pytest.mark.django_db


def test_a_photo_is_taken_shown_and_removed(visitor):
    page = add_file(visitor, upload("rx front.jpg"))
    assert page.status_code == 200
    assert "rx front.jpg" in text_of(page)
    [file] = PrescriptionFile.objects.all()
    assert (file.kind, file.called, len(file.pages)) == ("jpeg", "rx front.jpg", 1)

    page = add_file(visitor, remove=str(file.token))
    assert "rx front.jpg" not in text_of(page)
    assert not PrescriptionFile.objects.exists()


def test_several_files_come_at_once_and_a_bad_one_stops_no_good_one(visitor):
    page = add_file(visitor, upload("a.jpg"), upload("b.svg", b"<svg/>"), upload("c.pdf", scan()))
    assert "b.svg: Pictures of this kind are not taken." in text_of(page)
    assert list(PrescriptionFile.objects.values_list("called", flat=True)) == ["a.jpg", "c.pdf"]


def test_a_file_that_is_too_large_is_never_stored(visitor):
    page = add_file(visitor, upload("big.jpg", b"\xff\xd8\xff" + bytes(10 * 2**20)))
    assert "big.jpg: This file is larger than 10 MB." in text_of(page)
    assert not PrescriptionFile.objects.exists()


def test_a_file_whose_name_is_longer_than_a_form_may_say_is_answered_in_words(visitor):
    """Some systems take 255 letters of four bytes; Django reads no more than 1,024 of a header."""
    answer = add_file(visitor, upload("\N{PILL}" * 251 + ".jpg"))
    assert answer.status_code == 400
    assert "give it a shorter name" in text_of(answer)


def test_where_the_disk_is_full_the_patient_reads_so_and_the_log_names_nobody(
    visitor, monkeypatch, caplog
):
    def full(data):
        raise OSError(28, "No space left on device", "/data/private/rx front.jpg")

    monkeypatch.setattr(vault, "keep", full)
    page = add_file(visitor, upload("rx front.jpg"))
    assert page.status_code == 200
    assert "rx front.jpg: We cannot keep files at the moment." in text_of(page)
    assert not PrescriptionFile.objects.exists()
    assert "A file could not be kept: ENOSPC" in caplog.text
    assert "rx front" not in caplog.text


def test_a_sixth_file_is_refused_in_words(visitor):
    page = add_file(visitor, *[upload(f"{number}.jpg") for number in range(6)])
    assert "5.jpg: At most 5 files can be sent: remove one first." in text_of(page)
    assert PrescriptionFile.objects.count() == 5


def test_no_more_files_are_read_than_there_are_places_for(visitor, monkeypatch):
    """Reading one takes seconds of a web server's few threads."""
    read = []
    monkeypatch.setattr(taking, "prove_apart", lambda data: read.append(data) or prove(data))
    add_file(visitor, upload("kept.jpg"))
    page = add_file(visitor, *[upload(f"{number}.svg", b"<svg/>") for number in range(30)])
    assert len(read) == 1 + 4
    assert "29.svg: At most 5 files can be sent" in text_of(page)


def test_after_half_a_minute_no_other_file_of_a_post_is_read(visitor, monkeypatch):
    clock = iter([0, 1, 31])
    monkeypatch.setattr(uploads, "monotonic", lambda: next(clock))
    page = add_file(visitor, upload("first.jpg"), upload("second.jpg"))
    assert "second.jpg: The files before it took long to read: send it again" in text_of(page)
    assert PrescriptionFile.objects.get().called == "first.jpg"


def test_a_file_that_meets_another_being_read_is_to_be_sent_again(visitor, monkeypatch):
    monkeypatch.setattr(proving, "PATIENCE", 0.01)
    with proving.ONE_AT_A_TIME:
        page = add_file(visitor, upload())
    assert "rx.jpg: We cannot check files at the moment. Try again" in text_of(page)
    add_file(visitor, upload())
    assert PrescriptionFile.objects.count() == 1


def test_who_waited_for_anothers_file_in_vain_waits_for_no_other_of_a_post(visitor, monkeypatch):
    """Else five files hold a thread five times as long, of the few there are."""
    waits = []

    class Held:
        def acquire(self, timeout):
            waits.append(timeout)
            return False

    monkeypatch.setattr(proving, "ONE_AT_A_TIME", Held())
    page = text_of(add_file(visitor, *[upload(f"{number}.jpg") for number in range(5)]))
    assert page.count(".jpg: We cannot check files at the moment.") == 5
    assert len(waits) == 1
    assert sum(waits) <= 2


def test_files_are_counted_together_wherever_a_visitor_sends_them(visitor, monkeypatch):
    for page in (PAGE, FILES):
        monkeypatch.setitem(LIMITS, page, LIMITS[page]._replace(visits=2))
    visitor.defaults["REMOTE_ADDR"] = "192.0.2.1"
    sent = [send(visitor, upload()) for send in (add_file, send_with_the_form, add_file)]
    assert [answer.status_code for answer in sent] == [200, 200, 429]
    assert PrescriptionFile.objects.count() == 2


def test_without_a_script_files_come_with_the_form_and_nothing_else_is_lost(visitor):
    fields = PATIENT | answers() | {"way": "upload", "born_on": "27/03/1981"}
    page = visitor.fill(PAGE, files=upload(), upload="1", **fields)
    assert page.status_code == 200
    assert 'value="27/03/1981"' in page.content.decode()
    assert "rx.jpg" in text_of(page)

    token = str(PrescriptionFile.objects.get().token)
    page = visitor.fill(PAGE, remove=token, **fields)
    assert "rx.jpg" not in text_of(page)
    answer = visitor.fill(PAGE, files=upload(), **(fields | {"born_on": "03/27/1981"}))
    assert (answer.status_code, answer["Location"]) == (303, "/checkout/review/")


def test_a_refused_file_keeps_the_shopper_on_the_page(visitor):
    bad = upload("rx.gif", b"GIF89a")
    page = visitor.tell(way="upload", files=[bad, upload()], **answers())
    assert page.status_code == 422
    [(place, words)] = said_on_top(page)
    assert place == "files"
    assert words.startswith("rx.gif: Pictures of this kind are not taken.")


def test_nobody_removes_anothers_file(visitor, medicine):
    add_file(visitor, upload())
    thief = somebody_with(a_pack(a_dosage(medicine, "25mg")))
    add_file(thief, upload("the thief's.jpg"))
    add_file(thief, remove=str(PrescriptionFile.objects.earliest("pk").token))
    assert add_file(thief, remove="no such thing").status_code == 200
    assert PrescriptionFile.objects.count() == 2


def send_with_the_form(visitor, file):
    return visitor.fill(PAGE, files=file, upload="1")


@pytest.mark.parametrize("send", [add_file, send_with_the_form])
def test_who_sends_a_file_first_sees_and_keeps_nothing_of_another(visitor, settings, send):
    """By the cart's cookie alone, as on a computer many people use."""
    visitor.tell(allergies="penicillin", **answers())
    add_file(visitor, upload("rx of Sam.jpg"))
    del visitor.cookies[settings.SESSION_COOKIE_NAME]
    visitor.enter_address(first_name="Pat")
    visitor.choose(DeliveryMethod.objects.get())

    page = send(visitor, upload("rx of Pat.jpg"))

    assert "rx of Pat.jpg" in text_of(page)
    assert "rx of Sam.jpg" not in text_of(page)
    assert PrescriptionFile.objects.get().called == "rx of Pat.jpg"
    assert "penicillin" not in visitor.look(PAGE).content.decode()


def test_files_need_a_token_of_the_page(visitor):
    answer = visitor.post(reverse(FILES), {"files": upload()})
    assert answer.status_code == 403
    assert not PrescriptionFile.objects.exists()
