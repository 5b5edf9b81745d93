"""Proposed prices and sheets that nobody applied are forgotten after two weeks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.models import Pack
from catalog.prices import proposing
from catalog.prices.models import PriceSheet, Proposal, ProposedPrice, SheetFile, UnchangedRows
from catalog.prices.proposing import KEPT_OPEN, forget_unapplied
from catalog.prices.rounding import Change, Rule
from tests.catalog.prices.asked import packs_of, price_of
from tests.catalog.prices.sheets import imported, sent, xlsx
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
from tests.factories import a_user

pytestmark = pytest.mark.django_db
ROWS = xlsx(["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 90, 68], ["Baclofen", "x", 1, 1])


def proposed(*, applied: bool = False) -> Proposal:
    by = a_user(f"by-{Proposal.objects.count()}@example.com")
    proposal = proposing.propose(Pack.objects.packs(), by=by, now=timezone.now())
    if applied:
        proposing.choose_rule(proposal, Rule(Change.AMOUNT, 1))
        proposing.apply(proposal, why="", now=timezone.now())
    return proposal


@pytest.mark.usefixtures("vault_folder")
def test_what_nobody_applied_is_forgotten_by_the_nightly_command(medicine, monkeypatch):
    proposed(), imported(ROWS), sent(ROWS, by=a_user("other@example.com"))
    applied = proposed(applied=True)
    then = timezone.now() + KEPT_OPEN
    monkeypatch.setattr("pharmacy.management.commands.forget_old.timezone.now", lambda: then)

    call_command("forget_old")

    assert list(Proposal.objects.all()) == [applied]
    assert ProposedPrice.objects.exclude(proposal=applied).count() == 0
    for rows in (PriceSheet, SheetFile, UnchangedRows):
        assert not rows.objects.exists()
    assert price_of(packs_of(medicine)[60]) == "53.00"


def test_what_is_looked_at_these_days_stays(medicine):
    proposed(), imported(ROWS)
    assert forget_unapplied(timezone.now() + KEPT_OPEN - timedelta(minutes=1)) == 0
    assert Proposal.objects.count() == 2
    assert [forget_unapplied(timezone.now() + KEPT_OPEN) for _ in range(3)] == [1, 1, 0]
