"""Every sum of a cart adds up to the cent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from catalog.legal_class import LegalClass
from catalog.pricing import PackOffer, price_table
from catalog.strengths import dosage_query
from checkout.basket.cart import Cart, totals_of
from tests.checkout.basket.carts import a_cart_of, a_line, offer_of

prices = st.decimals(min_value=Decimal("0.01"), max_value=20_000, places=2)
rates = st.decimals(min_value=0, max_value=Decimal("99.99"), places=2)


@st.composite
def carts(draw) -> Cart:
    """One to eight lines of packs that stand beside one to five sisters."""
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        sizes = draw(st.lists(st.integers(1, 1000), min_size=1, max_size=5, unique=True))
        table = price_table((units, draw(prices)) for units in sizes)
        offer = draw(st.sampled_from(table))
        quantity = draw(st.integers(1, 999))
        lines.append(a_line(offer=offer, quantity=quantity, tax_rate=draw(rates)))
    return a_cart_of(*lines)


@given(carts(), st.decimals(min_value=0, max_value=500, places=2), rates)
def test_sums_always_add_up(cart, delivery, rate):
    totals = totals_of(cart, delivery, rate)

    assert cart.goods_total == sum(line.offer.price * line.quantity for line in cart.lines)
    assert cart.at_base_rate_total - cart.saving_total == cart.goods_total
    assert all(line.list_total - line.saving_amount == line.total for line in cart.lines)
    assert totals.goods + totals.delivery == totals.total
    assert totals.tax == sum(line.tax for line in cart.lines) + totals.delivery_tax
    assert 0 <= totals.tax <= totals.total


@given(carts())
def test_a_saving_is_never_negative_and_every_sum_is_whole_cents(cart):
    sums = [cart.goods_total, cart.at_base_rate_total, cart.saving_total, cart.tax]
    sums += [line.saving_amount for line in cart.lines]
    assert all(amount >= 0 and amount.as_tuple().exponent == -2 for amount in sums)


def test_the_designs_cart():
    loratadine = price_table([(30, Decimal("6.00")), (90, Decimal("14.40"))])
    cart = a_cart_of(a_line(60, 2), a_line(offer=loratadine[1]))

    assert cart.at_base_rate_total == Decimal("122.00")
    assert cart.saving_total == Decimal("3.60")
    assert cart.goods_total == Decimal("118.40")
    assert totals_of(cart, Decimal("4.95"), Decimal(0)).total == Decimal("123.35")


def test_a_pack_dearer_per_pill_than_the_base_saves_nothing():
    dear = PackOffer(90, Decimal("100.00"), base=offer_of(60))
    line = a_line(offer=dear, quantity=2)
    assert (line.list_total, line.saving_amount) == (Decimal("200.00"), Decimal("0.00"))


def test_tax_is_rounded_by_the_line():
    line = a_line(offer=PackOffer(1, Decimal("0.03")), tax_rate=Decimal(20))
    assert a_cart_of(line, line, line).tax == Decimal("0.03")


def test_an_empty_cart_costs_nothing():
    cart = Cart()
    totals = totals_of(cart, Decimal("0.00"), Decimal(0))
    assert (cart.pack_count, totals.total, totals.tax) == (0, Decimal("0.00"), Decimal("0.00"))


def test_a_line_names_itself_in_words_that_never_break_inside_a_number():
    line = a_line(90, 2)
    assert line.name == "Baclofen 10\u00a0mg, 90\u00a0pills"
    assert line.label == "90\u00a0pills of 10\u00a0mg"
    assert line.url == "/medicines/baclofen/?dosage=10mg"


def test_a_dosage_with_signs_of_its_own_keeps_the_way_back_whole():
    assert a_line(dosage_label="0.5%").url == "/medicines/baclofen/?dosage=0.5%25"


def test_the_way_back_is_spelt_as_the_medicines_own_page_spells_it():
    line = a_line(dosage_label="875mg/125mg")
    assert line.url == f"/medicines/baclofen/{dosage_query(line.dosage_label)}"
    assert line.url == "/medicines/baclofen/?dosage=875mg/125mg"


def test_who_decides_about_a_cart():
    free = a_line(legal_class=LegalClass.GSL)
    checked = a_line(legal_class=LegalClass.P, medicine_name="Salbutamol")
    prescribed = a_line(legal_class=LegalClass.POM)

    assert not a_cart_of(free).needs_pharmacist
    assert a_cart_of(free, checked).needs_pharmacist
    assert a_cart_of(free, checked).prescription_names == ()
    assert a_cart_of(prescribed, checked, prescribed).prescription_names == ("Baclofen",)
