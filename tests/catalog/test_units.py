"""Packs count pills, patches and tubes, each in its right plural."""

import pytest

from catalog.units import Unit, count, unit_named


@pytest.mark.parametrize(
    ("unit", "number", "shown"),
    [
        ("pill", 60, "60\u00a0pills"),
        ("pill", 1, "1\u00a0pill"),
        (Unit.PATCH, 7, "7\u00a0patches"),
        (Unit.SUPPOSITORY, 10, "10\u00a0suppositories"),
        ("inhaler", 2, "2\u00a0inhalers"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(unit, number, shown):
    assert count(unit, number) == shown


def test_nobody_counts_in_unknown_units():
    with pytest.raises(ValueError, match="furlong"):
        count("furlong", 3)


@pytest.mark.parametrize("unit", Unit)
def test_a_unit_is_found_by_its_singular_and_its_plural_in_any_case(unit):
    assert unit_named(unit.value) == unit_named(f" {unit.plural.upper()} ") == unit
    assert unit_named(f"{unit.value}x") is None


@pytest.mark.parametrize("unit", Unit)
def test_a_unit_fits_its_column(unit):
    assert len(unit.value) <= 12
