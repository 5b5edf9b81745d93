"""Blank fields are made once; what somebody entered is in nobody else's form."""

import pytest

from catalog.templatetags import parts
from checkout.forms import DetailsForm
from checkout.templatetags.fields import field

COUNTRIES = [("US", "United States")]


def details(data=None, **initial):
    return DetailsForm(data, initial=initial, countries=COUNTRIES)


@pytest.fixture
def made(monkeypatch):
    """The templates that were filled in."""
    names, get_template = [], parts.get_template

    def noted(name):
        names.append(name)
        return get_template(name)

    monkeypatch.setattr(parts, "get_template", noted)
    parts.forget_parts()
    return names


def test_a_blank_field_is_made_once(made):
    assert field(details()["email"]) == field(details()["email"])
    assert made == ["checkout/_field.html"]
    assert 'name="email"' in field(details()["email"])


@pytest.mark.parametrize("filled", [{"email": "sam@example.com"}, {"email": "nobody"}])
def test_what_somebody_entered_is_in_nobody_elses_form(filled):
    blank = field(details()["email"])
    assert filled["email"] in field(details(filled)["email"])
    assert filled["email"] in field(details(**filled)["email"])
    assert field(details()["email"]) == blank


def test_what_is_wrong_with_an_entry_is_said_to_whoever_sent_it():
    blank = field(details()["email"])
    refused = field(details({"email": ""})["email"])
    assert "is-bad" in refused
    assert field(details()["email"]) == blank
    assert "is-bad" not in blank


def test_what_is_on_offer_is_shown_as_it_is():
    assert "United States" in field(details()["country"])
    fewer = DetailsForm(countries=[("CA", "Canada")])
    assert "United States" not in field(fewer["country"])
