"""What the press of the button costs the database, and how long the pool is held for it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.checkout.reviewing import hidden, hidden_total, ready
from tests.factories import a_pack
from tests.statements import statements

# Committed for real: what is between BEGIN and COMMIT is what a live shop has there.
pytestmark = pytest.mark.django_db(transaction=True)

POOL = 'UPDATE "catalogue_dosage"'
# Counted as tests/bench/inside.py does: savepoints are, these are not.
NOT_COUNTED = ("BEGIN", "COMMIT")


@pytest.fixture
def pressed(method):
    """Gives the statements of an order of so many packs, each of another dosage, caches cold."""

    def press(lines: int) -> list[str]:
        visitor = ready(a_pack(), method)
        for _ in range(lines - 1):
            visitor.add(a_pack())
        page = visitor.look("checkout-review")
        fields = {
            "terms": "on",
            "seen_total": hidden_total(page),
            "fingerprint": hidden(page),
            "csrfmiddlewaretoken": str(page.context["csrf_token"]),
        }
        cache.clear()
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            assert visitor.post("/checkout/review/", fields).status_code == 303
        return statements(queries)

    return press


def sent(every: list[str]) -> list[str]:
    return [sql for sql in every if not sql.startswith(NOT_COUNTED)]


def test_an_order_of_six_lines_takes_at_most_thirty_statements(pressed):
    assert len(sent(pressed(6))) <= 30


def test_more_lines_take_one_statement_more_for_each_pool_and_nothing_else(pressed):
    orders = [(lines, pressed(lines)) for lines in (1, 6, 12)]
    pools = {lines: sum(POOL in sql for sql in every) for lines, every in orders}
    assert pools == {1: 1, 6: 6, 12: 12}
    assert len({len(sent(every)) - lines for lines, every in orders}) == 1


def test_the_pools_are_the_last_that_is_written_before_the_commit(pressed):
    """So their rows, which everybody who buys the same wants, are locked for a moment only."""
    every = pressed(3)
    first = next(number for number, sql in enumerate(every) if POOL in sql)
    commit = every.index("COMMIT", first)
    after = [sql for sql in every[first:commit] if not sql.startswith("RELEASE")]
    assert [sql.startswith(POOL) for sql in after] == [True] * 3
    begin = max(n for n, sql in enumerate(every[:first]) if sql == "BEGIN")
    assert any(sql.startswith("INSERT") for sql in every[begin:first])
