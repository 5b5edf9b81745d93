"""Reads who got a lot: every order and patient, from the lot's number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from catalog.lots.models import Lot
from catalog.lots.numbers import as_lot_number
from checkout.order.models import DispensedLot, Order
from checkout.order.shelf.label_reads import whom_for
from checkout.order.shelf.picking_reads import pack_words


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line that got units of a lot, whose it is and to whom it was sent."""

    order_id: int
    number: str
    lot: str
    pack: str
    units: int
    dispensed_on: date
    patient: str
    email: str
    phone: str
    sent_to: str
    address: str


def lots_numbered(number: str, medicine: str = "") -> QuerySet[Lot]:
    """Lots of this number, of any dosage or of medicines whose name has these words."""
    lots = Lot.objects.filter(number=as_lot_number(number)).select_related("dosage__medicine")
    if medicine:
        lots = lots.filter(dosage__medicine__title__icontains=medicine)
    return lots.order_by("dosage__medicine__title", "dosage__position", "pk")


def who_got(lots: Iterable[Lot]) -> QuerySet[DispensedLot]:
    """Every line that got units of these lots, the latest first."""
    rows = DispensedLot.objects.filter(lot__in=[lot.pk for lot in lots])
    return rows.select_related(
        "lot",
        "line__order__patient",
        "line__order__user",
        "line__order__shipping_address__country",
    ).order_by("-dispensed_on", "-pk")


def sums_of(rows: QuerySet[DispensedLot]) -> dict[str, int]:
    """How many `orders` got how many `units`, in how many `rows`."""
    return rows.aggregate(
        rows=Count("pk"), orders=Count("line__order", distinct=True), units=Sum("units", default=0)
    )


def recipients(rows: Iterable[DispensedLot]) -> Iterator[Recipient]:
    """Of rows read by who_got, one by one."""
    for row in rows:
        order = row.line.order
        sent_to, phone, address = _where(order)
        yield Recipient(
            order.pk,
            order.number,
            row.lot.number,
            pack_words(row.line),
            row.units,
            row.dispensed_on,
            whom_for(order),
            order.guest_email or (order.user.email if order.user else ""),
            phone,
            sent_to,
            address,
        )


def _where(order: Order) -> tuple[str, str, str]:
    to = order.shipping_address
    if to is None:
        return "", "", ""
    parts = (to.line1, to.line2, to.line4, to.state, to.postcode, str(to.country))
    return to.name, str(to.phone_number or ""), ", ".join(part for part in parts if part)
