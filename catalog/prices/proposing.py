"""Proposing prices for many packs: made, computed, looked at, applied together."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from catalog.actions import PackToSave, add_packs, take_off_sale
from catalog.models import Product
from catalog.partner.models import StockRecord
from catalog.prices.actions import PricesMoved, PriceToSet, lock_medicines_of, set_prices
from catalog.prices.how import How, noted
from catalog.prices.models import PriceSheet, Proposal, ProposedPrice
from catalog.prices.rounding import Rule
from catalog.prices.sheet_unchanged import moved_since, take_over_moved

# A page that shows them answers within seconds.
MOST_PACKS = 20_000


# What was left open longer is of prices that are others by now.
KEPT_OPEN = timedelta(days=14)
# As many rows as there are in one statement.
WRITE = """
UPDATE prices_proposedprice AS kept SET seen = wanted.seen, price = wanted.price
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[]) AS wanted (id, seen, price)
WHERE kept.id = wanted.id
"""


class TooManyPacks(Exception):
    """More packs than one proposal takes."""


class AlreadyApplied(Exception):
    """Somebody has applied the proposal; nothing was changed."""


class NotReadWhole(Exception):
    """The prices are of a sheet that is not read yet, or has problems; nothing was changed."""


@transaction.atomic
def propose(packs: QuerySet[Product], *, by: Any, now: datetime) -> Proposal:
    """A proposal for these packs, with no rule yet. Raises TooManyPacks."""
    prices = StockRecord.objects.filter(product__in=packs.order_by().values("pk"))
    rows = list(prices.values_list("product_id", "price").order_by("product_id")[: MOST_PACKS + 1])
    if len(rows) > MOST_PACKS:
        raise TooManyPacks
    proposal = Proposal.objects.create(how=How.BULK, by=by, made_at=now)
    ProposedPrice.objects.bulk_create(
        ProposedPrice(proposal=proposal, pack_id=pack_id, seen=price) for pack_id, price in rows
    )
    return proposal


@transaction.atomic
def forget_unapplied(now: datetime) -> int:
    """A proposal nobody has applied for days, and the sheet it was read in; how many."""
    old = Proposal.objects.filter(state=Proposal.State.OPEN, made_at__lte=now - KEPT_OPEN)
    # Somebody may just be applying one; and each has as many rows as packs.
    proposal = old.select_for_update(skip_locked=True).order_by("made_at", "pk").first()
    if proposal:
        proposal.delete()
    return 1 if proposal else 0


@transaction.atomic
def choose_rule(proposal: Proposal, rule: Rule) -> None:
    """Compute every price anew by another rule. Raises AlreadyApplied."""
    _lock_open(proposal)
    proposal.change, proposal.amount, proposal.ending = rule.change, rule.amount, rule.ending
    proposal.save(update_fields=["change", "amount", "ending"])
    _compute(proposal, list(proposal.prices.all()))


@transaction.atomic
def leave_out(proposal: Proposal, shown: Collection[int], taking_part: Collection[int]) -> None:
    """Of the packs shown, by their keys, only some take part. Raises AlreadyApplied."""
    _lock_open(proposal)
    rows = proposal.prices.filter(_of_keys(shown))
    rows.filter(_of_keys(taking_part), takes_part=False).update(takes_part=True)
    rows.exclude(_of_keys(taking_part)).filter(takes_part=True).update(takes_part=False)


@transaction.atomic
def see_anew(proposal: Proposal) -> int:
    """Take over what others changed since the prices were seen; how many that were.

    By a rule they are computed anew, those of a sheet stay what its file says. What was to be given
    back over another price takes no part any more.
    """
    _lock_open(proposal)
    added = _take_over_added(proposal) + take_over_moved(proposal)
    packs = proposal.prices.filter(pack__isnull=False)
    moved = list(packs.exclude(pack__stockrecords__price=F("seen")).select_for_update(of=["self"]))
    prices = StockRecord.objects.filter(product__in=[one.pack_id for one in moved])
    now = dict(prices.values_list("product_id", "price"))
    for one in moved:
        one.seen = now[one.pack_id]
    if proposal.how == How.BULK:
        _compute(proposal, moved)
    else:
        _write(moved)
    if proposal.how == How.RESTORE:
        packs.filter(pk__in=[one.pk for one in moved]).update(takes_part=False)
    return len(moved) + added


@transaction.atomic(savepoint=False)
def hold(proposal: Proposal) -> None:
    """Nobody changes the proposal or its packs' medicines until the transaction ends.

    What is looked at then is what is applied. Raises AlreadyApplied.
    """
    _lock_open(proposal)
    packs = proposal.prices.filter(pack__isnull=False).values_list("pack_id", flat=True)
    dosages = proposal.prices.filter(pack__isnull=True).values_list("dosage_id", flat=True)
    lock_medicines_of(list(packs), list(dosages))


@transaction.atomic
def apply(proposal: Proposal, *, why: str, now: datetime) -> int:
    """Set every price that takes part and changes, add new packs, take others off sale; how many.

    All or none. Raises PricesMoved where somebody changed one since it was seen, AlreadyApplied,
    and NotReadWhole.
    """
    hold(proposal)
    rows, new = list(_that_change(proposal)), list(_that_are_new(proposal))
    ended = list(_that_go_off_sale(proposal).values_list("pack_id", flat=True))
    _refuse_what_was_not_read(proposal)
    if moved := moved_since(proposal):
        raise PricesMoved({pack_id for pack_id, *_row in moved})
    how = How(proposal.how)
    set_prices([PriceToSet(one.pack_id, one.seen, one.price) for one in rows], how=how, why=why)
    _add(proposal, new, why=why)
    _end_sale(proposal, ended, why=why)
    close(proposal, why=why, now=now)
    return len(rows) + len(new) + len(ended)


def new_prices(proposal: Proposal) -> dict[int, Decimal]:
    """By pack, of those that are there, each that takes part and changes."""
    return dict(_that_change(proposal).values_list("pack_id", "price"))


def close(proposal: Proposal, *, why: str, now: datetime) -> None:
    """Nobody applies it any more; the caller holds it."""
    proposal.state, proposal.applied_at, proposal.why = Proposal.State.APPLIED, now, why
    proposal.save(update_fields=["state", "applied_at", "why"])


def _lock_open(proposal: Proposal) -> None:
    row = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if row.state != Proposal.State.OPEN:
        raise AlreadyApplied


def _refuse_what_was_not_read(proposal: Proposal) -> None:
    sheets = PriceSheet.objects.filter(proposal=proposal)
    if sheets.exclude(state=PriceSheet.State.READ).exists():
        raise NotReadWhole


def _add(proposal: Proposal, new: Collection[ProposedPrice], *, why: str) -> None:
    """The caller holds their medicines' locks."""
    if not new:
        return
    if there := _added(proposal):
        raise PricesMoved(there.values())
    with noted(How(proposal.how), why):
        add_packs((one.dosage, PackToSave(one.units, one.price)) for one in new)


def _end_sale(proposal: Proposal, packs: Collection[int], *, why: str) -> None:
    """The caller holds their medicines' locks."""
    if not packs:
        return
    moved = _that_go_off_sale(proposal).exclude(pack__stockrecords__price=F("seen"))
    if moved := list(moved.values_list("pack_id", flat=True)):
        raise PricesMoved(moved)
    with noted(How(proposal.how), why):
        take_off_sale(packs)


def _take_over_added(proposal: Proposal) -> int:
    """What somebody has added meanwhile is no new pack any more; how many those are."""
    if proposal.how != How.SHEET:
        return 0
    there = _added(proposal)
    prices = dict(
        StockRecord.objects.filter(product__in=there.values()).values_list("product_id", "price")
    )
    twice = set(proposal.prices.filter(pack__in=prices).values_list("pack_id", flat=True))
    for part_id, pack_id in there.items():
        part = ProposedPrice.objects.filter(pk=part_id)
        if pack_id in twice:  # somebody has given another of its packs this size
            part.delete()
        else:
            part.update(pack_id=pack_id, seen=prices[pack_id], dosage=None, units=None)
    return len(there)


def _added(proposal: Proposal) -> dict[int, int]:
    """By its part, each proposed new pack that is there by now."""
    same = Product.objects.packs().filter(dosage=OuterRef("dosage"), units=OuterRef("units"))
    new = proposal.prices.filter(pack=None).annotate(there=Subquery(same.values("pk")[:1]))
    return dict(new.filter(there__isnull=False).values_list("pk", "there"))


def _of_keys(keys: Collection[int]) -> Q:
    """The parts of these keys (ProposedPrice.key)."""
    new = [-key for key in keys if key < 0]
    return Q(pack_id__in=[key for key in keys if key > 0]) | Q(pk__in=new, pack=None)


def _compute(proposal: Proposal, rows: Collection[ProposedPrice]) -> None:
    rule = proposal.rule
    for row in rows:
        row.price = rule.price_of(row.seen) if rule else None
    _write(rows)


def _write(rows: Collection[ProposedPrice]) -> None:
    columns = [[getattr(row, name) for row in rows] for name in ("pk", "seen", "price")]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns)


def _that_change(proposal: Proposal) -> QuerySet[ProposedPrice]:
    takes_part = proposal.prices.filter(pack__isnull=False, takes_part=True, price__isnull=False)
    return takes_part.exclude(price=F("seen")).order_by("pack_id")


def _that_go_off_sale(proposal: Proposal) -> QuerySet[ProposedPrice]:
    ended = proposal.prices.filter(ends_sale=True, takes_part=True, pack__is_public=True)
    return ended.order_by("pack_id")


def _that_are_new(proposal: Proposal) -> QuerySet[ProposedPrice]:
    new = proposal.prices.filter(pack=None, takes_part=True)
    return new.select_related("dosage__medicine").order_by("pk")
