"""The guards only a crowd can prove: two requests have to meet before their absence shows."""

from tests.guard import Guard

CROWDS_GUARDS = (
    Guard(
        "units are reserved only where they are free, also in a crowd",
        "catalog/stock.py",
        'lambda units: Q(units_on_hand__gte=F("units_reserved") + units),',
        "lambda units: Q(),",
        "tests/crowd/test_last_packs.py::"
        "test_where_the_database_would_let_it_the_shop_still_sells_no_unit_twice",
    ),
    Guard(
        "units of several dosages are reserved in one order",
        "catalog/stock.py",
        "in sorted(units_by_dosage.items()):",
        "in units_by_dosage.items():",
        "tests/catalog/test_stock.py::"
        "test_dosages_are_reserved_in_one_order_whatever_order_a_cart_has_them_in",
    ),
    Guard(
        "a cart is ordered by one press at a time",
        "checkout/order/placing.py",
        "lambda basket_id: Basket.objects.select_for_update().filter(pk=basket_id)",
        "lambda basket_id: Basket.objects.filter(pk=basket_id)",
        "tests/crowd/test_many_presses.py::test_every_press_leads_to_the_one_order",
    ),
)
