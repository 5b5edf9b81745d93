"""The strengths on sale against those that the page's own text describes."""

import pytest

from tests.catalog.importing.writing import BELOW, page_text, read, table


def warnings(page):
    """Line and message of the findings in the tables."""
    return [(finding.line, finding.message) for finding in page.findings if finding.line > 1]


def describing(sentence, *labels):
    tables = (table("30$0.20$6.00 (0%)", label=label) for label in labels)
    return read(page_text(*tables, below=f"{BELOW}\nFeatures\n\n{sentence}\n"))


@pytest.mark.parametrize(
    "sentence",
    [
        "• Available formulations: tablets (200mg, 400 mg)",
        "It is supplied as tablets of 200 mg and 0.4 g.",
        "Strengths: 200, 400 and 600 mg.",
        "Each tablet contains 200 mg or 400 mg of ibuprofen.",
        "It comes in three strengths:\n\n- 200 mg\n- 400 mg",
        "Sold in 200/400 mg and 400 mg packs.",
        "Nothing is said of strengths here.",
        "An adult takes 300 mg three times a day.",
        "Drops of 20 mg/ml are available in bottles of 100 ml.",
        "Strengths: 200mg/400mg.",
        "The tablets contain 0.4 g; 200-mg capsules are made, too.",
        "Take 5 mg three times daily.",
        "Take one 5 mg tablet in the morning, 10 mg tablets later.",
        "Two tablets (800 mg) relieve a headache.",
        "Adults: tablets of 400 mg, at most 1,200 mg within a day.",
        "A glass with 200 ml of water helps the tablets down.",
        "It was tried with 50 mg of zinc.",
        "A trial compared 50 mg capsules with a placebo.",
    ],
)
def test_a_described_strength_may_be_sold(sentence):
    page = describing(sentence, "400mg")

    assert page.check_note == ""
    assert warnings(page) == []


@pytest.mark.parametrize(
    ("sentence", "described"),
    [
        ("• Available formulations: tablets (200mg, 300 mg)", "200 mg and 300 mg"),
        ("Take 400 mg. It comes in 200 mg. Then 400 mg again.", "200 mg"),
        ("Presentations: 100, 200 and 300 mg tablets; drops of 4%.", "100 mg, 200 mg and 300 mg"),
        ("It comes in two strengths:\n\n- 0.2 g\n- 400 micrograms", "400 micrograms and 0.2 g"),
    ],
)
def test_a_strength_the_text_does_not_describe_is_for_a_pharmacist_to_check(sentence, described):
    page = describing(sentence, "400mg", "200mg")

    note = page.check_note.replace("\u00a0", " ")
    ((line, message),) = warnings(page)
    assert note == f"400 mg is on sale, but the text describes {described}."
    assert line == 6
    assert message.endswith("pharmacist to check.")


def test_two_undescribed_strengths_are_one_note_and_two_warnings():
    page = describing("It comes in 200 mg.", "400mg", "800mg", "200mg")

    assert page.check_note.replace("\u00a0", " ") == (
        "400 mg and 800 mg are on sale, but the text describes 200 mg."
    )
    assert len(warnings(page)) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Available dosages: 10mg, 20mg",
        "Available dosage: 10 mg or 20 mg",
        "Available forms: tablets 10 mg and 20 mg",
        "Strengths: 10mg/20mg",
        "10-mg and 20-mg tablets",
        "10-mg/20-mg tablets",
        "Oral tablets (10mg, 20mg)",
        "Tablets of 10 mg and 20 mg are available",
        "The tablets contain 10 mg or 20 mg",
        "Dosage strengths: 10 mg; 20 mg",
        "Dosage strengths: 10 mg; and 20 mg; take 5 mg three times daily.",
        "It is made as 10 mg and 20 mg film-coated tablets.",
    ],
)
def test_strengths_are_described_in_many_words(sentence):
    page = describing(f"• {sentence}", "25mg")

    assert page.check_note.replace("\u00a0", " ") == (
        "25 mg is on sale, but the text describes 10 mg and 20 mg."
    )


def test_a_pair_of_substances_is_one_strength_where_such_pairs_are_on_sale():
    text = "Strengths: 10mg/12.5mg and 20mg/12.5mg."

    assert describing(text, "20mg/12.5mg").check_note == ""
    assert "20\u00a0mg\u00a0/ 12.5\u00a0mg" in describing(text, "40mg/12.5mg").check_note
