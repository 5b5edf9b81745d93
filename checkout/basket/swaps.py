"""Where a cart could have the same units for less: "1 pack of 120 instead of 2 of 60"."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.legal_class import STRICTNESS
from catalog.money import price
from catalog.pack_advisor import MOST_UNITS, PackSet, cheaper_set
from catalog.units import Unit, count
from checkout.basket.cart import Cart, CartLine, PackOnSale


@dataclass(frozen=True, slots=True)
class Swap:
    """Packs of one dosage for others with the same units; told at the last line of the dosage.

    `out` has what a cart then has left of each pack that goes, `into` what comes, by pack id.
    """

    dosage_id: int
    told_at: int
    out: dict[int, int]
    into: dict[int, int]
    saving: Decimal
    words: str


def swaps(cart: Cart) -> list[Swap]:
    """At most one for each dosage in the cart, in the order of its lines."""
    by_dosage = sorted(cart.lines, key=attrgetter("dosage_id"))
    found = [
        _swap(list(lines), [pack for pack in cart.on_sale if pack.dosage_id == dosage_id])
        for dosage_id, lines in groupby(by_dosage, key=attrgetter("dosage_id"))
    ]
    return [swap for swap in found if swap]


def _swap(lines: list[CartLine], on_sale: list[PackOnSale]) -> Swap | None:
    # A pack that may not be sold, or is another one by now, has a problem of its own to solve.
    if any(not line.may_be_sold or line.is_another_pack for line in lines):
        return None
    if sum(line.units_total for line in lines) > MOST_UNITS:
        return None
    # Nobody is led from a free pack to one that a pharmacist has to agree to.
    strictest = max(STRICTNESS[line.legal_class] for line in lines)
    packs = {
        pack.offer.units: pack for pack in on_sale if STRICTNESS[pack.legal_class] <= strictest
    }
    in_cart = {line.offer.units: line.quantity for line in lines}
    best = cheaper_set([pack.offer for pack in packs.values()], in_cart)
    return _told(lines, packs, best) if best else None


def _told(lines: list[CartLine], packs: dict[int, PackOnSale], best: PackSet) -> Swap:
    wanted = {offer.units: number for offer, number in best.packs}
    has = {line.offer.units: line.quantity for line in lines}
    gone = {units: number - wanted.get(units, 0) for units, number in has.items()}
    come = {units: number - has.get(units, 0) for units, number in wanted.items()}
    saving = sum((line.total for line in lines), -best.price)
    unit = lines[0].unit
    facts = {"into": _named(unit, come), "out": _named(unit, gone), "saving": price(saving)}
    return Swap(
        dosage_id=lines[0].dosage_id,
        told_at=lines[-1].pack_id,
        out={
            line.pack_id: wanted.get(line.offer.units, 0)
            for line in lines
            if gone[line.offer.units] > 0
        },
        into={packs[units].pack_id: number for units, number in come.items() if number > 0},
        saving=saving,
        words=_("%(into)s instead of %(out)s saves %(saving)s.") % facts,
    )


def _named(unit: Unit, numbers: dict[int, int]) -> str:
    """As in "1 pack of 120 pills and 2 packs of 60 pills"; what is not above 0 is left out."""
    named = []
    for units, number in numbers.items():
        if number > 0:
            words = ngettext("%(packs)s pack of %(units)s", "%(packs)s packs of %(units)s", number)
            named.append(words % {"packs": number, "units": count(unit, units)})
    return get_text_list(named, _("and"))
