"""What a page calculates itself, compared with what our pricing makes of its packs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.utils.translation import gettext as _

from catalog.importing.facts import PriceFrom
from catalog.importing.page import Finding, PageDosage, PageRow
from catalog.pricing import PackOffer, price_table, rounded

# A list price that was converted from another currency is off by its rounding.
CONVERTED = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class Given:
    """Which kinds of numbers the page gives at all."""

    list_prices: bool
    best: bool


def differences(
    dosages: Sequence[PageDosage], prices_from: Sequence[PriceFrom]
) -> Iterator[Finding]:
    """A warning for each number of the page that is not ours, and for each oddly priced pack.

    A kind of number that the page gives nowhere (struck prices, say) is not missed in its rows.
    """
    rows = [row for dosage in dosages for row in dosage.rows]
    given = Given(
        list_prices=any(row.list_price not in (None, row.price) for row in rows),
        best=any(row.best for row in rows),
    )
    offers: list[PackOffer] = []
    for dosage in dosages:
        table = {offer.units: offer for offer in _offers(dosage)}
        offers += table.values()
        for row in dosage.rows:
            for message in _of_row(row, table[row.units], given):
                yield Finding(row.line, "warning", message)
    for stated in prices_from:
        if message := _price_from(stated, offers):
            yield Finding(stated.line, "warning", message)


def _offers(dosage: PageDosage) -> tuple[PackOffer, ...]:
    return price_table((row.units, row.price) for row in dosage.rows)


def _of_row(row: PageRow, offer: PackOffer, given: Given) -> Iterator[str]:
    yield from filter(
        None,
        (
            _unit_price(row, offer),
            _list_price(row, offer, given),
            _saving(row, offer),
            _best(row, offer, given),
            _dearer(row, offer),
        ),
    )


def _unit_price(row: PageRow, offer: PackOffer) -> str:
    if row.unit_price in (None, _to_the_places_of(row.unit_price, offer)):
        return ""
    return _("%(row)s the page's unit price is %(theirs)s, ours %(ours)s.") % {
        "row": _pack(row),
        "theirs": row.unit_price,
        "ours": offer.unit_price,
    }


def _list_price(row: PageRow, offer: PackOffer, given: Given) -> str:
    ours = offer.list_price
    struck = row.list_price if row.list_price != row.price else None
    if struck == ours or (struck is None and not given.list_prices):
        return ""
    if struck is None:
        return _("%(row)s the page strikes no price, ours is %(ours)s.") % {
            "row": _pack(row),
            "ours": ours,
        }
    words = _("%(row)s the page's list price is %(struck)s, ours %(ours)s.")
    if ours is None:
        words = _("%(row)s the page's list price is %(struck)s, ours is not shown.")
    said: str = words % {"row": _pack(row), "struck": struck, "ours": ours}
    if abs(struck - (ours or row.price)) <= CONVERTED:
        said += " " + _("A cent or three are as a conversion from another currency leaves them.")
    return said


def _saving(row: PageRow, offer: PackOffer) -> str:
    ours = offer.saving or 0
    if row.saving in (None, ours):
        return ""
    return _("%(row)s the page saves %(saving)s%%, ours %(ours)s%%.") % {
        "row": _pack(row),
        "saving": row.saving,
        "ours": ours,
    }


def _best(row: PageRow, offer: PackOffer, given: Given) -> str:
    if not given.best or row.best == offer.is_best:
        return ""
    if row.best:
        return _("%(row)s the page marks it best, by our prices another pack is.") % {
            "row": _pack(row)
        }
    return _("%(row)s it is our best, the page does not mark it.") % {"row": _pack(row)}


def _dearer(row: PageRow, offer: PackOffer) -> str:
    if offer.base is None or not offer.dearer_than_base:
        return ""
    return _("%(row)s dearer by the unit than the smallest pack, %(here)s against %(there)s.") % {
        "row": _pack(row),
        "here": offer.unit_price,
        "there": offer.base.unit_price,
    }


def _price_from(stated: PriceFrom, offers: Sequence[PackOffer]) -> str:
    cheapest = min(offers, key=attrgetter("rate"))
    lowest_price = min(offer.price for offer in offers)
    ours = [_to_the_places_of(stated.amount, cheapest)]
    if not stated.per_unit:
        ours.append(lowest_price)
    if stated.amount in ours:
        return ""
    return _(
        'The page\'s "Price from" is %(amount)s, ours are %(unit_price)s by the unit and '
        "%(lowest_price)s by the pack."
    ) % {"amount": stated.amount, "unit_price": cheapest.unit_price, "lowest_price": lowest_price}


def _to_the_places_of(stated: Decimal | None, offer: PackOffer) -> Decimal:
    """Our unit price as precise as the page states its own, at least to the cent."""
    places = 2 if stated is None else max(2, -int(stated.as_tuple().exponent))
    return rounded(offer.rate, Decimal(1).scaleb(-places))


def _pack(row: PageRow) -> str:
    return _("%(units)s for %(price)s:") % {"units": row.units, "price": row.price}
