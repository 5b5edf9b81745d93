"""The small form of a sold-out dosage, with and without JavaScript."""

import pytest

from checkout.waiting.models import Waiting
from tests.checkout.pages import text_of
from tests.checkout.visitor import Visitor, htmx
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db
SAM = "sam@example.com"
PAGE = "/medicines/baclofen/"


@pytest.fixture
def dosage():
    dosage = a_dosage(a_medicine("Baclofen"), "10mg", units_on_hand=0)
    a_pack(dosage, 60)
    return dosage


def send(dosage_id, email=SAM, **headers):
    headers = {"Sec-Fetch-Site": "same-origin"} | headers
    return Visitor().post("/waiting/", {"dosage": dosage_id, "email": email}, headers=headers)


def test_a_sold_out_dosage_offers_to_tell(client, dosage):
    page = client.get(PAGE)
    assert "Tell me when it is back" in text_of(page)
    assert f'<input type="hidden" name="dosage" value="{dosage.pk}">' in page.content.decode()
    put_on_the_shelf(60)
    assert "Tell me when it is back" not in text_of(client.get(PAGE))


def test_without_javascript_a_page_says_that_it_is_noted_and_names_nobody(dosage):
    response = send(dosage.pk)
    assert (response.status_code, response["Location"]) == (303, "/waiting/baclofen/")
    assert [row.email for row in Waiting.objects.all()] == [SAM]
    page = Visitor().get("/waiting/baclofen/")
    assert "We send one mail; then we delete your address. Back to Baclofen" in text_of(page)
    assert SAM not in page.content.decode()
    assert not page.cookies


def test_htmx_puts_the_answer_into_the_place_of_the_form(dosage):
    page = send(dosage.pk, **htmx())
    assert text_of(page) == "Noted. We mail sam@example.com once, when it is back."
    assert Waiting.objects.count() == 1


@pytest.mark.parametrize("email", ["", "sam", "a@b@c", "x" * 300 + "@example.com", "sam\x00@e.com"])
@pytest.mark.parametrize("js", [True, False])
def test_an_address_that_is_none_is_said_and_kept(dosage, email, js):
    page = send(dosage.pk, email, **(htmx() if js else {}))
    assert page.status_code == (200 if js else 422)
    assert 'aria-invalid="true"' in page.content.decode()
    assert "Tell me when it is back" in text_of(page)
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("wanted", ["", "x", "0", "-1", "9" * 30, "999999"])
@pytest.mark.parametrize("js", [True, False])
def test_a_dosage_that_is_not_there_is_said(dosage, wanted, js):
    page = send(wanted, **(htmx() if js else {}))
    assert page.status_code == (200 if js else 422)
    assert "again, or has left the shop" in text_of(page)


def test_what_is_back_already_is_said(dosage):
    put_on_the_shelf(60)
    assert "can be ordered again" in text_of(send(dosage.pk))
    assert not Waiting.objects.exists()


def test_no_page_for_a_medicine_that_is_not_in_the_shop():
    assert Visitor().get("/waiting/nothing/").status_code == 404


def test_another_site_makes_nobody_wait(dosage):
    response = send(dosage.pk, **{"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "so nothing was changed" in text_of(response)
    assert "cart was" not in text_of(response)
    assert not Waiting.objects.exists()
