"""Placing an order: one transaction from an open cart to frozen lines and reserved units."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import stock
from catalog.money import price
from catalog.prepared import Prepared
from catalog.shopfacts.models import shop_facts
from checkout.basket.cart import Cart, CartLine, Totals, totals_of
from checkout.basket.cart_reads import read_cart
from checkout.basket.models import Basket
from checkout.basket.rules import CartProblem, cart_problems
from checkout.details import Details
from checkout.order.models import Line, Order, ShippingAddress
from checkout.order.numbers import new_number
from checkout.order.states import OrderState
from checkout.payment.actions import begin_payment
from checkout.payment.money import minor_units, payable
from checkout.prescriptions.actions import (
    hand_over,
    one_order_of_a_person_at_a_time,
    wait_for_the_patient,
)
from checkout.prescriptions.models import Way
from checkout.prescriptions.reads import buyer_of, needs_for, told_for, usable_again
from checkout.prescriptions.telling import Told, missing
from checkout.seen import Seen, fingerprint
from checkout.shipping.delivery import DeliveryOffer, methods_for

S = OrderState


class CannotPlace(Exception):
    """The order may not be placed as the shopper saw it; nothing was written. Has `problems`."""

    def __init__(self, problems: list[CartProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    @classmethod
    def because(cls, message: str) -> "CannotPlace":
        return cls([CartProblem.of_the_order(message)])


@transaction.atomic
def place_order(
    *,
    basket_id: int,
    details: Details,
    method_id: int,
    seen: Seen,
    now: datetime,
    user: Any = None,
) -> Order:
    """Turn an open cart into an order with frozen lines and totals, and reserve its units.

    Where the prescription is to follow, the card is not touched: the order waits for it.
    A cart that already is an order returns that order to whoever placed it. Raises CannotPlace.
    """
    basket = _LOCKED_CART.first(basket_id=basket_id)
    if basket is None:
        raise _empty_cart()
    if basket.status != Basket.OPEN:
        return _placed_before(basket, details)
    cart = read_cart(basket.pk)
    told = _told_for(cart)
    _check_for_the_buyer(cart, told, user, timezone.localdate(now))
    totals, method = _checked(cart, details, method_id, seen, told)
    order = _write_order(basket, details, method, totals, now=now, user=user)
    _write_lines(order, cart)
    if cart.needs_patient:
        hand_over(basket.pk, order)
    _begin(order, cart, told, now)
    basket.status, basket.date_submitted = Basket.SUBMITTED, now
    basket.save(update_fields=["status", "date_submitted"])
    _reserve(cart)
    return order


_LOCKED_CART = Prepared(
    lambda basket_id: Basket.objects.select_for_update().filter(pk=basket_id), basket_id=-1
)


def _placed_before(basket: Basket, details: Details) -> Order:
    """To who says the same again: another person had the same cart in hand. Raises CannotPlace."""
    placed = Order.objects.filter(basket=basket).select_related("shipping_address").first()
    if placed is None or placed.guest_email != details.email:
        raise _empty_cart()
    address = placed.shipping_address
    if any(getattr(address, name) != value for name, value in _address(details).items()):
        raise _empty_cart()
    return placed


def _told_for(cart: Cart) -> Told | None:
    """What the patient has told, while no other order of the same person is being placed."""
    told = told_for(cart.basket_id) if cart.needs_patient else None
    if told:
        one_order_of_a_person_at_a_time(told)
    return told


def _check_for_the_buyer(cart: Cart, told: Told | None, user: Any, today: date) -> None:
    """Everything that is wrong with the cart, for the person it is for. Raises CannotPlace."""
    buyer = buyer_of(told, cart, today=today)
    problems = [problem for problem in cart_problems(cart, buyer) if problem.blocking]
    reasons = missing(needs_for(cart), told)
    if told and told.way == Way.AGAIN:
        usable = {
            one.prescription_id
            for one in usable_again(user, cart, today=today)
            if one.is_for(told.name, told.born_on)
        }
        if cart.prescription_names and told.uses_again not in usable:
            reasons.append(
                _("This prescription does not cover your cart for the patient: bring another one.")
            )
    problems += [CartProblem.of_the_order(words) for words in reasons]
    if problems:
        raise CannotPlace(problems)


def _checked(
    cart: Cart, details: Details, method_id: int, seen: Seen, told: Told | None
) -> tuple[Totals, DeliveryOffer]:
    if not cart.lines:
        raise _empty_cart()
    offers = methods_for(details.country, cart.goods_total)
    method = next((offer for offer in offers if offer.method_id == method_id), None)
    if method is None:
        raise CannotPlace.because(
            _("This way of delivery is not offered any more: choose another one.")
        )
    totals = totals_of(cart, method.price, shop_facts().tax_rate)
    _check_a_card_can_pay(totals.total)
    if totals.total != seen.total:
        raise CannotPlace.because(
            _(
                "The total has changed from %(old)s to %(new)s since you opened this page."
                " Look it over and order again."
            )
            % {"old": price(seen.total), "new": price(totals.total)}
        )
    if fingerprint(cart, details, method_id, totals.tax, told) != seen.fingerprint:
        raise CannotPlace.because(
            _(
                "Your cart, address, delivery or the tax has changed since you opened this page."
                " Look it over and order again."
            )
        )
    return totals, method


def _empty_cart() -> CannotPlace:
    return CannotPlace.because(_("Your cart is empty: add a pack before you order."))


def _check_a_card_can_pay(total: Decimal) -> None:
    least, most = payable(settings.SHOP_CURRENCY)
    if not least <= total <= most:
        raise CannotPlace.because(
            _(
                "A card can pay from %(least)s to %(most)s at once, and this order comes to"
                " %(total)s: change the number of packs."
            )
            % {"least": price(least), "most": price(most), "total": price(total)}
        )


def _begin(order: Order, cart: Cart, told: Told | None, now: datetime) -> None:
    """The card first, unless the prescription is to follow: then the order waits for that."""
    if told and cart.prescription_names and told.way == Way.LATER:
        wait_for_the_patient(order, now=now, mail="to_follow", reason="prescription to follow")
    else:
        due = minor_units(order.total_incl_tax, order.currency)
        begin_payment(order, amount=due, now=now, at_once=False)


def _write_order(
    basket: Basket,
    details: Details,
    method: DeliveryOffer,
    totals: Totals,
    *,
    now: datetime,
    user: Any,
) -> Order:
    order = Order(
        basket=basket,
        user=user,
        guest_email=details.email,
        site_id=settings.SITE_ID,
        currency=settings.SHOP_CURRENCY,
        shipping_address=_write_address(details),
        shipping_method=method.name,
        shipping_code=str(method.method_id),
        shipping_incl_tax=totals.delivery,
        shipping_excl_tax=totals.delivery - totals.delivery_tax,
        shipping_tax_code=str(totals.delivery_tax_rate),
        total_incl_tax=totals.total,
        total_excl_tax=totals.total - totals.tax,
        date_placed=now,
        is_demo=not settings.LIVE,
    )
    return _saved_under_a_free_number(order)


def _saved_under_a_free_number(order: Order) -> Order:
    while True:
        order.number = new_number()
        try:
            with transaction.atomic():
                order.save(force_insert=True)
        except IntegrityError:
            if not Order.objects.filter(number=order.number).exists():
                raise
        else:
            return order


def _write_address(details: Details) -> ShippingAddress:
    address = ShippingAddress(**_address(details), phone_number=details.phone)
    # Not by save(), which would read the country for a text that only Oscar's dashboard searches.
    ShippingAddress.objects.bulk_create([address])
    return address


def _address(details: Details) -> dict[str, str]:
    return {
        "first_name": details.first_name,
        "last_name": details.last_name,
        "line1": details.line1,
        "line2": details.line2,
        "line4": details.city,
        "state": details.state,
        "postcode": details.postcode,
        "country_id": details.country,
    }


def _write_lines(order: Order, cart: Cart) -> None:
    Line.objects.bulk_create(_order_line(order, line) for line in cart.lines)


def _order_line(order: Order, line: CartLine) -> Line:
    without_tax = line.total - line.tax
    return Line(
        order=order,
        partner_sku=f"pack-{line.pack_id}",
        product_id=line.pack_id,
        stockrecord_id=line.stockrecord_id,
        dosage_id=line.dosage_id,
        title=f"{line.medicine_name} {line.dosage_text}, {line.pack_text}",
        medicine_name=line.medicine_name,
        dosage_label=line.dosage_label,
        unit=line.unit,
        units=line.offer.units,
        quantity=line.quantity,
        num_allocated=line.quantity,
        legal_class=line.legal_class,
        tax_rate=line.tax_rate,
        unit_price_incl_tax=line.offer.price,
        line_price_incl_tax=line.total,
        line_price_excl_tax=without_tax,
        line_price_before_discounts_incl_tax=line.total,
        line_price_before_discounts_excl_tax=without_tax,
    )


def _reserve(cart: Cart) -> None:
    """Last, so that the pool's row is locked for a moment only. Raises CannotPlace."""
    units: dict[int, int] = {}
    for line in cart.lines:
        units[line.dosage_id] = units.get(line.dosage_id, 0) + line.units_total
    try:
        stock.reserve(units)
    except stock.NotEnoughUnits as error:
        sold = next(line for line in cart.lines if line.dosage_id == error.dosage_id)
        raise CannotPlace(
            [
                CartProblem(
                    _(
                        "Somebody just bought %(medicine)s %(dosage)s:"
                        " there is less left than you want."
                    )
                    % {"medicine": sold.medicine_name, "dosage": sold.dosage_text},
                    pack_id=sold.pack_id,
                    blocking=True,
                )
            ]
        ) from error
