"""What people do with an order: place it, change their mind, approve it, reject it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog import stock
from catalog.shopfacts.models import shop_facts
from catalog.templatetags.money import price
from checkout.basket.cart import Cart, CartLine, Totals, totals_of
from checkout.basket.cart_reads import read_cart
from checkout.basket.models import Basket
from checkout.basket.models import Line as BasketLine
from checkout.basket.rules import CartProblem, cart_problems
from checkout.details import Details
from checkout.order.models import Line, Order, ShippingAddress
from checkout.order.moving import give_stock_back, locked, move
from checkout.order.numbers import new_number
from checkout.order.reactions import approve_whole
from checkout.order.states import CANCELLABLE, OrderState
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt
from checkout.payment.money import minor_units
from checkout.payment.states import LIVE, AttemptState
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
        return cls([CartProblem(message, pack_id=None, blocking=True)])


class CannotDecide(Exception):
    """The order is not where this decision can be taken; the message says why."""


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

    A cart that already is an order returns that order. Raises CannotPlace.
    """
    basket = Basket.objects.select_for_update().get(pk=basket_id)
    placed = Order.objects.filter(basket=basket).first()
    if placed:
        return placed
    cart = read_cart(basket.pk)
    totals, method = _checked(cart, details, method_id, seen)
    order = _write_order(basket, details, method, totals, now=now, user=user)
    _write_lines(order, cart)
    _promise_payment_page(order)
    basket.status, basket.date_submitted = Basket.SUBMITTED, now
    basket.save(update_fields=["status", "date_submitted"])
    _reserve(cart)
    return order


def _checked(
    cart: Cart, details: Details, method_id: int, seen: Seen
) -> tuple[Totals, DeliveryOffer]:
    problems = [problem for problem in cart_problems(cart) if problem.blocking]
    if problems:
        raise CannotPlace(problems)
    if not cart.lines:
        raise CannotPlace.because(_("Your cart is empty: add a pack before you order."))
    offers = methods_for(details.country, cart.goods_total)
    method = next((offer for offer in offers if offer.method_id == method_id), None)
    if method is None:
        raise CannotPlace.because(
            _("This way of delivery is not offered any more: choose another one.")
        )
    totals = totals_of(cart, method.price, shop_facts().tax_rate)
    if totals.total != seen.total:
        raise CannotPlace.because(
            _(
                "The total has changed from %(old)s to %(new)s since you opened this page."
                " Look it over and order again."
            )
            % {"old": price(seen.total), "new": price(totals.total)}
        )
    if fingerprint(cart, details, method_id) != seen.fingerprint:
        raise CannotPlace.because(
            _(
                "Your cart, address or way of delivery has changed since you opened this page."
                " Look it over and order again."
            )
        )
    return totals, method


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
    return ShippingAddress.objects.create(
        first_name=details.first_name,
        last_name=details.last_name,
        line1=details.line1,
        line2=details.line2,
        line4=details.city,
        state=details.state,
        postcode=details.postcode,
        country_id=details.country,
        phone_number=details.phone,
    )


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


def _promise_payment_page(order: Order) -> None:
    attempt = PaymentAttempt.objects.create(
        order=order,
        amount=minor_units(order.total_incl_tax, order.currency),
        currency=order.currency,
    )
    outbox.promise_open(attempt)


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


@transaction.atomic
def cancel(order: Order, *, now: datetime, by: Any = None, reason: str = "") -> bool:
    """Give an order up while nothing is charged; its hold and its stock are let go by and by.

    Cancelling twice is cancelling once: whether this was the time. Raises CannotDecide.
    """
    order = locked(order.pk)
    if order.status == S.CANCELLED:
        return False
    if order.status not in CANCELLABLE:
        raise CannotDecide(
            _("This order is %(state)s and cannot be cancelled here any more.")
            % {"state": order.get_status_display()}
        )
    _must_not_be_charged(order)
    move(order, S.CANCELLED, now=now, by=by, reason=reason)
    _let_go(order)
    return True


@transaction.atomic
def approve(order: Order, *, by: Any, now: datetime, reason: str = "") -> None:
    """A pharmacist agrees to the whole order: it is charged next. Raises CannotDecide."""
    order = locked(order.pk)
    _must_await_the_pharmacist(order)
    attempt = order.attempts.select_for_update().filter(state=AttemptState.AUTHORISED).first()
    if attempt is None:
        raise CannotDecide(
            _("The hold on the card of order %(number)s is gone: it cannot be charged.")
            % {"number": order.number}
        )
    approve_whole(order, attempt, now=now, by=by, reason=reason)


@transaction.atomic
def reject(order: Order, *, by: Any, now: datetime, reason: str) -> None:
    """A pharmacist refuses the order: its hold is released. Raises CannotDecide."""
    order = locked(order.pk)
    _must_await_the_pharmacist(order)
    _must_not_be_charged(order)
    move(order, S.REJECTED, now=now, by=by, reason=reason)
    _let_go(order)
    outbox.promise_mail(order, "rejected")


def _must_await_the_pharmacist(order: Order) -> None:
    if order.status != S.AWAITING_PHARMACIST:
        raise CannotDecide(
            _("Order %(number)s is %(state)s: there is nothing to decide.")
            % {"number": order.number, "state": order.get_status_display()}
        )


def _must_not_be_charged(order: Order) -> None:
    """Staff may charge by hand at Stripe: then "nothing was charged" would not be true."""
    if order.attempts.filter(state=AttemptState.CAPTURED).exists():
        raise CannotDecide(
            _("Order %(number)s was charged at Stripe: refund it there first.")
            % {"number": order.number}
        )


def _let_go(order: Order) -> None:
    """Promise to release what lives; where nothing does, the stock goes back at once."""
    live = order.attempts.filter(state__in=LIVE)
    for attempt in live:
        outbox.promise_release(attempt)
    if not live:
        give_stock_back(order)


@transaction.atomic
def copy_to_cart(order: Order, basket_id: int | None) -> Basket:
    """Put the order's packs, at today's prices, into an open cart or else a new one.

    Packs off sale are left out, and a pack the cart already has stays as it is there.
    """
    open_carts = Basket.objects.select_for_update().filter(status=Basket.OPEN)
    basket = open_carts.filter(pk=basket_id).first() or Basket.objects.create()
    lines = order.lines.filter(product__is_public=True, product__parent__is_public=True)
    BasketLine.objects.bulk_create(
        [_basket_line(basket, line) for line in lines.select_related("stockrecord")],
        ignore_conflicts=True,
    )
    return basket


def _basket_line(basket: Basket, line: Line) -> BasketLine:
    return BasketLine(
        basket=basket,
        line_reference=f"pack-{line.product_id}",
        product_id=line.product_id,
        stockrecord=line.stockrecord,
        quantity=line.quantity,
        price_currency=line.stockrecord.price_currency,
        price_incl_tax=line.stockrecord.price,
    )
