"""The mailed link to an order that waits for its patient: whom it opens to, and for what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from checkout.order.page.access import signed_link
from checkout.prescriptions import uploads
from checkout.prescriptions.files.proven import MOST_BYTES
from checkout.prescriptions.models import PrescriptionFile
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.cases import to_follow
from tests.checkout.prescriptions.files.good import photo
from tests.checkout.shopping import a_placed_order, refreshed
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def page_of(order):
    return reverse("order-prescription", args=[order.number])


def mailed(order):
    """The link as somebody who got the mail opens it: address and key."""
    return page_of(order), signed_link(order, "order-prescription").partition("?key=")[2]


def send(client, address, **fields):
    fields = {"files": SimpleUploadedFile("rx.jpg", photo()), **fields}
    return client.post(address, fields, headers={"origin": "http://testserver"})


def files_in(folder):
    return {place for place in folder.rglob("*") if place.is_file()}


def test_the_mailed_link_opens_the_page_and_a_file_goes_to_the_pharmacist(client):
    order = to_follow()
    address, key = mailed(order)
    answer = client.get(address, {"key": key})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.get(address).status_code == 200
    assert send(client, address).status_code == 302
    assert refreshed(order).status == "awaiting_pharmacist"


def test_a_number_alone_opens_no_page_and_takes_no_file(client):
    order = to_follow()
    assert client.get(page_of(order)).status_code == 404
    for name in ("order-prescription", "order-files"):
        assert send(client, reverse(name, args=[order.number])).status_code == 404
    assert not PrescriptionFile.objects.exists()


@pytest.mark.parametrize("key", ["anothers", "altered"])
def test_no_other_key_opens_it(client, key):
    order = to_follow()
    address, own = mailed(order)
    altered = own[:-1] + ("B" if own.endswith("A") else "A")
    keys = {"anothers": mailed(to_follow())[1], "altered": altered}
    assert client.get(address, {"key": keys[key]}).status_code == 404


def test_whose_prescription_nobody_asked_for_has_no_such_page(client):
    order = a_placed_order({a_pack(a_dosage(a_medicine(legal_class="GSL"))): 1})
    address, key = mailed(order)
    assert client.get(address, {"key": key}, follow=True).status_code == 404


def test_what_comes_too_late_is_told_and_not_kept(client, vault_folder):
    order = to_follow()
    address, key = mailed(order)
    client.get(address, {"key": key})
    send(client, address)
    kept = files_in(vault_folder)
    late = send(client, address)
    assert files_in(vault_folder) == kept
    assert late.status_code == 422
    assert "This order does not wait for a file any more." in text_of(late)
    assert PrescriptionFile.objects.count() == 1


def test_a_file_that_is_too_large_is_let_go_while_it_comes(client, monkeypatch):
    """Before it is whole: it does not even reach the prover."""
    order = to_follow()
    address, key = mailed(order)
    client.get(address, {"key": key})
    monkeypatch.setattr(uploads, "send", lambda *_: pytest.fail("It came whole."))
    big = SimpleUploadedFile("big.jpg", bytes(MOST_BYTES + 1))
    assert "big.jpg: This file is larger than 10 MB." in text_of(send(client, address, files=big))
