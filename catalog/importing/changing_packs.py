"""Writes a medicine's dosages, packs and prices as its page has them."""

from collections.abc import Iterator

from django.db.models import QuerySet

from catalog.actions import add_dosage, change_dosage, save_price_table
from catalog.importing.page import TOP_OF_PAGE, Finding, Page, PageDosage
from catalog.importing.plans import Plan, ShopPack, planned
from catalog.importing.report import Change, DosageOnSale
from catalog.models import Dosage, Product
from catalog.partner.models import StockRecord
from catalog.pricing import price_table
from catalog.strengths import strength_text


def save_dosages(medicine: Product, page: Page, *, overwrite: bool) -> Plan:
    """Everything the page's tables change, and what they leave to staff; runs in a transaction.

    A dosage the page no longer has keeps its stock, and its packs go off sale.
    """
    done = Plan()
    known = {dosage.label: dosage for dosage in medicine.dosages.all()}
    for position, table in enumerate(page.dosages):
        dosage = known.pop(table.label, None) or _added(medicine, table, position, done)
        if dosage.position != position:
            change_dosage(dosage, key=dosage.label, position=position)
            message = f"{strength_text(table.label)}: dosage number {position + 1} of the page now."
            done.changes.append(Change(table.line, message))
        _save_packs(dosage, table, page, overwrite, done)
    for key, dosage in known.items():
        _save_packs(dosage, PageDosage(TOP_OF_PAGE, key, ()), page, overwrite, done)
    return done


def on_sale(medicine: Product, page: Page) -> Iterator[DosageOnSale]:
    """The page's dosages with their packs as the shop has them now."""
    for table in page.dosages:
        prices = StockRecord.objects.filter(
            product__dosage__medicine=medicine,
            product__dosage__label=table.label,
            product__is_public=True,
        )
        yield DosageOnSale(table.label, price_table(prices.values_list("product__units", "price")))


def _added(medicine: Product, table: PageDosage, position: int, done: Plan) -> Dosage:
    dosage = add_dosage(medicine, table.label, position=position)
    name = strength_text(table.label)
    done.changes.append(Change(table.line, f"{name}: new dosage."))
    message = f"{name}: nothing is on hand, receive its stock in the admin before it can sell."
    done.findings.append(Finding(table.line, "note", message))
    return dosage


def _save_packs(dosage: Dosage, table: PageDosage, page: Page, overwrite: bool, done: Plan) -> None:
    plan = planned(table, page.unit, _shop_packs(dosage), overwrite=overwrite)
    if plan.packs:
        save_price_table(dosage, plan.packs)
    prices = {row.units: row.price for row in table.rows}
    for record in _prices(dosage).filter(product__units__in=plan.agreed):
        if record.imported_price != prices[record.product.units]:
            record.imported_price = prices[record.product.units]
            record.save(update_fields=["imported_price"])
    done.changes += plan.changes
    done.findings += plan.findings


def _shop_packs(dosage: Dosage) -> list[ShopPack]:
    return [
        ShopPack(
            record.product_id,
            record.product.units,
            record.price,
            record.imported_price,
            record.product.is_public,
        )
        for record in _prices(dosage)
    ]


def _prices(dosage: Dosage) -> QuerySet[StockRecord]:
    prices = StockRecord.objects.filter(product__dosage=dosage)
    return prices.select_related("product").order_by("product__units")
