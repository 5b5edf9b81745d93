"""Who sells, for the table of orders: the shop, and plain SQL as the floor."""

from collections.abc import Iterable

from tests.bench.contestants.contestant import Contestant
from tests.bench.contestants.plain_sql import PlainSql
from tests.bench.contestants.shop import Shop
from tests.bench.contestants.shop_orders import ShopOrders
from tests.bench.orders import Seller
from tests.bench.plan import Plan


def everybody_who_sells(contestants: Iterable[Contestant], plan: Plan) -> list[Seller]:
    """The shop among the contestants has to be open while they do."""
    (shop,) = (contestant for contestant in contestants if isinstance(contestant, Shop))
    orders = ShopOrders(shop, plan.dosages)
    return [orders, PlainSql(orders, max(plan.buyers))]
