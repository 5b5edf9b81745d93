"""Prices proposed for many packs: computed, seen, applied all or none, undone."""

from decimal import Decimal

import pghistory
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.models import Pack
from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices import proposing, undoing
from catalog.prices.actions import PricesMoved, PriceToSet, set_prices
from catalog.prices.how import How
from catalog.prices.models import Proposal, ProposedPrice
from catalog.prices.proposal_reads import outcome_of
from catalog.prices.rounding import Change, Ending, Rule
from catalog.prices.rules import Kind
from tests.catalog.prices.asked import packs_of, price_of, prices_now
from tests.catalog.reductions.past import as_if_saved
from tests.factories import BACLOFEN, a_user

pytestmark = pytest.mark.django_db
FIVE_OFF = Rule(Change.PERCENT, Decimal(-5), Ending.NINETY_NINE)


@pytest.fixture
def editor():
    return a_user("prices@example.com", first_name="Priya", last_name="Nair")


def proposed(packs, editor, rule=FIVE_OFF) -> Proposal:
    proposal = proposing.propose(packs, by=editor, now=timezone.now())
    proposing.choose_rule(proposal, rule)
    return proposal


def applied(proposal, why="") -> int:
    with pghistory.context(user=proposal.by_id):
        changed = proposing.apply(proposal, why=why, now=timezone.now())
        as_if_saved()
    return changed


def of(medicine):
    as_if_saved()
    return Pack.objects.packs().filter(parent=medicine)


def test_all_prices_of_a_medicine_are_changed_at_once(medicine, editor):
    proposal = proposed(of(medicine), editor)

    assert applied(proposal, "Autumn") == 12

    assert [str(price) for price in prices_now(medicine).values()] == [
        *("48.99", "64.99", "80.99", "111.99", "159.99", "206.99")
    ]
    record = PriceFrom.objects.filter(pack=packs_of(medicine)[60]).last()
    assert (record.how, record.why, record.by) == (How.BULK, "Autumn", editor)
    assert PriceFrom.objects.filter(batch=record.batch).count() == 12
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.APPLIED


def test_a_pack_left_out_keeps_its_price(medicine, editor):
    proposal = proposed(of(medicine), editor)
    packs = packs_of(medicine)

    proposing.leave_out(proposal, [pack.pk for pack in packs.values()], [packs[90].pk])

    assert applied(proposal) == 7  # one of these six, and the other dosage's
    assert {str(price) for price in prices_now(medicine).values()} == {
        *("52.00", "64.99", "85.00", "118.00", "168.00", "218.00")
    }


def test_what_somebody_changed_meanwhile_is_computed_anew(medicine, editor):
    proposal = proposed(of(medicine), editor)
    StockRecord.objects.filter(product=packs_of(medicine)[60]).update(price="60.00")

    with pytest.raises(PricesMoved), transaction.atomic():
        proposing.apply(proposal, why="", now=timezone.now())
    assert price_of(packs_of(medicine)[90]) == "68.00", "all or none"

    assert proposing.see_anew(proposal) == 1
    assert applied(proposal) == 12
    assert price_of(packs_of(medicine)[60]) == "56.99"


def test_it_is_applied_once(medicine, editor):
    proposal = proposed(of(medicine), editor)
    applied(proposal)

    for deed in (
        lambda: proposing.apply(proposal, why="", now=timezone.now()),
        lambda: proposing.choose_rule(proposal, FIVE_OFF),
        lambda: proposing.leave_out(proposal, [], []),
    ):
        with pytest.raises(proposing.AlreadyApplied), transaction.atomic():
            deed()
    assert price_of(packs_of(medicine)[60]) == "48.99"


def test_more_packs_than_a_page_can_show_are_refused(medicine, editor, monkeypatch):
    monkeypatch.setattr(proposing, "MOST_PACKS", 11)
    with pytest.raises(proposing.TooManyPacks):
        proposed(of(medicine), editor)


def test_the_outcome_counts_what_staff_are_told(medicine, editor):
    outcome = outcome_of(proposed(of(medicine), editor), sees_costs=True)

    assert (outcome.changes, outcome.bases_moved, outcome.warnings) == (12, 2, 2)
    assert outcome.mean == "−5.0%"
    assert outcome.span == "from −5.8% to −4.4%"
    assert [dosage.name for dosage in outcome.dosages] == [
        "Baclofen 10\u00a0mg",
        "Baclofen 25\u00a0mg",
    ]
    assert {note.kind for dosage in outcome.dosages for note in dosage.asked} == {Kind.BASE_MOVES}


def test_a_rule_that_leaves_no_price_is_counted(medicine, editor):
    rule = Rule(Change.AMOUNT, Decimal(-60))
    outcome = outcome_of(proposed(of(medicine), editor, rule), sees_costs=True)
    assert outcome.without_a_price == 1


def test_costs_are_judged_only_for_who_may_see_them(medicine, editor):
    medicine.dosages.filter(label="10mg").update(unit_cost="0.80")
    proposal = proposed(of(medicine), editor)
    for sees in (True, False):
        outcome = outcome_of(proposal, sees_costs=sees)
        kinds = {note.kind for dosage in outcome.dosages for note in dosage.asked}
        assert (Kind.BELOW_COST in kinds) == sees


def test_what_was_looked_at_is_known_by_its_fingerprint(medicine, editor):
    proposal = proposed(of(medicine), editor)
    seen = outcome_of(proposal, sees_costs=True).fingerprint
    assert outcome_of(proposal, sees_costs=True).fingerprint == seen

    proposing.choose_rule(proposal, Rule(Change.PERCENT, Decimal(-5)))

    assert outcome_of(proposal, sees_costs=True).fingerprint != seen


def test_a_batch_is_undone_whole(medicine, editor):
    applied(proposed(of(medicine), editor))
    record = PriceFrom.objects.filter(pack=packs_of(medicine)[60]).last()

    given_back = undoing.propose_to_undo(record.batch, by=editor, now=timezone.now())
    applied(given_back)

    assert [str(price) for price in prices_now(medicine).values()] == [
        price for _units, price in BACLOFEN["10mg"]
    ]
    assert PriceFrom.objects.filter(pack=packs_of(medicine)[60]).last().how == How.RESTORE


def test_a_price_changed_since_takes_no_part_in_an_undoing_by_itself(medicine, editor):
    applied(proposed(of(medicine), editor))
    record = PriceFrom.objects.filter(pack=packs_of(medicine)[60]).last()
    with pghistory.context():  # of another request
        StockRecord.objects.filter(product=packs_of(medicine)[60]).update(price="55.00")
        as_if_saved()

    applied(undoing.propose_to_undo(record.batch, by=editor, now=timezone.now()))

    assert price_of(packs_of(medicine)[60]) == "55.00"
    assert price_of(packs_of(medicine)[90]) == "68.00"


def test_what_was_undone_cannot_be_undone_again(medicine, editor):
    applied(proposed(of(medicine), editor))
    record = PriceFrom.objects.filter(pack=packs_of(medicine)[60]).last()
    applied(undoing.propose_to_undo(record.batch, by=editor, now=timezone.now()))

    assert undoing.propose_to_undo(record.batch, by=editor, now=timezone.now()) is None


def test_prices_are_set_all_or_none(medicine):
    packs = packs_of(medicine)
    wanted = [
        PriceToSet(packs[60].pk, Decimal("52.00"), Decimal("50.00")),
        PriceToSet(packs[90].pk, Decimal("67.00"), Decimal("60.00")),
    ]
    with pytest.raises(PricesMoved) as refusal:
        set_prices(wanted, how=How.BULK)
    assert refusal.value.pack_ids == {packs[90].pk}
    assert price_of(packs[60]) == "52.00"


@pytest.mark.parametrize(
    "odd",
    [
        {"price": "0.00"},
        {"price": "-1.00"},
    ],
)
def test_the_database_refuses_what_is_no_price(medicine, editor, odd):
    proposal = proposed(of(medicine), editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedPrice.objects.filter(proposal=proposal).update(**odd)


def test_the_database_refuses_a_proposal_applied_at_no_moment(medicine, editor):
    proposal = proposed(of(medicine), editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="applied")


def test_reading_it_asks_three_times_for_any_packs(medicine, editor, django_assert_num_queries):
    few = proposed(of(medicine).filter(units=60), editor)
    many = proposed(of(medicine), editor)
    for proposal in (few, many):
        with django_assert_num_queries(3):
            outcome_of(proposal, sees_costs=True)
