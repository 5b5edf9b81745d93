"""The second table: what its cells say."""

from tests.bench.order_table import order_table
from tests.bench.orders import Row, Sale, Shelf
from tests.bench.plan import plan


class Shop:
    name, statements = "This shop", 75


def test_a_row_has_orders_not_requests_and_what_went_wrong():
    sales = {
        Row(Shelf.ONE, 4, "This shop"): [
            Sale(orders=20, seconds=2.0, seller_cpu=3.0, postgres_cpu=1.0),
            Sale(orders=40, seconds=2.0, seller_cpu=3.0, postgres_cpu=1.0, wrong=("sold out",)),
            Sale(orders=24, seconds=2.0, seller_cpu=3.0, postgres_cpu=1.0),
        ]
    }
    lines = order_table(sales, [Shop()]).splitlines()
    assert lines[2] == (
        "| One dosage | 4 | This shop | 12.0 (10.0-20.0) | 125 (75.0-150) | 41.7 (25.0-50.0)"
        " | 75 | 1 |"
    )


def test_postgresql_on_another_machine_has_no_figure():
    sales = {Row(Shelf.MANY, 1, "This shop"): [Sale(10, 2.0, seller_cpu=1.0, postgres_cpu=None)]}
    assert "| 100 | - | 75 | 0 |" in order_table(sales, [Shop()])


def test_a_quick_run_has_no_crowd_of_buyers():
    assert (plan([]).buyers, plan(["--quick"]).buyers) == ((1, 4, 16), (2,))
    assert plan(["--quick", "--buyers", "4", "16"]).buyers == (4, 16)
    assert plan(["--buyers", "2", "3"]).buyers == (2, 3)
