"""People with browsers of their own in a running shop, and what they were told there."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from checkout.order.models import Order
from tests.checkout.pages import text_in
from tests.crowd.open_shop import OpenShop
from tests.outside import buying
from tests.outside.visitor import Answer, Visitor
from tests.outside.wire import Connection

LOOK_AGAIN_SECONDS = 0.1
IN_CART = re.compile(r'id="line-(\d+)".*?In cart:\s*</span>\s*(\d+)', re.DOTALL)


class Shopper:
    """Somebody who wants packs, one of each, in this order."""

    def __init__(self, shop: OpenShop, packs: Sequence) -> None:
        self.email = buying.an_email()
        self.packs = packs
        self.answers: list[Answer] = []
        self._shop = shop
        self._visitor = Visitor(shop.origin, Connection(shop.port))

    @property
    def units(self) -> int:
        return sum(pack.units for pack in self.packs)

    @property
    def orders(self) -> list[Order]:
        return list(Order.objects.filter(guest_email=self.email).order_by("pk"))

    @property
    def has_ordered(self) -> bool:
        """Whether every press led on to the payment of an order."""
        return all(answer.location.endswith("/pay/") for answer in self.answers)

    @property
    def was_told(self) -> str:
        """What stands on the page the button led to."""
        return text_in(self.answers[-1].body)

    async def come_to_the_button(self) -> None:
        """From the first pack to the last page before the order."""
        async with self._browser() as visitor:
            await buying.add(visitor, [pack.pk for pack in self.packs])
            await buying.go_to_review(visitor, email=self.email)

    async def press_the_button(self, times: int = 1) -> None:
        """All presses at once, each over a connection of its own."""
        await asyncio.gather(*[self._press() for _ in range(times)])

    async def _press(self) -> None:
        async with self._browser() as visitor:
            self.answers.append(await buying.press_the_button(visitor))

    async def pay_where_ordered(self) -> None:
        """On to the payment page, pay with a good card, and back to the shop."""
        if not self.has_ordered:
            return
        pay = self.answers[0].location
        async with self._browser() as visitor:
            page = await self._payment_page(visitor, pay)
            assert await asyncio.to_thread(self._shop.till.pay, page) == "held"
            await visitor.get(f"{pay.removesuffix('pay/')}return/", expect=302)

    async def cart(self) -> dict[int, int]:
        """What the cart's page shows: how many of which pack, by its id."""
        async with self._browser() as visitor:
            page = (await visitor.get("/cart/")).body.decode()
        return {int(pack): int(quantity) for pack, quantity in IN_CART.findall(page)}

    @asynccontextmanager
    async def _browser(self) -> AsyncIterator[Visitor]:
        """The same cookies every time, over a connection that is closed afterwards.

        A server hangs up on who is silent for long, and a crowd waits for its slowest.
        """
        way = Connection(self._shop.port)
        try:
            yield replace(self._visitor, exchange=way)
        finally:
            await way.close()

    async def _payment_page(self, visitor: Visitor, address: str) -> str:
        """It may be "preparing" where the worker was quicker; that page looks again by itself."""
        while (answer := await visitor.look(address)).status == 200:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        assert answer.location.startswith(self._shop.till.address), answer
        return answer.location


async def buy_at_once(crowd: Sequence[Shopper]) -> None:
    """Everybody comes to the button; when the last is there, all press it; who ordered pays."""
    everybody_is_there = asyncio.Barrier(len(crowd))

    async def buy(shopper: Shopper) -> None:
        await shopper.come_to_the_button()
        await everybody_is_there.wait()
        await shopper.press_the_button()
        await shopper.pay_where_ordered()

    async with asyncio.TaskGroup() as group:
        for shopper in crowd:
            group.create_task(buy(shopper))
