"""The facts a page states: its legal class, other names, lowest price."""

import pytest

from catalog.legal_class import LegalClass
from tests.catalog.importing.writing import (
    BELOW,
    ROW,
    page_text,
    read,
    table,
    with_sections,
    with_top_lines,
)


@pytest.mark.parametrize(
    ("words", "legal_class"),
    [
        ("Legal class: GSL", LegalClass.GSL),
        ("**Legal class:** general sale", LegalClass.GSL),
        ("Legal status: P", LegalClass.P),
        ("Pharmacy only", LegalClass.P),
        ("Over-the-counter.", LegalClass.P),
        ("legal class:  pom", LegalClass.POM),
        ("Prescription only", LegalClass.POM),
        ("Prescription-only medicine", LegalClass.POM),
        ("Legal class: Rx only", LegalClass.POM),
        ("Legal classification: controlled drug", LegalClass.CD),
    ],
)
def test_a_legal_class_is_known_by_its_letters_and_its_words(words, legal_class):
    page = read(with_top_lines(words))

    assert page.legal_class == legal_class
    assert page.summary == "Ibuprofen takes away pain and brings a fever down."


def test_a_legal_class_counts_wherever_it_stands():
    assert read(f"{page_text(table(ROW))}\nLegal class: GSL\n").legal_class == LegalClass.GSL


def test_without_a_legal_class_the_page_says_prescription_only():
    page = read(page_text(table(ROW)))

    assert page.legal_class is None
    assert "taken as prescription-only" in page.findings[0].message


def test_over_the_counter_is_the_stricter_of_its_meanings_and_said_so():
    page = read(with_top_lines("Over the counter"))

    assert [finding.level for finding in page.findings] == ["note"]


@pytest.mark.parametrize(
    "words",
    [
        "Synonyms: Advil, Brufen; Nurofen",
        "SYNONYM: Advil | Brufen | Nurofen.",
        "Also known as:\nAdvil, Brufen, Nurofen",
        "Synonyms\n\nAdvil, Brufen, Nurofen, advil",
        "Brand names: Advil\nSynonyms: Brufen, Nurofen",
    ],
)
def test_synonyms_are_names_each_said_once(words):
    assert read(with_top_lines(words)).also_known_as == "Advil, Brufen, Nurofen"


def test_facts_may_stand_below_the_tables_and_above_the_first_section():
    page = read(page_text(table(ROW), below=f"\nForm: Tablets\nSynonyms: Advil\n{BELOW}"))

    assert (page.form, page.also_known_as) == ("Tablets", "Advil")
    assert page.introduction == "It blocks the making of messengers that carry pain."


def test_the_same_words_in_a_section_are_its_text():
    page = read(with_sections("Features\n\nSynonyms: none are sold here.\n"))

    assert page.also_known_as == ""
    assert page.sections[0].body == "Synonyms: none are sold here."


def test_a_price_from_line_is_no_text():
    page = read(with_top_lines("Price from $6.00"))

    assert page.summary == "Ibuprofen takes away pain and brings a fever down."
