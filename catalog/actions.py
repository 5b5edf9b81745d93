"""Every write of the catalogue: one function per verb, one transaction each.

Prices, packs and dosages of a medicine change under a lock on its row, so that two people who save
at once do so one after the other. What moves its units stands in stock.py and lots/actions.py, what
a medicine's substances make of its packs in substances/actions.py.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from catalog.models import Category, Dosage, Product, ProductClass
from catalog.partner.models import Partner, StockRecord
from catalog.substances.actions import class_packs, link_by_generic_name


@dataclass(frozen=True, slots=True)
class PackToSave:
    """A pack as its dosage's price table shall have it; `pack_id` None adds one.

    `units` is above 0, `price` above 0 with at most two decimals. `legal_class` is its own, "" for
    its medicine's; None leaves it as it is.
    """

    units: int
    price: Decimal
    on_sale: bool = True
    pack_id: int | None = None
    legal_class: str | None = None


class TwoPacksOfOneSize(Exception):
    """A dosage has one pack of a size; nothing was changed. Has `units`."""

    def __init__(self, units: int) -> None:
        super().__init__(f"There is already a pack of {units} of this dosage.")
        self.units = units


@transaction.atomic(savepoint=False)
def lock_medicine(medicine_id: int) -> None:
    """Make others who change this medicine wait until the transaction ends."""
    # NO KEY: rows that only point at the medicine, such as a cart's, need not wait.
    medicines = Product.objects.medicines().select_for_update(no_key=True)
    medicines.filter(pk=medicine_id).values_list("pk").first()


@transaction.atomic
def add_medicine(medicine: Product, *, categories: Iterable[Category] = ()) -> None:
    """Save a new medicine; it has no dosage yet."""
    medicine.structure = Product.PARENT
    medicine.product_class = ProductClass.objects.get(slug="medicine")
    medicine.save()
    medicine.categories.set(categories)
    link_by_generic_name([medicine])


@transaction.atomic
def save_medicine(
    medicine: Product,
    *,
    changed: Collection[str],
    categories: Iterable[Category] | None = None,
) -> None:
    """Save the named fields only, so that what a colleague wrote into the others stays.

    `categories` None leaves them as they are.
    """
    lock_medicine(medicine.pk)
    medicine.save(update_fields=[*changed, "date_updated"])
    if categories is not None:
        medicine.categories.set(categories)
    if "generic_name" in changed:
        link_by_generic_name([medicine])
    if {"legal_class", "unit"} & set(changed):
        class_packs([medicine.pk])


@transaction.atomic
def add_dosage(medicine: Product, key: str, *, position: int | None = None) -> Dosage:
    """A new dosage ("10mg"), the last one unless a position is given; nothing on hand yet."""
    lock_medicine(medicine.pk)
    if position is None:
        last = Dosage.objects.filter(medicine_id=medicine.pk).aggregate(Max("position"))
        position = 0 if last["position__max"] is None else last["position__max"] + 1
    return Dosage.objects.create(medicine_id=medicine.pk, label=key, position=position)


@transaction.atomic
def change_dosage(dosage: Dosage, *, key: str, position: int) -> None:
    """Another strength for the same packs and stock, or another place on the page."""
    lock_medicine(dosage.medicine_id)
    Dosage.objects.filter(pk=dosage.pk).update(label=key, position=position)
    Product.objects.filter(pk=dosage.medicine_id).update(date_updated=timezone.now())


@transaction.atomic
def set_unit_cost(dosage: Dosage, cost: Decimal | None) -> None:
    """What one unit costs to buy, 0 or more with at most four decimals; None: nobody says."""
    lock_medicine(dosage.medicine_id)
    Dosage.objects.filter(pk=dosage.pk).update(unit_cost=cost)


@transaction.atomic
def save_price_table(dosage: Dosage, packs: Iterable[PackToSave]) -> None:
    """Change and add packs of a dosage; those not named stay as they are.

    Packs may swap sizes; one whose size demands a stricter class gets it. Raises TwoPacksOfOneSize,
    and KeyError for another dosage's pack.
    """
    lock_medicine(dosage.medicine_id)
    packs = list(packs)
    known = {pack.pk: pack for pack in Product.objects.packs().filter(dosage=dosage)}
    _refuse_two_of_one_size({pk: pack.units for pk, pack in known.items()}, packs)
    _change_packs([(known[pack.pack_id], pack) for pack in packs if pack.pack_id is not None])
    add_packs((dosage, pack) for pack in packs if pack.pack_id is None)


@transaction.atomic(savepoint=False)
def add_packs(packs: Iterable[tuple[Dosage, PackToSave]]) -> None:
    """New packs of any dosages, in few queries; the caller holds their medicines' locks.

    A pack whose size demands a stricter class gets it.
    """
    rows = [(_new_pack(dosage, pack), pack) for dosage, pack in packs]
    if not rows:
        return
    Product.objects.bulk_create(product for product, _ in rows)
    partner = Partner.objects.get(code="shop")
    StockRecord.objects.bulk_create(
        StockRecord(
            product=product, partner=partner, partner_sku=f"pack-{product.pk}", price=pack.price
        )
        for product, pack in rows
    )
    class_packs({product.parent_id for product, _ in rows})


@transaction.atomic(savepoint=False)
def take_off_sale(pack_ids: Collection[int]) -> None:
    """Nobody can order them any more; the caller holds their medicines' locks."""
    packs = Product.objects.packs().filter(pk__in=pack_ids)
    packs.update(is_public=False, date_updated=timezone.now())


def add_category(category: Category) -> None:
    """A new category, after the others: the shop's categories have no levels."""
    Category.objects.add_root(instance=category)


def _refuse_two_of_one_size(sizes: dict[int, int], packs: Iterable[PackToSave]) -> None:
    taken = sizes | {pack.pack_id: pack.units for pack in packs if pack.pack_id is not None}
    all_sizes = [*taken.values(), *(pack.units for pack in packs if pack.pack_id is None)]
    for units in all_sizes:
        if all_sizes.count(units) > 1:
            raise TwoPacksOfOneSize(units)


def _change_packs(packs: Collection[tuple[Product, PackToSave]]) -> None:
    if not packs:
        return
    now = timezone.now()
    prices = {price.product_id: price for price in _prices(product for product, _ in packs)}
    for product, pack in packs:
        product.units, product.is_public, product.date_updated = pack.units, pack.on_sale, now
        if pack.legal_class is not None:
            product.legal_class = pack.legal_class
        prices[product.pk].price, prices[product.pk].date_updated = pack.price, now
    Product.objects.bulk_update(
        [product for product, _ in packs], ["units", "is_public", "legal_class", "date_updated"]
    )
    StockRecord.objects.bulk_update(prices.values(), ["price", "date_updated"])
    class_packs({product.parent_id for product, _ in packs})


def _prices(products: Iterable[Product]) -> Iterable[StockRecord]:
    return StockRecord.objects.filter(product__in=list(products))


def _new_pack(dosage: Dosage, pack: PackToSave) -> Product:
    medicine = dosage.medicine
    return Product(
        structure=Product.CHILD,
        parent_id=medicine.pk,
        dosage=dosage,
        units=pack.units,
        is_public=pack.on_sale,
        is_demo=medicine.is_demo,
        legal_class=pack.legal_class or "",
        slug=slugify(f"{medicine.slug} {dosage.label} {pack.units}"),
    )
