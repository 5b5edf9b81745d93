"""The words of a demo page that has no text of its own."""

from catalog.demo.content import DemoMedicine, medicines
from catalog.demo.source import rows_of
from catalog.demo.texts import facts_on_file, sections_of, unbroken


def a_medicine_at(slug: str) -> DemoMedicine:
    return next(medicine for medicine in medicines() if medicine.slug == slug)


def test_a_page_without_text_of_its_own_lists_facts_on_file_and_says_it_is_a_demo():
    augmentin = a_medicine_at("amoxicillin-and-clavulanate")

    features, disclaimer = sections_of(augmentin, rows_of(augmentin.slug))

    assert (features.kind, disclaimer.kind) == ("features", "disclaimer")
    assert features.body.splitlines()[:5] == [
        "- **Generic name:** amoxicillin and clavulanate potassium",
        "- **Form:** tablets",
        "- **Route:** by mouth",
        "- **Strengths on file:** 250\u00a0mg\u00a0/ 125\u00a0mg, 500\u00a0mg\u00a0/ 125\u00a0mg, "
        "875\u00a0mg\u00a0/ 125\u00a0mg",
        "- **Pharmacologic class on file:** Penicillin-class Antibacterial, "
        "beta Lactamase Inhibitor",
    ]
    assert "demo" in disclaimer.body


def test_a_class_found_under_another_form_adds_no_product_code():
    cetirizine = a_medicine_at("cetirizine")
    rows = rows_of("cetirizine")
    [syrup] = [row for row in rows if row.dosageformname == "SYRUP"]

    facts = facts_on_file(cetirizine, rows)

    assert "Histamine-1 Receptor Antagonist" in facts
    assert syrup.productndc not in facts


def test_a_number_stays_on_one_line_with_its_unit():
    text = unbroken("\n5 mg three times, 25-100 micrograms, 50 mL/min, 12 months\n")
    assert text == ("5\u00a0mg three times, 25-100\u00a0micrograms, 50\u00a0mL/min, 12 months")
