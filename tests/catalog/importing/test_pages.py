"""Whole pages in the owner's form, each in another notation, read into what they say."""

from decimal import Decimal

import pytest

from catalog.legal_class import LegalClass
from catalog.units import Unit
from tests.catalog.importing.writing import own_page


def packs(dosage):
    return [(row.units, str(row.price)) for row in dosage.rows]


def warnings(page):
    return [(finding.line, finding.message) for finding in page.findings]


def test_the_owners_page_gives_its_twelve_packs():
    page = own_page("baclofen.txt")

    assert [dosage.label for dosage in page.dosages] == ["10mg", "25mg"]
    assert packs(page.dosages[0]) == [
        (60, "52.00"),
        (90, "68.00"),
        (120, "85.00"),
        (180, "118.00"),
        (270, "168.00"),
        (360, "218.00"),
    ]
    assert packs(page.dosages[1]) == [
        (30, "101.00"),
        (60, "151.00"),
        (90, "200.00"),
        (120, "250.00"),
        (180, "349.00"),
        (270, "498.00"),
    ]
    assert page.unit == Unit.PILL


def test_the_owners_page_gives_its_texts():
    page = own_page("baclofen.txt")

    assert page.headline == "Calmer muscles when nerves keep them tense"
    assert page.name == "Baclofen"
    assert page.summary.startswith("Baclofen eases muscles")
    assert page.introduction.startswith("The medicine works in the spinal cord.")
    assert [section.kind for section in page.sections] == [
        "features",
        "benefits",
        "common_use",
        "dosage_and_direction",
        "precautions",
        "contraindications",
        "possible_side_effects",
        "drug_interactions",
        "missed_dose",
        "overdose",
        "storage",
        "disclaimer",
        "clinical_evidence",
    ]
    assert page.sections[0].body == (
        "- Group: muscle relaxants\n"
        "- Formula: C₁₀H₁₂ClNO₂\n"
        "- Comes as: tablets of two strengths (10mg, 20mg)"
    )


def test_the_owners_page_agrees_with_our_pricing_in_every_number():
    """Its only findings: the unnamed class, and 25 mg on sale beside a text of 10 and 20 mg."""
    page = own_page("baclofen.txt")

    assert [finding.line for finding in page.findings] == [1, 18]
    assert "prescription-only" in page.findings[0].message
    assert "25\u00a0mg is on sale" in page.findings[1].message
    assert page.check_note == (
        "25\u00a0mg is on sale, but the text describes 10\u00a0mg and 20\u00a0mg."
    )


def test_a_page_with_glued_cells_the_sign_behind_and_the_tables_last():
    page = own_page("salbutamol.txt")

    assert [dosage.label for dosage in page.dosages] == ["200mcg", "100mcg"]
    assert packs(page.dosages[0]) == [(1, "14.00"), (2, "26.00"), (3, "36.00"), (6, "66.00")]
    assert packs(page.dosages[1]) == [(6, "57.00"), (3, "31.20"), (1, "11.50")]
    assert [row.best for row in page.dosages[1].rows] == [True, False, False]
    assert page.unit == Unit.INHALER
    assert page.also_known_as == "Albuterol, Ventolin, Proventil"
    assert page.legal_class == LegalClass.POM
    assert page.introduction.startswith("It relaxes the muscle")
    assert [(section.kind, section.title) for section in page.sections] == [
        ("storage", "STORAGE"),
        ("possible_side_effects", "Side Effects"),
        ("other", "Cleaning the mouthpiece"),
        ("missed_dose", "Missed doses"),
        ("other", "Available strengths"),
    ]
    assert page.sections[1].body == (
        "- a fast heartbeat\n- shaking hands\nthat pass within the hour\n- headache"
    )
    assert "\n\n" in page.sections[2].body
    assert [line for line, _ in warnings(page)] == [22, 32], "the two headings nobody knows"


def test_a_page_of_markdown_tables_with_pipes_cents_and_columns_in_another_order():
    page = own_page("cetirizine.txt")

    assert page.headline == "Cetirizine against hay fever and hives"
    assert page.name == "Cetirizine"
    assert (page.generic_name, page.form) == ("cetirizine hydrochloride", "Tablets")
    assert page.legal_class == LegalClass.GSL
    assert page.unit == Unit.TABLET
    (dosage,) = page.dosages
    assert dosage.label == "10mg"
    assert packs(dosage) == [(30, "9.90"), (90, "24.30"), (180, "41.40"), (1000, "52.00")]
    assert [row.unit_price for row in dosage.rows] == [
        Decimal("0.33"),
        Decimal("0.27"),
        Decimal("0.23"),
        Decimal("0.052"),
    ]
    assert page.introduction.startswith("It blocks histamine")
    assert page.sections[0].body.startswith("- **Works within:** one hour\n")
    assert page.sections[1].body.startswith("1. Swallow one tablet with water.\n2. ")
    assert [line for line, _ in warnings(page)] == [29]


def test_a_page_from_another_system_with_tabs_thousands_and_cells_on_lines():
    """Byte order mark, CRLF, no-break spaces, an equal struck price, a table without a head."""
    page = own_page("omeprazole.txt")

    assert page.headline == "Less acid, less heartburn"
    assert (
        page.summary == "Omeprazole lowers the acid of the stomach. It helps a sore gullet to heal."
    )
    assert packs(page.dosages[0]) == [
        (28, "18.48"),
        (56, "33.60"),
        (84, "46.20"),
        (2016, "1034.21"),
    ]
    assert packs(page.dosages[1]) == [(14, "12.60"), (28, "22.40"), (98, "68.60")]
    assert [row.line for row in page.dosages[1].rows] == [17, 23, 29]
    assert page.unit == Unit.CAPSULE
    assert len(warnings(page)) == 1, "only the unnamed legal class"


def test_a_page_of_tubes_sold_over_the_counter():
    page = own_page("hydrocortisone.txt")

    assert page.legal_class == LegalClass.P
    assert page.unit == Unit.TUBE
    assert packs(page.dosages[0]) == [(1, "8.75"), (2, "15.80"), (4, "29.96")]
    assert [section.kind for section in page.sections] == ["precautions", "contraindications"]
    assert page.sections[0].body.endswith("than a week.\n\nWash your hands afterwards.")
    assert [(finding.line, finding.level) for finding in page.findings] == [
        (7, "note"),
        (25, "warning"),
    ]
    assert "continues the section of line 17" in page.findings[1].message


@pytest.mark.parametrize(
    "name", ["baclofen", "salbutamol", "cetirizine", "omeprazole", "hydrocortisone"]
)
def test_a_page_is_read_the_same_way_twice(name):
    assert own_page(f"{name}.txt") == own_page(f"{name}.txt")
