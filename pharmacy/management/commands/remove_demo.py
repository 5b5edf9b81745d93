from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from catalog.demo.load import remove_demo
from catalog.demo.shopfacts import remove_demo_facts
from catalog.demo.shoptexts import remove_demo_texts
from catalog.demo.staff import remove_demo_staff
from checkout.demo.cases import remove_demo_cases
from checkout.demo.delivery import remove_demo_delivery
from checkout.order.models import BillingAddress, Order, ShippingAddress
from checkout.order.moving import give_stock_back
from checkout.payment.models import LedgerEntry, PaymentAttempt, Refund


class Command(BaseCommand):
    """What the history has of it stays: it names no person."""

    help = "Delete what the demo brought, orders too; refused where a real order exists."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        let_no_order_be_placed()
        real = Order.objects.filter(is_demo=False).count()
        if real:
            raise CommandError(
                f"Nothing was removed, because the shop has real orders ({real}): what was "
                "ordered is never deleted. Take the demo medicines off sale in the admin instead."
            )
        orders = remove_demo_orders()
        medicines = remove_demo()
        remove_demo_delivery()
        remove_demo_facts()
        remove_demo_texts()
        remove_demo_staff()
        self.stdout.write(f"Demo medicines removed: {medicines}. Demo orders removed: {orders}.")


def let_no_order_be_placed() -> None:
    """Until the transaction ends: an order placed meanwhile waits and then finds no pack."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(Order._meta.db_table)
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def remove_demo_orders() -> int:
    """Delete every demo order with its case, payments and addresses; how many there were."""
    remove_demo_cases()
    orders = Order.objects.filter(is_demo=True)
    for order in orders.select_for_update():
        give_stock_back(order)  # for staff's own medicines, which stay
    for money in (LedgerEntry, Refund):
        money.objects.filter(attempt__order__is_demo=True).delete()
    PaymentAttempt.objects.filter(order__is_demo=True).delete()
    for address in (ShippingAddress, BillingAddress):
        address.objects.filter(order__is_demo=True).delete()
    removed = int(orders.count())
    orders.delete()
    return removed
