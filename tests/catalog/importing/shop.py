"""Imports pages into the test's shop, and says what stands there then."""

from decimal import Decimal

from django.db import connection

from catalog.importing.actions import import_page
from catalog.models import Product
from catalog.partner.models import StockRecord
from tests.catalog.importing.writing import BELOW, PAGES, TOP, page_text, table

FIRST = ("30$0.20$6.00 (0%)", "90$0.15$18.00 $13.50 (25%)")
RX = f"{TOP}\nPrescription only\n"


def own(name):
    return (PAGES / name).read_text()


def imported(text, **options):
    return import_page("page.txt", text, **options)


def ibuprofen(*rows, top=RX, below=BELOW, label="400mg"):
    return page_text(table(*(rows or FIRST), label=label), top=top, below=below)


def said(report):
    """Changes as `line: message`, with plain spaces."""
    return [f"{change.line}: {change.message}".replace("\u00a0", " ") for change in report.changes]


def found(report):
    return " ".join(finding.message for finding in report.findings).replace("\u00a0", " ")


def prices(slug="ibuprofen", *, on_sale=True):
    packs = Product.objects.packs().filter(parent__slug=slug, is_public=on_sale)
    rows = packs.values_list("dosage__label", "units", "stockrecords__price")
    return sorted((label, units, str(price)) for label, units, price in rows)


def set_price(units, price):
    record = StockRecord.objects.get(product__parent__slug="ibuprofen", product__units=units)
    record.price = Decimal(price)
    record.save()


def whole_shop():
    """Every row of the tables a page may write to."""
    rows = {}
    with connection.cursor() as cursor:
        for name in ("product", "dosage", "monographsection", "stockmovement"):
            cursor.execute(f"SELECT * FROM catalogue_{name} ORDER BY id")
            rows[name] = cursor.fetchall()
        cursor.execute("SELECT * FROM partner_stockrecord ORDER BY id")
        rows["stockrecord"] = cursor.fetchall()
    return rows
