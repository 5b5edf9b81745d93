"""How much a run does, from the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.readme import PROJECT


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` is what one measure of one contestant takes in one round."""

    rounds: int
    seconds: float
    connections: int
    buyers: tuple[int, ...]
    prices: int
    sizes: tuple[int, int]
    data: Path
    write: bool

    @property
    def warm_up_seconds(self) -> float:
        return min(self.seconds, 0.5)


def plan(arguments: Sequence[str] | None = None) -> Plan:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, under 20 seconds")
    parser.add_argument("--rounds", type=int, help="how often everybody has a turn (3)")
    parser.add_argument("--seconds", type=float, help="how long one measure takes (3)")
    parser.add_argument("--connections", type=int, help="how many at once (8)")
    parser.add_argument(
        "--buyers", type=int, nargs="+", help="how many order at once, in turn (1 4 16)"
    )
    parser.add_argument("--prices", type=int, help="how many in one sheet (50,000)")
    parser.add_argument(
        "--medicines", type=int, help="in a large shop (5,000; 100,000 take ten minutes to make)"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=PROJECT / ".data" / "bench",
        help="folder of the database and the static files, kept between runs",
    )
    parser.add_argument("--write", action="store_true", help="also write the table to README.md")
    given = parser.parse_args(arguments)
    rounds, seconds, connections = (1, 0.3, 2) if given.quick else (3, 3.0, 8)
    buyers = (1, 4) if given.quick else (1, 4, 16)
    most = given.medicines or (100 if given.quick else 5_000)
    return Plan(
        rounds=given.rounds or rounds,
        seconds=given.seconds or seconds,
        connections=given.connections or connections,
        buyers=tuple(given.buyers or buyers),
        sizes=(min(1_000, most // 2), most),
        prices=given.prices or (1_000 if given.quick else 50_000),
        data=given.data.resolve(),
        write=given.write,
    )
