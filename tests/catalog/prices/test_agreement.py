"""However prices are changed, the shop's page, the cart and the history say the same of them."""

from decimal import Decimal

import pghistory
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalog.actions import PackToSave, save_price_table
from catalog.models import Pack
from catalog.page_reads import medicine_page
from catalog.partner.models import StockRecord
from catalog.prices import proposing
from catalog.prices.actions import PriceToSet, set_prices
from catalog.prices.history_reads import price_at_the_end_of, price_changes
from catalog.prices.how import How, noted
from catalog.prices.rounding import Change, Ending, Rule
from catalog.pricing import price_table
from checkout.basket.cart_reads import read_cart
from tests.catalog.prices.asked import packs_of
from tests.catalog.reductions.past import as_if_saved
from tests.checkout.shopping import a_cart
from tests.factories import a_user, baclofen

pytestmark = pytest.mark.django_db
SIZES = (60, 90, 120, 180, 270, 360)
IN_CART = SIZES[:-1]  # the pool holds no more
prices = st.decimals(Decimal("0.01"), Decimal("999.99"), places=2)
percents = st.decimals(Decimal(-60), Decimal(90), places=1)


def at_the_desk(packs, size, price):
    """A price typed on the medicine's page; the pack goes off sale or comes back with it."""
    pack = packs[size]
    wanted = PackToSave(size, price, on_sale=price > 5 or size == SIZES[0], pack_id=pack.pk)
    with noted(How.DESK, "typed"):
        save_price_table(pack.dosage, [wanted])


def by_percent(packs, percent, ending):
    proposal = proposing.propose(
        Pack.objects.filter(pk__in=[pack.pk for pack in packs.values()]),
        by=a_user(),
        now=timezone.now(),
    )
    proposing.choose_rule(proposal, Rule(Change.PERCENT, percent, ending))
    proposing.apply(proposal, why="all", now=timezone.now())


def by_sql(packs, size, price):
    StockRecord.objects.filter(product=packs[size]).update(price=price)


def restored(packs, size):
    first, *_others, last = [*price_changes(packs[size])] * 2
    set_prices([PriceToSet(packs[size].pk, last.price, first.price)], how=How.RESTORE)


edits = st.one_of(
    st.tuples(st.just(at_the_desk), st.sampled_from(SIZES), prices),
    st.tuples(st.just(by_percent), percents, st.sampled_from(Ending)),
    st.tuples(st.just(by_sql), st.sampled_from(SIZES), prices),
    st.tuples(st.just(restored), st.sampled_from(SIZES)),
)


@pytest.fixture
def shop():
    medicine = baclofen()
    as_if_saved()
    packs = packs_of(medicine)
    return packs, a_cart({packs[size]: 1 for size in IN_CART})


def in_the_shop() -> list[tuple]:
    page = medicine_page("baclofen", now=timezone.now())
    [table] = [dosage for dosage in page.dosages if dosage.key == "10mg"]
    return [row.offer for row in table.rows]


@hypothesis_settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # rolled back
)
@given(steps=st.lists(edits, min_size=1, max_size=8))
def test_page_cart_and_history_agree_after_every_edit(shop, steps):
    packs, cart = shop
    with transaction.atomic():
        for edit, *values in steps:
            with pghistory.context():  # of a request of its own
                edit(packs, *values)
                as_if_saved()
            saved = StockRecord.objects.filter(product__in=packs.values()).values_list(
                "product_id", "product__units", "price", "product__is_public"
            )
            on_sale = price_table((units, price) for _, units, price, sold in saved if sold)
            assert in_the_shop() == list(on_sale)
            in_cart = {line.pack_id: line.offer for line in read_cart(cart).lines}
            offers = {offer.units: offer for offer in on_sale}
            for pack_id, units, price, sold in saved:
                if units in IN_CART:
                    assert in_cart[pack_id].price == price
                    assert not sold or in_cart[pack_id] == offers[units]
                assert price_changes(packs[units])[-1].price == price
                assert price_at_the_end_of(packs[units], timezone.localdate()) == price
        transaction.set_rollback(True)
