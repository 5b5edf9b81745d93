"""People who go on whatever happens: they reload, press again, and try once more."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from threading import Event
from typing import Any
from urllib.error import HTTPError, URLError

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.payment.models import PaymentAttempt
from tests.chaos.shop import Shop
from tests.checkout.prescriptions import deciding
from tests.outside import buying
from tests.outside.visitor import Visitor, WrongAnswer
from tests.outside.wire import Connection

AWAY = (OSError, EOFError, WrongAnswer, asyncio.IncompleteReadError, IndexError, ValueError)
PAUSE_SECONDS = 0.2


class Shoppers:
    """Come one after the other, several at a time, until they are told that the shop closes."""

    def __init__(self, shop: Shop, packs: Sequence[int], told: Counter[str]) -> None:
        self.shop, self.packs, self.told = shop, packs, told
        self.last_words = ""
        self.orders: set[str] = set()
        self.paid: set[str] = set()

    async def come(self, at_a_time: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            for _ in range(at_a_time):
                group.create_task(self._one_after_the_other(until))

    async def _one_after_the_other(self, until: float) -> None:
        while time.monotonic() < until:
            await self._buy()

    async def _buy(self) -> None:
        email = buying.an_email()
        visitor = await self._until_it_works(lambda: self._comes_to_the_button(email))
        number = await self._until_it_works(lambda: self._orders(visitor))
        if not number:
            self.told["refused kindly"] += 1
            return
        self.orders.add(number)
        page = await self._until_it_works(lambda: self._payment_page(visitor, number))
        if page and await self._until_it_works(lambda: self._pays(page)) == "held":
            self.paid.add(number)
            with suppress(*AWAY):
                await self._at(visitor, lambda v: v.get(f"/orders/{number}/return/", expect=302))

    async def _until_it_works(self, deed: Callable[[], Awaitable[Any]]) -> Any:
        while True:
            try:
                return await deed()
            except AWAY as away:
                self.told["tries in vain"] += 1
                self.last_words = repr(away)
                await asyncio.sleep(PAUSE_SECONDS)

    async def _comes_to_the_button(self, email: str) -> Visitor:
        visitor = Visitor(self.shop.origin, Connection(self.shop.port))
        pack = random.choice(self.packs)

        async def go(browser: Visitor) -> None:
            await buying.add(browser, [pack])
            await buying.go_to_review(browser, email=email)

        await self._at(visitor, go)
        return visitor

    async def _orders(self, visitor: Visitor) -> str:
        """The order's number; "" where the shop will not sell it."""
        answer = await self._at(visitor, buying.press_the_button)
        if answer.status in (409, 422):
            return ""
        if answer.status != 303 or not answer.location.startswith("/orders/"):
            raise WrongAnswer(f"The button answered {answer.status}")
        return answer.location.split("/")[2]

    async def _payment_page(self, visitor: Visitor, number: str) -> str:
        """Where the payment page is; "" where the order needs no payment any more."""
        answer = await self._at(visitor, lambda v: v.look(f"/orders/{number}/pay/"))
        if answer.status != 302:
            raise WrongAnswer("It is being prepared")
        return answer.location if answer.location.startswith(self.shop.till.address) else ""

    async def _pays(self, page: str) -> str:
        try:
            return await asyncio.to_thread(self.shop.till.pay, page)
        except HTTPError:
            return "not payable any more"
        except URLError as away:
            raise OSError from away

    async def _at(self, visitor: Visitor, deed: Callable[[Visitor], Awaitable[Any]]) -> Any:
        """The same cookies, over a connection of its own each time."""
        visitor.exchange = Connection(self.shop.port)
        try:
            return await deed(visitor)
        finally:
            with suppress(OSError):
                await visitor.exchange.close()


def decide_and_refund(person: object, told: Counter[str], over: Event) -> None:
    """A pharmacist and support at work: approve, reject, refund a part, now and then all of it."""
    while not over.wait(PAUSE_SECONDS):
        try:
            _decide_next(person, told)
            _refund_next(person, told)
        except (DatabaseError, InterfaceError):
            connection.close()
    connection.close()


def _decide_next(person: object, told: Counter[str]) -> None:
    for order in Order.objects.filter(status="awaiting_pharmacist").order_by("pk")[:5]:
        with suppress(CannotDecide):
            if random.random() < 0.8:
                deciding.approve(order, by=person, now=timezone.now())
                told["approved"] += 1
            else:
                deciding.reject(order, by=person, now=timezone.now(), reason="Not this time")
                told["rejected"] += 1


def _refund_next(person: object, told: Counter[str]) -> None:
    paid = PaymentAttempt.objects.filter(state="captured", order__status="paid", refunds=None)
    attempt = paid.order_by("?").first()
    if attempt is None or random.random() < 0.5:
        return
    amount = random.choice([Decimal("1.00"), Decimal(attempt.captured) / 100])
    with suppress(CannotDecide):
        repairs.refund(attempt, amount=amount, by=person, now=timezone.now(), reason="Asked for")
        told["refunds"] += 1
