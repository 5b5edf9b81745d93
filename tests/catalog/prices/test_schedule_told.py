"""Whoever sets a price is told first that a scheduled one runs or waits."""

import pytest
from django.urls import reverse

from catalog.models import Pack
from catalog.partner.models import PriceFrom
from tests.catalog.prices.proposal_page import LIST, Desk
from tests.catalog.prices.schedule_page import pack_of
from tests.catalog.prices.scheduling import price_of, schedule, worker_comes
from tests.catalog.prices.sheets import csv_of, imported
from tests.catalog.reductions.past import as_if_saved
from tests.checkout.pages import text_of

pytestmark = pytest.mark.django_db
RUNS = "A scheduled price runs: $60.00 until"
TAKES_ITS_PLACE = "What you set now takes its place, and stays then."


@pytest.fixture
def pack(medicine):
    return pack_of(medicine, 90)


@pytest.fixture
def runs(pack, clock):
    one = schedule(pack, "60.00", clock.at(1), clock.at(97))
    worker_comes(clock.at(1))
    return one


@pytest.fixture
def waits(pack, clock):
    return schedule(pack, "60.00", clock.at(24), clock.at(97))


# --- On the medicine's page ----------------------------------------------------------------------


def test_a_price_over_one_that_runs_is_saved_once_that_is_read(
    price_editor, medicine, medicine_page, pack, runs, clock
):
    page = medicine_page(price_editor, medicine)
    assert f"{RUNS} " in page.text
    assert page.notes_asked == []

    page.type(page.pack(90), price="64.00").save()

    assert not page.was_saved
    assert TAKES_ITS_PLACE in page.text
    assert len(page.notes_asked) == 1
    assert price_of(pack) == "60.00"
    page.form["have_read"] = "on"
    assert page.save().was_saved
    worker_comes(clock.at(97))
    assert price_of(pack) == "64.00"


def test_the_scheduled_price_set_again_lets_it_go_on(
    price_editor, medicine, medicine_page, pack, runs, clock
):
    medicine_page(price_editor, medicine).type(f"pack-{pack.pk}", price="64.00").save_having_read()
    page = medicine_page(price_editor, medicine)
    assert "what is set by hand stays then." in page.text
    page.type(page.pack(90), price="60.00").save()
    assert "This is the scheduled price again" in page.text
    page.form["have_read"] = "on"
    assert page.save().was_saved
    worker_comes(clock.at(97))
    assert price_of(pack) == "68.00"


def test_one_that_waits_is_shown_and_holds_nobody_up(
    price_editor, medicine, medicine_page, pack, waits
):
    page = medicine_page(price_editor, medicine)
    assert "Scheduled: $60.00 from" in page.text
    page.type(page.pack(120), price="84.50").save()
    assert page.was_saved
    assert price_of(pack) == "68.00"


def test_who_changes_no_prices_is_told_of_none(pharmacist, medicine, medicine_page, runs):
    assert RUNS not in medicine_page(pharmacist, medicine).text


def test_one_of_another_size_is_not_spoken_of(price_editor, medicine, medicine_page, pack, runs):
    Pack.objects.filter(pk=pack.pk).update(units=61)
    assert RUNS not in medicine_page(price_editor, medicine).text


# --- Many at once, and by a sheet ----------------------------------------------------------------


def test_a_rule_over_one_that_runs_is_applied_once_that_is_read(price_editor, pack, runs, clock):
    desk = Desk(price_editor, [pack]).type(change="percent", amount="10").send("preview")
    assert f"{RUNS} " in desk.text
    assert TAKES_ITS_PLACE in desk.text

    desk.send("apply")

    assert not desk.left
    assert price_of(pack) == "60.00"
    desk.type(have_read="on").send("apply")
    assert desk.left
    worker_comes(clock.at(97))
    assert price_of(pack) == "66.00"


def test_a_rule_over_one_that_waits_says_so_and_asks_nothing_more(price_editor, pack, waits):
    desk = Desk(price_editor, [pack]).type(change="percent", amount="0.5").send("preview")
    assert "Scheduled: $60.00 from" in desk.text
    assert "then back to what you set now." in desk.text


def test_a_sheet_over_one_that_runs_says_so(price_editor, pack, runs):
    proposal = imported(csv_of(["Baclofen", "10 mg", 90, "64.00"]), price_editor.user)
    page = price_editor.get(reverse("admin:catalogue_pack_proposal", args=[proposal.pk]))
    assert TAKES_ITS_PLACE in text_of(page)


def test_an_old_price_is_restored_over_one_that_runs_once_that_is_read(price_editor, pack, clock):
    as_if_saved()
    schedule(pack, "60.00", clock.at(1), clock.at(97))
    worker_comes(clock.at(1))
    as_if_saved()
    first, last = PriceFrom.objects.filter(pack=pack).order_by("pk")
    restore = reverse("admin:catalogue_pack_prices_restore", args=[pack.pk])
    answer = price_editor.post(restore, {"record": first.pk, "seen": last.pk}, follow=True)
    assert TAKES_ITS_PLACE in text_of(answer)
    assert price_of(pack) == "60.00"


def test_the_list_of_prices_says_which_run_and_wait(price_editor, medicine, runs, clock):
    schedule(pack_of(medicine, 60), "50.00", clock.at(24))
    page = text_of(price_editor.get(LIST))
    assert "$60.00 Scheduled price" in page
    assert "$52.00 Scheduled $0.87" in page


def test_it_is_one_query_more_however_many_there_are(
    price_editor, medicine, clock, django_assert_num_queries, django_assert_max_num_queries
):
    url = reverse("admin:catalogue_medicine_change", args=[medicine.pk])
    price_editor.get(url)
    with django_assert_max_num_queries(25) as none:
        price_editor.get(url)
    for one in medicine.children.all():
        schedule(one, "45.00", clock.at(1), clock.at(97))
        schedule(one, "44.00", clock.at(98))
    worker_comes(clock.at(1))
    with django_assert_num_queries(len(none)):
        price_editor.get(url)
