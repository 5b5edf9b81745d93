"""The facts a page states: its legal class, other names, lowest price."""

import pytest

from catalog.importing.page import PageError
from catalog.legal_class import LegalClass
from tests.catalog.importing.writing import (
    BELOW,
    ROW,
    kinds,
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
        ("Legal class:\n\nPharmacy only", LegalClass.P),
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


@pytest.mark.parametrize(
    "prose",
    [
        "Synonyms of this substance are used in Europe. It works.",
        "Synonyms are many.",
        "Other names: this substance has more of them than any other.",
        "From $5 of every order we give one to charity. It blocks histamine.",
        "Price from $5 to $9 is what others ask.",
        "Prices from 1990 no longer hold.",
        "From 12 years on.",
        "Prices in pharmacies differ widely.",
        "Prices in Europe are higher than here.",
        "Form: swallow it whole with a glass of water.",
    ],
)
def test_prose_that_only_starts_like_a_fact_stays_where_it_stands(prose):
    above = read(with_top_lines(prose))
    below = read(page_text(table(ROW), below=f"\n{prose}\n{BELOW}"))
    inside = read(with_sections(f"Storage\n\nDry.\n\n{prose}\n"))

    assert above.summary.endswith(f"brings a fever down. {prose}")
    assert below.introduction.startswith(prose)
    assert inside.sections[0].body == f"Dry.\n\n{prose}"
    assert not [page for page in (above, below, inside) if page.also_known_as or page.form]


def test_synonyms_need_their_colon_below_the_tables():
    page = read(page_text(table(ROW), below="\nIt blocks pain.\nSynonyms Advil\n"))

    assert (page.also_known_as, page.introduction) == ("", "It blocks pain.\nSynonyms Advil")
    assert read(with_top_lines("Synonyms Advil, Brufen")).also_known_as == "Advil, Brufen"


@pytest.mark.parametrize(
    "words",
    [
        "Synonyms: Zyrtec, Reactine",
        "**Synonyms:** Zyrtec; Reactine.",
        "Synonyms\n\n- Zyrtec\n- Reactine",
        "## Synonyms\n\n• Zyrtec\n\n• Reactine",
        "Also known as:\nZyrtec\nReactine",
    ],
)
def test_synonyms_may_stand_anywhere_and_one_below_the_other(words):
    above = read(with_top_lines(words))
    below = read(page_text(table(ROW), below=f"\n{words}\n{BELOW}"))
    last = read(with_sections(f"Storage\n\nDry.\n\n{words}\n"))

    assert [page.also_known_as for page in (above, below, last)] == ["Zyrtec, Reactine"] * 3
    assert above.summary == "Ibuprofen takes away pain and brings a fever down."
    assert below.introduction == "It blocks the making of messengers that carry pain."
    assert kinds(last) == [("storage", "Storage")]
    assert last.sections[0].body == "Dry."


def test_synonyms_end_where_prose_or_another_part_begins():
    page = read(
        with_top_lines("Synonyms:\nAdvil\nBrufen\nThey all hold the same.", "", "Synonyms:")
    )

    assert page.also_known_as == "Advil, Brufen"
    assert page.summary.endswith("down. They all hold the same. Synonyms:")


@pytest.mark.parametrize("next_fact", ["Price from0.20 $", "Pharmacy only", "Form: Tablets"])
def test_synonyms_end_where_another_fact_begins(next_fact):
    page = read(with_top_lines(f"Synonyms\nAdvil\nBrufen\n{next_fact}"))

    assert page.also_known_as == "Advil, Brufen"
    assert page.summary == "Ibuprofen takes away pain and brings a fever down."


def test_a_section_on_synonyms_stays_one():
    page = read(with_sections("Synonyms\n\nIt has been sold under many names.\n"))

    assert (page.also_known_as, kinds(page)) == ("", [("other", "Synonyms")])


def test_what_a_monograph_says_of_form_and_substance_is_its_text():
    features = "Group: painkillers.\nActive ingredient: ibuprofen\nForm: Tablets"
    page = read(with_sections(f"Features\n\n{features}\n"))

    assert (page.form, page.generic_name) == ("", "")
    assert page.sections[0].body == features


@pytest.mark.parametrize(
    "words", ["Price from0.20 $", "Prices start from: $0.20", "From 20¢ per pill", "from $6.00"]
)
def test_a_price_from_may_stand_anywhere_and_is_checked(words):
    above = read(with_top_lines(words))
    last = read(with_sections(f"Storage\n\nDry.\n\n{words}\n"))

    assert above.summary == "Ibuprofen takes away pain and brings a fever down."
    assert last.sections[0].body == "Dry."
    wrong = with_sections(f"Storage\n\nDry.\n\n{words.replace('2', '3').replace('6', '7')}\n")
    assert [finding.line for finding in read(wrong).findings if "Price from" in finding.message]


@pytest.mark.parametrize(
    "words",
    ["All prices are in US dollars.", "Prices in USD", "Currency: US dollars", "Prices in $"],
)
def test_a_page_may_say_that_it_is_in_the_shops_currency(words):
    page = read(with_top_lines(words))

    assert page.summary == "Ibuprofen takes away pain and brings a fever down."


@pytest.mark.parametrize(
    "words", ["All prices are in Canadian dollars.", "Prices in euros", "Currency: pounds sterling"]
)
def test_another_currency_is_refused_by_its_name(words):
    with pytest.raises(PageError, match="another currency: this shop sells in USD") as refusal:
        read(with_top_lines(words))
    assert refusal.value.line == 7
