"""The shop as a seller: an order is every request from the pack to the payment page."""

import asyncio
import math
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count, cycle

from django.conf import settings

from checkout.payment.models import Outbox, Reconciliation
from pharmacy.wsgi import application
from tests.bench.contestants.shop import Shop
from tests.bench.inside import Inside, run_now
from tests.bench.measures import Journey, Step
from tests.bench.orders import Sale, Shelf
from tests.bench.turns import Turn
from tests.outside import buying
from tests.outside.processes import LoggedProcess, stop, wait_for
from tests.outside.visitor import Visitor

CATCHING_UP_SECONDS = 180


class ShopOrders:
    """Sells in a shop that is open already, with a worker on the same cores."""

    def __init__(self, shop: Shop, dosages: int) -> None:
        """`dosages` are how many different ones its buyers want."""
        self.name = shop.name
        self._shop = shop
        self._dosages = dosages
        self.statements = self._counted()

    def sold(
        self, shelf: Shelf, buyers: int, seconds: float, *, a_second: float = math.inf
    ) -> Sale:
        """`a_second` are how many orders are begun at most."""
        step = Step(shelf, paced(self._buying(self.packs(shelf)), a_second))
        sample = Turn(self._shop, buyers, seconds).samples((step,))[shelf]
        load = sample.load
        return Sale(load.visitors, load.seconds, sample.server_cpu, sample.postgres_cpu, load.wrong)

    def packs(self, shelf: Shelf) -> list[int]:
        return self._shop.packs[: self._dosages if shelf == Shelf.MANY else 1]

    def example(self, pack: int) -> str:
        """The number of an order of one pack, placed in this process and not paid."""
        visitor = Visitor(self._shop.origin, Inside(application, self._shop.origin))
        run_now(_place(visitor, pack))
        return visitor.notes["pay"].split("/")[2]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """With a worker, which has caught up with what was ordered before it came."""
        worker = LoggedProcess(
            "worker", [sys.executable, "manage.py", "worker"], log=self._shop.folder / "worker.log"
        )
        worker.start(dict(os.environ))
        try:
            wait_for(_has_caught_up, "The worker is never done.", seconds=CATCHING_UP_SECONDS)
            yield
        finally:
            stop([worker])

    def _counted(self) -> int:
        """By the second of two buyers, in this process: the first fills the caches."""
        buy = self._buying(self.packs(Shelf.ONE))
        for _ in range(2):
            inside = Inside(application, self._shop.origin)
            run_now(buy(Visitor(self._shop.origin, inside)))
        return sum(inside.statements)

    def _buying(self, packs: Iterable[int]) -> Journey:
        """Whoever comes next wants the next pack."""
        wanted = cycle(packs)

        async def buy(visitor: Visitor) -> None:
            await _place(visitor, next(wanted))
            await buying.go_to_payment(visitor, settings.STRIPE_API_BASE)

        return buy


def paced(journey: Journey, a_second: float) -> Journey:
    """Each who comes waits for a time of their own, and where it has gone by for nothing."""
    times = count(step=1 / a_second)
    began = cache(time.perf_counter)

    async def go(visitor: Visitor) -> None:
        await asyncio.sleep(began() + next(times) - time.perf_counter())
        await journey(visitor)

    return go


def _has_caught_up() -> bool:
    """Every promise is kept, and every payment page that is still open was compared with Stripe."""
    compared = Reconciliation.objects.filter(
        span=Reconciliation.Span.RECENT, finished_at__isnull=False
    )
    return compared.exists() and not Outbox.objects.filter(done_at=None).exists()


async def _place(visitor: Visitor, pack: int) -> None:
    await buying.add(visitor, [pack])
    await buying.go_to_review(visitor)
    await buying.place(visitor)
