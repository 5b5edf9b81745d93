"""Which legal class the size of a pack demands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.legal_class import STRICTNESS, LegalClass, stricter_of
from catalog.substances.sizes import PackLaw, Sizes

PARACETAMOL = Sizes(16, 32)


@pytest.mark.parametrize(
    ("sizes", "units", "demand"),
    [
        (PARACETAMOL, 16, "GSL"),
        (PARACETAMOL, 17, "P"),
        (PARACETAMOL, 32, "P"),
        (PARACETAMOL, 33, "POM"),
        (Sizes(16, None), 1000, "P"),
        (Sizes(None, 32), 32, "GSL"),
        (Sizes(None, 32), 33, "POM"),
        (Sizes(), 1000, "GSL"),
    ],
)
def test_a_size_demands_a_class(sizes, units, demand):
    assert sizes.demand(units) == demand


@pytest.mark.parametrize(
    ("medicine", "own", "units", "then"),
    [
        ("GSL", "", 16, ""),
        ("GSL", "", 17, "P"),
        ("GSL", "P", 100, "POM"),
        ("GSL", "POM", 16, "POM"),
        ("P", "", 17, ""),
        ("P", "", 33, "POM"),
        ("POM", "", 100, ""),
        ("GSL", "CD", 100, "CD"),
        ("", "", 100, ""),
    ],
)
def test_a_pack_becomes_as_strict_as_its_size_demands(medicine, own, units, then):
    assert PackLaw(medicine, [PARACETAMOL]).own_class(own, units) == then


def test_of_two_substances_the_stricter_decides():
    assert PackLaw("GSL", [PARACETAMOL, Sizes(None, 8)]).own_class("", 10) == "POM"


sizes = st.builds(Sizes, st.none() | st.integers(1, 99), st.none() | st.integers(1, 99))


@given(
    st.sampled_from(LegalClass.values),
    st.sampled_from(["", *LegalClass.values]),
    st.lists(sizes, max_size=3),
    st.integers(1, 120),
)
def test_no_pack_becomes_laxer_and_none_stays_too_lax(medicine, own, all_sizes, units):
    law = PackLaw(medicine, all_sizes)
    before = STRICTNESS[stricter_of(medicine, own)]
    after = STRICTNESS[stricter_of(medicine, law.own_class(own, units))]
    assert after >= max(before, *(STRICTNESS[size.demand(units)] for size in all_sizes), 0)
    assert law.own_class(law.own_class(own, units), units) == law.own_class(own, units)
