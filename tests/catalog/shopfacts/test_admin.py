"""The shop's own facts are one page of the admin."""

import pytest
from django.urls import reverse

from catalog.shopfacts.models import ShopFacts
from tests.catalog.admin.conftest import staff

pytestmark = pytest.mark.django_db

PAGE = "/admin/shopfacts/shopfacts/1/change/"


def test_the_list_opens_the_one_page_and_the_first_save_makes_the_row():
    owner = staff()
    response = owner.get(reverse("admin:shopfacts_shopfacts_changelist"))
    assert response.url == PAGE
    assert owner.get(PAGE).status_code == 200
    assert not ShopFacts.objects.exists()

    owner.post(PAGE, {"name": "Rowan Pharmacy", "phone": "555 0100"})

    facts = ShopFacts.objects.get()
    assert (facts.pk, facts.name, facts.phone) == (1, "Rowan Pharmacy", "555 0100")


def test_the_shop_shows_a_fact_from_the_next_page_on():
    owner = staff()
    page = owner.post(PAGE, {"name": "Rowan Pharmacy"}, follow=True)
    assert "Rowan Pharmacy <i>staff</i>" in page.content.decode()

    owner.post(PAGE, {"name": "Linden Pharmacy"})

    assert ShopFacts.objects.get().name == "Linden Pharmacy"


def test_there_is_neither_a_second_row_nor_an_end_of_the_first():
    owner = staff()
    owner.post(PAGE, {"name": "Rowan Pharmacy"})

    assert owner.get(reverse("admin:shopfacts_shopfacts_add")).status_code == 403
    assert owner.get("/admin/shopfacts/shopfacts/1/delete/").status_code == 403
    assert owner.get("/admin/shopfacts/shopfacts/2/change/").status_code == 302
