"""Writes a medicine's dosages, packs and prices as its page has them."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.actions import add_dosage, change_dosage, save_price_table
from catalog.importing.asking import asked_of
from catalog.importing.page import TOP_OF_PAGE, Finding, Page, PageDosage
from catalog.importing.plans import Plan, ShopPack, planned
from catalog.importing.report import Change, DosageOnSale
from catalog.importing.taking_over import take_out_demo_leaflets, take_out_demo_stock
from catalog.models import Dosage, Product
from catalog.partner.models import StockRecord
from catalog.pricing import price_table
from catalog.strengths import strength_text
from catalog.units import Unit, count


def save_dosages(
    medicine: Product, page: Page, *, unit_before: Unit, overwrite: bool, sees_costs: bool
) -> Plan:
    """Everything the page's tables change, and what they leave to staff; runs in a transaction.

    A dosage the page no longer has keeps its stock, and its packs go off sale. `unit_before` is
    what the medicine's packs and stock counted until now; costs are judged for who may see them.
    """
    done = Plan()
    for dosage, table in _dosages(medicine, page, done):
        packs = _shop_packs(dosage, unit_before)
        plan = planned(table, page.unit, packs, overwrite=overwrite)
        done.asked += asked_of(dosage, table, page.unit, packs, plan, sees_costs=sees_costs)
        _save_packs(dosage, table, plan)
        done.packs += plan.packs
        done.changes += plan.changes
        done.findings += plan.findings
        done.findings += _remarks_on_stock(dosage, table, unit_before, page.unit)
    return done


def take_out_demo(medicine: Product) -> Iterator[Change]:
    """The units and leaflets a demo invented leave a medicine that the owner's page takes over."""
    for dosage, units in take_out_demo_stock(medicine):
        taken = count(Unit(medicine.unit), units)
        yield Change(
            TOP_OF_PAGE,
            _("%(dosage)s: %(units)s of the demo taken out of stock.")
            % {"dosage": dosage.text, "units": taken},
        )
    if medicine.is_demo and (leaflets := take_out_demo_leaflets(medicine)):
        yield Change(
            TOP_OF_PAGE, _("leaflets of the demo taken out: %(leaflets)s.") % {"leaflets": leaflets}
        )


def on_sale(medicine: Product, page: Page) -> Iterator[DosageOnSale]:
    """The page's dosages with their packs as the shop has them now."""
    for table in page.dosages:
        prices = StockRecord.objects.filter(
            product__dosage__medicine=medicine,
            product__dosage__label=table.label,
            product__is_public=True,
        )
        yield DosageOnSale(table.label, price_table(prices.values_list("product__units", "price")))


def _dosages(medicine: Product, page: Page, done: Plan) -> Iterator[tuple[Dosage, PageDosage]]:
    """The dosages in the page's order, then those it no longer has, with a table of no packs."""
    known = {dosage.label: dosage for dosage in medicine.dosages.all()}
    for position, table in enumerate(page.dosages):
        name = strength_text(table.label)
        dosage = known.pop(table.label, None)
        if dosage is None:
            dosage = add_dosage(medicine, table.label, position=position)
            done.changes.append(Change(table.line, _("%(name)s: new dosage.") % {"name": name}))
        elif dosage.position != position:
            change_dosage(dosage, key=dosage.label, position=position)
            message = _("%(name)s: dosage number %(position)s of the page now.") % {
                "name": name,
                "position": position + 1,
            }
            done.changes.append(Change(table.line, message))
        yield dosage, table
    for key, dosage in known.items():
        yield dosage, PageDosage(TOP_OF_PAGE, key, ())


def _remarks_on_stock(
    dosage: Dosage, table: PageDosage, unit_before: Unit, unit: Unit
) -> Iterator[Finding]:
    address = reverse("admin:catalogue_dosage_changelist")
    where = _("under Stock in the admin (%s)") % address
    if table.rows and not dosage.units_free:
        message = _(
            "%(dosage)s: nothing is left to sell, receive its stock %(where)s: until then its "
            "packs are shown as sold out."
        ) % {"dosage": dosage.text, "where": where}
        yield Finding(table.line, "note", message)
    if dosage.units_on_hand and unit != unit_before:
        message = _(
            "%(dosage)s: %(units)s are on hand and count as %(unit)s now: correct its stock "
            "%(where)s."
        ) % {
            "dosage": dosage.text,
            "units": count(unit_before, dosage.units_on_hand),
            "unit": unit.noun(dosage.units_on_hand),
            "where": where,
        }
        yield Finding(table.line, "warning", message)


def _save_packs(dosage: Dosage, table: PageDosage, plan: Plan) -> None:
    if plan.packs:
        save_price_table(dosage, plan.packs)
    prices = {row.units: row.price for row in table.rows}
    for record in _prices(dosage).filter(product__units__in=plan.agreed):
        if record.imported_price != prices[record.product.units]:
            record.imported_price = prices[record.product.units]
            record.save(update_fields=["imported_price"])


def _shop_packs(dosage: Dosage, unit: Unit) -> list[ShopPack]:
    return [
        ShopPack(
            record.product_id,
            record.product.units,
            unit,
            record.price,
            record.imported_price,
            record.product.is_public,
        )
        for record in _prices(dosage)
    ]


def _prices(dosage: Dosage) -> QuerySet[StockRecord]:
    prices = StockRecord.objects.filter(product__dosage=dosage)
    return prices.select_related("product").order_by("product__units")
