"""A table of interactions as a spreadsheet writes it, and as it may not be."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.substances.importing.table import (
    COLUMNS,
    LONGEST_CELLS,
    MOST_BYTES,
    Entry,
    Row,
    TableRefused,
    rows_of,
    table_of,
    text_of,
)
from catalog.substances.names import LONGEST
from catalog.substances.rules import Severity

HEAD = "substance A,substance B,severity,advice,source,reviewed by"
CAFFEINE = Entry("aspirin", "caffeine", "minor", "Less sleep.", "A label", "Tom")


def entries(*lines, head=HEAD):
    return [row.entry for row in rows_of("\n".join([head, *lines]))]


def errors(*lines, head=HEAD):
    with pytest.raises(TableRefused) as refused:
        entries(*lines, head=head)
    return [str(error) for error in refused.value.errors]


@pytest.mark.parametrize(
    "line",
    [
        "aspirin,caffeine,minor,Less sleep.,A label,Tom",
        "Caffeine, ASPIRIN ,Minor, Less sleep. ,A label,Tom",
        '"aspirin","caffeine","minor","Less sleep.","A label","Tom"\r',
        "aspirin,caffeine,minor,Less sleep.,A label,Tom,,",
    ],
)
def test_a_row_is_read_in_whatever_way_it_is_written(line):
    assert entries(line, ",,,,,", "") == [CAFFEINE]


def test_columns_stand_in_any_order_and_semicolons_part_them_too():
    head = "Severity;Reviewed by;source;advice;Substance B;substance  a"
    assert entries("minor;Tom;A label;Less sleep.;caffeine;aspirin", head=head) == [CAFFEINE]


def test_source_and_reviewer_may_be_empty():
    [entry] = entries("aspirin,caffeine,minor,Less sleep.")
    assert (entry.source, entry.reviewed_by) == ("", "")


def test_everything_that_is_wrong_is_told_by_row_and_column():
    assert errors(
        ",12,heavy,,,",
        "aspirin,caffeine,minor,Less sleep.,A label,Tom",
        "aspirin,Aspirin,minor,Less,,",
        "aspirin,caffeine,minor,Less, sleep,,Tom",
        f"{'x' * (LONGEST + 1)},caffeine,minor,{'x' * 501},\x07,",
    ) == [
        f"Row 2, substance A: enter the name of a substance, of at most {LONGEST} characters.",
        f"Row 2, substance B: enter the name of a substance, of at most {LONGEST} characters.",
        "Row 2, severity: write serious, moderate or minor.",
        "Row 2, advice: say what happens and what to do.",
        "Row 4, substance B: enter another substance than in the first column.",
        "Row 5: more cells than columns: put texts in quotes.",
        f"Row 6, substance A: enter the name of a substance, of at most {LONGEST} characters.",
        f"Row 6, advice: use at most {LONGEST_CELLS['advice']} characters.",
        "Row 6, source: take the control character out.",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Row 1: column missing: substance A, substance B, severity, advice, source,"),
        ("substance A,severity\n", "Row 1: column missing: substance B, advice,"),
        (f'{HEAD}\naspirin,"caffeine,minor\n', "Row 2: this cannot be read: look for a quote"),
        (f"{HEAD}\n" + "a,b,minor,x,,\n" * 5000, "Row 5001: the file has more than 5,000 rows"),
        (f"{HEAD}\n{'x' * 200_000}", "this cannot be read"),
        ("\0", "column missing"),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(text, words):
    with pytest.raises(TableRefused, match=words):
        rows_of(text)


def test_a_file_is_utf8_of_some_size():
    assert text_of("\ufeffé".encode()) == "é"
    with pytest.raises(TableRefused, match="Row 2: the file is not UTF-8 text"):
        text_of("a\né".encode("latin-1"))
    with pytest.raises(TableRefused, match="larger than 500,000 bytes"):
        text_of(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize("advice", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1+1"])
def test_what_a_spreadsheet_would_compute_is_written_as_text(advice):
    entry = Entry("aspirin", "caffeine", "minor", advice, "it's a '-' sign", "")
    table = table_of([entry])
    assert f",'{advice}," in table
    assert [row.entry for row in rows_of(table)] == [entry]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=40).map(
    str.strip
)


@given(
    advice=cells.filter(bool), source=cells, reviewed_by=cells, severity=st.sampled_from(Severity)
)
def test_what_is_exported_is_imported_as_it_was(advice, source, reviewed_by, severity):
    entry = Entry("aspirin", "caffeine", severity.value, advice, source, reviewed_by)
    assert [row.entry for row in rows_of(table_of([entry]))] == [entry]


@given(st.text())
def test_whatever_the_file_holds_it_is_read_or_refused(text):
    with suppress(TableRefused):
        assert all(isinstance(row, Row) for row in rows_of(f"{HEAD}\n{text}"))


def test_the_columns_are_those_of_the_issue():
    assert ",".join(COLUMNS) == HEAD
