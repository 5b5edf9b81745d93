"""Many prices at once from a moment on: a rule's prices are scheduled, all of them or none."""

from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Pack
from catalog.prices import proposing
from catalog.prices.models import Proposal
from catalog.prices.rounding import Change, Ending, Rule
from catalog.prices.schedule.proposed import in_words, schedule_proposed
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.proposal_page import Desk
from tests.catalog.prices.schedule_page import pack_of, typed
from tests.catalog.prices.scheduling import price_of, schedule, worker_comes
from tests.checkout.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def packs(medicine):
    return [pack_of(medicine, units) for units in (90, 120)]


def less_two_percent(client, packs) -> Desk:
    return Desk(client, packs).type(change="percent", amount="-2").send("preview")


def test_a_rule_takes_effect_at_a_time_and_for_a_while(price_editor, packs, clock):
    desk = less_two_percent(price_editor, packs)
    desk.type(starts_at=typed(1), ends_at=typed(3), why="Week of the back").send("apply")

    assert desk.left
    assert "2 prices are scheduled." in desk.text
    assert [price_of(pack) for pack in packs] == ["68.00", "85.00"]
    assert {one.why for one in ScheduledPrice.objects.all()} == {"Week of the back"}
    assert {one.by for one in ScheduledPrice.objects.all()} == {price_editor.user}
    assert worker_comes(clock.at(24)) == 1
    assert [price_of(pack) for pack in packs] == ["66.64", "83.30"]
    worker_comes(clock.at(72))
    assert [price_of(pack) for pack in packs] == ["68.00", "85.00"]


def test_what_was_scheduled_is_no_more_to_be_applied(price_editor, packs):
    desk = less_two_percent(price_editor, packs).type(starts_at=typed(1)).send("apply")
    assert desk.left
    again = text_of(price_editor.get(desk.url, follow=True))
    assert "These prices have been applied already." in again
    assert Proposal.objects.get().applied_at is not None


def test_without_a_time_they_change_at_once(price_editor, packs):
    desk = less_two_percent(price_editor, packs).send("apply")
    assert desk.left
    assert [price_of(pack) for pack in packs] == ["66.64", "83.30"]
    assert not ScheduledPrice.objects.exists()


def test_an_overlap_is_refused_with_its_pack_named_and_none_is_scheduled(
    price_editor, packs, clock
):
    schedule(packs[0], "66.00", clock.at(30), clock.at(60))
    desk = less_two_percent(price_editor, packs).type(starts_at=typed(1), ends_at=typed(2))
    desk.send("apply")

    assert (desk.left, desk.status) == (False, 422)
    assert "Nothing is scheduled. Baclofen 10 mg, 90 pills: Scheduled already: $66.00" in desk.text
    assert ScheduledPrice.objects.count() == 1
    assert Proposal.objects.get().state == "open"
    assert desk.form["ends_at"] == typed(2)
    desk.type(starts_at=typed(3), ends_at="").send("apply")
    assert desk.left
    assert ScheduledPrice.objects.count() == 3


def test_of_many_overlaps_the_first_are_named(medicine, clock):
    problems = {one.pk: "Taken." for one in medicine.children.all()}
    said = in_words(problems)
    assert said.startswith("Nothing is scheduled. Baclofen 10\xa0mg, 60\xa0pills: Taken.")
    assert said.count("Taken.") == 5
    assert said.endswith("7 more packs.")


@pytest.mark.parametrize(
    ("moments", "said"),
    [
        ({"starts_at": typed(-1)}, "Enter a moment ahead."),
        ({"starts_at": "soon"}, "Enter a day and a time"),
        ({"starts_at": typed(2), "ends_at": typed(1)}, "Enter a moment after the start"),
        ({"ends_at": typed(1)}, "Enter from when, too: prices that change now stay."),
    ],
)
def test_a_time_that_cannot_be_changes_and_schedules_nothing(price_editor, packs, moments, said):
    desk = less_two_percent(price_editor, packs).type(**moments).send("apply")
    assert (desk.left, desk.status) == (False, 422)
    assert said in desk.text
    assert [price_of(pack) for pack in packs] == ["68.00", "85.00"]
    assert not ScheduledPrice.objects.exists()


def test_a_time_stays_typed_over_another_look(price_editor, packs):
    desk = less_two_percent(price_editor, packs).type(starts_at=typed(1), ends_at=typed(2))
    desk.type(amount="-3").send("apply")
    assert "Computed anew" in desk.text
    assert (desk.form["starts_at"], desk.form["ends_at"]) == (typed(1), typed(2))


def test_what_is_odd_is_read_before_it_is_scheduled(price_editor, medicine):
    desk = Desk(price_editor, [pack_of(medicine, 90)]).type(change="percent", amount="-30")
    desk.send("preview").type(starts_at=typed(1)).send("apply")
    assert not desk.left
    assert not ScheduledPrice.objects.exists()
    desk.type(have_read="on").send("apply")
    assert desk.left
    assert ScheduledPrice.objects.count() == 1


def test_who_may_not_schedule_changes_nothing_by_a_forged_time(packs):
    client = staff("Price editor")
    group = client.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="add_scheduledprice"))
    desk = less_two_percent(client, packs)
    assert 'name="starts_at"' not in desk.html
    forged = desk.form.fields | {"apply": "1", "starts_at": typed(1)}
    assert client.post(desk.url, forged).status_code == 403
    assert [price_of(pack) for pack in packs] == ["68.00", "85.00"]


def test_what_is_given_back_takes_no_time(price_editor, medicine):
    proposal = Proposal.objects.create(how="restore", by=price_editor.user, made_at=timezone.now())
    page = price_editor.get(f"/admin/catalogue/pack/proposals/{proposal.pk}/")
    assert b'name="starts_at"' not in page.content


def test_one_that_was_scheduled_is_not_scheduled_again(price_editor, packs, clock):
    moments = {"starts_at": clock.at(1), "ends_at": None}
    who = {"by": price_editor.user, "why": "", "now": clock.at(0)}
    chosen = Pack.objects.filter(pk__in=[pack.pk for pack in packs])
    proposal = proposing.propose(chosen, by=price_editor.user, now=clock.at(0))
    proposing.choose_rule(proposal, Rule(Change.PERCENT, Decimal(-2), Ending.ANY))
    assert schedule_proposed(proposal, **moments, **who) == 2
    with pytest.raises(proposing.AlreadyApplied):
        schedule_proposed(proposal, **moments, **who)
