"""Whatever is changed in whatever order, by whom and how: no read is older than the last commit."""

from decimal import Decimal

import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import stock
from catalog.actions import PackToSave, save_price_table
from catalog.models import Dosage, Pack
from catalog.partner.models import StockRecord
from catalog.prices.actions import PriceToSet, set_prices
from catalog.prices.how import How
from tests.factories import a_category, a_dosage, a_medicine, a_pack
from tests.pharmacy.exact.asking import Visitor
from tests.pharmacy.exact.elsewhere import elsewhere, forgetful

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("alpha", "beta")
PAGES = ("/", "/medicines/", "/categories/muscle-relaxants/", *(f"/medicines/{n}/" for n in NAMES))
UNITS = 300

which = st.sampled_from(NAMES)
cents = st.integers(1, 99_999)
# What another process does by SQL, without committing: a statement, and what it is told.
BY_SQL = st.one_of(
    st.tuples(
        st.just(
            "UPDATE partner_stockrecord SET price = %s / 100.0 WHERE product_id IN"
            " (SELECT id FROM catalogue_product WHERE units = 60 AND slug LIKE %s || '%%')"
        ),
        cents,
        which,
    ),
    st.tuples(
        st.just("UPDATE catalogue_product SET headline = %s WHERE slug = %s"),
        st.sampled_from(["", "Helps", "Helps again"]),
        which,
    ),
    st.tuples(
        st.just("UPDATE catalogue_product SET is_public = %s WHERE slug = %s"),
        st.booleans(),
        which,
    ),
    st.tuples(
        st.just("UPDATE catalogue_category SET name = %s"), st.sampled_from(["Muscles", "Spasms"])
    ),
)
STEPS = st.one_of(
    st.tuples(st.just("read"), st.integers(0, 1), st.sampled_from(PAGES)),
    st.tuples(st.just("sql"), st.integers(0, 1), BY_SQL),
    st.tuples(st.just("commit"), st.integers(0, 1)),
    st.tuples(st.just("desk"), which, cents),
    st.tuples(st.just("many"), cents),
    st.tuples(st.just("sell"), which, st.sampled_from([60, 120, 180])),
    st.tuples(st.just("return"), which),
)


@pytest.fixture
def shop():
    """Two medicines, two web processes, and two that write SQL."""
    category = a_category()
    for name in NAMES:
        dosage = a_dosage(
            a_medicine(name, category=category, legal_class="GSL"), units_on_hand=UNITS
        )
        for units, price in ((60, "10.00"), (120, "18.00")):
            a_pack(dosage, units, price)
    with elsewhere() as one, elsewhere() as other:
        yield Shop((Visitor(), Visitor()), forgetful(), (one, other))


class Shop:
    def __init__(self, webs, forgetful, writers):
        self.webs, self.forgetful, self.writers = webs, forgetful, writers

    def read(self, web, page):
        """What a web process answers is what one answers that keeps nothing."""
        expected = self.forgetful.get(page)
        answer = self.webs[web].get(page)
        assert answer.status_code == expected.status_code
        assert answer.content == expected.content

    def sql(self, writer, statement):
        try:
            self.writers[writer].changes(*statement)
        except psycopg2.errors.LockNotAvailable:
            self.writers[writer].thinks_better_of_it()

    def commit(self, writer):
        self.writers[writer].commits()

    def _nobody_writes(self):
        for writer in self.writers:
            writer.commits()

    def desk(self, name, cents):
        self._nobody_writes()
        pack = Pack.objects.get(slug=f"{name}-10mg-120")
        wanted = PackToSave(120, Decimal(cents) / 100, on_sale=cents % 5 > 0, pack_id=pack.pk)
        save_price_table(pack.dosage, [wanted])

    def many(self, cents):
        self._nobody_writes()
        packs = StockRecord.objects.filter(product__units=60).values_list("product_id", "price")
        price = Decimal(cents) / 100
        set_prices([PriceToSet(pack, was, price) for pack, was in packs], how=How.BULK)

    def sell(self, name, units):
        self._nobody_writes()
        dosage = Dosage.objects.get(medicine__slug=name)
        if dosage.units_free >= units:
            stock.reserve({dosage.pk: units})

    def back(self, name):
        self._nobody_writes()
        dosage = Dosage.objects.get(medicine__slug=name)
        stock.release({dosage.pk: dosage.units_reserved})


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=16))
def test_no_page_is_ever_older_than_what_was_committed_before_it_was_asked_for(shop, steps):
    for step, *told in steps:
        getattr(shop, {"return": "back"}.get(step, step))(*told)
    for web in (0, 1):
        for page in PAGES:
            shop.read(web, page)
