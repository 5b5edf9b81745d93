"""What regulators ask for and the shop has not entered, told to staff in words."""

import pytest

from catalog.demo.shopfacts import FACTS, add_demo_facts
from catalog.demo.shoptexts import add_demo_texts
from catalog.shopfacts.furniture import missing
from catalog.shopfacts.reads import Shop
from catalog.texts.kinds import TextKind
from tests.catalog.admin.conftest import staff
from tests.catalog.shopfacts.test_admin import PAGE, save
from tests.checkout.pages import text_of

EVERYTHING = tuple(TextKind)


def shop(kinds=EVERYTHING, **facts):
    shown = {fact: text for fact, text in (FACTS | facts).items() if fact in Shop._fields}
    return Shop(**shown, kinds=kinds)


def test_the_demos_shop_misses_nothing():
    assert missing(shop()) == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("owner", "who owns the pharmacy"),
        ("address", "the pharmacy's address"),
        ("registration_number", "its registration number"),
        ("registration_url", "where to check the registration"),
        ("superintendent", "the pharmacist in charge"),
        ("superintendent_registration", "that pharmacist's registration number"),
        ("phone", "a telephone number"),
        ("email", "an e-mail address"),
        ("hours", "when somebody answers"),
    ],
)
def test_each_fact_that_is_not_entered_is_named(fact, words):
    assert missing(shop(**{fact: ""})) == [words]


def test_complaints_go_somewhere_by_mail_or_by_post():
    assert missing(shop(complaints_address="")) == []
    assert missing(shop(complaints_email="")) == []
    assert missing(shop(complaints_email="", complaints_address="")) == ["where complaints go"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("complaints", "how complaints are handled (a text)"),
        ("terms", "the terms (a text)"),
        ("privacy", "what happens with personal data (a text)"),
    ],
)
def test_each_text_that_is_asked_for_is_named(kind, words):
    assert missing(shop(tuple(one for one in TextKind if one != kind))) == [words]


@pytest.mark.django_db
def test_staff_read_on_the_page_of_the_facts_what_is_missing():
    owner = staff()
    assert "who owns the pharmacy" in text_of(owner.get(PAGE))
    assert "who owns the pharmacy" not in save(owner, owner="Rowan Example Ltd")


@pytest.mark.django_db
def test_samples_of_a_demo_are_no_texts_of_a_live_shop(settings):
    owner = staff()
    add_demo_facts()
    add_demo_texts()
    complete = "The shop shows everything that regulators ask an online pharmacy for."
    assert complete in text_of(owner.get(PAGE))
    settings.LIVE = True
    page = text_of(owner.get(PAGE))
    assert complete not in page
    assert "the terms (a text)" in page
