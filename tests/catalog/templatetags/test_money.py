"""The words of money, as a page shows them."""

from decimal import Decimal

import pytest
from django.template import Context, Template

from catalog.money import from_price
from catalog.pricing import price_table
from catalog.templatetags.money import register
from catalog.units import Unit
from tests.readme import PROJECT


def shown(tag: str, **values: object) -> str:
    """What a page shows for a tag of the money library."""
    return Template("{% load money %}{% " + tag + " %}").render(Context(values))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("68.00", "$68.00"),
        ("68", "$68.00"),
        ("0.5", "$0.50"),
        ("12964.00", "$12,964.00"),
        ("1234567.89", "$1,234,567.89"),
        ("0.052", "$0.052"),
        ("0", "$0.00"),
        ("0.000", "under $0.001"),
        ("-10.00", "\N{MINUS SIGN}$10.00"),
    ],
)
def test_a_price_has_its_sign_its_thousands_and_its_cents(amount, text):
    assert shown("price amount", amount=Decimal(amount)) == text


@pytest.mark.parametrize(
    ("currency", "text"),
    [
        ("USD", "$68.00"),
        ("GBP", "£68.00"),
        ("EUR", "€68.00"),
        ("CHF", "CHF\N{NO-BREAK SPACE}68.00"),
    ],
)
def test_a_price_is_in_the_shops_currency(settings, currency, text):
    settings.SHOP_CURRENCY = currency

    assert shown("price amount", amount=Decimal("68.00")) == text


def test_the_base_pack_of_baclofen_costs_87_cents_per_pill():
    base = price_table([(60, Decimal("52.00")), (360, Decimal("218.00"))])[0]

    said = shown("unit_price amount unit", amount=base.unit_price, unit=Unit.PILL)

    assert said == "$0.87 per pill"


def test_a_pill_under_ten_cents_keeps_its_third_decimal():
    (offer,) = price_table([(500, Decimal("26.00"))])

    assert shown("unit_price amount unit", amount=offer.unit_price, unit=Unit.TABLET) == (
        "$0.052 per tablet"
    )


def test_a_pill_that_costs_next_to_nothing_is_not_for_free():
    (offer,) = price_table([(100, Decimal("0.01"))])

    assert shown("unit_price amount unit", amount=offer.unit_price, unit=Unit.PILL) == (
        "under $0.001 per pill"
    )


def test_the_lowest_unit_price_is_said_with_from():
    shown_price = shown("from_unit_price amount unit", amount=Decimal("24.50"), unit=Unit.INHALER)

    assert shown_price == "from $24.50 per inhaler"


def test_the_label_of_the_best_pack_names_the_unit():
    assert shown("best_per unit", unit=Unit.PILL) == "Best per pill"


def test_the_column_head_explains_the_struck_price_in_visible_words():
    assert shown("struck_explained rate unit", rate=60, unit=Unit.PILL) == (
        "<s>Struck</s>: at the 60-pill rate"
    )


def test_a_struck_price_is_said_to_those_who_cannot_see_the_stroke():
    assert shown("struck amount rate=60 unit=unit", amount=Decimal("312.00"), unit=Unit.PILL) == (
        '<span class="vh">At the 60-pill rate: $312.00</span><s aria-hidden="true">$312.00</s>'
    )


def test_a_saving_has_a_real_minus_and_is_said_in_words():
    saving = shown("saving percent", percent=30)

    assert "\N{MINUS SIGN}30%" in saving
    assert '<span class="vh">you save 30%</span>' in saving


def test_what_is_taken_off_a_sum_has_a_minus():
    assert shown("minus amount", amount=Decimal("10.00")) == "\N{MINUS SIGN}$10.00"


@pytest.mark.parametrize(("amount", "text"), [("4.95", "from $4.95"), ("0.00", "free")])
def test_a_price_that_an_address_may_raise_says_from(amount, text):
    assert from_price(Decimal(amount)) == text


def test_a_currency_symbol_and_a_unit_are_escaped_where_they_meet_html(settings):
    settings.SHOP_CURRENCY = "<b>"

    assert "<b>" not in shown("struck amount rate=60 unit=unit", amount=Decimal(1), unit=Unit.PILL)


def test_a_former_price_is_struck_after_the_words_that_say_what_it_is():
    text = shown("former_price amount", amount=Decimal("72.00"))
    assert text == (
        'Lowest price of the last 30 days before the reduction: <s class="num">$72.00</s>'
    )


def test_a_tag_is_there_for_some_template():
    """What only the code says is a function, and no tag."""
    pages = "".join(path.read_text() for path in (PROJECT / "templates").rglob("*.*"))
    assert [tag for tag in register.tags if f"{{% {tag} " not in pages] == []
