"""What an address needs by its country: strict where we know, lenient everywhere else."""

import pytest

from checkout.addresses import phone_problem, postcode_problem, state_problem


@pytest.mark.parametrize(
    ("country", "postcode"),
    [
        ("US", "02101"),
        ("US", "02101-1234"),
        ("US", "021011234"),
        ("US", " 02101 "),
        ("CA", "K1A 0B1"),
        ("CA", "k1a0b1"),
        ("CA", "K1A-0B1"),
        ("GB", "SW1A 1AA"),
        ("GB", "m11ae"),
        ("DE", "10115"),
        ("DE", "D-10115"),
        ("IE", "D02 X285"),
        ("HK", ""),
        ("AE", ""),
    ],
)
def test_postcodes_people_write(country, postcode):
    assert postcode_problem(country, postcode) == ""


@pytest.mark.parametrize(
    ("country", "postcode", "words"),
    [
        ("US", "0210", "5 digits"),
        ("US", "K1A 0B1", "5 digits"),
        ("US", "\u0660\u0661\u0662\u0663\u0664", "5 digits"),
        ("CA", "02101", "K1A 0B1"),
        ("GB", "02101", "SW1A 1AA"),
        ("US", "", "ZIP or postal code"),
        ("DE", "", "ZIP or postal code"),
    ],
)
def test_a_postcode_that_cannot_be_one_is_told_how_it_looks(country, postcode, words):
    assert words in postcode_problem(country, postcode)


@pytest.mark.parametrize(("country", "needed"), [("US", True), ("CA", True), ("DE", False)])
def test_a_state_is_asked_for_where_letters_need_one(country, needed):
    assert bool(state_problem(country, "")) is needed
    assert state_problem(country, "MA") == ""


@pytest.mark.parametrize(
    "phone",
    ["", "555 010 0100", "+1 (555) 010-0100", "555.010.0100", "0049/30/123456", "5550100 ext. 12"],
)
def test_telephone_numbers_people_write(phone):
    assert phone_problem(phone) == ""


@pytest.mark.parametrize("phone", ["call me", "123", "+", "5" * 21, "555 010 0100 <b>", "()-"])
def test_what_is_no_telephone_number(phone):
    assert "or leave it empty" in phone_problem(phone)
