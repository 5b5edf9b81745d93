"""What a shopper does to a cart. Each is one transaction: a refused change leaves all as it was."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.partner.models import StockRecord
from catalog.prepared import Prepared
from checkout.basket.cart import Cart
from checkout.basket.cart_reads import read_cart, read_pack
from checkout.basket.models import Basket, Line
from checkout.basket.rules import MOST_PACKS, refusal_of
from checkout.basket.swaps import Swap, swaps


class CartRefusal(Exception):
    """The cart stays as it was; the text says why and what to do. Has `message` and `pack_id`."""

    def __init__(self, message: str, pack_id: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.pack_id = pack_id


class Filled(NamedTuple):
    """A cart after a change, as the rules were asked about it."""

    basket: Basket
    cart: Cart


class _Today(NamedTuple):
    """A pack as it is sold today; `dosage` is the dosage's label."""

    stockrecord_id: int
    price: Decimal
    units: int
    dosage: str


def add_pack(
    *, basket_id: int | None, pack_id: int, quantity: int, owner_id: int | None = None
) -> Filled:
    """Put `quantity` (1 or more) of a pack into the cart; a new cart where there is no open one.

    `owner_id` is the account that is signed in. Raises CartRefusal.
    """
    return add_packs(basket_id=basket_id, packs={pack_id: quantity}, owner_id=owner_id)


@transaction.atomic
def add_packs(
    *, basket_id: int | None, packs: Mapping[int, int], owner_id: int | None = None
) -> Filled:
    """Put packs into the cart, by id how many (1 or more), all of them or none.

    `owner_id` is the account that is signed in. Raises CartRefusal.
    """
    basket = cart_to_fill(basket_id, owner_id)
    return Filled(basket, _add(basket, packs))


@transaction.atomic
def swap(*, basket_id: int | None, dosage_id: int, saving: Decimal) -> Swap:
    """Have the cheaper packs with the same units of a dosage, as the cart offered them.

    Raises CartRefusal where that is not to be had any more at the saving that was seen.
    """
    basket = locked_cart(basket_id)
    offered = swaps(read_cart(basket.pk)) if basket else []
    found = next((one for one in offered if one.dosage_id == dosage_id), None)
    if basket is None or found is None or found.saving != saving:
        words = _("Your cart or its prices have changed since. Look at it again.")
        raise CartRefusal(words)
    for pack_id, quantity in found.out.items():
        set_quantity(basket_id=basket.pk, pack_id=pack_id, quantity=quantity)
    _add(basket, found.into)
    return found


@transaction.atomic
def set_quantity(*, basket_id: int | None, pack_id: int, quantity: int) -> Filled | None:
    """Have `quantity` (0 or more) of a pack that is in the cart; 0 takes it out.

    Fewer is always possible. Raises CartRefusal. Taking out what is not there changes nothing.
    None where there is no cart.
    """
    basket = locked_cart(basket_id)
    line = basket and basket.lines.filter(product_id=pack_id).first()
    if line is None and quantity:
        raise CartRefusal(_gone_words(pack_id), pack_id)
    if basket is None:
        return None
    cart = _set_quantity(line, quantity) if line else None
    return Filled(basket, cart or read_cart(basket.pk))


def _set_quantity(line: Any, quantity: int) -> Cart | None:
    """The cart as the rules were asked about it, where they were."""
    more = quantity > line.quantity
    line.quantity = quantity
    if more:
        return save_checked(line)
    if quantity:
        line.save(update_fields=["quantity", "date_updated"])
    else:
        line.delete()
    return None


@transaction.atomic
def clear(*, basket_id: int | None) -> None:
    """Take everything out."""
    basket = locked_cart(basket_id)
    if basket:
        basket.lines.all().delete()


def locked_cart(basket_id: int | None) -> Basket | None:
    """The open cart, locked: what is in it cannot change or be ordered until we are done."""
    if basket_id is None:
        return None
    cart: Basket | None = _LOCKED.first(basket_id=basket_id)
    return cart


def _open_cart(basket_id: int) -> QuerySet[Basket]:
    return Basket.objects.select_for_update().filter(pk=basket_id, status=Basket.OPEN)


_LOCKED = Prepared(_open_cart, basket_id=-1)


def cart_to_fill(basket_id: int | None, owner_id: int | None) -> Basket:
    """The open cart of this visitor, locked; an account fills no cart but its own."""
    basket = locked_cart(basket_id)
    return basket if basket and basket.owner_id == owner_id else new_cart(owner_id)


def new_cart(owner_id: int | None) -> Basket:
    """A cart to begin with, locked: an account's open one, wherever it was begun, goes on."""
    if owner_id is None:
        return Basket.objects.create()
    carts = Basket.objects.select_for_update()
    return carts.get_or_create(owner_id=owner_id, status=Basket.OPEN)[0]


def _today(pack_id: int) -> _Today:
    row = _PACK.first(pack_id=pack_id)
    if row is None:
        words = _("This pack is not in the shop any more. Look the medicine up again.")
        raise CartRefusal(words, pack_id)
    return _Today(*row)


def _pack(pack_id: int) -> QuerySet[StockRecord, tuple[Any, ...]]:
    packs = StockRecord.objects.filter(product_id=pack_id, product__structure=Product.CHILD)
    return packs.values_list("pk", "price", "product__units", "product__dosage__label")


def _line(basket_id: int, pack_id: int) -> QuerySet[Line]:
    return Line.objects.filter(basket_id=basket_id, product_id=pack_id)


_PACK, _LINE = Prepared(_pack, pack_id=-1), Prepared(_line, basket_id=-1, pack_id=-2)


def _new_line(basket: Basket, pack_id: int, today: _Today) -> Any:
    return Line(
        basket=basket,
        line_reference=f"pack-{pack_id}",
        product_id=pack_id,
        stockrecord_id=today.stockrecord_id,
        quantity=0,
        price_currency=settings.SHOP_CURRENCY,
        price_incl_tax=today.price,
        units_when_added=today.units,
        dosage_when_added=today.dosage,
    )


def _add(basket: Basket, packs: Mapping[int, int]) -> Cart:
    """Save all, then ask the rules about the cart as it would be; a refusal undoes the saving."""
    for pack_id, quantity in packs.items():
        today = _today(pack_id)
        line = _LINE.first(basket_id=basket.pk, pack_id=pack_id)
        line = line or _new_line(basket, pack_id, today)
        line.quantity += quantity
        _save_within_bounds(line)
    return _allowed(basket, packs)


def save_checked(line: Any) -> Cart:
    """Save, then ask the rules about the cart as it would be, which is answered.

    Raises CartRefusal, which undoes the saving with the transaction around it.
    """
    _save_within_bounds(line)
    return _allowed(line.basket, [line.product_id])


def _save_within_bounds(line: Any) -> None:
    if line.quantity > MOST_PACKS:
        words = _("At most %(most)s packs of one kind go into a cart.") % {"most": MOST_PACKS}
        raise CartRefusal(words, line.product_id)
    line.save()


def _allowed(basket: Basket, pack_ids: Iterable[int]) -> Cart:
    """The cart. Raises CartRefusal for the first of these packs that may not be in it as it is."""
    cart = read_cart(basket.pk)
    for pack_id in pack_ids:
        problem = refusal_of(cart, pack_id)
        if problem:
            raise CartRefusal(problem.message, problem.pack_id)
    return cart


def _gone_words(pack_id: int) -> str:
    pack = read_pack(pack_id)
    if pack is None:
        return _("This pack is not in your cart any more, and it has left the shop.")
    words = _("%(pack)s is not in your cart any more. Add it again if you want it.")
    return words % {"pack": pack.name}
