"""What one order and one person may have, in the words of the medicine's page."""

import pytest

from catalog.limits import Limits
from catalog.substances.rules import Contained
from catalog.units import Unit

PARACETAMOL = (Contained("caffeine"), Contained("paracetamol", 100))


def said(**limits) -> list[str]:
    sentences = Limits(**({"unit": Unit.PILL} | limits)).sentences
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in sentences]


def test_no_limit_says_nothing():
    assert said() == []
    assert Limits(Unit.PILL).most_units is None


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"per_order": 360}, "At most 360 pills go into one order."),
        (
            {"per_period": 100, "period_days": 30},
            "One person gets at most 100 pills in 30 days.",
        ),
        ({"per_period": 8, "period_days": 1}, "One person gets at most 8 pills a day."),
        ({"minimum_age": 18}, "For people of 18 years and over only."),
        (
            {"substances": PARACETAMOL},
            "At most 100 units of paracetamol go into one order, over all medicines that contain"
            " it.",
        ),
    ],
)
def test_each_limit_in_words(limits, sentence):
    assert said(**limits) == [sentence]


def test_what_is_not_counted_in_pills_has_no_limit_of_a_substance():
    assert said(unit=Unit.BOTTLE, substances=PARACETAMOL) == []
    assert Limits(Unit.BOTTLE, substances=PARACETAMOL).most_units is None


def test_the_lowest_limit_is_what_nobody_may_order_more_of():
    limits = Limits(Unit.PILL, per_order=90, per_period=80, substances=PARACETAMOL)
    assert limits.most_units == 80
    assert Limits(Unit.PILL, per_order=120, substances=PARACETAMOL).most_units == 100
