"""One shop, struck by one kind of blow after the other; Django is set up by now."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from threading import Event
from time import monotonic

from django.db import connection, connections

from catalog.models import Pack
from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.chaos.afterwards import hurry, lost, lost_mails, money_of, until_whole
from tests.chaos.blows import KINDS, Field, Kind
from tests.chaos.people import Shoppers, decide_and_refund
from tests.chaos.shop import Shop
from tests.chaos.table import Row
from tests.factories import a_user

PACKS = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be struck, how long each, and how many people buy meanwhile."""

    kinds: Sequence[str]
    seconds: float
    at_a_time: int
    short: bool


class Run:
    """Each row is told when it is known, by `tell`."""

    def __init__(self, shop: Shop, plan: Plan, tell: Callable[[Row], None]) -> None:
        self.shop, self.plan, self.tell = shop, plan, tell
        self.told: Counter[str] = Counter()
        self.came: set[str] = set()
        self.orders: set[str] = set()
        self.paid: set[str] = set()
        self._packs = list(
            Pack.objects.packs().filter(is_public=True).values_list("pk", flat=True)[:PACKS]
        )

    def go(self) -> tuple[list[Row], list[str]]:
        """A row for each kind, and what is wrong when all is over."""
        rows = []
        for name in self.plan.kinds:
            rows.append(self._befallen_by(KINDS[name]))
            self.tell(rows[-1])
        _, broken = self._whole_again() if self.plan.short else (0, [])
        told = {"came": self.came, "orders": self.orders, "paid": self.paid}
        return rows, [*broken, *lost(**told), *lost_mails(self.shop.mail.taken)]

    def _befallen_by(self, kind: Kind) -> Row:
        shoppers = Shoppers(
            self.shop, self._packs, self.told, hurried=self.plan.short, with_photos=kind.with_photos
        )
        blows = Blows(kind, Field(self.shop, self.told, self.plan.short))
        problems = self._while_people_come(blows, shoppers)
        # Of this process's own connections some died with the database.
        connections.close_all()
        self.came |= shoppers.came
        self.orders |= shoppers.orders
        self.paid |= shoppers.paid
        whole_after, broken = (0.0, []) if self.plan.short else self._whole_again()
        if kind.answers_all and shoppers.tally.refused:
            problems.append(f"{kind.says}: {shoppers.tally.refused} answers were lost.")
        return Row(
            says=kind.says,
            blows=blows.struck,
            tally=shoppers.tally,
            orders=len(shoppers.orders),
            paid=len(shoppers.paid),
            money=money_of(shoppers.orders),
            whole_after=whole_after,
            problems=[*problems, *shoppers.problems, *shoppers.tally.problems, *broken],
        )

    def _while_people_come(self, blows: "Blows", shoppers: Shoppers) -> list[str]:
        """What went wrong with the blows themselves, or with those who decide meanwhile."""
        decider, ended = a_user(), Event()
        until = monotonic() + self.plan.seconds
        with ThreadPoolExecutor(2) as others:
            striking = others.submit(blows.go_on)
            deciding = others.submit(decide_and_refund, decider, self.told, ended)

            def while_open() -> bool:
                if monotonic() > until and (blows.struck or striking.done()):
                    blows.over.set()
                return not (blows.over.is_set() and striking.done())

            try:
                asyncio.run(shoppers.come(self.plan.at_a_time, while_open))
            finally:
                blows.over.set()
                ended.set()
        return [*_broken(blows.kind, striking), *_broken(blows.kind, deciding)]

    def _whole_again(self) -> tuple[float, list[str]]:
        with closing(Sandbox(self.shop.state)) as sandbox:
            if self.plan.short:
                return until_whole(sandbox, hurry=lambda: hurry(self.shop.till))
            return until_whole(sandbox)


class Blows:
    """Of one kind, one after the other until it is `over`; the last one always ends.

    In a short run there is one.
    """

    def __init__(self, kind: Kind, field: Field) -> None:
        self.kind, self.field = kind, field
        self.struck, self.over = 0, Event()

    def go_on(self) -> None:
        try:
            while not (self.over.is_set() or self.field.short and self.struck):
                self.over.wait(0 if self.field.short else random.uniform(*self.kind.often))
                self.kind.strike(self.field)
                self.struck += 1
        finally:
            connection.close()


def _broken(kind: Kind, work: "Future[None]") -> list[str]:
    error = work.exception()
    return [f"{kind.says}: {type(error).__name__}: {error}"] if error else []
