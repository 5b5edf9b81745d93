"""The orders of the run as a second table in Markdown."""

from collections.abc import Iterable

from tests.bench.orders import Row, Sale, Sales, Seller
from tests.bench.table import spread

HEAD = """\
| | Buyers at once | | Orders a second | CPU ms per order | PostgreSQL's CPU ms | SQL | Errors |
|---|--:|---|--:|--:|--:|--:|--:|"""
WHAT = (
    "An order of the shop is every request of it, from adding the pack to being sent to the payment"
    " page. Plain SQL is the floor: the same rows and units, by psycopg2 in one transaction, from"
    " as many connections as there are buyers. The CPU time is of the web server or of those who"
    " write the SQL, PostgreSQL's is all it does meanwhile, for the shop's worker too. What the"
    " worker and the sandbox, which opens each payment page, take of the same cores themselves is"
    " in no column."
)


def order_table(sales: Sales, sellers: Iterable[Seller]) -> str:
    """Medians over the rounds, with lowest and highest in brackets."""
    statements = {seller.name: seller.statements for seller in sellers}
    lines = [_row(row, several, statements[row.seller]) for row, several in sales.items()]
    return "\n".join([HEAD, *lines, "", WHAT])


def _row(row: Row, sales: list[Sale], statements: int) -> str:
    seen = [sale.postgres_ms for sale in sales if sale.postgres_ms is not None]
    cells = [
        str(row.shelf),
        str(row.buyers),
        row.seller,
        spread([sale.a_second for sale in sales]),
        spread([sale.seller_ms for sale in sales]),
        spread(seen) if seen else "-",
        str(statements),
        str(sum(len(sale.wrong) for sale in sales)),
    ]
    return f"| {' | '.join(cells)} |"
