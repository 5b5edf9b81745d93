"""Who sells, for the table of orders: the shop, and plain SQL as the floor."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tests.bench.contestants.contestant import Contestant
from tests.bench.contestants.plain_sql import PlainSql
from tests.bench.contestants.shop import Shop
from tests.bench.contestants.shop_orders import ShopOrders
from tests.bench.orders import Seller
from tests.bench.plan import Plan


@contextmanager
def everybody_who_sells(contestants: Iterable[Contestant], plan: Plan) -> Iterator[list[Seller]]:
    """While the shop among the contestants is open."""
    (shop,) = (contestant for contestant in contestants if isinstance(contestant, Shop))
    orders = ShopOrders(shop, plan.dosages)
    floor = PlainSql(orders, max(plan.buyers))
    with floor.running():
        yield [orders, floor]
