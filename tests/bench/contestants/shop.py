"""The shop as `make run` serves it, with the payment sandbox beside it."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from catalog.legal_class import LegalClass
from catalog.partner.models import StockRecord
from pharmacy.management.commands.run_shop import web_server
from pharmacy.wsgi import application
from tests.bench.contestants.contestant import MEDICINE, Contestant, looking_at
from tests.bench.inside import Inside, run_now
from tests.bench.measures import Measure, Step, Walk
from tests.bench.visitor import Visitor, WrongAnswer

LINES = 20
ADDRESS = {
    "email": "sam@example.com",
    "first_name": "Sam",
    "last_name": "Example",
    "line1": "1 Sample Street",
    "city": "Exampletown",
    "state": "CA",
    "postcode": "90210",
    "country": "US",
}


class Shop(Contestant):
    name = "This shop"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = settings.PORT
        self._packs = packs_of_different_medicines(LINES)

    def command(self) -> list[str]:
        return web_server("pharmacy.wsgi:application", self.port)

    def beside(self) -> list[list[str]]:
        port = str(urlsplit(settings.STRIPE_API_BASE).port)
        state = str(self.folder / "sandbox.sqlite3")
        sandbox = [sys.executable, "-m", "checkout.payment.sandbox"]
        return [[*sandbox, "--port", port, "--state", state]]

    def walks(self) -> list[Walk]:
        return [
            looking_at(Measure.MEDICINE, MEDICINE),
            looking_at(Measure.COMPRESSED, MEDICINE, compressed=True),
            looking_at(Measure.MEDICINES, "/medicines/"),
            looking_at(Measure.HOME, "/"),
            (Step(Measure.ADD_TO_NEW, self.add_one),),
            (Step(Measure.ADD_TO_GROWING, self.add_many),),
            (
                Step(Measure.CHECKOUT, self.check_out),
                Step(Measure.PLACE, place),
                Step(Measure.PAY, go_and_pay),
            ),
        ]

    def statements(self) -> Mapping[Measure, tuple[int, ...]]:
        """Counted in this process, by the second of two visitors: the first fills the caches."""
        counts: dict[Measure, tuple[int, ...]] = {}
        for walk in [*self.walks(), *self.walks()]:
            inside = Inside(application, self.origin)
            visitor = Visitor(self.origin, inside)
            for step in walk:
                before = len(inside.statements)
                run_now(step.journey(visitor))
                counts[step.measure] = tuple(inside.statements[before:])
        return counts

    async def add_one(self, visitor: Visitor) -> None:
        await visitor.post("/cart/add/", {"pack": str(self._packs[0]), "quantity": "1"})

    async def add_many(self, visitor: Visitor) -> None:
        for pack in self._packs:
            await visitor.post("/cart/add/", {"pack": str(pack), "quantity": "1"})

    async def check_out(self, visitor: Visitor) -> None:
        await self.add_one(visitor)
        page = await visitor.get("/checkout/details/")
        await visitor.post("/checkout/details/", ADDRESS | token_on(page.body))
        page = await visitor.get("/checkout/delivery/")
        way = value_of("method", page.body)
        await visitor.post("/checkout/delivery/", {"method": way} | token_on(page.body))
        page = await visitor.get("/checkout/review/")
        seen = {name: value_of(name, page.body) for name in ("seen_total", "fingerprint")}
        visitor.notes |= token_on(page.body) | seen


async def place(visitor: Visitor) -> None:
    answer = await visitor.post("/checkout/review/", {"terms": "on"} | visitor.notes)
    visitor.notes["pay"] = answer.location


async def go_and_pay(visitor: Visitor) -> None:
    answer = await visitor.get(visitor.notes["pay"], expect=302)
    if not answer.location.startswith(settings.STRIPE_API_BASE):
        raise WrongAnswer(f"The pay page led to {answer.location} instead of the payment sandbox")


def packs_of_different_medicines(number: int) -> list[int]:
    """Baclofen's first pack, then one of each of the next medicines."""
    packs = StockRecord.objects.on_sale().exclude(product__parent__legal_class=LegalClass.CD)
    one_each = dict(reversed(list(packs.values_list("product__parent__slug", "product_id"))))
    baclofen = one_each.pop("baclofen")
    return [baclofen, *list(one_each.values())[: number - 1]]


def token_on(page: bytes) -> dict[str, str]:
    return {"csrfmiddlewaretoken": value_of("csrfmiddlewaretoken", page)}


def value_of(name: str, page: bytes) -> str:
    """The value of the first input of this name. Raises WrongAnswer where a page has none."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"'.encode(), page)
    if found is None:
        raise WrongAnswer(f"A page has no input named {name}")
    return found[1].decode()
