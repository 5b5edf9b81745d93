"""What a cart may hold for the one person it is for: age, and how much of a medicine at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.units import count
from checkout.basket.cart import CartLine


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom a cart is for, as its rules see them.

    `bought` is what the same person has ordered within each medicine's own period, in units.
    """

    age: int
    bought: Mapping[int, int] = field(default_factory=dict)


def age_on(born_on: date, day: date) -> int:
    """In whole years; who was born on 29 February has a birthday on 1 March of other years."""
    had_no_birthday_yet = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - had_no_birthday_yet


def too_young(lines: Iterable[CartLine], age: int) -> Iterator[tuple[CartLine, str]]:
    """The last line of each medicine that somebody of this age may not have, and why."""
    for line, _units in by_medicine(lines):
        if line.minimum_age is not None and age < line.minimum_age:
            words = _("%(medicine)s is for people of %(age)s years and over only: take it out.")
            yield line, words % {"medicine": line.medicine_name, "age": line.minimum_age}


def over_the_period(
    lines: Iterable[CartLine], bought: Mapping[int, int]
) -> Iterator[tuple[CartLine, str]]:
    """The last line of each medicine of which one person would have too much, and why."""
    for line, wanted in by_medicine(lines):
        limit, before = line.max_units_per_period, bought.get(line.medicine_id, 0)
        if limit is not None and before + wanted > limit:
            yield line, _too_much(line, limit, before, wanted)


def by_medicine(lines: Iterable[CartLine]) -> Iterator[tuple[CartLine, int]]:
    """The last line of each medicine, with the units of all of them."""
    units: dict[int, tuple[CartLine, int]] = {}
    for line in lines:
        before = units.get(line.medicine_id, (line, 0))[1]
        units[line.medicine_id] = (line, before + line.units_total)
    yield from units.values()


def _too_much(line: CartLine, limit: int, before: int, wanted: int) -> str:
    most = ngettext(
        "One person gets at most %(limit)s of %(medicine)s a day:",
        "One person gets at most %(limit)s of %(medicine)s in %(days)s days:",
        line.period_days or 0,
    )
    asked = _("you asked for %(units)s.")
    if before:
        asked = _("you ordered %(before)s already, and now ask for %(units)s.")
    return f"{most} {asked}" % {
        "limit": count(line.unit, limit),
        "medicine": line.medicine_name,
        "days": line.period_days,
        "before": count(line.unit, before),
        "units": wanted,
    }
