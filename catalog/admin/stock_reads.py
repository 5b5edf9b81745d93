"""Reads what the page of one dosage's stock shows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.admin.tags import tag
from catalog.lots.expiry import has_expired, urgency
from catalog.lots.models import Lot
from catalog.models import Dosage
from catalog.money import MINUS
from catalog.people import name_of

MOVEMENTS_SHOWN = LOTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot as the page lists it; `standing` "" where nothing is to be said."""

    number: str
    expires: str
    units: str
    standing: SafeString | str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A stock movement as the page lists it."""

    at: datetime
    units: str
    lot: str
    reason: str
    who: str


def lots_to_choose(dosage: Dosage) -> QuerySet[Lot]:
    """What can be corrected or withdrawn: the first to expire first."""
    return dosage.lots.in_the_pool().filter(units__gt=0).first_expired_first()


def lot_rows(dosage: Dosage, today: date) -> list[LotRow]:
    """What lies on the shelf, and what has to be taken off it: at most LOTS_SHOWN of each."""
    found = [*lots_to_choose(dosage)[:LOTS_SHOWN], *dosage.lots.taken_off()[:LOTS_SHOWN]]
    return [
        LotRow(
            lot.number,
            date_format(lot.expires_on, "j M Y") if lot.expires_on else _("not recorded"),
            f"{lot.units:,}",
            lot_tag(lot, today),
        )
        for lot in found
    ]


def lot_tag(lot: Lot, today: date) -> SafeString | str:
    """Whether a lot may be given out, and how long still where that is not long."""
    if lot.withdrawn_at:
        words = _("Withdrawn: %(why)s")
        return tag(words % {"why": lot.get_withdrawn_because_display()}, "stop")
    if has_expired(lot.expires_on, today):
        return tag(_("Expired"), "stop")
    state = urgency(lot.expires_on, today)
    if not state:
        return ""
    return tag(_("%(days)s days left") % {"days": (lot.expires_on - today).days}, state)


def latest_movements(dosage: Dosage) -> list[MovementRow]:
    """The newest first, at most MOVEMENTS_SHOWN."""
    return [
        MovementRow(
            movement.at,
            f"{movement.units:+,}".replace("-", MINUS),
            movement.lot.number if movement.lot else "",
            movement.reason,
            name_of(movement.by),
        )
        for movement in dosage.movements.select_related("by", "lot")[:MOVEMENTS_SHOWN]
    ]


def numbers(dosage: Dosage) -> dict[str, str]:
    """The pool's units as written on its tiles; "short" is "" where it is short of none."""
    return {
        "free": f"{dosage.units_free:,}",
        "reserved": f"{dosage.units_reserved:,}",
        "on_hand": f"{dosage.units_in_lots:,}",
        "short": f"{dosage.units_short:,}" if dosage.units_short else "",
    }
