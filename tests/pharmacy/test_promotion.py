"""Where the law forbids it, no public page advertises what needs a prescription."""

import re

import pytest
from django.utils import timezone

from catalog.found.sitemap import MOST_IN_A_PART
from catalog.models import Category, Dosage, MonographSection, SectionKind
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from tests.catalog.leaflets.papers import a_leaflet
from tests.factories import a_category, a_dosage, a_medicine, a_pack, put_on_the_shelf
from tests.pharmacy.addresses import ADDRESSES

pytestmark = pytest.mark.django_db
# Each public page, with something in it to look for.
PUBLIC = {
    "home": ["/"],
    "medicines": ["/medicines/"],
    "medicine": [
        "/medicines/tizanidine/",
        "/medicines/tizanidine/?dosage=2mg",
        "/medicines/tizanidine/?dosage=2mg&units=60",
        "/medicines/tizanidine/?per_day=2&days=30",
        "/medicines/paracetamol/?units=64",
    ],
    "search": [
        *("/search/?q=tizanidine", "/search/?q=muscle", "/search/?q=tizanidin", "/search/"),
        *("/search/?q=tizanidine&sort=price", "/search/?q=like"),
    ],
    "suggestions": ["/search/suggestions/?q=tiz", "/search/suggestions/?q=muscle"],
    "category": ["/categories/muscle-relaxants/", "/categories/muscle-relaxants/?sort=price"],
    "contact": ["/contact/"],
    "text": ["/about/"],
    "robots": ["/robots.txt"],
    "sitemap": ["/sitemap.xml"],
    "sitemap-pages": ["/sitemap-pages.xml"],
    "sitemap-medicines": ["/sitemap-medicines-{part}.xml"],
    "waiting-noted": ["/waiting/tizanidine/"],
}
# One visitor's own, told nothing without a cart, a session or a link; or no page at all.
NOT_PUBLIC = {
    *("leaflet", "picture"),
    "webhook",
    "personal",
    *("waiting", "waiting-leave"),
    *("cart", "cart-add", "cart-add-set", "cart-set", "cart-swap", "cart-clear"),
    *("consultation-begin", "consultation", "consultation-packs"),
    *("checkout-details", "checkout-delivery", "checkout-patient", "checkout-patient-files"),
    "checkout-review",
    *("order-find", "order-link-sent", "order", "pay", "order-return", "order-cancel"),
    *("order-again", "order-keep", "order-receipt", "order-prescription", "order-files"),
}
# Of an account: opened by signing in.
ACCOUNTS = ("account", "address", "mfa_")
CANARIES = ("$", "417", "834", "Relaxes like no other", "Praise", "you save", "Best per")
CHOOSING = ("How many do you need?", 'name="quantity"', "Pack size", "Add this pack")


@pytest.fixture(autouse=True)
def shop(settings):
    """Tizanidine needs a prescription, and so does the large pack of paracetamol."""
    settings.SHOP_HIDE_POM_PROMOTION = True
    category = a_category("Muscle relaxants")
    medicine = a_medicine("Tizanidine", headline="Relaxes like no other", category=category)
    dosage = a_dosage(medicine, "2mg")
    a_pack(dosage, 30, "417.00")
    a_pack(dosage, 60, "834.00")
    a_leaflet(dosage)
    MonographSection.objects.create(
        medicine=medicine, kind=SectionKind.BENEFITS, title="Benefits", body="Praise", position=1
    )
    MonographSection.objects.create(
        medicine=medicine, kind=SectionKind.STORAGE, title="Storage", body="Dry", position=2
    )
    put_text(TextKind.ABOUT, "Who we are.", now=timezone.now())
    large = a_dosage(a_medicine("Paracetamol", legal_class="GSL", slug="paracetamol"), "500mg")
    a_pack(large, 16, "2.00")
    a_pack(large, 64, "417.00", legal_class="POM")
    return medicine


def test_every_address_is_known_to_be_public_or_not():
    names = {name for name in ADDRESSES if not name.startswith(ACCOUNTS)}
    assert names == PUBLIC.keys() | NOT_PUBLIC
    assert not PUBLIC.keys() & NOT_PUBLIC


@pytest.mark.parametrize("address", [one for addresses in PUBLIC.values() for one in addresses])
def test_no_public_page_names_a_price_a_saving_or_a_pack(client, shop, address):
    response = client.get(address.format(part=shop.pk // MOST_IN_A_PART))
    assert response.status_code == 200
    html = re.sub(r'value="[^"]*"|</?mark>', "", response.getvalue().decode())
    free = "paracetamol" in address
    # What needs no prescription is shown as ever.
    canaries = [one for one in CANARIES if not (free and one == "$")]
    if address == "/medicines/":
        # Of paracetamol's row, and before the two fields of the price a filter takes.
        assert html.count("$") == 3
        canaries.remove("$")
    for words in (*canaries, *(() if free else CHOOSING)):
        assert words not in html, words


def test_a_consultation_stands_in_its_place(client):
    page = client.get("/medicines/tizanidine/").content.decode()
    assert "Start a consultation" in page
    assert "Dry" in page


def test_a_larger_pack_of_what_is_free_begins_with_one_too(client):
    page = client.get("/medicines/paracetamol/").content.decode()
    assert "Larger packs need a prescription." in page
    assert "$2.00" in page


def test_what_is_sold_out_says_nothing_about_packs(client):
    put_on_the_shelf(0)
    page = client.get("/medicines/tizanidine/").content.decode()
    assert "Start a consultation" in page
    assert "sold out" not in page.lower()


@pytest.mark.parametrize(
    "address",
    ["/medicines/", "/categories/muscle-relaxants/", "/search/?q=muscle"]
    + ["/search/suggestions/?q=tiz", "/search/suggestions/?q=codeine"],
)
def test_no_list_says_that_what_begins_with_a_consultation_is_sold_out(client, address):
    """Codeine itself is free, its one pack is not."""
    codeine = a_medicine("Codeine", legal_class="P", category=Category.objects.get())
    a_pack(a_dosage(codeine), 30, "417.00", legal_class="POM")
    put_on_the_shelf(0, Dosage.objects.exclude(medicine__slug="paracetamol"))
    page = client.get(address).content.decode()
    assert re.search("tizanidine|codeine", page)
    assert "sold out" not in page.lower()


def test_it_is_off_by_default(client, settings):
    settings.SHOP_HIDE_POM_PROMOTION = False
    page = client.get("/medicines/tizanidine/").content.decode()
    assert "Start a consultation" not in page
    assert "$417.00" in page
    assert "Praise" in page
