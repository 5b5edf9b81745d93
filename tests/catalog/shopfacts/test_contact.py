"""The page that says how to reach the shop, and the foot of every page."""

import pytest

from catalog.demo.shopfacts import FACTS, add_demo_facts
from catalog.shopfacts.models import ShopFacts
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from tests.catalog.texts.test_pages import NOON
from tests.checkout.pages import text_in, text_of

pytestmark = pytest.mark.django_db

FURNITURE = [
    "Owner: Rowan Example Ltd",
    "1 Sample Street, Exampletown",
    "Registration 0000000, Register of Samples",
    "Check it in the public register",
    "Pharmacist in charge: Ada Example, registration 2000001",
    "Monday to Friday, 9 am to 6 pm",
    "555 010 0100",
    "help@example.com",
    "Complaints: complaints@example.com",
]


@pytest.mark.parametrize("address", ["/", "/medicines/", "/search/", "/contact/", "/cart/"])
def test_every_page_ends_with_what_regulators_ask_for(client, address):
    add_demo_facts()
    foot = text_in(client.get(address).content.partition(b"<footer")[2])
    assert [words for words in FURNITURE if words not in foot] == []


@pytest.mark.parametrize("fact", sorted(FACTS.keys() - {"name"}))
def test_a_fact_nobody_entered_leaves_no_empty_words(client, fact):
    ShopFacts.objects.create(pk=1, **FACTS | {fact: ""})
    page = client.get("/contact/").content.decode()
    for empty in ("<dd></dd>", "<p></p>", 'href="mailto:"', 'href="tel:"', 'href=""', ", </"):
        assert empty not in page, empty


def test_the_page_says_how_to_reach_the_shop_and_where_complaints_go(client):
    add_demo_facts()
    put_text(TextKind.COMPLAINTS, "We answer within three days.", now=NOON)
    page = text_of(client.get("/contact/"))
    for words in [
        "Telephone 555 010 0100 E-mail help@example.com Hours Monday to Friday, 9 am to 6 pm",
        "Complaints E-mail complaints@example.com By post Complaints, Rowan Pharmacy",
        "How we handle complaints",
        "Registered pharmacy Registration 0000000, Register of Samples",
        "Find my order",
    ]:
        assert words in page, words
    assert 'href="tel:5550100100"' in client.get("/contact/").content.decode()


def test_a_shop_that_has_entered_nothing_says_so(client):
    page = text_of(client.get("/contact/"))
    assert "We have not written down yet how to reach us." in page
    assert "Complaints" not in page
    assert "Who we are" not in page
