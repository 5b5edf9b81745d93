"""A batch of prices is undone from the history, but for what somebody has changed since."""

import pytest
from django.urls import reverse

from catalog.partner.models import PriceFrom, StockRecord
from tests.catalog.prices.asked import packs_of, price_of
from tests.catalog.prices.proposal_page import Desk

pytestmark = pytest.mark.django_db


def undoing(client, medicine) -> Desk:
    """At the page that gives back what every pack cost before it was a dollar less."""
    desk = Desk(client).type(change="amount", amount="-1").send("preview")
    desk.type(have_read="on").send("apply")
    pack = packs_of(medicine)[60]
    assert price_of(pack) == "51.00"
    record = PriceFrom.objects.filter(pack=pack).last()
    url = reverse("admin:catalogue_pack_prices_undo", args=[pack.pk])
    return Desk(client, url=client.post(url, {"record": record.pk})["Location"])


def test_a_batch_is_undone_from_the_history_of_one_of_its_packs(price_editor, medicine):
    desk = undoing(price_editor, medicine)
    assert "Undo price changes" in desk.text
    assert "60 pills $51.00 $52.00" in desk.text


@pytest.mark.parametrize("at", ["look", "apply"])
def test_a_price_changed_while_a_batch_is_undone_is_left_with_a_word(price_editor, medicine, at):
    desk = undoing(price_editor, medicine)
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
    desk = undoing(price_editor, medicine)
    pack = packs_of(medicine)[60]
    StockRecord.objects.filter(product=pack).update(price="55.00")
    desk.open().form["takes_part"].append(str(pack.pk))

    desk.send("preview").type(have_read="on").send("apply")

    assert price_of(pack) == "52.00"
