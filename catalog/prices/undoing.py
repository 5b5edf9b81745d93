"""Proposing what was before: the old price of a pack, or of all that were changed together."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from catalog.models import Product
from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices.actions import PricesMoved
from catalog.prices.how import How
from catalog.prices.models import Proposal, ProposedPrice


@transaction.atomic
def propose_to_restore(
    pack: Product, *, seen: Decimal, price: Decimal, why: str, by: Any, now: datetime
) -> Proposal:
    """A proposal that gives one pack an old price. Raises PricesMoved where it is not as seen."""
    if not StockRecord.objects.filter(product=pack, price=seen).exists():
        raise PricesMoved([pack.pk])
    proposal = Proposal.objects.create(how=How.RESTORE, why=why, by=by, made_at=now)
    ProposedPrice.objects.create(proposal=proposal, pack_id=pack.pk, seen=seen, price=price)
    return proposal


@transaction.atomic
def propose_to_undo(batch: UUID, *, by: Any, now: datetime) -> Proposal | None:
    """A proposal that gives back what each pack cost before a batch; None where nothing would.

    A pack whose price was changed again since is in it, and takes no part by itself. One that was
    of another size or strength before is not: that was the price of another pack. What a sheet has
    added goes off sale: it may have been ordered.
    """
    rows = [*_given_back(batch), *_taken_off_sale(batch)]
    if not rows:
        return None
    proposal = Proposal.objects.create(how=How.RESTORE, by=by, made_at=now)
    for row in rows:
        row.proposal = proposal
    ProposedPrice.objects.bulk_create(rows)
    return proposal


def _given_back(batch: UUID) -> list[ProposedPrice]:
    before = _before(batch)
    prices = StockRecord.objects.filter(product__in=before).values_list("product_id", "price")
    set_then = dict(
        PriceFrom.objects.filter(batch=batch).order_by("since", "pk").values_list("pack", "price")
    )
    return [
        ProposedPrice(
            pack_id=pack_id,
            seen=price,
            price=before[pack_id],
            takes_part=price == set_then[pack_id],
        )
        for pack_id, price in prices
        if price != before[pack_id]
    ]


def _taken_off_sale(batch: UUID) -> list[ProposedPrice]:
    """Of the packs a sheet has added those that are still on sale, of that size and strength."""
    earlier = PriceFrom.objects.filter(pack=OuterRef("pack"), since__lt=OuterRef("since"))
    of_batch = PriceFrom.objects.as_today().filter(batch=batch, how=How.SHEET)
    added = of_batch.filter(~Exists(earlier), pack__is_public=True)
    added_at = dict(added.values_list("pack_id", "price"))
    prices = StockRecord.objects.filter(product__in=added_at).values_list("product_id", "price")
    return [
        ProposedPrice(
            pack_id=pack_id, seen=price, ends_sale=True, takes_part=price == added_at[pack_id]
        )
        for pack_id, price in prices
    ]


def _before(batch: UUID) -> dict[int, Decimal]:
    """What each pack of a batch cost before it; a pack the batch added is not among them."""
    earlier = PriceFrom.objects.filter(pack=OuterRef("pack"), since__lt=OuterRef("since"))
    last = earlier.as_today().order_by("-since", "-pk").values("price")[:1]
    first_rows = PriceFrom.objects.filter(batch=batch).order_by("pack_id", "since", "pk")
    rows = first_rows.distinct("pack_id").annotate(before=Subquery(last))
    return dict(rows.filter(before__isnull=False).values_list("pack_id", "before"))
