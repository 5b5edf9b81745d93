"""The demo's categories and medicines, as values read from the TOML files beside this one."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.text import slugify

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DemoCategory:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoPack:
    """A number of units at a price; `legal_class` only where it is stricter than the medicine's."""

    units: int
    price: Decimal
    legal_class: str = ""


@dataclass(frozen=True, slots=True)
class DemoDosage:
    label: str
    units_on_hand: int
    packs: tuple[DemoPack, ...]


@dataclass(frozen=True, slots=True)
class DemoSection:
    """A section of the monograph; `body` is Markdown."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMedicine:
    name: str
    generic_name: str
    headline: str
    summary: str
    form: str
    unit: str
    legal_class: str
    dosages: tuple[DemoDosage, ...]
    categories: tuple[str, ...]
    also_known_as: tuple[str, ...] = ()
    one_unit_holds: str = ""
    max_units_per_order: int | None = None
    minimum_age: int | None = None
    check_note: str = ""
    introduction: str = ""
    sections: tuple[DemoSection, ...] = ()

    @property
    def slug(self) -> str:
        return slugify(self.name)


def categories() -> tuple[DemoCategory, ...]:
    """In the order of the shop's lists."""
    return tuple(DemoCategory(**row) for row in _read(FOLDER / "categories.toml")["categories"])


def medicines() -> tuple[DemoMedicine, ...]:
    """By name."""
    return tuple(sorted(_medicines(), key=lambda medicine: medicine.name))


def _medicines() -> Iterator[DemoMedicine]:
    for path in (FOLDER / "medicines").glob("*.toml"):
        file = _read(path)
        for row in file["medicines"]:
            yield _medicine(row, file["category"])


def _medicine(row: dict[str, Any], category: str) -> DemoMedicine:
    also_in = row.pop("also_in", [])
    row["categories"] = (category, *also_in)
    row["also_known_as"] = tuple(row.get("also_known_as", []))
    row["dosages"] = tuple(_dosage(dosage) for dosage in row["dosages"])
    row["sections"] = tuple(DemoSection(**section) for section in row.get("sections", []))
    return DemoMedicine(**row)


def _dosage(row: dict[str, Any]) -> DemoDosage:
    return DemoDosage(
        label=row["label"],
        units_on_hand=row["units_on_hand"],
        packs=tuple(DemoPack(*pack) for pack in row["packs"]),
    )


def _read(path: Path) -> dict[str, Any]:
    """Prices come back exact: 52.00 is Decimal("52.00")."""
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)
