"""After a year no page and no round of the worker reads more rows than it did on the first day.

What PostgreSQL really reads of each table is counted, with the statistics it has of the whole year:
a page that went through all orders would be found by its number, whatever its plan is called.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.admin.long_lists import LongListAdmin
from checkout.order.models import Order
from tests.bench.years.looks import looks, rounds, steps
from tests.statements import bare

pytestmark = pytest.mark.django_db
# What grows with every order, with every visit, or with whoever orders.
GROWS = re.compile(
    r"(order_|payment_|basket_|prescriptions_|history_\w*event|accounts_(user|session)|account_)"
)
# Of the shop's 3,600 orders: a page of those of one state is found among so many.
MOST_ROWS = 1_300
LISTED, FORGOTTEN = 300, 20


@pytest.fixture(autouse=True)
def short_lists_and_steps(monkeypatch):
    """Staff's lists count to 5,000, and 500 are forgotten at once: most of what there is here."""
    monkeypatch.setattr(LongListAdmin, "most_listed", LISTED)
    for room in ("catalog.forgetting", "checkout.prescriptions.forgetting"):
        monkeypatch.setattr(f"{room}.AT_ONCE", FORGOTTEN)


def read_by(look) -> Iterator[tuple[str, Counter]]:
    """Each statement that reads, and how many rows of which table it took in hand."""
    with CaptureQueriesContext(connection) as asked:
        look()
    for query in asked.captured_queries:
        sql = bare(query["sql"]).strip()
        if sql.startswith(("SELECT", "WITH", "(", "EXECUTE")) and "set_config" not in sql:
            with connection.cursor() as cursor:
                cursor.execute("DISCARD PLANS")
                # A small table is read whole by any plan; by an index that helps nothing, too.
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
                [(plan,)] = cursor.fetchall()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            yield sql, rows_of(plan[0]["Plan"])


def rows_of(node) -> Counter:
    """Of each table that grows: what came of it, and what was looked at in vain."""
    found = sum((rows_of(part) for part in node.get("Plans", ())), Counter())
    table = node.get("Relation Name", "")
    if GROWS.match(table):
        kinds = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
        found[table] += round(sum(node.get(kind, 0) for kind in kinds) * node["Actual Loops"])
    return found


def too_much(name, look) -> list[str]:
    """What reads more than that, each statement once, whatever it asks for."""
    found = {}
    for sql, rows in read_by(look):
        table, number = max(rows.items(), key=lambda pair: pair[1], default=("", 0))
        if number > MOST_ROWS:
            found[re.sub(r"\d+|'[^']*'", "?", sql)] = f"{name}: {number} rows of {table}"
    return list(found.values())


def test_no_page_reads_more_than_it_shows(customer):
    assert Order.objects.count() > 3_000
    found = [words for name, look in looks(customer).items() for words in too_much(name, look)]
    assert not found, "\n\n".join(found)


def test_no_round_of_the_worker_reads_more_than_is_due(customer):
    looked_at = rounds() | steps()
    found = [words for name, look in looked_at.items() for words in too_much(name, look)]
    assert not found, "\n\n".join(found)


def test_a_table_read_whole_would_be_found(customer):
    whole = partial(list, Order.objects.filter(shipping_method="nobody's"))
    [words] = too_much("whole", whole)
    assert words.startswith("whole: 3")
