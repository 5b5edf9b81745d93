"""The words of the demo's pages: the file's own, or facts of the directory and nothing else."""

import re

from catalog.demo.content import DemoMedicine, DemoSection
from catalog.demo.source import ROUTES, NdcRow
from catalog.strengths import NO_BREAK_SPACE, strength_text

DISCLAIMER = """
This is a page of a demo. It repeats what the National Drug Code directory of the US Food and Drug \
Administration (April 2019) has on file and gives no advice on taking the medicine.

Prices, pack sizes, limits and stock are invented.
"""
BEFORE_A_UNIT = re.compile(r"(?<=\d) (?=(?:mg|micrograms|g|mL)\b)")


def sections_of(medicine: DemoMedicine, rows: tuple[NdcRow, ...]) -> tuple[DemoSection, ...]:
    """The medicine's own sections; where it has none, facts on file and a disclaimer."""
    if medicine.sections:
        return medicine.sections
    return (
        DemoSection("features", facts_on_file(medicine, rows)),
        DemoSection("disclaimer", DISCLAIMER),
    )


def facts_on_file(medicine: DemoMedicine, rows: tuple[NdcRow, ...]) -> str:
    """A Markdown list of what the directory says of a medicine."""
    of_form = [row for row in rows if row.is_of_form(medicine.form)]
    strengths = ", ".join(strength_text(dosage.label) for dosage in medicine.dosages)
    facts = {
        "Generic name": medicine.generic_name,
        "Form": medicine.form.lower(),
        f"One {medicine.unit} holds": medicine.one_unit_holds,
        "Route": ", ".join(dict.fromkeys(ROUTES[row.routename] for row in of_form)),
        "Strengths on file": strengths,
        "Pharmacologic class on file": ", ".join(classes_of(rows)) or "none",
        "National Drug Codes": ", ".join(row.productndc for row in of_form),
    }
    return "\n".join(f"- **{name}:** {fact}" for name, fact in facts.items() if fact)


def classes_of(rows: tuple[NdcRow, ...]) -> list[str]:
    """The classes on file, each once."""
    return list(dict.fromkeys(name for row in rows for name in row.classes))


def unbroken(text: str) -> str:
    """The text without blank ends, each number kept on one line with its unit."""
    return BEFORE_A_UNIT.sub(NO_BREAK_SPACE, text.strip())
