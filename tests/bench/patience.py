"""How long it takes a public page to come while the shop sells as fast as it can."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median, quantiles

from tests.bench.contestants.contestant import Contestant
from tests.bench.contestants.nginx import Edge
from tests.bench.contestants.shop import Shop
from tests.bench.looker import A_SECOND, PATHS
from tests.bench.orders import Seller, Shelf
from tests.bench.plan import Plan
from tests.bench.table import figure, spread
from tests.outside.visitor import WrongAnswer

LIMIT_MS, GOAL_A_SECOND = 50, 20
# It begins while the buyers are there already, and has looked enough before they go.
PART_OF_THE_TIME = 0.8
AT = {Shop.name: "from the web server", Edge.name: "from nginx before it (`EDGE_SECONDS`)"}


@dataclass(slots=True)
class Patience:
    """Orders a second in each round, how many ordered at once, and what all looks took in ms."""

    buyers: int
    orders: list[float] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def patience(seller: Seller, doors: Iterable[Contestant], plan: Plan) -> Patience:
    """At each of the doors that are here somebody looks, while as many order as ever do."""
    doors = [door for door in doors if door.name in AT]
    found = Patience(max(plan.buyers))
    with seller.at_work():
        for _ in range(plan.rounds):
            with ExitStack() as stack:
                seconds = plan.order_seconds * PART_OF_THE_TIME
                lookers = {door.name: stack.enter_context(_looker(door, seconds)) for door in doors}
                sale = seller.sold(Shelf.MANY, found.buyers, plan.order_seconds)
                found.orders.append(sale.a_second)
                for name, looker in lookers.items():
                    found.took[name] += _took(looker)
    return found


def sentence(found: Patience) -> str:
    doors = " and ".join(_door(name, took) for name, took in found.took.items())
    return (
        f"While {found.buyers} order as fast as they can ({spread(found.orders)} orders a second;"
        f" the goal is {GOAL_A_SECOND}), {len(PATHS)} public pages, looked at {A_SECOND} times a"
        f" second, come {doors}; the limit is {LIMIT_MS} ms."
    )


def _door(name: str, took: list[float]) -> str:
    ninety_nine = quantiles(took, n=100, method="inclusive")[-1]
    return f"{AT[name]} within {figure(median(took))} ms, 99 of 100 within {figure(ninety_nine)}"


def _looker(door: Contestant, seconds: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bench.looker", str(door.port), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _took(looker: "subprocess.Popen[str]") -> list[float]:
    assert looker.stdout is not None
    answer = looker.stdout.read()
    if looker.wait():
        raise WrongAnswer("Whoever looked at pages while others ordered was not answered.")
    return list(json.loads(answer))
