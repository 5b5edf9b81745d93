"""Which legal class the size of a pack demands: market law about a substance, as plain values.

United Kingdom, paracetamol: a pack of up to 16 tablets or capsules is on general sale (Human
Medicines Regulations 2012, SI 2012/1916, schedule 15, paragraph 1), up to 32 a pharmacist sells it
and above that it needs a prescription, and at most 100 go to a person at one time (Prescription
Only Medicines (Human Use) Amendment Order 1997, SI 1997/2044, schedule 1). The law speaks of
tablets and capsules that do not effervesce, whatever their strength up to 500 mg.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.legal_class import STRICTNESS, LegalClass, stricter_of
from catalog.units import Unit

# What the law counts; bottles, tubes and sachets it measures in other ways.
COUNTED = (Unit.PILL, Unit.TABLET, Unit.CAPSULE)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Up to how many units a pack is sold so freely; None: the law sets no such size."""

    general_sale_up_to: int | None = None
    pharmacy_up_to: int | None = None

    def demand(self, units: int) -> LegalClass:
        """The laxest class a pack of so many units may have."""
        if self.pharmacy_up_to is not None and units > self.pharmacy_up_to:
            return LegalClass.POM
        if self.general_sale_up_to is not None and units > self.general_sale_up_to:
            return LegalClass.P
        return LegalClass.GSL


@dataclass(frozen=True, slots=True)
class PackLaw:
    """What a medicine's class, and the sizes of all its substances, make of its packs.

    `medicine_class` "" is of a medicine that has none yet: it demands nothing.
    """

    medicine_class: str
    sizes: Sequence[Sizes] = ()

    def own_class(self, own: str, units: int) -> str:
        """A pack's own class ("" for none), made stricter where its size demands it.

        Never laxer: a class somebody chose stays.
        """
        if not self.medicine_class:
            return own
        demands = [LegalClass(stricter_of(self.medicine_class, own))]
        demands += [size.demand(units) for size in self.sizes]
        strictest = max(demands, key=STRICTNESS.__getitem__)
        return own if strictest == demands[0] else strictest.value
