"""Reading a price sheet: sent by staff, read by the worker, from the start again if that is killed.

What was read is written every thousand rows, each time in a transaction of its own, so that staff
see how far it is; a worker that has lost its lease meanwhile writes nothing.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.prices.how import How
from catalog.prices.models import PriceSheet, Proposal, ProposedPrice, SheetFile, SheetProblem
from catalog.prices.sheet_formats import SheetRefused, rows_in
from catalog.prices.sheet_resource import PriceResource, PriceRow, Problem
from catalog.prices.sheet_shop import Shop
from catalog.prices.sheet_unchanged import remember
from catalog.prices.sheets import LONGEST_FOUND, LONGEST_NAME, LONGEST_WORDS, MOST_PROBLEMS

State = PriceSheet.State
LEASE = timedelta(minutes=2)
ROWS_AT_ONCE = 1_000
# What has ended three workers would end every other.
MOST_TRIES = 3
log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker reads the sheet by now, or it is gone."""


@transaction.atomic
def propose_by_sheet(content: bytes, *, file_name: str, by: Any, now: datetime) -> Proposal:
    """A proposal of what a file says, once the worker has read it; of at most MOST_BYTES."""
    proposal = Proposal.objects.create(how=How.SHEET, by=by, made_at=now)
    name = file_name[-LONGEST_NAME:]
    sheet = PriceSheet.objects.create(proposal=proposal, file_name=name, next_at=now)
    SheetFile.objects.create(sheet=sheet, content=content)
    return proposal


def read_next_sheet(now: datetime) -> bool:
    """Read the sheet that waits longest; whether there was any."""
    sheet = _leased(now)
    if sheet is None:
        return False
    try:
        _read(sheet)
    except LeaseLost:
        log.warning("Sheet %s is another worker's by now", sheet.pk)
    return True


def _read(sheet: PriceSheet) -> None:
    """Whatever breaks, the sheet has an end, and the worker goes on with the next."""
    try:
        _read_or_refused(sheet)
    except (LeaseLost, OperationalError, InterfaceError):
        raise  # where the database is away, the lease runs out by itself
    except Exception:
        log.exception("Sheet %s cannot be read", sheet.pk)
        _given_up(sheet)


def _read_or_refused(sheet: PriceSheet) -> None:
    if sheet.tries > MOST_TRIES:
        _given_up(sheet)
        return
    try:
        _Reading(sheet).read()
    except SheetRefused as refusal:
        _end(sheet, refusal)


def _unreadable() -> str:
    return _("This file could not be read. Save it anew, or split it.")


@transaction.atomic(durable=True)
def _leased(now: datetime) -> PriceSheet | None:
    """The next one, this worker's alone until its `next_at`, with nothing read of it."""
    due = PriceSheet.objects.filter(state__in=[State.WAITING, State.READING], next_at__lte=now)
    sheet = due.select_for_update(skip_locked=True, no_key=True).order_by("next_at", "pk").first()
    if sheet is None:
        return None
    _forget_what_was_read(sheet)
    sheet.state, sheet.tries, sheet.next_at = State.READING, sheet.tries + 1, now + LEASE
    sheet.save()
    return sheet


def _forget_what_was_read(sheet: PriceSheet) -> None:
    """The caller saves it."""
    ProposedPrice.objects.filter(proposal=sheet.proposal_id).delete()
    sheet.kept_problems.all().delete()
    sheet.unchanged.all().delete()
    sheet.rows = sheet.rows_read = sheet.rows_same = sheet.problems = 0


class _Reading:
    """One sheet from its first row to its last."""

    def __init__(self, sheet: PriceSheet) -> None:
        self.sheet, self.began = sheet, monotonic()
        self.prices: list[ProposedPrice] = []
        self.unchanged: list[PriceRow] = []
        self.problems: list[SheetProblem] = []

    def read(self) -> None:
        """Raises SheetRefused and LeaseLost; what was written until then stays."""
        content = SheetFile.objects.get(sheet=self.sheet).content
        rows = rows_in(bytes(content))
        del content
        self.sheet.rows = len(rows)
        self._write()
        resource = PriceResource(
            shop=Shop(),
            collect=self._collect,
            keep=self.unchanged.append,
            refuse=self._refuse,
            tell=self._tell,
        )
        resource.read(rows)
        if not self.sheet.rows_read:
            raise SheetRefused(_("There is no row beneath the names of the columns."))
        self._write()
        _end(self.sheet, seconds=monotonic() - self.began)

    def _collect(self, row: PriceRow) -> None:
        there = row.there
        self.prices.append(
            ProposedPrice(
                proposal_id=self.sheet.proposal_id,
                pack_id=there and there.pack_id,
                seen=there and there.price,
                dosage_id=None if there else row.dosage.dosage_id,
                units=None if there else row.units,
                price=row.price,
                row=row.number,
            )
        )

    def _refuse(self, problem: Problem) -> None:
        self.sheet.problems += 1
        if self.sheet.problems <= MOST_PROBLEMS:
            self.problems.append(_kept(self.sheet, problem))

    def _tell(self, same: bool) -> None:
        self.sheet.rows_read += 1
        self.sheet.rows_same += same
        if self.sheet.rows_read % ROWS_AT_ONCE == 0:
            self._write()

    @transaction.atomic(durable=True)
    def _write(self) -> None:
        _hold(self.sheet)
        ProposedPrice.objects.bulk_create(self.prices)
        SheetProblem.objects.bulk_create(self.problems)
        remember(self.sheet, self.unchanged)
        self.prices, self.problems = [], []
        self.unchanged.clear()
        self.sheet.next_at = timezone.now() + LEASE
        # How many there are was only guessed.
        self.sheet.rows = max(self.sheet.rows, self.sheet.rows_read)
        self.sheet.save()


@transaction.atomic(durable=True)
def _given_up(sheet: PriceSheet) -> None:
    """Refused in words that cannot break anything, whatever was read of it."""
    _hold(sheet)
    _forget_what_was_read(sheet)
    sheet.state, sheet.problems = State.REFUSED, 1
    sheet.save()
    _kept(sheet, Problem(1, "", "", _unreadable())).save()
    SheetFile.objects.filter(sheet=sheet).delete()


@transaction.atomic(durable=True)
def _end(sheet: PriceSheet, refusal: SheetRefused | None = None, seconds: float = 0) -> None:
    """It is read, or refused for its problems; the file is not kept."""
    _hold(sheet)
    if refusal:
        sheet.problems += 1
        told = Problem(refusal.row, refusal.column, refusal.found, refusal.words)
        _kept(sheet, told).save()
    sheet.state = State.REFUSED if sheet.problems else State.READ
    sheet.rows, sheet.seconds = sheet.rows_read, seconds
    sheet.save()
    SheetFile.objects.filter(sheet=sheet).delete()


def _hold(sheet: PriceSheet) -> None:
    """Its row until the transaction ends, as long as it is leased to whoever took it then."""
    kept = PriceSheet.objects.filter(pk=sheet.pk, state=State.READING, tries=sheet.tries)
    if not kept.select_for_update(no_key=True).values_list("pk").first():
        raise LeaseLost


def _kept(sheet: PriceSheet, problem: Problem) -> SheetProblem:
    return SheetProblem(
        sheet=sheet,
        row=problem.row,
        column=problem.column[:20],
        found=problem.found[:LONGEST_FOUND],
        words=problem.words[:LONGEST_WORDS],
    )
