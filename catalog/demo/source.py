"""The rows of the National Drug Code directory the demo rests on (SOURCE.md)."""

import csv
import re
from dataclasses import dataclass
from functools import cache

from catalog.demo.content import FOLDER

# The directory's dosage forms behind each of ours.
FORMS = {
    "Capsules": {"CAPSULE"},
    "Chewable tablets": {"TABLET, CHEWABLE"},
    "Cream": {"CREAM"},
    "Extended-release tablets": {"TABLET, EXTENDED RELEASE"},
    "Gel": {"GEL"},
    "Inhaler": {"AEROSOL, METERED"},
    "Oral suspension": {"SUSPENSION"},
    "Patches": {"PATCH"},
    "Solution for the skin": {"SOLUTION"},
    "Tablets": {"TABLET", "TABLET, FILM COATED"},
}
ROUTES = {
    "ORAL": "by mouth",
    "RESPIRATORY (INHALATION)": "breathed in",
    "TOPICAL": "on the skin",
    "TRANSDERMAL": "through the skin",
}
ESTABLISHED_CLASS = re.compile(r"([^,\]]+) \[EPC\]")


@dataclass(frozen=True, slots=True)
class NdcRow:
    """One row of the extract: the directory's columns, under its own names."""

    medicine: str
    productndc: str
    producttypename: str
    marketingcategoryname: str
    nonproprietaryname: str
    proprietaryname: str
    dosageformname: str
    routename: str
    substancename: str
    active_numerator_strength: str
    active_ingred_unit: str
    pharm_classes: str
    deaschedule: str
    packages: str

    @property
    def classes(self) -> list[str]:
        """The established pharmacologic classes (EPC)."""
        return ESTABLISHED_CLASS.findall(self.pharm_classes)

    @property
    def needs_prescription(self) -> bool:
        return self.producttypename == "HUMAN PRESCRIPTION DRUG"

    def is_of_form(self, form: str) -> bool:
        """Whether the row is of one of the shop's forms, such as "Tablets"."""
        return self.dosageformname in FORMS[form]


@cache
def ndc_rows() -> tuple[NdcRow, ...]:
    with (FOLDER / "ndc_extract.csv").open(newline="", encoding="utf-8") as file:
        return tuple(NdcRow(**row) for row in csv.DictReader(file))


def rows_of(medicine_slug: str) -> tuple[NdcRow, ...]:
    return tuple(row for row in ndc_rows() if row.medicine == medicine_slug)


@cache
def scheduled_substances() -> frozenset[str]:
    """Substances and combinations ("ACETAMINOPHEN; CODEINE PHOSPHATE") the DEA schedules."""
    text = (FOLDER / "scheduled_substances.txt").read_text(encoding="utf-8")
    return frozenset(text.splitlines())
