"""Every write of lots: received, corrected, withdrawn, put back, taken for an order.

All begin with the dosage's pool, whose row is locked until the transaction ends; where there are
several, in primary-key order. What moved otherwise than by an order is written down.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog import stock
from catalog.lots.allocating import (
    Taken,
    Want,
    choice_problems,
    first_expired_first_out,
    missing_units,
)
from catalog.lots.expiry import expired_words, has_expired
from catalog.lots.models import Lot, StockMovement
from catalog.lots.numbers import as_lot_number
from catalog.models import Dosage
from catalog.units import count

Because = Lot.Because


class CannotMove(Exception):
    """Units cannot be moved so; nothing was changed. `field` names what has to be corrected."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotOnTheShelf(Exception):
    """What orders want is not there, or not in the lots that were chosen. Has `problems`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@transaction.atomic
def receive(
    dosage: Dosage,
    *,
    number: str,
    expires_on: date,
    units: int,
    reason: str,
    by: Any,
    now: datetime,
) -> Lot:
    """Units above 0 of a new lot, or more of one we have. Raises CannotMove.

    Where orders are short, what comes is theirs first.
    """
    if has_expired(expires_on, localdate(now)):
        raise CannotMove("expires_on", expired_words())
    stock.fill(dosage.pk, units)
    lot, _created = Lot.objects.get_or_create(
        dosage=dosage, number=as_lot_number(number), defaults={"expires_on": expires_on}
    )
    if lot.withdrawn_at:
        words = _("This lot was withdrawn (%(why)s): put nothing of it on the shelf.")
        raise CannotMove("number", words % {"why": lot.get_withdrawn_because_display()})
    if lot.expires_on != expires_on:
        _correct_expiry(lot, expires_on)
    _change(lot, units, reason=reason, by=by)
    return lot


@transaction.atomic
def correct(lot: Lot, units: int, *, reason: str, by: Any) -> None:
    """So many units more, below 0 fewer: what was counted. Raises CannotMove.

    What orders have reserved and is not there, the pool is short of.
    """
    lot = _locked(lot)
    if lot.withdrawn_at:
        words = _("Lot %(number)s is withdrawn: its units are not counted any more.")
        raise CannotMove("lot", words % {"number": lot.number})
    if lot.units + units < 0:
        words = _("Lot %(number)s has %(units)s: you can take out no more.")
        raise CannotMove("units", words % {"number": lot.number, "units": f"{lot.units:,}"})
    stock.fill(lot.dosage_id, units)
    _change(lot, units, reason=reason, by=by)


@transaction.atomic
def withdraw(lot: Lot, *, because: Because, reason: str, by: Any, now: datetime) -> None:
    """Give a lot to nobody from now on; what orders wait for and it held, the pool is short of.

    Raises CannotMove where it was withdrawn before.
    """
    lot = _locked(lot)
    if lot.withdrawn_at:
        words = _("Lot %(number)s is withdrawn already.")
        raise CannotMove("lot", words % {"number": lot.number})
    lot.withdrawn_at, lot.withdrawn_because = now, because
    lot.save(update_fields=["withdrawn_at", "withdrawn_because"])
    if lot.units:
        stock.fill(lot.dosage_id, -lot.units)
        _write_down(lot, -lot.units, reason=reason, by=by)


@transaction.atomic
def put_back(lot: Lot, *, reason: str, by: Any, now: datetime) -> None:
    """The withdrawal was a slip: what the lot holds is counted again. Raises CannotMove."""
    lot = _locked(lot)
    if not (lot.withdrawn_at and lot.units):
        words = _("Of lot %(number)s nothing is withdrawn.")
        raise CannotMove("lot", words % {"number": lot.number})
    if has_expired(lot.expires_on, localdate(now)):
        raise CannotMove("lot", expired_words())
    _write_down(lot, lot.units, reason=reason, by=by)
    lot.withdrawn_at, lot.withdrawn_because = None, ""
    lot.save(update_fields=["withdrawn_at", "withdrawn_because"])
    stock.fill(lot.dosage_id, lot.units)


def withdraw_next_expired(now: datetime) -> bool:
    """Withdraw one lot whose day has come; whether there was any."""
    lot = Lot.objects.expired(localdate(now)).first()
    if lot is None:
        return False
    # Somebody else may have been quicker.
    with suppress(CannotMove):
        withdraw(lot, because=Because.EXPIRED, reason=_("Expired"), by=None, now=now)
    return True


@transaction.atomic
def take(
    wants: Sequence[Want], *, today: date, chosen: Sequence[Taken] | None = None
) -> list[Taken]:
    """Take what orders have reserved out of lots, for good: as chosen, else first expired first.

    Raises NotOnTheShelf.
    """
    dosages = _locked_dosages({want.dosage_id for want in wants})
    shelf = Lot.objects.on_the_shelf(dosages, today)
    if missing := missing_units(wants, shelf):
        raise NotOnTheShelf(
            [
                missing_words(str(dosages[pk]), dosages[pk].medicine.unit, units)
                for pk, units in missing.items()
            ]
        )
    if chosen is None:
        chosen = first_expired_first_out(wants, shelf)
    elif problems := choice_problems(chosen, wants, shelf):
        raise NotOnTheShelf(list(problems.values()))
    _take_out(wants, chosen)
    return list(chosen)


def missing_words(dosage: str, unit: str, units: int) -> str:
    """Why nothing is taken: so many units of a dosage are not there."""
    words = _("%(dosage)s: %(units)s short on the shelf, receive more first.")
    return words % {"dosage": dosage, "units": count(unit, units)}


def _take_out(wants: Sequence[Want], taken: Sequence[Taken]) -> None:
    of_dosages: Counter[int] = Counter()
    for want in wants:
        of_dosages[want.dosage_id] += want.units
    stock.ship(of_dosages)
    of_lots: Counter[int] = Counter()
    for one in taken:
        of_lots[one.lot_id] += one.units
    for lot_id, units in sorted(of_lots.items()):
        Lot.objects.filter(pk=lot_id).update(units=F("units") - units)


def _locked_dosages(dosage_ids: set[int]) -> dict[int, Dosage]:
    locked = Dosage.objects.select_for_update(no_key=True, of=["self"]).select_related("medicine")
    return {dosage.pk: dosage for dosage in locked.filter(pk__in=dosage_ids).order_by("pk")}


def _locked(lot: Lot) -> Lot:
    """The lot as it is now; its dosage is nobody else's until the transaction ends."""
    _locked_dosages({lot.dosage_id})
    return Lot.objects.get(pk=lot.pk)


def _change(lot: Lot, units: int, *, reason: str, by: Any) -> None:
    Lot.objects.filter(pk=lot.pk).update(units=F("units") + units)
    _write_down(lot, units, reason=reason, by=by)


def _write_down(lot: Lot, units: int, *, reason: str, by: Any) -> None:
    StockMovement.objects.create(
        dosage_id=lot.dosage_id, lot=lot, units=units, reason=reason, by=by
    )


def _correct_expiry(lot: Lot, expires_on: date) -> None:
    """Of a lot that was emptied, so that a slip can be put right. Raises CannotMove."""
    if lot.units or lot.expires_on is None:
        words = _("We have lot %(number)s with another expiry, %(day)s: look at the box again.")
        day = lot.expires_on.isoformat() if lot.expires_on else _("not recorded")
        raise CannotMove("expires_on", words % {"number": lot.number, "day": day})
    lot.expires_on = expires_on
    lot.save(update_fields=["expires_on"])
