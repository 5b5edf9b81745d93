"""Who sells, for the table of orders: the shop, and plain SQL as the floor."""

from collections.abc import Iterable

from tests.bench.contestants.contestant import Contestant
from tests.bench.contestants.plain_sql import PlainSql
from tests.bench.contestants.shop import Shop
from tests.bench.contestants.shop_orders import ShopOrders
from tests.bench.orders import Seller
from tests.bench.plan import Plan


def shop_orders(contestants: Iterable[Contestant], plan: Plan) -> ShopOrders:
    """Of the shop among the contestants, which has to be open."""
    (shop,) = (contestant for contestant in contestants if isinstance(contestant, Shop))
    return ShopOrders(shop, plan.dosages)


def everybody_who_sells(orders: ShopOrders, plan: Plan) -> list[Seller]:
    return [orders, PlainSql(orders, max(plan.buyers))]
