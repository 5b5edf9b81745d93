"""Two people on one page: cell by cell, what a colleague saved and what somebody typed."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from catalog.admin.price_cells import Cells, changed_by_both, merged
from catalog.models import Dosage
from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices.actions import PriceToSet, set_prices
from catalog.prices.how import How
from pharmacy.history.acting import acting
from tests.catalog.admin.conftest import prices_of
from tests.catalog.admin.test_medicine import a_section, refreshed
from tests.catalog.prices.scheduling import Clock, schedule, set_price, worker_comes
from tests.catalog.reductions.past import as_if_saved
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(price_editor, owner, medicine, medicine_page):
    """Mine and my colleague's, both opened before anybody saves."""
    owner.user.first_name, owner.user.last_name = "Tom", "Archer"
    owner.user.save()
    return medicine_page(price_editor, medicine), medicine_page(owner, medicine)


@pytest.fixture
def both_describe(owner, pharmacist, medicine, medicine_page):
    return medicine_page(pharmacist, medicine), medicine_page(owner, medicine)


def test_a_price_both_changed_is_shown_with_both_and_replaced_by_the_next_save(pages, medicine):
    mine, theirs = pages
    theirs.type(theirs.pack(90), price="70").save()

    mine.type(mine.pack(90), price="66.50").save()

    assert not mine.was_saved
    assert "Tom Archer (" in mine.text
    assert (
        "saved $70.00 here while you had the page open; it was $68.00. "
        "Save again to make it $66.50." in mine.text
    )
    assert mine.form[f"{mine.pack(90)}-price"] == "66.50"
    mine.save()
    assert mine.was_saved
    assert prices_of(medicine)[90] == "66.50"


def test_other_cells_of_a_pack_are_both_kept(pages, medicine):
    """My price and my colleague's decision to take the pack off sale."""
    mine, theirs = pages
    theirs.take_off_sale(theirs.pack(120)).save()

    mine.type(mine.pack(120), price="84").save()

    assert mine.was_saved
    assert prices_of(medicine)[120] == "84.00"
    assert not medicine.children.get(units=120, dosage__label="10mg").is_public


def test_a_size_both_changed_is_shown(pages):
    mine, theirs = pages
    row = mine.pack(90)
    theirs.type(row, units="92").save()

    mine.type(row, units="91").save()

    assert not mine.was_saved
    assert "saved 92 pills here while you had the page open; it was 90 pills." in mine.text


def test_the_same_price_typed_by_both_is_no_clash(pages, medicine):
    mine, theirs = pages
    theirs.type(theirs.pack(90), price="70.00").save()

    mine.type(mine.pack(90), price="70").type(mine.pack(120), price="84").save()

    assert mine.was_saved
    assert prices_of(medicine)[120] == "84.00"


def test_a_price_changed_by_nobody_on_the_page_is_somebodys(pages, medicine):
    mine, _theirs = pages
    StockRecord.objects.filter(product__units=90, price="68.00").update(price="71.00")

    mine.type(mine.pack(90), price="66.50").save()

    assert not mine.was_saved
    assert "Somebody saved $71.00 here" in mine.text  # the record is written at the commit


@pytest.fixture
def by_others(pages, medicine):
    """My page was open while 90 pills got another price by a way that is given here."""
    mine, theirs = pages
    pack = medicine.children.get(units=90, dosage__label="10mg")
    # The last who saved this page, and has no part in what comes.
    theirs.type(theirs.pack(60), price="52.50").save_having_read()
    as_if_saved()

    def said(change) -> str:
        row = mine.pack(90)
        change(pack)
        as_if_saved()
        return mine.type(row, price="66.50").save().text

    return said


def test_a_price_changed_in_the_database_itself_is_nobodys(by_others):
    def by_sql(pack):
        with connection.cursor() as cursor:  # in a transaction of its own nobody would be told
            for name in ("id", "metadata"):
                cursor.execute(f"SELECT set_config('pghistory.context_{name}', '', true)")
        set_price(pack, "71.00")

    text = by_others(by_sql)
    assert "Somebody (In the database, " in text
    assert "Tom Archer (" not in text


def test_a_price_that_came_by_itself_is_the_schedules(by_others):
    clock = Clock()

    def comes(pack):
        schedule(pack, "64.00", clock.at(1), clock.at(3))
        worker_comes(clock.at(1))

    text = by_others(comes)
    assert "The schedule (" in text
    assert "saved $64.00 here while you had the page open; it was $68.00." in text


def test_a_price_of_a_sheet_is_its_senders(by_others):
    ada = a_user(first_name="Ada", last_name="Byron")

    def imported(pack):
        with acting(user=ada.pk):
            set_prices([PriceToSet(pack.pk, "68.00", "64.00")], how=How.SHEET)

    assert "Ada Byron (Import, " in by_others(imported)


def test_whoever_changed_the_size_last_did_not_change_the_price(by_others):
    ada = a_user(first_name="Ada", last_name="Byron")

    def both(pack):
        with acting(user=ada.pk):
            set_prices([PriceToSet(pack.pk, "68.00", "64.00")], how=How.SHEET)
        type(pack).objects.filter(pk=pack.pk).update(units=91)
        as_if_saved()

    assert "Ada Byron (Import, " in by_others(both)


def test_what_was_changed_another_day_says_which(medicine, price_editor, medicine_page):
    mine = medicine_page(price_editor, medicine)
    pack = medicine.children.get(units=90, dosage__label="10mg")
    StockRecord.objects.filter(product=pack).update(price="71.00")
    as_if_saved()
    with connection.cursor() as cursor:  # the record itself is only added to
        cursor.execute("ALTER TABLE partner_pricefrom DISABLE TRIGGER prices_are_only_added")
    PriceFrom.objects.filter(pack=pack).update(since="2026-03-02T10:02Z")

    mine.type(mine.pack(90), price="66.50").save()

    assert "Somebody (In the database, 2 Mar 2026, 10:02) saved $71.00 here" in mine.text


def test_a_cost_both_changed_is_shown(pages):
    mine, theirs = pages
    name = f"dosage-{Dosage.objects.get(label='10mg').pk}-cost"
    theirs.form[name] = "0.30"
    theirs.save()
    mine.form[name] = "0.25"

    mine.save()

    assert not mine.was_saved
    assert "saved this here while you had the page open: “0.30”." in mine.text
    mine.save()
    assert mine.was_saved
    assert str(Dosage.objects.get(label="10mg").unit_cost) == "0.2500"


@pytest.mark.parametrize(
    ("name", "theirs_typed", "mine_typed", "said"),
    [
        ("summary", "For cramps.", "For spasms.", "“For cramps.”"),
        ("legal_class", "P", "GSL", "“pharmacist must agree”"),
        ("max_units_per_order", "200", "100", "“200”"),
        ("title", "Baclofen B", "Baclofen A", "“Baclofen B”"),
    ],
)
def test_a_field_both_changed_is_shown_and_replaced_by_the_next_save(
    name, theirs_typed, mine_typed, said, both_describe, medicine
):
    mine, theirs = both_describe
    theirs.form[name] = theirs_typed
    theirs.save()
    assert theirs.was_saved
    mine.form[name] = mine_typed

    mine.save()

    assert not mine.was_saved
    assert f"saved this here while you had the page open: {said}." in mine.text
    assert mine.form[name] == mine_typed
    assert str(getattr(refreshed(medicine), name)) == theirs_typed
    mine.save()
    assert mine.was_saved
    assert str(getattr(refreshed(medicine), name)) == mine_typed


def test_a_field_only_my_colleague_changed_is_left_alone(both_describe, medicine):
    mine, theirs = both_describe
    theirs.form["summary"] = "For cramps."
    theirs.save()

    mine.form["headline"] = "Relief"
    mine.save()

    assert mine.was_saved
    assert refreshed(medicine).summary == "For cramps."


def test_a_section_both_changed_is_shown(pharmacist, owner, medicine, medicine_page):
    section = a_section(medicine, "storage", "Below 25.")
    mine, theirs = medicine_page(pharmacist, medicine), medicine_page(owner, medicine)
    theirs.form["sections-0-body"] = "Below 30."
    theirs.save()
    mine.form["sections-0-body"] = "Below 20."

    mine.save()

    assert not mine.was_saved
    assert "“Below 30.”" in mine.text
    mine.save()
    assert mine.was_saved
    section.refresh_from_db()
    assert section.body == "Below 20."


cells = st.builds(
    Cells,
    st.sampled_from(["60", "90", "120"]),
    st.sampled_from(["52.00", "68.00"]),
    st.sampled_from(["0", "1"]),
)


@given(cells, cells, cells)
def test_no_cell_anybody_typed_is_lost_unsaid(seen, saved, typed):
    result, clashes = merged(seen, saved, typed), changed_by_both(seen, saved, typed)
    for name in ("units", "price", "on_sale"):
        before, theirs, mine, after = (getattr(one, name) for one in (seen, saved, typed, result))
        assert after == (theirs if mine == before else mine)
        lost = after != theirs and theirs != before
        assert lost == (name in clashes)
