"""Invented medicines by their number: the same ones in every shop, however many are made."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from django.utils.text import slugify

PACKS = 12
# By form: what a pack counts, and sizes of packs, the smallest first.
FORMS = {
    "Tablets": ("tablet", (14, 28, 30, 56, 60, 84, 90, 100, 112, 120, 180, 360)),
    "Capsules": ("capsule", (10, 14, 20, 28, 30, 56, 60, 84, 90, 100, 120, 180)),
    "Inhaler": ("inhaler", tuple(range(1, PACKS + 1))),
    "Injection": ("vial", (1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 30)),
    "Spray": ("spray", tuple(range(1, PACKS + 1))),
    "Patches": ("patch", (2, 4, 5, 7, 8, 10, 14, 20, 28, 30, 60, 90)),
    "Suppositories": ("suppository", (5, 6, 10, 12, 14, 20, 24, 28, 30, 36, 48, 60)),
    "Lozenges": ("lozenge", (8, 10, 12, 16, 20, 24, 30, 36, 40, 48, 60, 72)),
    "Sachets": ("sachet", (5, 7, 10, 12, 14, 20, 24, 28, 30, 60, 90, 120)),
    **dict.fromkeys(("Cream", "Ointment", "Gel"), ("tube", tuple(range(1, PACKS + 1)))),
    **dict.fromkeys(
        ("Suspension", "Syrup", "Drops", "Solution", "Liquid", "Lotion"),
        ("bottle", tuple(range(1, PACKS + 1))),
    ),
}
STRENGTHS = ("1mg", "2.5mg", "5mg", "10mg", "20mg", "25mg", "40mg", "50mg", "100mg", "250mg")
RELEASES = ("", "", "retard", "forte", "mite", "junior", "plus", "direct")
AILMENTS = ("pain", "fever", "cramps", "infections", "allergies", "high blood pressure", "nausea")
SYLLABLES = ("ba", "cor", "dex", "fen", "lio", "mi", "nor", "pra", "sol", "tri", "vel", "zy")


@dataclass(frozen=True, slots=True)
class Substance:
    name: str
    needs_prescription: bool
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneratedPack:
    units: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class GeneratedDosage:
    label: str
    units_on_hand: int
    packs: tuple[GeneratedPack, ...]


@dataclass(frozen=True, slots=True)
class GeneratedMedicine:
    """`category` is one of as many as the shop has, by its place among them."""

    number: int
    name: str
    generic_name: str
    brand: str
    summary: str
    form: str
    unit: str
    legal_class: str
    category: int
    dosages: tuple[GeneratedDosage, ...]

    @property
    def code(self) -> str:
        return f"generated-{self.number}"

    @property
    def slug(self) -> str:
        """Of no other medicine, whatever else is sold."""
        return f"{slugify(self.name)[:200]}-{self.number}"


def generated(number: int) -> GeneratedMedicine:
    """The medicine of this number, from 0."""
    substances, draw = _substances(), Random(number)  # noqa: S311 - no secret
    first = substances[number % len(substances)]
    # The first of a substance are of it alone, later ones go with another.
    turn = number // len(substances)
    other = draw.choice(substances) if turn % 3 else None
    form = first.forms[turn % len(first.forms)]
    unit, sizes = FORMS[form]
    names = [first.name, *([other.name] if other else [])]
    release = RELEASES[turn % len(RELEASES)]
    return GeneratedMedicine(
        number=number,
        name=" ".join(filter(None, [" and ".join(names).capitalize(), release, form.lower()])),
        generic_name=", ".join(names),
        brand="".join(draw.choices(SYLLABLES, k=3)).capitalize(),
        summary=f"An invented medicine against {draw.choice(AILMENTS)}, to try the shop with.",
        form=form,
        unit=unit,
        legal_class=_legal_class(first, draw),
        category=draw.randrange(1000),
        dosages=tuple(_dosages(sizes, draw)),
    )


def _legal_class(substance: Substance, draw: Random) -> str:
    if substance.needs_prescription:
        return "POM"
    return draw.choice(("P", "GSL", "GSL"))


def _dosages(sizes: tuple[int, ...], draw: Random) -> Iterator[GeneratedDosage]:
    """One, two or three, which share the packs; of every twentieth there is nothing left."""
    number = draw.choice((1, 2, 3))
    first = draw.randrange(len(STRENGTHS) - number + 1)
    packs = PACKS // number
    for label in STRENGTHS[first : first + number]:
        rate = Decimal(draw.randrange(4, 400)) / 100
        on_hand = 0 if draw.random() < 0.05 else sizes[-1] * draw.randrange(1, 20)
        chosen = sizes[:packs]
        yield GeneratedDosage(
            label, on_hand, tuple(_pack(units, rate, place) for place, units in enumerate(chosen))
        )


def _pack(units: int, rate: Decimal, place: int) -> GeneratedPack:
    """Each size costs two hundredths less per unit than the one before."""
    price = rate * units * (100 - 2 * place) / 100
    return GeneratedPack(units, max(price.quantize(Decimal("0.01")), Decimal("0.05")))


@cache
def _substances() -> tuple[Substance, ...]:
    lines = (Path(__file__).parent / "substances.txt").read_text().splitlines()
    rows = (line.split("; ") for line in lines if not line.startswith("#"))
    return tuple(
        Substance(name, sold == "prescription", tuple(forms.split(", ")))
        for name, sold, forms in rows
    )
