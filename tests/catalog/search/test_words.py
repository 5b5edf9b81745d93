"""What was typed, as words: amounts left out, marks where they stand, corrections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.words import (
    Alike,
    Word,
    Words,
    cleaned,
    corrected,
    each_once,
    folded,
    nearest_names,
    to_correct,
    without_amounts,
)


def words(*texts: str) -> Words:
    return Words(tuple(Word(text, text) for text in texts))


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("BACLOFEN 10 mg", "BACLOFEN"),
        ("10mg baclofen", "baclofen"),
        ("tretinoin 0.025%", "tretinoin"),
        ("albuterol 90 mcg/puff", "albuterol"),
        ("lisinopril 20/12.5 mg", "lisinopril"),
        ("60 pills baclofen", "baclofen"),
        ("1,000 mg calcium", "calcium"),
        ("12,5 mg 1,0000mg zinc", "zinc"),
        ("1,000/12.5mg zinc", "zinc"),
        ("vitamin b12", "vitamin b12"),
        ("5-htp", "5-htp"),
        ("10mg", "10mg"),
        ("", ""),
    ],
)
def test_a_medicine_is_looked_for_without_its_amounts(typed, left):
    assert without_amounts(typed) == left


def test_an_amount_that_never_ends_is_read_at_once():
    """With a second way to read each number this would take until the end of time."""
    typed = "/".join(["1,111"] * 60) + "/x"
    assert without_amounts(typed) == typed


@given(st.text(max_size=600))
def test_whatever_is_typed_fits_into_one_line_that_every_database_takes(text):
    line = cleaned(text)
    assert len(line) <= 100
    assert line == " ".join(line.split())
    assert "\0" not in line
    line.encode()


def test_halves_of_letters_are_left_out():
    assert cleaned("bac\ud800lofen") == "bac?lofen"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Baclofen", [("Bacl", True), ("ofen", False)]),
        ("Pro-Baclofen", [("Pro-", False), ("Bacl", True), ("ofen", False)]),
        ("Obaclin", [("Obaclin", False)]),
        ("", []),
    ],
)
def test_the_beginnings_of_words_are_marked(text, parts):
    assert words("bacl").marked_in(text) == parts


def test_a_mark_stands_where_accents_and_capitals_are_others():
    assert words("eclair").marked_in("Éclairs") == [("Éclair", True), ("s", False)]
    assert words("womens").marked_in("Women’s health")[0][0].startswith("Women")


@given(st.text(), st.lists(st.text("abcé ", min_size=1), max_size=3))
def test_marking_loses_no_letter(text, typed):
    parts = words(*(folded(word) for word in typed if folded(word).strip())).marked_in(text)
    assert "".join(part for part, _ in parts) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Muscle relaxants", True),
        ("RELAXANT of the muscles", True),
        ("Muscle", False),
        ("Unmuscled relaxant", False),
    ],
)
def test_a_text_tells_where_each_word_begins_one_of_its(text, told):
    assert words("muscle", "relaxant").are_in(text) == told


def test_a_word_is_told_by_its_stem_as_well():
    assert Words((Word("relaxants", "relax"),)).are_in("A muscle relaxant")


def test_words_that_say_nothing_are_asked_for_only_where_there_is_nothing_else():
    both = Words((Word("the", None), Word("pill", "pill")))
    assert both.query() == "('pill':* | 'pill')"
    assert both.query("AB") == "('pill':*AB | 'pill':AB)"
    assert Words((Word("the", None),)).query() == "'the':*"


def test_all_that_was_typed_is_corrected_or_each_word():
    typed = words("baclofn", "tablets")
    assert to_correct(typed) == ("baclofn tablets", "baclofn", "tablets")

    likest = [Alike("baclofn", "baclofen", 0.55), Alike("baclofn", "baclo", 0.5)]
    assert corrected(typed, likest) == "baclofen tablets"
    whole = [*likest, Alike("baclofn tablets", "baclofen", 0.41)]
    assert corrected(typed, whole) == "baclofen"


def test_what_is_too_different_corrects_nothing():
    assert corrected(words("zyxwol"), [Alike("zyxwol", "zolmitriptan", 0.39)]) == ""
    assert corrected(words("baclofen"), [Alike("baclofen", "baclofen", 1)]) == ""
    assert to_correct(words("bac", "it")) == ("bac it",)


def test_the_nearest_names_come_once_the_likest_first():
    known = [Alike("a", "one", 0.3), Alike("b", "two", 0.5), Alike("a b", "one", 0.6)]
    assert nearest_names(known) == ("one", "two")
    assert nearest_names(known, least=0.55) == ("one",)


def test_names_that_fold_to_the_same_are_one_as_it_is_written_last():
    names = ("retin a", "baclofen", "Retin-A", "Aspirin", "Baclofèn")
    assert each_once(names) == ("Retin-A", "Baclofèn", "Aspirin")
