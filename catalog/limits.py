"""What one order, and one person, may have of a medicine; said before anything is added."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.substances.rules import Contained
from catalog.substances.sizes import COUNTED
from catalog.units import Unit, count


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a medicine that counts in `unit`; None: there is no such limit.

    `per_period` is of one person in `period_days`, `minimum_age` in years.
    """

    unit: Unit
    per_order: int | None = None
    per_period: int | None = None
    period_days: int | None = None
    minimum_age: int | None = None
    substances: tuple[Contained, ...] = ()

    @property
    def most_units(self) -> int | None:
        """More than that nobody may order at once."""
        of_substances = [most for _, most in self._of_substances()]
        limits = [self.per_order, self.per_period, *of_substances]
        return min((limit for limit in limits if limit is not None), default=None)

    @property
    def sentences(self) -> list[str]:
        """Each limit, in words."""
        return [*self._of_an_order(), *self._of_a_person()]

    def _of_an_order(self) -> Iterator[str]:
        if self.per_order is not None:
            words = _("At most %(limit)s go into one order.")
            yield words % {"limit": count(self.unit, self.per_order)}
        for name, most in self._of_substances():
            words = _(
                "At most %(limit)s units of %(substance)s go into one order, over all medicines"
                " that contain it."
            )
            yield words % {"limit": most, "substance": name}

    def _of_a_person(self) -> Iterator[str]:
        if self.per_period is not None:
            words = ngettext(
                "One person gets at most %(limit)s a day.",
                "One person gets at most %(limit)s in %(days)s days.",
                self.period_days or 0,
            )
            facts = {"limit": count(self.unit, self.per_period), "days": self.period_days}
            yield words % facts
        if self.minimum_age:
            words = _("For people of %(age)s years and over only.")
            yield words % {"age": self.minimum_age}

    def _of_substances(self) -> Iterator[tuple[str, int]]:
        """The law counts pills and capsules, not bottles."""
        for one in self.substances if self.unit in COUNTED else ():
            if one.max_units_per_sale is not None:
                yield one.name, one.max_units_per_sale
