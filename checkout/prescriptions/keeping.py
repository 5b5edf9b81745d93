"""How long the law wants a record kept, and whether a person may be forgotten: plain values."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkout.order.states import OrderState

S = OrderState
# Nobody asked for it: where nothing was supplied, banks still dispute a charge for so long
# (Visa and Mastercard: 120 days, with the exchange that follows about 180).
KEPT_UNASKED = timedelta(days=180)


class CannotErase(Exception):
    """A person's particulars have to stay; the message says until when or until what."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an order and of all that were supplied on its prescription."""

    is_over: bool
    last_supply: date | None = None
    money_is_open: bool = False


def erasable_from(last_supply: date, years: int) -> date:
    """The first day on which no law asks for the record any more.

    A UK pharmacy keeps a private prescription and its record two years from the last supply (Human
    Medicines Regulations 2012, reg. 253); in the US two years are federal law for controlled
    substances (21 CFR 1304.04), states ask for up to ten and Medicare Part D for ten (42 CFR
    423.505(d)). `years` is the shop's setting RECORDS_YEARS.
    """
    try:
        return last_supply.replace(year=last_supply.year + years)
    except ValueError:  # 29 February
        return date(last_supply.year + years, 3, 1)


def why_kept(standing: Standing, *, years: int, today: date) -> str:
    """Why an order's person may not be forgotten yet, "" where nothing is against it."""
    if not standing.is_over:
        return _("it is under way: finish or cancel it first")
    if standing.money_is_open:
        return _("a payment, refund or dispute is open: it has to end first")
    if standing.last_supply is None:
        return ""
    day = erasable_from(standing.last_supply, years)
    if today >= day:
        return ""
    return _("the law requires the record until %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
