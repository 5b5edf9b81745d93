"""The rows of a sheet that said what the shop said: remembered, since the whole file is meant.

Where somebody else moves such a price before the sheet is applied, it is a clash like any other.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.db import connection

from catalog.prices.models import PriceSheet, Proposal, ProposedPrice, UnchangedRows
from catalog.prices.sheet_resource import PriceRow

# Those that are a part of the proposal already were told before.
MOVED = """
SELECT same.pack, stock.price, same.price, same.number
FROM prices_unchangedrows AS kept
CROSS JOIN unnest(kept.packs, kept.prices, kept.numbers) AS same (pack, price, number)
JOIN partner_stockrecord AS stock ON stock.product_id = same.pack AND stock.price <> same.price
WHERE kept.sheet_id = %s AND NOT EXISTS (
    SELECT FROM prices_proposedprice AS part
    WHERE part.proposal_id = %s AND part.pack_id = same.pack
)
ORDER BY same.number
"""
Moved = tuple[int, Decimal, Decimal, int]


def remember(sheet: PriceSheet, rows: Sequence[PriceRow]) -> None:
    """All of them in one row."""
    if rows:
        UnchangedRows.objects.create(
            sheet=sheet,
            packs=[row.pk for row in rows],
            prices=[row.price for row in rows],
            numbers=[row.number for row in rows],
        )


def moved_since(proposal: Proposal) -> list[Moved]:
    """Pack, price by now, price and number of each row that does not say the same any more."""
    sheet = proposal.read_in
    if sheet is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MOVED, [sheet.pk, proposal.pk])
        return list(cursor.fetchall())


def take_over_moved(proposal: Proposal) -> int:
    """They become parts of the proposal; how many. The caller holds its lock."""
    moved = moved_since(proposal)
    if moved:
        ProposedPrice.objects.bulk_create(
            ProposedPrice(proposal=proposal, pack_id=pack_id, seen=now, price=price, row=number)
            for pack_id, now, price, number in moved
        )
        proposal.read_in.rows_same -= len(moved)
        proposal.read_in.save(update_fields=["rows_same"])
    return len(moved)
