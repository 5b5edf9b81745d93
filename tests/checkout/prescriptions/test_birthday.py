"""A day of birth is read as the shop's market writes it, and never guessed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from checkout.prescriptions.birthday import BirthdayField

BORN = date(1981, 3, 27)


@pytest.mark.parametrize("written", ["03/27/1981", "3/27/1981", "3.27.1981", " 1981-03-27 "])
def test_a_day_as_the_us_write_it(written, settings):
    settings.SHOP_MARKET = "US"
    assert BirthdayField().clean(written) == BORN


def test_a_day_as_the_uk_writes_it(settings):
    settings.SHOP_MARKET = "UK"
    assert BirthdayField().clean("27/03/1981") == BORN


@pytest.mark.parametrize("written", ["27/03/1981", "March 27", "0/0/0", "03/27/81", "٠٣/٢٧/١٩٨١x"])
def test_what_is_no_day_here_is_not_guessed(written):
    with pytest.raises(ValidationError):
        BirthdayField().clean(written)


def test_a_day_is_shown_as_it_is_typed():
    assert BirthdayField().prepare_value(BORN) == "03/27/1981"
    assert BirthdayField().prepare_value("3/27") == "3/27"
