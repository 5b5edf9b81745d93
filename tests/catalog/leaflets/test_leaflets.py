"""A leaflet lies at its address for ever; the newest of each dosage is shown."""

from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.leaflets.actions import put_leaflet
from catalog.leaflets.models import Leaflet
from catalog.leaflets.pdf import looked_through
from catalog.leaflets.reads import leaflets_of
from catalog.models import Product
from tests.catalog.leaflets.papers import a_leaflet, a_pdf, assert_refused
from tests.catalog.test_constraints import assert_only
from tests.factories import a_dosage, a_medicine, a_user
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db


def linked_on_the_page(client) -> list[str]:
    page = client.get("/medicines/baclofen/").context["page"]
    return [link.url for link in page.monograph.leaflets]


def test_each_dosage_has_its_leaflet_on_the_page(client, medicine):
    ten, twenty_five = medicine.dosages.all()
    urls = [f"/leaflets/{a_leaflet(dosage).address}.pdf" for dosage in (ten, twenty_five)]

    text = " ".join(client.get("/medicines/baclofen/").content.decode().split())

    assert linked_on_the_page(client) == urls
    assert f'<a href="{urls[0]}">Leaflet for 10 mg (PDF, 1 KB)</a>' in text


def test_a_medicine_with_nothing_but_a_leaflet_shows_it(client):
    dosage = a_dosage(a_medicine("Baclofen"))
    a_leaflet(dosage)

    assert "Leaflet for" in client.get("/medicines/baclofen/").content.decode()


def test_a_leaflet_opens_in_the_browser_and_is_kept_for_ever(client, medicine):
    leaflet = a_leaflet(medicine.dosages.first(), "Read this.")

    response = client.get(f"/leaflets/{leaflet.address}.pdf")

    assert response.content == a_pdf("Read this.")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{leaflet.address}.pdf"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["baclofen-10mg-0123456789ab", "x"])
def test_there_is_no_other_leaflet(client, medicine, address):
    a_leaflet(medicine.dosages.first())
    assert client.get(f"/leaflets/{address}.pdf").status_code == 404


def test_a_leaflet_is_only_read(client, medicine):
    leaflet = a_leaflet(medicine.dosages.first())
    assert client.post(f"/leaflets/{leaflet.address}.pdf").status_code == 405


def test_the_newest_is_shown_and_a_mailed_link_opens_the_old_one_still(client, medicine):
    dosage = medicine.dosages.first()
    old, new = a_leaflet(dosage, "Old."), a_leaflet(dosage, "New.")
    Product.objects.filter(pk=medicine.pk).update(is_public=False, slug="renamed")
    assert client.get(f"/leaflets/{old.address}.pdf").content == a_pdf("Old.")

    Product.objects.filter(pk=medicine.pk).update(is_public=True, slug="baclofen")
    assert linked_on_the_page(client) == [f"/leaflets/{new.address}.pdf"]


def test_the_same_file_again_is_no_other_leaflet_and_an_earlier_one_may_come_back(client, medicine):
    dosage, by = medicine.dosages.first(), a_user()

    def put(words):
        return put_leaflet(dosage, looked_through(a_pdf(words)), by=by, now=timezone.now())

    assert [put("Old."), put("Old."), put("New."), put("Old.")] == [True, False, True, True]

    old = Leaflet.objects.order_by("pk").first()
    assert linked_on_the_page(client) == [f"/leaflets/{old.address}.pdf"]
    assert client.get(f"/leaflets/{old.address}.pdf").content == a_pdf("Old.")


def test_the_leaflets_of_an_order_stand_by_medicine_and_dosage(medicine, django_assert_num_queries):
    ten, twenty_five = medicine.dosages.all()
    other, without = a_dosage(a_medicine("Aspirin"), "75mg"), a_dosage(a_medicine("Zinc"), "5mg")
    for dosage in (twenty_five, ten, other):
        a_leaflet(dosage, "Old.")
        a_leaflet(dosage, "New.")

    with django_assert_num_queries(1):
        links = leaflets_of([twenty_five.pk, ten.pk, other.pk, without.pk, ten.pk])

    assert [link.full_text.replace("\u00a0", " ") for link in links] == [
        "Aspirin 75 mg (PDF, 1 KB)",
        "Baclofen 10 mg (PDF, 1 KB)",
        "Baclofen 25 mg (PDF, 1 KB)",
    ]
    newest = Leaflet.objects.filter(dosage=ten).order_by("pk").last()
    assert links[1].absolute_url.endswith(reverse("leaflet", args=[newest.address]))


def test_the_database_measures_and_hashes_a_leaflet_itself(medicine):
    leaflet = a_leaflet(medicine.dosages.first())

    content = bytes(Leaflet.objects.get().content)
    assert (leaflet.bytes, leaflet.sha256) == (len(content), sha256(content).hexdigest())


def test_the_database_keeps_every_leaflet_as_it_was_uploaded(medicine):
    a_leaflet(medicine.dosages.first())

    for sql in (
        "UPDATE leaflets_leaflet SET pages = 2",
        "DELETE FROM leaflets_leaflet",
        "TRUNCATE leaflets_leaflet",
    ):
        assert_refused("are only ever added", sql)


def test_a_leaflet_goes_with_the_demo_medicine_it_is_of():
    medicine = a_medicine(is_demo=True)
    a_leaflet(a_dosage(medicine))

    medicine.delete()

    assert not Leaflet.objects.exists()


@pytest.mark.parametrize(
    "values", [{"content": b""}, {"content": b"x" * 5_242_881}, {"pages": 0}, {"pages": 41}]
)
def test_the_database_refuses_what_nobody_reads(medicine, values):
    dosage, by = medicine.dosages.first(), a_user()
    defaults = {"content": b"%PDF-", "pages": 1, "address": "x", "is_demo": False}

    assert_only(
        "leaflet_is_of_a_size_to_read",
        lambda: Leaflet.objects.create(
            dosage=dosage, uploaded_by=by, uploaded_at=timezone.now(), **defaults | values
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_upload_the_same_leaflet_at_once_one_does():
    dosage, by, pdf = a_dosage(), a_user(), looked_through(a_pdf("Read this."))

    def put():
        return put_leaflet(dosage, pdf, by=by, now=timezone.now())

    assert second_waits(put, put) is False
    assert Leaflet.objects.count() == 1
