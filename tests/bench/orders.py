"""Orders a second: how many buyers at once, over which dosages, and who sells to them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tests.bench.plan import Plan
from tests.bench.telling import tell


class Shelf(StrEnum):
    """What the buyers want: the same dosage, whose pool they lock in turn, or different ones."""

    ONE = "One dosage"
    MANY = "Many dosages"


@dataclass(frozen=True, slots=True)
class Sale:
    """What was sold in one turn. CPU times in seconds; None where they cannot be seen."""

    orders: int
    seconds: float
    seller_cpu: float
    postgres_cpu: float | None
    wrong: tuple[str, ...] = ()

    @property
    def a_second(self) -> float:
        return self.orders / self.seconds

    @property
    def seller_ms(self) -> float:
        """CPU milliseconds for one order, of everything that is not PostgreSQL."""
        return 1000 * self.seller_cpu / max(self.orders, 1)

    @property
    def postgres_ms(self) -> float | None:
        if self.postgres_cpu is None:
            return None
        return 1000 * self.postgres_cpu / max(self.orders, 1)


class Seller(Protocol):
    """Somebody who takes orders. `statements` are the SQL statements of one."""

    name: str
    statements: int

    def at_work(self) -> AbstractContextManager[None]:
        """Within the block it sells."""

    def sold(self, shelf: Shelf, buyers: int, seconds: float) -> Sale:
        """So many buyers at once come again and again until the time is over."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    shelf: Shelf
    buyers: int
    seller: str


# One sale of each round.
Sales = dict[Row, list[Sale]]


def order_contest(sellers: list[Seller], plan: Plan) -> Sales:
    """What everybody sold in each round, in the order of the table.

    One seller after the other: plain SQL writes so many rows that PostgreSQL gathers statistics
    again and again, by which it plans whatever a shop has planned before anew.
    """
    rows = {
        Row(shelf, buyers, seller.name): seller
        for shelf in Shelf
        for buyers in plan.buyers
        for seller in sellers
    }
    sales: Sales = {row: [] for row in rows}
    for seller in sellers:
        own = [row for row in rows if rows[row] is seller]
        with seller.at_work():
            for number in range(plan.rounds):
                tell(f"Orders of {seller.name}, round {number + 1} of {plan.rounds}")
                for row in reversed(own) if number % 2 else own:
                    sales[row].append(seller.sold(row.shelf, row.buyers, plan.order_seconds))
    return sales


def wrong_orders(sales: Sales) -> dict[str, str]:
    """What went wrong, each thing once, and who sold."""
    return {
        f"{row.shelf}, {row.buyers} at once, {row.seller}: {message}": row.seller
        for row, several in sales.items()
        for sale in several
        for message in sale.wrong
    }
