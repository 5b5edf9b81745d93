"""Money, numbers and days are written as the shop's language has it; what machines read is not."""

import json
import re
from decimal import Decimal

import pytest
from django.utils.formats import date_format

from catalog.moments import written_out
from catalog.money import minus, price, unit_price
from catalog.strengths import strength_text
from catalog.templatetags.units import pack_size
from catalog.units import Unit, count
from checkout.order.bill import percent
from checkout.order.models import Order
from checkout.payment.models import PaymentAttempt
from tests.catalog.admin.conftest import staff
from tests.checkout.order.cases import NOON
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.cases import baclofen_pack
from tests.checkout.prescriptions.deciding import as_if_decided
from tests.checkout.reviewing import hidden_total, order, ready
from tests.checkout.shopping import a_delivery_method, a_placed_order
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack
from tests.html_form import HtmlForm

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def in_german(settings):
    settings.LANGUAGE_CODE = "de"


@pytest.mark.parametrize(
    ("written", "english", "german"),
    [
        (lambda: price(Decimal("12964.00")), "$12,964.00", "$12.964,00"),
        (lambda: price(Decimal("0.052")), "$0.052", "$0,052"),
        (lambda: minus(Decimal("10.00")), "−$10.00", "−$10,00"),
        (lambda: unit_price(Decimal("1.50"), Unit.PILL), "$1.50 per pill", "$1,50 per pill"),
        (lambda: pack_size(1000, Unit.PILL), "<b>1,000</b> pills", "<b>1.000</b> pills"),
        (lambda: count(Unit.PATCH, 1), "1 patch", "1 patch"),
        (lambda: strength_text("2.5mg"), "2.5 mg", "2,5 mg"),
        (lambda: strength_text("0.025%"), "0.025%", "0,025%"),
        (lambda: percent(Decimal("8.250")), "8.25%", "8,25%"),
        (lambda: percent(Decimal("10.00")), "10%", "10%"),
        (lambda: date_format(NOON, "DATE_FORMAT"), "25 November 2026", "25. November 2026"),
        (
            lambda: written_out(NOON),
            "25 November 2026, 12:00 (UTC)",
            "25. November 2026 12:00 (UTC)",
        ),
    ],
)
def test_a_figure_is_written_as_its_readers_write_it(settings, written, english, german):
    assert written().replace(NO_BREAK, " ") == english
    settings.LANGUAGE_CODE = "de"
    assert written().replace(NO_BREAK, " ") == german


@pytest.fixture
def medicine(db):
    medicine = a_medicine("Baclofen")
    a_pack(a_dosage(medicine, "2.5mg", units_on_hand=9000), 1000, "1234.50")
    return medicine


def test_the_page_of_a_medicine_speaks_to_people_and_to_machines(client, medicine, in_german):
    response = client.get("/medicines/baclofen/")
    page = response.content.decode()
    assert "$1.234,50" in page
    assert "<b>1.000</b> pills" in page
    assert f"<b>2,5{NO_BREAK}mg</b>" in page
    assert 'value="2.5mg"' in page

    data = json.loads(re.search(r'(?s)ld\+json">(.*?)</script>', page)[1])["@graph"]
    [offer] = next(thing for thing in data if thing["@type"] == "Product")["offers"]["offers"]
    assert (offer["price"], offer["priceSpecification"][0]["price"]) == ("1234.50", "1.23")
    assert offer["url"].endswith("?dosage=2.5mg")


def test_an_order_is_placed_for_what_was_seen(medicine, in_german):
    pack = medicine.children.get()
    visitor = ready(pack, a_delivery_method())
    page = visitor.look("checkout-review")
    assert "$1.239,45" in text_of(page)
    assert hidden_total(page) == "1239.45"
    assert order(visitor, seen_total="1239.45").status_code == 303
    assert Order.objects.get().total_incl_tax == Decimal("1239.45")


def test_days_on_an_order_are_the_readers(db, in_german):
    placed = a_placed_order({baclofen_pack(): 1})
    as_if_decided(placed)
    Order.objects.filter(pk=placed.pk).update(
        date_placed=NOON, status="paid", amount_to_capture="56.95"
    )
    PaymentAttempt.objects.update(
        state="captured", session_id="cs_1", intent_id="pi_1", captured=5695
    )
    page = text_of(Visitor.who_placed(placed).look("order-receipt", placed.number))
    assert "25. November 2026" in page
    assert "$56,95" in page


def test_a_price_table_can_be_saved_as_it_was_opened(medicine, in_german):
    owner = staff()
    address = f"/admin/catalogue/medicine/{medicine.pk}/change/"
    page = owner.get(address).content.decode()
    assert 'data-saved-price="1234.50"' in page
    form = HtmlForm(page, "medicine_form")
    assert "1234.50" in form.fields.values()
    assert "Nothing was changed" in owner.post(address, form.fields, follow=True).content.decode()
    medicine.refresh_from_db()
    assert medicine.children.get().stockrecords.get().price == Decimal("1234.50")


@pytest.mark.parametrize("address", ["/sitemap-pages.xml", "/sitemap.xml", "/robots.txt"])
def test_what_only_machines_read_is_the_same_in_every_language(client, medicine, settings, address):
    def bytes_of():
        response = client.get(address)
        return b"".join(response) if response.streaming else response.content

    english = bytes_of()
    settings.LANGUAGE_CODE = "de"
    assert bytes_of() == english
