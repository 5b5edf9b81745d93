"""How long it takes a public page to come while the shop sells."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from math import inf
from statistics import median, quantiles

from tests.bench.contestants.contestant import Contestant
from tests.bench.contestants.nginx import Edge
from tests.bench.contestants.shop import Shop
from tests.bench.contestants.shop_orders import ShopOrders
from tests.bench.looker import A_SECOND, PATHS
from tests.bench.orders import Shelf
from tests.bench.plan import Plan
from tests.bench.table import figure, spread
from tests.outside.visitor import WrongAnswer

LIMIT_MS, GOAL_A_SECOND = 50, 20
# It begins while the buyers are there already, and has looked enough before they go.
PART_OF_THE_TIME = 0.8
AT = {Shop.name: "from the web server", Edge.name: "from nginx before it (`EDGE_SECONDS`)"}


@dataclass(slots=True)
class Patience:
    """Orders a second in each round, and what all looks took in ms, by the door."""

    orders: list[float] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Patiences:
    """While as many come as the shop has to take, and as fast as `buyers` at once ever can."""

    buyers: int
    at_the_goal: Patience
    at_most: Patience


def patiences(orders: ShopOrders, doors: Iterable[Contestant], plan: Plan) -> Patiences:
    """At each of the doors that are here somebody looks meanwhile."""
    doors, buyers = [door for door in doors if door.name in AT], max(plan.buyers)
    with orders.at_work():
        at_the_goal, at_most = (
            _patience(orders, buyers, a_second, doors, plan) for a_second in (GOAL_A_SECOND, inf)
        )
    return Patiences(buyers, at_the_goal, at_most)


def sentence(found: Patiences) -> str:
    goal, most = found.at_the_goal, found.at_most
    return (
        f"While {spread(goal.orders)} orders a second are taken (the goal is {GOAL_A_SECOND}),"
        f" {len(PATHS)} public pages, looked at {A_SECOND} times a second, come {_doors(goal)}; the"
        f" limit is {LIMIT_MS} ms. While {found.buyers} order as fast as they can"
        f" ({spread(most.orders)} a second), they come {_doors(most)}."
    )


def _patience(
    orders: ShopOrders, buyers: int, a_second: float, doors: list[Contestant], plan: Plan
) -> Patience:
    found = Patience()
    for _ in range(plan.rounds):
        with ExitStack() as stack:
            seconds = plan.order_seconds * PART_OF_THE_TIME
            lookers = {door.name: stack.enter_context(_looker(door, seconds)) for door in doors}
            sale = orders.sold(Shelf.MANY, buyers, plan.order_seconds, a_second=a_second)
            found.orders.append(sale.a_second)
            for name, looker in lookers.items():
                found.took[name] += _took(looker)
    return found


def _doors(found: Patience) -> str:
    return " and ".join(_door(name, took) for name, took in found.took.items())


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
