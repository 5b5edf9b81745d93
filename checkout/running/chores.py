"""What housekeeping there is: how a step of each kind is taken, and how often a round begins.

A step is short: some hundred rows, as many orders one by one, a proposal with its prices, a folder
of files. It may be killed or taken twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.prices.proposing import forget_unapplied
from checkout.accounts.closing import forget_unconfirmed
from checkout.accounts.counting import forget_counted, forget_tries
from checkout.basket.forgetting import forget_left_carts, forget_ordered_lines
from checkout.payment.actions import forget_events
from checkout.prescriptions.forgetting import destroy_strays, forget_carts, forget_due
from checkout.running.models import Chore
from checkout.sessions import forget_ended
from checkout.waiting.actions import forget_who_waits_too_long

# How many were forgotten, and what the next step goes on `after`; None at the end of a round.
Taken = tuple[int, str | None]
Step = Callable[[datetime, str], Taken]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Kind = Chore.Kind


@dataclass(frozen=True, slots=True)
class Way:
    """Every hour, or every night."""

    step: Step
    every: timedelta = DAY


def until_none_is_left(forget: Callable[[datetime], int]) -> Step:
    """The steps of what finds what is left by itself."""

    def step(now: datetime, _after: str) -> Taken:
        gone = forget(now)
        return gone, "" if gone else None

    return step


# In this order by hand: what was told for a cart goes before the cart.
WAYS = {
    Kind.ORDERS: Way(forget_due),
    Kind.TOLD: Way(forget_carts),
    Kind.CARTS: Way(until_none_is_left(forget_left_carts)),
    Kind.ORDERED: Way(until_none_is_left(forget_ordered_lines)),
    Kind.SESSIONS: Way(until_none_is_left(forget_ended), HOUR),
    Kind.TRIES: Way(until_none_is_left(forget_tries), HOUR),
    Kind.VISITS: Way(until_none_is_left(forget_counted), HOUR),
    Kind.ACCOUNTS: Way(until_none_is_left(forget_unconfirmed)),
    Kind.WAITING: Way(until_none_is_left(forget_who_waits_too_long)),
    Kind.PROPOSALS: Way(until_none_is_left(forget_unapplied)),
    Kind.FILES: Way(destroy_strays),
    Kind.EVENTS: Way(until_none_is_left(forget_events)),
}
