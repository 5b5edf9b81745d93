"""Categories: their names, addresses and the tax inside their medicines' prices."""

from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.models import Category
from catalog.shopfacts.models import ShopFacts
from tests.checkout.shopping import a_placed_order
from tests.factories import a_category, a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


def page_of(category):
    return reverse("admin:catalogue_category_change", args=[category.pk])


def save(client, category, **fields):
    """Fill in the form; the page that answers, as text."""
    known = {"name": category.name, "slug": category.slug, "is_public": "on"}
    return client.post(page_of(category), known | fields, follow=True).content.decode()


def test_a_category_is_added_without_levels(owner):
    url = reverse("admin:catalogue_category_add")
    owner.post(url, {"name": "Muscle relaxants", "slug": "", "is_public": "on"})
    owner.post(url, {"name": "Pain", "slug": "pain-relief", "is_public": "on"})

    assert list(Category.objects.values_list("name", "slug", "depth")) == [
        ("Muscle relaxants", "muscle-relaxants", 1),
        ("Pain", "pain-relief", 1),
    ]


def test_a_category_is_renamed_and_leads_to_its_page(owner):
    category = a_category("Pain")
    url = reverse("admin:catalogue_category_change", args=[category.pk])
    owner.post(url, {"name": "Pain relief", "slug": "pain", "is_public": "on"})

    page = owner.get(url).content.decode()

    assert Category.objects.get().name == "Pain relief"
    assert 'href="/categories/pain/"' in page


def test_view_on_site_leads_to_a_page_that_is_there(owner, client):
    """Also before the category has its first medicine."""
    category = a_category("Pain")
    assert 'href="/categories/pain/"' in owner.get(page_of(category)).content.decode()
    assert client.get("/categories/pain/").status_code == 200


def test_two_categories_never_share_an_address(owner):
    a_category("Pain")
    response = owner.post(reverse("admin:catalogue_category_add"), {"name": "Pain"})
    assert "There is already a category at this address." in response.content.decode()


def test_the_tax_rate_staff_enter_is_the_one_the_next_order_freezes(owner):
    ShopFacts.objects.create(pk=1, tax_rate=20)
    skin, pain = a_category("Skin"), a_category("Pain")
    packs = [a_pack(a_dosage(a_medicine(category=category))) for category in (skin, pain)]
    before = a_placed_order(dict.fromkeys(packs, 1))

    save(owner, skin, tax_rate="7.5")
    after = a_placed_order(dict.fromkeys(packs, 1))

    assert [line.tax_rate for line in before.lines.order_by("pk")] == [20, 20]
    assert [line.tax_rate for line in after.lines.order_by("pk")] == [Decimal("7.5"), 20]


def test_a_category_goes_back_to_the_shops_rate(owner):
    category = a_category("Skin")
    save(owner, category, tax_rate="0")
    category.refresh_from_db()
    assert category.tax_rate == 0

    save(owner, category, tax_rate="")
    category.refresh_from_db()
    assert category.tax_rate is None


@pytest.mark.parametrize("typed", ["-1", "100", "1000000", "seven", "NaN"])
def test_a_tax_rate_that_is_no_percentage_is_refused_in_words(typed, owner):
    category = a_category("Skin")
    assert "Enter a percentage from 0 to 99.99" in save(owner, category, tax_rate=typed)
    category.refresh_from_db()
    assert category.tax_rate is None


def test_a_tax_rate_has_at_most_two_decimals(owner):
    assert "Use at most two decimals." in save(owner, a_category("Skin"), tax_rate="7.125")
