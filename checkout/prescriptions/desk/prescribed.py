"""What a prescription allows of one dosage, and whether an ordered line fits it. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.strengths import strength_text
from catalog.units import count
from checkout.prescriptions.records import Prescription


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A dosage of a recorded prescription; `used` are the units of orders that count."""

    prescription_id: int
    order_id: int
    prescriber: str
    registration: str
    issued_on: date
    valid_until: date
    verified: str
    verified_at: datetime | None
    original_received_at: datetime | None
    dosage_id: int
    dosage: str
    unit: str
    units: int
    repeats: int
    directions: str
    used: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Prescribed":
        """From a row of `reads.prescribed_to_the_person`, whose days and moments are texts."""
        values = dict(row)
        values["dosage"] = f"{values.pop('medicine')} {strength_text(values.pop('label'))}"
        for name in ("issued_on", "valid_until"):
            values[name] = date.fromisoformat(row[name])
        for name in ("verified_at", "original_received_at"):
            values[name] = datetime.fromisoformat(row[name]) if row[name] else None
        return cls(**values)

    @property
    def verified_words(self) -> str:
        """As in "By telephone"."""
        return capfirst(str(Prescription.Verified(self.verified).label))

    @property
    def left_words(self) -> str:
        """As in "90 of 180 pills left"."""
        reading = Reading(self.units, self.repeats, self.used)
        return _("%(left)s of %(allowed)s left") % {
            "left": reading.left,
            "allowed": count(self.unit, reading.allowed),
        }


@dataclass(frozen=True, slots=True)
class Says:
    """What stands beneath a line's name; `state` is "warn" where it does not fit."""

    words: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a prescription says of a dosage: units each time, repeats, and units used by others."""

    units: int
    repeats: int
    used: int = 0

    @property
    def allowed(self) -> int:
        """Units in all, every repeat included."""
        return self.units * (1 + self.repeats)

    @property
    def left(self) -> int:
        return max(self.allowed - self.used, 0)

    def says_of(self, ordered: int, unit: str) -> Says:
        """Whether so many units of a line fit."""
        values = {
            "prescribed": count(unit, self.units),
            "repeats": _repeats(self.repeats),
            "ordered": ordered,
            "left": self.left,
        }
        if ordered > self.left and self.used:
            words = _(
                "The prescription has %(left)s units left; %(ordered)s were ordered. Approve up to"
                " %(left)s, or replace the packs."
            )
        elif ordered > self.left:
            words = _(
                "The prescription says %(prescribed)s, %(repeats)s; %(ordered)s were ordered."
                " Approve up to %(left)s, or replace the packs."
            )
        elif ordered > self.units:
            words = _(
                "The prescription says %(prescribed)s each time, %(repeats)s; %(ordered)s were"
                " ordered at once."
            )
        else:
            words = _(
                "The prescription says %(prescribed)s, %(repeats)s. It fits what was ordered."
            )
            return Says(words % values)
        return Says(words % values, "warn")


def _repeats(repeats: int) -> str:
    if not repeats:
        return _("no repeats")
    return ngettext("%(n)s repeat", "%(n)s repeats", repeats) % {"n": repeats}
