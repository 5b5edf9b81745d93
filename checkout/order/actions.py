"""What people do with an order: change their mind, approve it, reject it, order it again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.money import price
from checkout.basket.actions import cart_to_fill
from checkout.basket.models import Basket
from checkout.basket.models import Line as BasketLine
from checkout.order import reactions
from checkout.order.approving import NothingApproved
from checkout.order.cancelling import against_cancelling
from checkout.order.models import Line, Order
from checkout.order.moving import give_stock_back, locked, move
from checkout.order.receipt_reads import attempts_of, is_being_charged
from checkout.order.states import OrderState, said_of
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import LIVE, AttemptState

S = OrderState


class CannotDecide(Exception):
    """The order is not where this decision can be taken; the message says why."""


@transaction.atomic
def cancel(order: Order, *, now: datetime) -> bool:
    """The shopper gives an order up; its hold and its stock are let go by and by.

    Cancelling twice is cancelling once: whether this was the time. Raises CannotDecide once a
    pharmacist has approved it or anything is being charged.
    """
    order = locked(order.pk)
    if order.status == S.CANCELLED:
        return False
    attempts = attempts_of(order)
    against = against_cancelling(
        order.status,
        needs_pharmacist=order.needs_pharmacist,
        is_charged=any(attempt.captured for attempt in attempts),
        is_being_charged=is_being_charged(attempts),
    )
    if against:
        raise CannotDecide(against)
    end(order, S.CANCELLED, now=now)
    return True


@transaction.atomic
def approve(
    order: Order,
    *,
    by: Any,
    now: datetime,
    reason: str = "",
    quantities: Mapping[int, int] | None = None,
) -> None:
    """A pharmacist agrees to an order, or to some packs of it by line: those are charged next.

    Where nothing is held on the card any more, the patient is asked to pay. Raises CannotDecide.
    """
    order = locked(order.pk)
    _must_await_the_pharmacist(order)
    attempts = list(order.attempts.select_for_update())
    attempt = next((one for one in reversed(attempts) if _has_money(one)), None)
    try:
        reactions.approve(order, attempt, now=now, quantities=quantities, by=by, reason=reason)
    except NothingApproved as nothing:
        raise CannotDecide(
            _("Approve at least one pack, or reject the order and say why.")
        ) from nothing
    for one in attempts:
        reactions.call_for_attention(order, one)
        one.save(update_fields=["needs_attention"])


def end(
    order: Order, state: OrderState, *, now: datetime, by: Any = None, reason: str = ""
) -> None:
    """Let a locked order die: what lives is released, what was charged goes back.

    Where nothing does live, the stock goes back at once.
    """
    move(order, state, now=now, by=by, reason=reason)
    attempts = list(order.attempts.select_for_update())
    for attempt in attempts:
        if attempt.state in LIVE:
            outbox.promise_release(attempt, now=now)
        elif attempt.state == AttemptState.CAPTURED:
            reactions.give_all_back(order, attempt, now=now)
        reactions.call_for_attention(order, attempt)
        attempt.save(update_fields=["needs_attention"])
    if not any(attempt.state in LIVE for attempt in attempts):
        give_stock_back(order)


def _has_money(attempt: PaymentAttempt) -> bool:
    if attempt.state == AttemptState.CAPTURED:
        return attempt.not_refunded() > 0
    return attempt.state == AttemptState.AUTHORISED


def _must_await_the_pharmacist(order: Order) -> None:
    if order.status != S.AWAITING_PHARMACIST:
        raise CannotDecide(
            _("Order %(number)s %(is_so)s: there is nothing to decide.")
            % {"number": order.number, "is_so": said_of(order.status)}
        )


@dataclass(frozen=True, slots=True)
class Copied:
    """The cart an order's packs were put into; which are gone, or cost other prices now.

    `not_yet` says what comes before some, which are left out until then.
    """

    basket: Basket
    number: str
    left_out: tuple[str, ...]
    priced_anew: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    is_filled: bool = True

    @property
    def words(self) -> str:
        """What the cart says about it."""
        words = _("The packs of order %(number)s are in your cart, at today's prices.")
        if self.not_yet:
            words = _(
                "What can be ordered at once of order %(number)s is in your cart,"
                " at today's prices."
            )
        if self.left_out:
            words = _(
                "What is still sold of order %(number)s is in your cart, at today's prices."
                " Not sold any more: %(packs)s."
            )
        if not self.is_filled:
            words = _("No pack of order %(number)s could be put into your cart.")
            if self.left_out:
                words += " " + _("Not sold any more: %(packs)s.")
        said = words % {"number": self.number, "packs": "; ".join(self.left_out)}
        return " ".join([said, *self.not_yet, *self.priced_anew])


@transaction.atomic
def copy_to_cart(
    order: Order,
    basket_id: int | None,
    *,
    owner_id: int | None = None,
    not_yet: Callable[[list[int]], Mapping[int, str]] = lambda _pack_ids: {},
) -> Copied:
    """Put the order's packs, at today's prices, into an open cart or else a new one.

    Packs off sale are left out, as are those `not_yet` has a reason for, and a pack the cart
    already has stays as it is there. `owner_id` is the account that is signed in.
    """
    basket = cart_to_fill(basket_id, owner_id)
    ordered = order.lines.filter(replaces=None)
    lines = ordered.select_related("stockrecord", "product__parent")
    on_sale = [line for line in lines if line.product.is_public and line.product.parent.is_public]
    why = not_yet([line.product_id for line in on_sale])
    copied = [line for line in on_sale if line.product_id not in why]
    BasketLine.objects.bulk_create(
        [_basket_line(basket, line) for line in copied], ignore_conflicts=True
    )
    return Copied(
        basket,
        order.number,
        left_out=tuple(line.title for line in lines if line not in on_sale),
        priced_anew=tuple(_priced_anew(copied)),
        not_yet=tuple(dict.fromkeys(why.values())),
        is_filled=bool(copied),
    )


def _priced_anew(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        then, now = line.unit_price_incl_tax, line.stockrecord.price
        if then != now:
            words = _("%(pack)s: was %(old)s in that order, now %(new)s.")
            yield words % {"pack": line.title, "old": price(then), "new": price(now)}


def _basket_line(basket: Basket, line: Line) -> BasketLine:
    return BasketLine(
        basket=basket,
        line_reference=f"pack-{line.product_id}",
        product_id=line.product_id,
        stockrecord=line.stockrecord,
        quantity=line.quantity,
        price_currency=line.stockrecord.price_currency,
        price_incl_tax=line.stockrecord.price,
        units_when_added=line.units,
        dosage_when_added=line.dosage_label,
    )
