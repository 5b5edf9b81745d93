"""A pack's price over time as a line of steps: plain values in, places on a drawing out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

WIDTH, HEIGHT = 1160, 190
LEFT, RIGHT, TOP, BOTTOM = 66, 70, 26, 30
MOST_LABELS = 12
LINES = 4
MONTHS_APART = 5


@dataclass(frozen=True, slots=True)
class Point:
    """Where a price begins; `is_labelled` where its label has room."""

    x: int
    y: int
    price: Decimal
    at: datetime
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A grid line at a round price."""

    y: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the axis of time."""

    x: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Chart:
    """`path` is what an SVG path draws."""

    path: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    moments: tuple[Moment, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def chart_of(prices: Sequence[tuple[datetime, Decimal]], now: datetime) -> Chart:
    """Of at least one price, each from its moment on, in the order of time; the last until now."""
    begin = prices[0][0]
    span = max(now - begin, timedelta(seconds=1))
    lines = _round_prices([price for _at, price in prices])
    low, high = lines[0], lines[-1]

    def x(at: datetime) -> int:
        return LEFT + round((WIDTH - LEFT - RIGHT) * ((at - begin) / span))

    def y(price: Decimal) -> int:
        part = (price - low) / (high - low)
        return round(HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM))

    points, last_label = [], -WIDTH
    room = (WIDTH - LEFT - RIGHT) // MOST_LABELS
    for at, price in prices:
        is_labelled = x(at) - last_label >= room
        last_label = x(at) if is_labelled else last_label
        points.append(Point(x(at), y(price), price, at, is_labelled))
    steps = [f"M{points[0].x} {points[0].y}", *(f"H{p.x}V{p.y}" for p in points[1:])]
    return Chart(
        path="".join([*steps, f"H{x(now)}"]),
        points=tuple(points),
        lines=tuple(Line(y(price), price) for price in lines),
        moments=tuple(Moment(x(at), at) for at in _moments(begin, span)),
    )


def _round_prices(prices: Sequence[Decimal]) -> list[Decimal]:
    """Round prices from below the lowest to above the highest, a few, evenly apart."""
    low, high = min(prices), max(prices)
    step = _round_step((high - low) / (LINES - 1) or low / 10)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return [step * (first + number) for number in range(int(last - first) + 1)]


def _round_step(least: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, at least a cent."""
    power = Decimal(1).scaleb(max(least, Decimal("0.01")).adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
    return max(step, Decimal("0.01"))


def _moments(begin: datetime, span: timedelta) -> list[datetime]:
    return [begin + span * number / MONTHS_APART for number in range(MONTHS_APART)]
