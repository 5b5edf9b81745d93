"""The shop as `make run` serves it, with the payment sandbox beside it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from catalog.legal_class import LegalClass
from catalog.partner.models import StockRecord
from pharmacy.wsgi import application
from tests.bench.contestants.contestant import MEDICINES, Contestant
from tests.bench.contestants.looks import looks
from tests.bench.inside import statements_of_walks
from tests.bench.measures import Measure, Step, Walk
from tests.outside import buying
from tests.outside.processes import payment_sandbox
from tests.outside.visitor import Visitor

LINES = 20


class Shop(Contestant):
    name = "This shop"
    medicines = MEDICINES

    def __init__(self, folder: Path, workers: int) -> None:
        super().__init__(folder, workers)
        self.port = settings.PORT
        self.packs = packs_of_different_medicines(LINES)

    def command(self) -> list[str]:
        return self.web_server("pharmacy.wsgi:application")

    def beside(self) -> list[list[str]]:
        port = urlsplit(settings.STRIPE_API_BASE).port or 0
        return [payment_sandbox(port, self.folder / "sandbox.sqlite3")]

    def walks(self) -> list[Walk]:
        return [
            *looks(),
            (Step(Measure.ADD_TO_NEW, self.add_one),),
            (Step(Measure.ADD_TO_GROWING, self.add_many),),
            (
                Step(Measure.CHECKOUT, self.check_out),
                Step(Measure.PLACE, buying.place),
                Step(Measure.PAY, self.go_and_pay),
            ),
        ]

    def statements(self) -> Mapping[Measure, tuple[int, ...]]:
        return statements_of_walks(self.walks, application, self.origin)

    async def add_one(self, visitor: Visitor) -> None:
        await buying.add(visitor, self.packs[:1])

    async def add_many(self, visitor: Visitor) -> None:
        await buying.add(visitor, self.packs)

    async def check_out(self, visitor: Visitor) -> None:
        await self.add_one(visitor)
        await buying.go_to_review(visitor)

    async def go_and_pay(self, visitor: Visitor) -> None:
        await buying.go_to_payment(visitor, settings.STRIPE_API_BASE)


def packs_of_different_medicines(number: int) -> list[int]:
    """Baclofen's first pack, then one of each of the next medicines."""
    packs = StockRecord.objects.on_sale().exclude(product__parent__legal_class=LegalClass.CD)
    one_each = dict(reversed(list(packs.values_list("product__parent__slug", "product_id"))))
    baclofen = one_each.pop("baclofen")
    return [baclofen, *list(one_each.values())[: number - 1]]
