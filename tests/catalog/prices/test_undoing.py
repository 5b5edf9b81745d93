"""A batch of prices is undone from the history, but for what somebody has changed since."""

from decimal import Decimal

import pghistory
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.actions import PackToSave, save_price_table
from catalog.models import Pack
from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices import proposing, undoing
from catalog.prices.actions import PricesMoved
from catalog.prices.how import How, noted
from catalog.prices.models import ProposedPrice
from tests.catalog.prices.asked import packs_of, price_of
from tests.catalog.prices.proposal_page import Desk
from tests.catalog.prices.sheet_page import Import
from tests.catalog.prices.sheets import xlsx
from tests.catalog.reductions.past import as_if_saved

pytestmark = pytest.mark.django_db


def dollar_back(client, medicine) -> Desk:
    """At the page that gives back what every pack cost before it was a dollar less."""
    desk = Desk(client).type(change="amount", amount="-1").send("preview")
    desk.type(have_read="on").send("apply")
    pack = packs_of(medicine)[60]
    assert price_of(pack) == "51.00"
    return undone(client, pack)


def undone(client, pack) -> Desk:
    """At the page that undoes whatever was changed together with this pack's last price."""
    record = PriceFrom.objects.filter(pack=pack).last()
    url = reverse("admin:catalogue_pack_prices_undo", args=[pack.pk])
    return Desk(client, url=client.post(url, {"record": record.pk})["Location"])


def test_a_batch_is_undone_from_the_history_of_one_of_its_packs(price_editor, medicine):
    desk = dollar_back(price_editor, medicine)
    assert "Undo price changes" in desk.text
    assert "60 pills $51.00 $52.00" in desk.text


@pytest.mark.parametrize("at", ["look", "apply"])
def test_a_price_changed_while_a_batch_is_undone_is_left_with_a_word(price_editor, medicine, at):
    desk = dollar_back(price_editor, medicine)
    pack = packs_of(medicine)[60]
    StockRecord.objects.filter(product=pack).update(price="55.00")

    desk.open() if at == "look" else desk.type(have_read="on").send("apply")

    assert "1 price was changed by somebody meanwhile and is left as it is" in desk.text
    assert str(pack.pk) not in desk.form["takes_part"]
    desk.type(have_read="on").send("apply")
    assert desk.left
    assert price_of(pack) == "55.00"
    assert price_of(packs_of(medicine)[90]) == "68.00"


def test_a_price_that_was_left_is_given_back_where_somebody_ticks_it(price_editor, medicine):
    desk = dollar_back(price_editor, medicine)
    pack = packs_of(medicine)[60]
    StockRecord.objects.filter(product=pack).update(price="55.00")
    desk.open().form["takes_part"].append(str(pack.pk))

    desk.send("preview").type(have_read="on").send("apply")

    assert price_of(pack) == "52.00"


# --- What a sheet has added ------------------------------------------------------------------


@pytest.fixture
def added(price_editor, medicine):
    """A sheet has moved the 60-pill pack, and added one of 30 and one of 45."""
    as_if_saved()
    rows = [["Baclofen", "10 mg", units, price] for units, price in ((60, 54), (30, 30), (45, 42))]
    page = Import(price_editor, xlsx(*rows)).read()
    page.apply(have_read="on")
    assert page.is_done
    return packs_of(medicine)


def sold(medicine) -> list[int]:
    packs = packs_of(medicine).values()
    return sorted(pack.units for pack in packs if pack.is_public)


def test_packs_that_a_sheet_added_go_off_sale_with_its_prices(price_editor, medicine, added):
    assert (
        "Undo with all changed then"
        in price_editor.get(
            reverse("admin:catalogue_pack_prices", args=[added[30].pk])
        ).content.decode()
    )

    desk = undone(price_editor, added[30])

    assert "30 pills $30.00 Off sale" in desk.text
    assert "It was added then: nobody can order it any more." in desk.text
    assert "Apply 3 prices" in desk.text
    desk.type(have_read="on").send("apply")
    assert desk.left
    assert "1 price is changed. 2 packs are off sale." in desk.text
    assert sold(medicine) == [60, 90, 120, 180, 270, 360]
    assert price_of(added[60]) == "52.00"
    record = PriceFrom.objects.filter(pack=added[30]).last()
    assert (record.how, record.on_sale, record.by) == ("restore", False, price_editor.user)


def test_an_added_pack_that_somebody_changed_since_stays(price_editor, medicine, added):
    StockRecord.objects.filter(product=added[30]).update(price="31.00")
    price_of(added[30])  # the database records what there is

    desk = undone(price_editor, added[60])

    assert "It was added then, and stays on sale." in desk.text
    desk.type(have_read="on").send("apply")
    assert sold(medicine) == [30, 60, 90, 120, 180, 270, 360]


@pytest.mark.parametrize("change", [{"units": 31}, {"is_public": False}])
def test_an_added_pack_that_is_another_by_now_is_no_part_of_it(
    price_editor, medicine, added, change
):
    Pack.objects.filter(pk=added[30].pk).update(**change)
    desk = undone(price_editor, added[60])
    assert str(added[30].pk) not in desk.form["takes_part"]
    assert str(added[45].pk) in desk.form["takes_part"]


def test_an_added_pack_changed_at_the_last_moment_ends_nothing(price_editor, medicine, added):
    record = PriceFrom.objects.filter(pack=added[60]).last()
    found = undoing.propose_to_undo(record.batch, by=price_editor.user, now=timezone.now())
    StockRecord.objects.filter(product=added[30]).update(price="31.00")

    with pytest.raises(PricesMoved), transaction.atomic():
        proposing.apply(found, why="", now=timezone.now())

    assert 30 in sold(medicine)
    assert price_of(added[60]) == "54.00"


def test_packs_added_by_hand_stay(price_editor, medicine):
    as_if_saved()
    with pghistory.context(user=price_editor.user.pk), noted(How.DESK):
        dosage = medicine.dosages.get(label="10mg")
        save_price_table(dosage, [PackToSave(30, Decimal("30.00"))])
        pack = packs_of(medicine)[30]
        price_of(pack)
    record = PriceFrom.objects.filter(pack=pack).last()
    now = timezone.now()
    assert undoing.propose_to_undo(record.batch, by=price_editor.user, now=now) is None
    page = price_editor.get(reverse("admin:catalogue_pack_prices", args=[pack.pk]))
    assert "Undo with all changed then" not in page.content.decode()


def test_the_database_refuses_a_price_of_what_goes_off_sale(price_editor, added):
    undone(price_editor, added[60])
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedPrice.objects.filter(ends_sale=True).update(price="1.00")
