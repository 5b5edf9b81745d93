"""How much a run does, from the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.readme import PROJECT


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything.

    `seconds` is what one measure of one contestant takes in one round, `order_seconds` what one row
    of the table of orders does, `answers` how often what needs no server is done, `dosages` how
    many different ones are wanted, `workers` how many processes each web server has, and `servers`
    how many of them are compared. `sizes` are how many medicines a small shop and a large one have,
    `days` how long the older of two shops has sold.
    """

    data: Path
    write: bool
    rounds: int = 3
    seconds: float = 3.0
    # Longer, as every minute PostgreSQL has new statistics of what grew, by which all is planned
    # anew: of three seconds that took a fifth.
    order_seconds: float = 8.0
    warm_up_seconds: float = 0.5
    connections: int = 8
    buyers: tuple[int, ...] = (1, 4, 16)
    prices: int = 50_000
    sizes: tuple[int, int] = (1_000, 5_000)
    answers: int = 10
    dosages: int = 20
    workers: int = 2
    servers: int = 99
    days: int = 365


QUICK: dict[str, Any] = {
    "rounds": 1,
    "seconds": 0.05,
    "order_seconds": 0.05,
    "warm_up_seconds": 0,
    "connections": 1,
    "buyers": (2,),
    "prices": 300,
    "sizes": (100, 200),
    "answers": 2,
    "dosages": 3,
    "workers": 1,
    "servers": 1,
    "days": 3,
}


def plan(arguments: Sequence[str] | None = None) -> Plan:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="show only that it works: little of all, no warm-up"
    )
    parser.add_argument("--rounds", type=int, help="how often everybody has a turn (3)")
    parser.add_argument("--seconds", type=float, help="how long one measure takes (3)")
    parser.add_argument("--order-seconds", type=float, help="how long one row of orders takes (8)")
    parser.add_argument("--connections", type=int, help="how many at once (8)")
    parser.add_argument(
        "--buyers", type=int, nargs="+", help="how many order at once, in turn (1 4 16)"
    )
    parser.add_argument("--prices", type=int, help="how many in one sheet (50,000)")
    parser.add_argument(
        "--medicines", type=int, help="in a large shop (5,000; 100,000 take ten minutes to make)"
    )
    parser.add_argument("--days", type=int, help="of orders, in a shop that is a year old (365)")
    parser.add_argument(
        "--data",
        type=Path,
        default=PROJECT / ".data" / "bench",
        help="folder of the database and the static files, kept between runs",
    )
    parser.add_argument("--write", action="store_true", help="also write the table to README.md")
    given = parser.parse_args(arguments)
    asked = {
        "rounds": given.rounds,
        "seconds": given.seconds,
        "order_seconds": given.order_seconds,
        "connections": given.connections,
        "buyers": tuple(given.buyers or ()),
        "prices": given.prices,
        "sizes": _sizes(given.medicines),
        "days": given.days,
    }
    asked = {name: value for name, value in asked.items() if value}
    basis = Plan(data=given.data.resolve(), write=given.write)
    return replace(basis, **(QUICK if given.quick else {}) | asked)


def _sizes(medicines: int | None) -> tuple[int, int] | None:
    """Of a small shop, and of a large one with so many."""
    return (min(1_000, medicines // 2), medicines) if medicines else None
