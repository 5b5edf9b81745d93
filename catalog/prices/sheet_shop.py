"""What the shop sells, as a price sheet names it: by medicine, dosage and units."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.prices.sheet_cells import name_key
from catalog.strengths import strength_key, strength_text
from catalog.units import UnitWords

# No page of a dosage with more answers in time, nor can it be sent back.
MOST_PACKS = 100
# A list of more says nothing.
MOST_NAMED = 12
PACK = "dosages__packs"
COLUMNS = (
    *("pk", "title", "unit"),
    *("dosages__pk", "dosages__label"),
    *(f"{PACK}__units", f"{PACK}__pk", f"{PACK}__stockrecords__price"),
)
# A sheet says the same for many rows, one after the other.
key_of_name = lru_cache(maxsize=100)(name_key)
key_of_strength = lru_cache(maxsize=1000)(strength_key)


@dataclass(slots=True)
class PackThere:
    """A pack the shop has, on sale or not."""

    pack_id: int
    price: Decimal


@dataclass(slots=True)
class DosageThere:
    """A dosage with its packs by units."""

    dosage_id: int
    text: str
    packs: dict[int, PackThere] = field(default_factory=dict)
    new_packs: int = 0

    def takes_one_more(self) -> bool:
        """Whether there is room for a new pack, which is counted then."""
        self.new_packs += 1
        return len(self.packs) + self.new_packs <= MOST_PACKS


@dataclass(slots=True)
class MedicineThere:
    """A medicine with its dosages by key."""

    title: str
    unit: str
    dosages: dict[str, DosageThere] = field(default_factory=dict)

    @property
    def unit_words(self) -> UnitWords:
        return UnitWords.of(self.unit)


class Shop:
    """Every medicine with its packs: of one moment, since it is read by one query."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[MedicineThere]] = defaultdict(list)
        medicines: dict[int, MedicineThere] = {}
        dosages: dict[int, DosageThere] = {}
        for medicine, dosage, pack in _everything():
            pk, title, unit = medicine
            if pk not in medicines:
                medicines[pk] = MedicineThere(title, unit)
                self._by_name[name_key(title)].append(medicines[pk])
            dosage_id, label = dosage
            if dosage_id is not None and dosage_id not in dosages:
                dosages[dosage_id] = DosageThere(dosage_id, strength_text(label))
                medicines[pk].dosages[strength_key(label)] = dosages[dosage_id]
            units, pack_id, price = pack
            if price is not None:
                dosages[dosage_id].packs[units] = PackThere(pack_id, price)

    def medicine(self, name: str) -> MedicineThere:
        """Raises ValueError with what to do."""
        if not name:
            raise ValueError(_("Enter the name of a medicine."))
        found = self._by_name.get(key_of_name(name), ())
        if not found:
            raise ValueError(_("There is no medicine of this name."))
        if len(found) > 1:
            words = _("%s medicines have this name: change their prices on their own pages.")
            raise ValueError(words % len(found))
        return found[0]

    def dosage(self, medicine: MedicineThere, text: str) -> DosageThere:
        """Raises ValueError with the dosages there are."""
        found = medicine.dosages.get(key_of_strength(text))
        if found is None:
            facts = {"medicine": medicine.title, "dosages": _listed(_texts(medicine))}
            if not medicine.dosages:
                raise ValueError(_("%(medicine)s has no dosage yet.") % facts)
            raise ValueError(_("%(medicine)s has %(dosages)s.") % facts)
        return found

    def sold_as(self, medicine: MedicineThere, dosage: DosageThere) -> str:
        """As in "Salbutamol 100 micrograms is sold as 1, 2 and 3 inhalers."; "" for no pack."""
        sizes = sorted(dosage.packs)
        if not sizes:
            return ""
        unit = medicine.unit_words
        named = _listed([f"{size:,}" for size in sizes])
        return _("%(medicine)s %(dosage)s is sold as %(sizes)s %(units)s.") % {
            "medicine": medicine.title,
            "dosage": dosage.text,
            "sizes": named,
            "units": unit.one if sizes == [1] else unit.many,
        }


def _everything() -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]]:
    """Of each pack its medicine, dosage and itself; None for what there is not."""
    medicines = Product.objects.medicines().order_by("pk", "dosages__position", "dosages__pk")
    for row in medicines.values_list(*COLUMNS).iterator():
        yield row[:3], row[3:5], row[5:]


def _texts(medicine: MedicineThere) -> list[str]:
    return [dosage.text for dosage in medicine.dosages.values()]


def _listed(names: Iterable[str]) -> str:
    """As in "1, 2 and 3"."""
    names = list(names)
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], "…"]
    return get_text_list(names, _("and"))
