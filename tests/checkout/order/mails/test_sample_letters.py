"""Every letter the shop sends can be looked at, written about nobody."""

from collections.abc import Iterable

import pytest

from catalog.demo.shopfacts import add_demo_facts
from checkout.order.mails.emails import LETTERS
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.mails.sample_letters import NUMBER, WHEN, sample_letters
from tests.checkout.order.cases import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def samples() -> Iterable:
    add_demo_facts()
    return {sample.name: sample for sample in sample_letters(NOON)}


def test_each_letter_there_is_has_its_sample(samples):
    assert samples.keys() == WHEN.keys() == LETTERS.keys() | TO_PHARMACISTS.keys()


@pytest.mark.parametrize("name", WHEN)
def test_a_sample_says_what_the_letter_would(samples, name):
    mail = samples[name].mail
    assert NUMBER in mail.subject
    for body in (mail.text, mail.html):
        assert "Rowan Pharmacy" in body
        assert "Hello" in body
        assert "None" not in body


@pytest.mark.parametrize("name", WHEN)
def test_a_mail_loads_nothing(samples, name):
    html = samples[name].mail.html
    for loaded in ("<img", "<script", "<link", "url(", " src=", "@import", " background="):
        assert loaded not in html, loaded
