"""People who go on whatever happens: they reload, press again, and try once more."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from threading import Event
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.payment.models import PaymentAttempt
from tests.chaos.answers import Browser, Tally
from tests.chaos.shop import Shop
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.files.good import photo
from tests.outside import buying
from tests.outside.visitor import Answer, Visitor, WrongAnswer

AWAY = (OSError, EOFError, WrongAnswer, asyncio.IncompleteReadError, IndexError, ValueError)
PAUSE_SECONDS = 0.2
# Between two pages, as people read them.
READING_SECONDS, HURRIED_SECONDS = (0.5, 3.0), (0.2, 0.6)
# Who cannot get on for so long, blow or not, will not come back.
PATIENCE_SECONDS = 240
# A photo is read by a process of its own, which takes more than all the rest of an order.
ONE_IN = 4
NOT_KEPT = "photos that could not be kept"


class GivenUp(Exception):
    """Somebody could not get on for so long that no shop would see them again."""


class Shoppers:
    """Come one after the other, several at a time, until the shop closes."""

    def __init__(
        self,
        shop: Shop,
        packs: Sequence[int],
        told: Counter[str],
        *,
        hurried: bool,
        with_photos: bool,
    ) -> None:
        self.shop, self.packs, self.told, self.hurried = shop, packs, told, hurried
        self.tally, self.with_photos = Tally(), with_photos
        self.came: set[str] = set()
        self.orders: set[str] = set()
        self.paid: set[str] = set()
        self.problems: list[str] = []

    async def come(self, at_a_time: int, while_open: Callable[[], bool]) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_a_time):
                group.create_task(self._one_after_the_other(while_open))

    async def _one_after_the_other(self, while_open: Callable[[], bool]) -> None:
        while while_open():
            try:
                await self._buy()
            except GivenUp as why:
                self.problems.append(f"Somebody gave up: {why}")

    async def _buy(self) -> None:
        email = buying.an_email()
        self.came.add(email)
        visitor = await self._until_it_works(lambda: self._comes_to_the_button(email))
        await self._read()
        number = await self._until_it_works(lambda: self._orders(visitor))
        if not number:
            self.told["refused kindly"] += 1
            return
        self.orders.add(number)
        page = await self._until_it_works(lambda: self._payment_page(visitor, number))
        if not page:
            return
        await self._read()
        if await self._until_it_works(lambda: self._pays(page)) == "held":
            self.paid.add(number)
            with suppress(*AWAY):
                await self._at(visitor, lambda v: v.get(f"/orders/{number}/return/", expect=302))

    async def _until_it_works(self, deed: Callable[[], Awaitable[Any]]) -> Any:
        until, pause = monotonic() + PATIENCE_SECONDS, PAUSE_SECONDS
        while True:
            try:
                return await deed()
            except AWAY as away:
                self.told["tries in vain"] += 1
                if monotonic() > until:
                    raise GivenUp(repr(away)) from away
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, READING_SECONDS[1])

    async def _comes_to_the_button(self, email: str) -> Visitor:
        visitor = Visitor(self.shop.origin, Browser(self.shop.port, self.tally))
        pack = random.choice(self.packs)

        async def go(browser: Visitor) -> None:
            await buying.add(browser, [pack])
            await self._read()
            await buying.go_to_review(browser, email=email)
            if self.with_photos and (self.hurried or not random.randrange(ONE_IN)):
                await self._send_a_photo(browser)

        await self._at(visitor, go)
        return visitor

    async def _send_a_photo(self, browser: Visitor) -> None:
        page = await browser.look("/checkout/patient/")
        if page.status != 200:
            return
        answer = await browser.send_file(
            "/checkout/patient/files/",
            buying.token_on(page.body),
            field="files",
            called="prescription.jpg",
            file=photo(),
        )
        if b"cannot keep" in answer.body:
            self.told[NOT_KEPT] += 1
        elif b"prescription.jpg" in answer.body:
            self.told["photos kept"] += 1

    async def _orders(self, visitor: Visitor) -> str:
        """The order's number; "" where the shop will not sell it."""
        answer: Answer = await self._at(visitor, buying.press_the_button)
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

    async def _read(self) -> None:
        await asyncio.sleep(random.uniform(*(HURRIED_SECONDS if self.hurried else READING_SECONDS)))

    async def _at(self, visitor: Visitor, deed: Callable[[Visitor], Awaitable[Any]]) -> Any:
        """The same cookies, over a connection of its own each time."""
        visitor.exchange = browser = Browser(self.shop.port, self.tally)
        try:
            return await deed(visitor)
        finally:
            with suppress(OSError):
                await browser.close()


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
