"""How long the pack advisor thinks: in this process, because it asks nobody."""

from decimal import Decimal
from statistics import median
from time import process_time

from catalog.pack_advisor import MOST_UNITS, advise
from catalog.pricing import PackOffer
from tests.bench.table import figure

GOAL_MS = 5
NEED = 2000
ANSWERS = 100
# Nothing divides all of them, so that no number of units is passed over; one may not be rounded up,
# so that there are two searches.
UNITS = (7, 30, 53, 60, 90, 120, 180, 270, 361, 500)
ROUNDED_UP_NEVER = {500}


def thinking_ms() -> list[float]:
    """CPU milliseconds of each of ANSWERS answers, for needs that count down from NEED."""
    base = PackOffer(UNITS[0], Decimal("7.00"))
    offers = [PackOffer(units, units - Decimal("0.01") * units, base=base) for units in UNITS]
    return [_ms(offers, NEED - number) for number in range(ANSWERS)]


def sentence(thought: list[float]) -> str:
    return (
        f"The pack advisor thinks {figure(median(thought))} ms (at most {figure(max(thought))}) for"
        f" {len(UNITS)} packs and {NEED:,} units; the goal is {GOAL_MS}."
    )


def _ms(offers: list[PackOffer], need: int) -> float:
    began = process_time()
    advise(offers, need, most=MOST_UNITS, only_exact=ROUNDED_UP_NEVER)
    return (process_time() - began) * 1000
