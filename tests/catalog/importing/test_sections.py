"""The headings of a page, and what stands below them."""

import pytest

from tests.catalog.importing.writing import ROW, kinds, page_text, read, table, with_sections


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Features", "features"),
        ("FEATURE", "features"),
        ("Benefit", "benefits"),
        ("Common uses", "common_use"),
        ("Dosage and directions", "dosage_and_direction"),
        ("Dosages & Direction", "dosage_and_direction"),
        ("precautions:", "precautions"),
        ("Contra-indication", "contraindications"),
        ("## Possible side effects", "possible_side_effects"),
        ("**Possible Side Effect(s)**", "possible_side_effects"),
        ("Drug Interactions", "drug_interactions"),
        ("Missed doses", "missed_dose"),
        ("overdoses", "overdose"),
        ("Storage", "storage"),
        ("Disclaimers", "disclaimer"),
        ("Review", "clinical_evidence"),
    ],
)
def test_headings_are_known_in_singular_and_plural_and_any_case(heading, kind):
    page = read(with_sections(f"{heading}\nSome text.\n"))

    assert [section.kind for section in page.sections] == [kind]
    assert not [finding for finding in page.findings if "heading" in finding.message]


@pytest.mark.parametrize(
    "heading", ["Pregnancy", "Pregnancy:", "# Pregnancy", "**Pregnancy**", "## pregnancy ##"]
)
def test_an_unknown_heading_is_kept_as_other_and_reported(heading):
    page = read(with_sections(f"{heading}\n\nAsk first.\n\nStorage\n\nDry.\n"))

    assert [kind for kind, _ in kinds(page)] == ["other", "storage"]
    assert page.sections[0].title.casefold() == "pregnancy"
    assert page.sections[0].body == "Ask first."
    (finding,) = [finding for finding in page.findings if "no heading known" in finding.message]
    assert (finding.line, finding.level) == (page.sections[0].line, "warning")


@pytest.mark.parametrize(
    "question",
    [
        "What if I miss a dose?",
        "**Who should not take it?**",
        "### Is it safe?",
        "What if I miss a dose?\nTake it soon.\n\nMay I drive?",
    ],
)
def test_a_question_that_stands_alone_is_a_heading_too(question):
    page = read(with_sections(f"Storage\n\nDry.\n\n{question}\n\nAsk us.\n"))

    titles = [line.strip("#* ") for line in question.split("\n") if line.endswith(("?", "?**"))]
    assert kinds(page) == [("storage", "Storage"), *(("other", title) for title in titles)]
    assert page.sections[0].body == "Dry."
    reported = [finding.line for finding in page.findings if "no heading known" in finding.message]
    assert reported == [section.line for section in page.sections[1:]]


def test_a_question_below_the_introduction_is_no_part_of_it():
    page = read(with_sections("What is Cetirizine?\n\nIt blocks histamine.\n"))

    assert page.introduction == "An introduction of one sentence."
    assert kinds(page) == [("other", "What is Cetirizine?")]


def test_two_unknown_headings_are_two_sections():
    page = read(with_sections("Pregnancy\n\nAsk.\n\nDriving\n\nNot at first.\n"))

    assert kinds(page) == [("other", "Pregnancy"), ("other", "Driving")]


@pytest.mark.parametrize(
    "text",
    [
        "It is kept for cases where nothing else has worked, as doctors say",
        "Ask first.",
        "Tell us about:\n\n- asthma\n- ulcers",
        "take with food",
        "1 tablet a day",
        "Feeling dizzy? Lie\ndown, and wait.",
        "Lie down.\nDizzy or faint?",
        "• Do you have asthma?\n• Do you smoke?",
        "Do you take any other medicine, or have you taken one this month?",
    ],
)
def test_what_only_looks_like_a_heading_is_text(text):
    page = read(with_sections(f"Storage\n\nDry.\n\n{text}\n\nOf old.\n"))

    assert kinds(page) == [("storage", "Storage")]
    assert page.sections[0].body.startswith("Dry.\n\n")


def test_paragraphs_and_bullets_of_every_sort_become_markdown():
    text = "First\nparagraph.\n\nSecond.\n\n  • one\n* two\n– three\n\n- four\n\nEnd.\n"
    page = read(with_sections(f"Features\n\n{text}"))

    assert page.sections[0].body == (
        "First\nparagraph.\n\nSecond.\n\n- one\n- two\n- three\n- four\n\nEnd."
    )


def test_a_bullet_of_numbers_is_no_stray_row():
    page = read(with_sections("Features\n\n• pH: 7.35-7.45\n• (30%)\n"))

    assert page.sections[0].body == "- pH: 7.35-7.45\n- (30%)"


def test_a_heading_without_text_is_left_out_and_said():
    page = read(with_sections("Features\n\nStorage\n\nDry.\n"))

    assert kinds(page) == [("storage", "Storage")]
    assert any('"Features" has no text' in finding.message for finding in page.findings)


def test_a_heading_named_introduction_is_none_of_its_own():
    page = read(page_text(table(ROW), below="\nDescription\n\nIt works.\n\nStorage\n\nDry.\n"))

    assert page.introduction == "It works."
    assert kinds(page) == [("storage", "Storage")]
