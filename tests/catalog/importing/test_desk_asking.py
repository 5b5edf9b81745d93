"""What a page's prices make odd is read before they are taken, as in the price grid."""

import pytest

from catalog.importing.actions import import_page
from catalog.models import Dosage, Pack
from tests.catalog.admin.conftest import staff
from tests.catalog.importing.desk_page import ImportPage
from tests.catalog.importing.shop import ibuprofen, own, prices
from tests.catalog.prices.scheduling import Clock, schedule, worker_comes

pytestmark = pytest.mark.django_db
STEP = ("30$0.20$6.00 (0%)", "90$0.11$18.00 $9.90 (45%)")
ASKED = "Read this before its prices are taken"


@pytest.fixture
def imported(page):
    """The shop has the page's medicine."""
    assert page.paste(ibuprofen()).press_import().status == 302
    return ImportPage(page.client)


def test_an_odd_price_of_a_page_is_read_before_it_is_taken(imported):
    page = imported.paste(ibuprofen(*STEP))
    assert ASKED in page.words
    said = "400 mg, 90 pills: Down 27 % from $13.50. Above 20 % we ask twice."
    assert f'<th scope="row">11</th><td>{said}</td>' in page.words
    assert "1 warning" in page.words

    page.press_import()

    assert page.status == 422
    assert "Read the warnings, tick “I have read the warnings”, then import." in page.words
    assert ("400mg", 90, "13.50") in prices()
    assert page.read_and_import().status == 302
    assert ("400mg", 90, "9.90") in prices()


def test_a_tick_does_not_stand_for_what_was_not_shown(imported):
    page = imported.paste(ibuprofen(*STEP))
    Dosage.objects.update(unit_cost="0.15")

    page.read_and_import()

    assert page.status == 409
    assert "Below cost: these 90 pills cost $13.50 to buy." in page.words
    assert ("400mg", 90, "13.50") in prices()
    assert page.press_import().status == 422, "the box is ticked anew"


def test_costs_are_said_to_who_may_see_them_alone(imported):
    Dosage.objects.update(unit_cost="0.15")
    for who, sees in ((imported.client, True), (staff("Pharmacist"), False)):
        assert ("Below cost" in ImportPage(who).paste(ibuprofen(*STEP)).words) == sees


def test_a_price_over_a_scheduled_one_that_runs_is_read_first(imported):
    clock, pack = Clock(), Pack.objects.get(units=90, dosage__label="400mg")
    schedule(pack, "13.00", clock.at(1), clock.at(97))
    worker_comes(clock.at(1))
    page = imported.paste(ibuprofen(*STEP), overwrite="on")
    assert "400 mg, 90 pills: A scheduled price runs: $13.00 until" in page.words
    assert "What you set now takes its place, and stays then." in page.words


def test_a_page_without_anything_odd_asks_nothing(page):
    page.paste(ibuprofen())
    assert ASKED not in page.words
    assert "have_read" not in page.words


def test_the_command_says_it_too(imported):
    report = import_page("page.txt", ibuprofen(*STEP), dry_run=True)
    said = "page.txt:11: warning: 400\u00a0mg, 90\u00a0pills: Down 27 %"
    assert any(line.startswith(said) for line in report.lines())


def test_the_owners_page_asks_nothing_as_a_first_listing():
    assert import_page("baclofen.txt", own("baclofen.txt"), dry_run=True).asked == ()
