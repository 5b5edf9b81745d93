"""However a strength is written, it is one dosage, shown in one way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.strengths import SPELLINGS, is_strength, strength_key, strength_text

WRITTEN = [
    # written, key, shown
    ("10 mg", "10mg", "10\u00a0mg"),
    ("10MG", "10mg", "10\u00a0mg"),
    ("\u00a010.0 mg ", "10mg", "10\u00a0mg"),
    ("5.0 mg", "5mg", "5\u00a0mg"),
    ("0.50mg", "0.5mg", "0.5\u00a0mg"),
    (".5 mg", "0.5mg", "0.5\u00a0mg"),
    ("12,5 mg", "12.5mg", "12.5\u00a0mg"),
    ("1,000 mg", "1000mg", "1000\u00a0mg"),
    ("0,125 mg", "0.125mg", "0.125\u00a0mg"),
    ("25mcg", "25mcg", "25\u00a0micrograms"),
    ("25 µg", "25mcg", "25\u00a0micrograms"),
    ("25 \u03bcg", "25mcg", "25\u00a0micrograms"),
    ("1 microgram", "1mcg", "1\u00a0microgram"),
    ("10,000 I.U.", "10000iu", "10000\u00a0IU"),
    ("0.05 %", "0.05%", "0.05%"),
    ("875mg/125mg", "875mg/125mg", "875\u00a0mg\u00a0/ 125\u00a0mg"),
    ("20/12.5 mg", "20mg/12.5mg", "20\u00a0mg\u00a0/ 12.5\u00a0mg"),
    ("20mg + 12.5mg", "20mg/12.5mg", "20\u00a0mg\u00a0/ 12.5\u00a0mg"),
    ("5 mg/ml", "5mg/ml", "5\u00a0mg\u00a0/ ml"),
    ("100 mcg / dose", "100mcg/dose", "100\u00a0micrograms\u00a0/ dose"),
    ("100 units/ml", "100unit/ml", "100\u00a0units\u00a0/ ml"),
    ("150 mg XR", "150mg-xr", "150\u00a0mg\u00a0XR"),
]
NOT_STRENGTHS = ["", "mg", "10", "0 mg", "-5mg", "10 mg tablets", "10mg/", "1,00 0mg", "5..0mg"]


@pytest.mark.parametrize(("written", "key", "shown"), WRITTEN)
def test_one_strength_has_one_key_and_one_look(written, key, shown):
    assert is_strength(written)
    assert strength_key(written) == key
    assert strength_text(key) == shown


@pytest.mark.parametrize("text", NOT_STRENGTHS)
def test_what_is_no_strength_is_only_tidied(text):
    assert not is_strength(text)
    assert strength_key(text) == "".join(text.casefold().split())
    assert strength_text(text) == text


def test_two_strengths_do_not_share_a_key():
    different = ["1mg", "10mg", "1.0g", "1mcg", "1mg/ml", "1mg/1mg", "1mg-xr", "1%", "0.1mg"]
    assert len({strength_key(text) for text in different}) == len(different)


amounts = st.decimals("0.001", "9999", places=3).map(lambda number: f"{number:f}")
units = st.sampled_from([word for words in SPELLINGS.values() for word in words])
written = st.lists(
    st.builds("{}{}{}".format, amounts, st.sampled_from(["", " "]), units), min_size=1, max_size=3
).map("/".join)


@settings(deadline=None)
@given(written)
def test_the_shown_text_leads_back_to_the_key(text):
    key = strength_key(text)

    assert is_strength(text)
    assert strength_key(key) == key
    assert strength_key(strength_text(key)) == key


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_key_that_stays(text):
    assert strength_key(strength_key(text)) == strength_key(text)
    assert strength_text(text) is not None
