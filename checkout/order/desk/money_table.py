"""An order's money as a table whose columns add up to where it stands: plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import price
from checkout.order.desk.times import day_and_hour
from checkout.order.desk.troubles import tried
from checkout.payment.ledger import Entry, Kind, Sums
from checkout.payment.money import from_minor_units

# What an entry does to what is held, charged and refunded. A charge takes from what was held, and
# what a bank takes back is charged no more.
COLUMNS: Mapping[Kind, tuple[int, int, int]] = {
    Kind.HELD: (1, 0, 0),
    Kind.RELEASED: (-1, 0, 0),
    Kind.CHARGED: (-1, 1, 0),
    Kind.REFUNDED: (0, 0, 1),
    Kind.REFUND_FAILED: (0, 0, -1),
    Kind.DISPUTED: (0, -1, 0),
    Kind.DISPUTE_WON: (0, 1, 0),
}
WORDS: Mapping[Kind, str | Promise] = {
    Kind.HELD: gettext_lazy("Held on the card"),
    Kind.RELEASED: gettext_lazy("Released"),
    Kind.CHARGED: gettext_lazy("Charged"),
    Kind.REFUNDED: gettext_lazy("Refunded"),
    Kind.REFUND_FAILED: gettext_lazy("Refund came back"),
    Kind.DISPUTED: gettext_lazy("Taken back by the bank"),
    Kind.DISPUTE_WON: gettext_lazy("Given back by the bank"),
}
ASKED: Mapping[str, str | Promise] = {
    "capture": gettext_lazy("Asked to charge %(amount)s, tried %(times)s"),
    "release": gettext_lazy("Asked to release the hold, tried %(times)s"),
    "refund": gettext_lazy("Asked to refund, tried %(times)s"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, in words; `stripe_id` in full, beside what is shown of it."""

    when: str
    what: str
    held: str = ""
    charged: str = ""
    refunded: str = ""
    stripe_id: str = ""
    shown_id: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was asked of Stripe in vain so far; `amount` in minor units where one was named."""

    kind: str
    since: datetime
    tries: int
    says: str
    amount: int = 0


def rows(
    entries: Iterable[Entry], in_vain: Iterable[Tried], *, currency: str, now: datetime
) -> list[Row]:
    """The oldest first, then what was asked in vain; moments in the shop's time zone."""
    booked = [_booked(entry, currency, now) for entry in entries]
    return [*booked, *(_tried(one, currency, now) for one in in_vain if one.kind in ASKED)]


def stands_at(sums: Sums, currency: str) -> Row:
    """What is held, charged and refunded by now."""
    amounts = (sums.still_held, sums.charged - sums.disputed, sums.refunded)
    held, charged, refunded = (price(from_minor_units(amount, currency)) for amount in amounts)
    return Row("", _("Stands at"), held, charged, refunded)


def shortened(stripe_id: str) -> str:
    """As in "ch_3QK…8Zt"."""
    return stripe_id if len(stripe_id) <= 12 else f"{stripe_id[:6]}…{stripe_id[-3:]}"


def _booked(entry: Entry, currency: str, now: datetime) -> Row:
    amount = from_minor_units(entry.amount, currency)
    held, charged, refunded = (
        price(sign * amount) if sign else "" for sign in COLUMNS[Kind(entry.kind)]
    )
    return Row(
        capfirst(day_and_hour(entry.at, now)),
        str(WORDS[Kind(entry.kind)]),
        held,
        charged,
        refunded,
        entry.stripe_id,
        shortened(entry.stripe_id),
    )


def _tried(one: Tried, currency: str, now: datetime) -> Row:
    words = {
        "amount": price(from_minor_units(one.amount, currency)),
        "times": tried(one.tries),
    }
    when = _("Since %(when)s") % {"when": day_and_hour(one.since, now)}
    return Row(when, str(ASKED[one.kind]) % words, says=one.says)
