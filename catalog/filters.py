"""How a list of medicines is narrowed: what a shopper chose, and what each choice would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Prescription(TextChoices):
    NEEDED = "needed", _("Needed")
    NOT_NEEDED = "not-needed", _("Not needed")


class Sort(TextChoices):
    MATCH = "match", _("Best match")
    NAME = "name", _("Name")
    PRICE = "price", _("Price per unit")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a medicine has to be to stay in a list. Nothing chosen of a kind: all of them stay.

    `least` and `most` bound the price per unit, as shown; a medicine without one is outside.
    """

    forms: frozenset[str] = frozenset()
    prescription: frozenset[str] = frozenset()
    in_stock: bool = False
    least: Decimal | None = None
    most: Decimal | None = None

    def takes(self, unit_price: Decimal | None) -> bool:
        """Whether a price per unit is within the bounds; without bounds any is, and none."""
        if self.least is None and self.most is None:
            return True
        if unit_price is None:
            return False
        above = self.least is None or unit_price >= self.least
        return above and (self.most is None or unit_price <= self.most)

    def of_forms(self, known: Iterable[str]) -> "Filter":
        """Without the forms the list knows nothing of."""
        return replace(self, forms=self.forms.intersection(known))

    def __bool__(self) -> bool:
        return self != Filter()


@dataclass(frozen=True, slots=True)
class Group:
    """How many medicines of a list are alike in all that it is narrowed by."""

    form: str
    needs_prescription: bool
    unit_price: Decimal | None  # as shown; None where none is
    in_stock: bool  # somebody can buy some of it today
    medicines: int

    @property
    def prescription(self) -> Prescription:
        return Prescription.NEEDED if self.needs_prescription else Prescription.NOT_NEEDED


# By the kind of choice: whether a group stays.
TESTS: Mapping[str, Callable[[Filter, Group], bool]] = {
    "form": lambda chosen, group: not chosen.forms or group.form in chosen.forms,
    "prescription": lambda chosen, group: (
        not chosen.prescription or group.prescription in chosen.prescription
    ),
    "stock": lambda chosen, group: group.in_stock or not chosen.in_stock,
    "price": lambda chosen, group: chosen.takes(group.unit_price),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many medicines a list holds, how many stay, and what each choice would show.

    Of each choice: given all that is chosen of the other kinds; None of too many to be counted.
    """

    medicines: int
    staying: int
    forms: Mapping[str, int | None]
    prescription: Mapping[Prescription, int | None]
    in_stock: int | None
    is_cut: bool = False  # more stay than were counted


def counted(
    groups: Iterable[Group], chosen: Filter, whole: Iterable[Group] | None = None
) -> Counts:
    """The forms that most medicines of the list have come first, whatever is chosen.

    `groups` are those of the `whole` list, or what its bounds of the price leave of them.
    """
    groups = list(groups)
    known: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    prescription: Counter[str] = Counter()
    for group in groups if whole is None else whole:
        known[group.form] += group.medicines
    for group in groups:
        forms[group.form] += _left(group, chosen, "form")
        prescription[group.prescription] += _left(group, chosen, "prescription")
    in_order = sorted(filter(None, known), key=lambda form: (-known[form], form))
    return Counts(
        medicines=known.total(),
        staying=sum(_left(group, chosen) for group in groups),
        forms={form: forms[form] for form in in_order},
        prescription={choice: prescription[choice] for choice in Prescription},
        in_stock=sum(_left(group, chosen, "stock") for group in groups if group.in_stock),
    )


def _left(group: Group, chosen: Filter, but: str = "") -> int:
    """How many of a group stay, whatever is chosen of one kind."""
    return group.medicines if stays(group, chosen, but) else 0


def stays(group: Group, chosen: Filter, but: str = "") -> bool:
    """Whether a filter lets a group stay, whatever is chosen of one kind."""
    return all(test(chosen, group) for kind, test in TESTS.items() if kind != but)
