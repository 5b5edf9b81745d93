"""The shop's own facts are one page of the admin."""

import pytest
from django.urls import reverse

from catalog.shopfacts.models import ShopFacts
from tests.catalog.admin.conftest import staff
from tests.checkout.shopping import a_placed_order
from tests.factories import a_pack
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db

PAGE = "/admin/shopfacts/shopfacts/1/change/"


def save(client, **typed):
    """Type into the page as it is and save; the page that answers, as text."""
    form = HtmlForm(client.get(PAGE).content.decode(), "shopfacts_form")
    return client.post(PAGE, form.fields | typed, follow=True).content.decode()


def test_the_list_opens_the_one_page_and_the_first_save_makes_the_row():
    owner = staff()
    response = owner.get(reverse("admin:shopfacts_shopfacts_changelist"))
    assert response.url == PAGE
    assert owner.get(PAGE).status_code == 200
    assert not ShopFacts.objects.exists()

    save(owner, name="Rowan Pharmacy", phone="555 0100")

    facts = ShopFacts.objects.get()
    assert (facts.pk, facts.name, facts.phone) == (1, "Rowan Pharmacy", "555 0100")


def test_the_shop_shows_a_fact_from_the_next_page_on():
    owner = staff()
    assert "Rowan Pharmacy <i>staff</i>" in save(owner, name="Rowan Pharmacy")

    save(owner, name="Linden Pharmacy")

    assert ShopFacts.objects.get().name == "Linden Pharmacy"


def test_there_is_neither_a_second_row_nor_an_end_of_the_first():
    owner = staff()
    save(owner, name="Rowan Pharmacy")

    assert owner.get(reverse("admin:shopfacts_shopfacts_add")).status_code == 403
    assert owner.get("/admin/shopfacts/shopfacts/1/delete/").status_code == 403
    assert owner.get("/admin/shopfacts/shopfacts/2/change/").status_code == 302


def test_the_tax_rate_staff_enter_is_the_one_the_next_order_freezes():
    owner, pack = staff(), a_pack(price="60.00")
    untaxed = a_placed_order({pack: 1})

    save(owner, tax_rate="20")
    taxed = a_placed_order({pack: 1})

    assert [order.lines.get().tax_rate for order in (untaxed, taxed)] == [0, 20]
    assert taxed.total_incl_tax == untaxed.total_incl_tax


@pytest.mark.parametrize("typed", ["", "-0.01", "100"])
def test_a_tax_rate_that_cannot_be_is_refused_at_the_field(typed):
    page = save(staff(), tax_rate=typed)
    assert "This field is required." in page or "Enter a percentage from 0 to 99.99" in page
    assert not ShopFacts.objects.exists()


@pytest.mark.parametrize("typed", ["call us", "55", "+", "555 0100 ext. 7", "tel:5550100"])
def test_a_telephone_number_is_what_a_telephone_can_dial(typed):
    assert "as it is dialled" in save(staff(), phone=typed)


@pytest.mark.parametrize("typed", ["555 010 0100", "+44 (0)20 7946 0100", "(555) 010-0100"])
def test_a_telephone_number_may_be_written_as_people_do(typed):
    save(staff(), phone=typed)
    assert ShopFacts.objects.get().phone == typed


def test_what_stands_beside_something_that_is_missing_is_asked_for():
    owner = staff()
    page = save(owner, registration_url="https://register.example", superintendent_registration="1")
    assert "Enter the registration number as well" in page
    assert "Enter the pharmacist&#x27;s name as well" in page
    assert not ShopFacts.objects.exists()


def test_a_link_that_is_none_is_refused_at_its_field():
    page = save(staff(), registration_number="1", registration_url="javascript:alert(1)")
    assert 'id="id_registration_url_error"' in page
