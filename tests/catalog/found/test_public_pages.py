"""Every public page names itself, once, and tells machines what it tells people."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from catalog.demo.shopfacts import FACTS
from catalog.found.robots import CLOSED
from tests.catalog.found.public_pages import Page, open_a_shop
from tests.catalog.found.test_sitemap import listed
from tests.pharmacy.addresses import SHOPPERS

pytestmark = pytest.mark.django_db
FILES = (".xml", ".txt", ".pdf", ".webp")


@pytest.fixture(autouse=True)
def own_address(settings):
    settings.SITE_URL = "https://rowan.example"


@pytest.fixture
def shop():
    open_a_shop()


@pytest.fixture
def pages(shop):
    """Every page of the sitemap."""
    return [Page.at(path) for path in listed(Client())]


def test_no_public_page_is_left_out_of_this_walk(pages):
    to_be_found = {
        name
        for name, path in SHOPPERS.items()
        if not path.startswith((*CLOSED, "/search/")) and not path.endswith(FILES)
    }
    assert {resolve(page.address).url_name for page in pages} == to_be_found


def test_a_page_has_one_heading_and_a_title_and_description_of_its_own(pages):
    for page in pages:
        assert len(page.headings()) == 1, page.address
        assert page.title.endswith(" | Rowan Pharmacy"), page.address
        [description] = page.meta("description")
        assert 10 < len(description) <= 200, page.address
        assert not page.meta("robots"), page.address
    for told in (lambda page: page.title, lambda page: page.meta("description")[0]):
        assert len({told(page) for page in pages}) == len(pages)


def test_a_page_has_one_address_whatever_is_asked_behind_it(pages):
    for page in pages:
        asked = Page.at(f"{page.address}?dosage=25mg&after=2&utm_source=mail")
        assert asked.canonical == page.canonical == f"https://rowan.example{page.address}"


def test_what_others_show_of_a_page_is_what_it_says_itself(pages):
    for page in pages:
        assert page.meta("og:url") == [page.canonical]
        assert page.meta("og:description") == page.meta("description")
        assert page.meta("og:site_name") == ["Rowan Pharmacy"]
        assert page.meta("og:type") == ["website"]
        [title] = page.meta("og:title")
        assert page.title.startswith(title), page.address


def test_the_search_tells_what_it_is_and_stays_out_of_search_engines(shop):
    for address in ("/search/", "/search/?q=baclofen", "/search/?q=nothing+like+it"):
        page = Page.at(address)
        assert page.meta("robots") == ["noindex"]
        assert page.canonical == "https://rowan.example/search/"
        assert page.meta("og:title") == ["Search"]
        assert len(page.headings()) == 1


def test_a_breadcrumb_is_the_same_for_machines_and_people(pages):
    for page in pages:
        told = page.graph.get("BreadcrumbList", {"itemListElement": []})["itemListElement"]
        here = f"https://rowan.example{page.address}"
        shown = [
            (name, f"https://rowan.example{path}" if path else here) for name, path in page.crumbs
        ]
        assert [(item["name"], item["item"]) for item in told] == shown, page.address
        assert [item["position"] for item in told] == [*range(1, len(shown) + 1)]
        assert bool(told) == (page.address != "/"), page.address


def test_every_price_and_every_pack_that_can_be_bought_is_told_as_it_is_shown(pages):
    medicines = [page for page in pages if page.address.startswith("/medicines/") and page.rows]
    assert len(medicines) == 6
    for page in medicines:
        rows = [row for row in page.rows if "Not sold online" not in row["words"]]
        assert [_told(offer) for offer in _offers(page)] == [_shown(row) for row in rows]


def _offers(page):
    product = page.graph.get("Product")
    if product is None:
        return []
    summary, offers = product["offers"], product["offers"]["offers"]
    prices = [float(offer["price"]) for offer in offers]
    assert summary["offerCount"] == len(offers)
    assert (float(summary["lowPrice"]), float(summary["highPrice"])) == (min(prices), max(prices))
    return offers


def _told(offer):
    prices = offer.get("priceSpecification", [])
    per_unit = next((one for one in prices if "referenceQuantity" in one), None)
    return {
        "price": offer["price"],
        "unit_price": per_unit["price"] if per_unit else None,
        "button": offer["availability"] == "https://schema.org/InStock",
    }


def _shown(row):
    """As machines write it."""
    unit_price = row["unit_price"]
    return {
        "price": row["price"].removeprefix("$").replace(",", ""),
        "unit_price": None if unit_price.startswith("under") else unit_price.removeprefix("$"),
        "button": row["button"],
    }


def test_what_may_not_be_sold_here_is_offered_to_nobody(pages):
    by_address = {page.address: page for page in pages}
    morphine = by_address["/medicines/morphine/"]
    assert "Product" not in morphine.graph
    assert "prescriptionStatus" not in morphine.graph["Drug"]
    [offer] = by_address["/medicines/codeine/"].graph["Product"]["offers"]["offers"]
    assert offer["price"] == "4.00"


def test_every_offer_names_its_seller(pages):
    home = next(page for page in pages if page.address == "/")
    for page in pages:
        for offer in _offers(page):
            seller = page.graph["Pharmacy"]
            assert offer["seller"] == {"@id": seller["@id"]}
            assert seller.items() <= home.graph["Pharmacy"].items()
            assert seller["name"] == FACTS["name"]


def test_the_home_page_tells_who_sells_and_how_to_search(pages):
    home = next(page for page in pages if page.address == "/")
    pharmacy, site = home.graph["Pharmacy"], home.graph["WebSite"]
    told = {pharmacy[name] for name in ("name", "legalName", "address", "telephone", "email")}
    assert told == {FACTS[name] for name in ("name", "owner", "address", "phone", "email")}
    assert pharmacy["identifier"]["value"] == FACTS["registration_number"]
    assert pharmacy["identifier"]["propertyID"] == FACTS["regulator"]
    assert pharmacy["employee"]["name"] == FACTS["superintendent"]
    assert pharmacy["contactPoint"]["email"] == FACTS["complaints_email"]
    contact = next(page for page in pages if page.address == "/contact/")
    assert contact.graph["Pharmacy"] == pharmacy

    template = site["potentialAction"]["target"]["urlTemplate"]
    found = urlsplit(template.replace("{search_term_string}", "baclofen"))
    assert "Results for “baclofen”" in Page.at(f"{found.path}?{found.query}").html


def test_a_shop_that_has_entered_nothing_tells_nothing(client):
    assert Page.at("/").graph["Pharmacy"].keys() == {"@type", "@id", "url", "name"}
