"""The list of medicines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import a_category, a_dosage, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db

MEDICINES = "admin:catalogue_medicine_changelist"


def rows(client, **query):
    """What the list shows, a line per medicine, without its markup."""
    response = client.get(reverse(MEDICINES), query)
    return [medicine.title for medicine in response.context["cl"].result_list]


def test_a_medicine_is_listed_with_dosages_and_lowest_unit_price(owner):
    baclofen(check_note="25 mg is not in the text.")

    page = owner.get(reverse(MEDICINES)).content.decode().replace("\xa0", " ")

    assert "10 mg, 25 mg" in page
    assert "from $0.61 per pill" in page
    assert "Prescription-only" in page
    assert '<span class="tag warn">To check</span>' in page
    assert "Select" not in page.split("<h1>")[1].split("</h1>")[0]


def test_packs_off_sale_do_not_count_for_the_lowest_price(owner):
    medicine = baclofen()
    medicine.children.filter(units__gte=180).update(is_public=False)

    page = owner.get(reverse(MEDICINES)).content.decode()

    assert "from $0.71 per pill" in page


def test_a_medicine_without_a_pack_on_sale(owner):
    a_medicine("Tizanidine")
    assert "Nothing on sale" in owner.get(reverse(MEDICINES)).content.decode()


def test_search_knows_every_name(owner):
    a_medicine("Acetaminophen", generic_name="paracetamol", also_known_as="Tylenol, Panadol")
    a_medicine("Baclofen")

    for words in ("acetamin", "PARACET", "panadol"):
        assert rows(owner, q=words) == ["Acetaminophen"]


def test_filters(owner):
    a_medicine("Hidden", is_public=False)
    a_medicine("Checked")
    a_medicine("Unchecked", check_note="Look at 25 mg.")
    a_medicine("Placed", category=(category := a_category()))

    assert rows(owner, is_public__exact="0") == ["Hidden"]
    assert rows(owner, check="1") == ["Unchecked"]
    assert "Unchecked" not in rows(owner, check="0")
    assert rows(owner, categories__id__exact=category.pk) == ["Placed"]


def test_the_list_needs_the_same_reads_for_any_number_of_medicines(owner):
    def reads():
        with CaptureQueriesContext(connection) as captured:
            owner.get(reverse(MEDICINES))
        return len(captured)

    baclofen()
    before = reads()
    for number in range(5):
        dosage = a_dosage(a_medicine(), f"{number + 1}mg")
        a_pack(dosage, 30)
        a_pack(dosage, 60, "90.00")
    assert reads() == before
    assert before <= 15


def test_packs_and_oscars_own_models_have_no_page(owner):
    from django.contrib import admin

    ours = {model._meta.label for model in admin.site._registry}
    assert {"catalogue.Medicine", "catalogue.Dosage", "catalogue.Category"} <= ours
    clutter = {"offer", "voucher", "wishlists", "partner", "communication", "reviews", "sites"}
    assert not {label for label in ours if label.split(".")[0] in clutter}
    assert not ours & {"catalogue.Product", "catalogue.ProductClass", "flatpages.FlatPage"}
