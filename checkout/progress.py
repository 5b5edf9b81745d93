"""How far a visitor is on the way from cart to order; the session keeps what was entered."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from checkout.basket.cart import Cart
from checkout.basket.current import current_cart, is_followed, signed_basket_id
from checkout.details import Details
from checkout.order.models import Order
from checkout.order.page.access import may_see
from checkout.prescriptions.reads import needs_for, patient_of_cart, told_of
from checkout.prescriptions.telling import Told, missing
from checkout.see_other import SeeOther, whole_page
from checkout.shipping.delivery import DeliveryOffer, methods_for

KEY = "checkout"
View = Callable[..., HttpResponse]


class StepMissing(Exception):
    """Another page has to come first: `address`; the message says why."""

    def __init__(self, address: str, message: str) -> None:
        super().__init__(message)
        self.address = address


def step_by_step(view: View) -> View:
    """Sends a visitor who misses a step to it, with the reason."""

    @wraps(view)
    def guided(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except StepMissing as missing:
            messages.info(request, str(missing))
            return whole_page(request, missing.address)

    return guided


def entered_details(request: HttpRequest) -> Details | None:
    return details_in(request.session)


def details_in(session: Mapping[str, Any]) -> Details | None:
    """What a session keeps of who goes to the checkout."""
    kept = session.get(KEY, {}).get("details")
    return Details.of_session(kept) if kept else None


def told_in(session: Mapping[str, Any]) -> int | None:
    """The id of the patient a session told last, whatever became of it since."""
    patient_id: int | None = session.get(KEY, {}).get("told")
    return patient_id


def chosen_or_first(request: HttpRequest, offers: tuple[DeliveryOffer, ...]) -> int:
    """The method to show as chosen: the visitor's own as long as it is offered, else the first."""
    chosen = _kept(request).get("method")
    return next((o.method_id for o in offers if o.method_id == chosen), offers[0].method_id)


def keep_details(request: HttpRequest, details: Details) -> None:
    _keep(request, details=details.as_session())


def keep_method(request: HttpRequest, method_id: int) -> None:
    _keep(request, method=method_id)


def cart_to_order(request: HttpRequest) -> Cart:
    """The cart with something in it. Raises StepMissing, also where it is ordered already."""
    cart = current_cart(request)
    if not is_followed(request, cart):
        words = _("Your cart was begun on another device: look at it first.")
        raise StepMissing(reverse("cart"), words)
    if cart.lines:
        return cart
    order = Order.objects.filter(basket=signed_basket_id(request), basket__isnull=False).first()
    if order and may_see(request, order):
        raise StepMissing(order.get_absolute_url(), _("This cart is ordered: here is your order."))
    raise _nothing_to_order()


def keep_told(request: HttpRequest, patient_id: int) -> None:
    """This session told it. Nobody else who has the cart's cookie reads or changes it.

    The cart is no proof of who told, as many may have it in hand; but telling anew is a new row.
    """
    _keep(request, told=patient_id)


def told_here(request: HttpRequest) -> int | None:
    return told_in(request.session)


def patient_here(request: HttpRequest, basket_id: int | None) -> Any:
    """Whom a cart is for, as this session told it and nobody has told anew since, or None."""
    return patient_of_cart(basket_id, told_here(request))


def keep_ready(request: HttpRequest) -> None:
    """This session has come to the last page with its cart, or is sent there by the step before."""
    _keep(request, ready=signed_basket_id(request))


def go_to_review(request: HttpRequest) -> HttpResponse:
    """From the last step that fills something in: what it keeps is written with it, once."""
    keep_ready(request)
    return SeeOther(reverse("checkout-review"))


def basket_to_order(request: HttpRequest) -> int:
    """The id of the cart, ordered already or not, as a second press is no second order.

    Only a cart this session came all the way with: an order opens to nobody who merely holds its
    cart's cookie. Raises StepMissing.
    """
    basket_id = signed_basket_id(request)
    if basket_id is None:
        raise _nothing_to_order()
    if _kept(request).get("ready") != basket_id:
        raise StepMissing(reverse("checkout-review"), _("Look your order over first."))
    return basket_id


def details_to_order(request: HttpRequest) -> Details:
    """Contact and address. Raises StepMissing."""
    details = entered_details(request)
    if details is None:
        words = _("First say where your order shall go.")
        raise StepMissing(reverse("checkout-details"), words)
    return details


def method_to_order(request: HttpRequest) -> int:
    """The way of delivery as it was chosen, still offered or not. Raises StepMissing."""
    method_id = _kept(request).get("method")
    if method_id is None:
        raise _no_way_chosen()
    return method_id


def patient_to_order(request: HttpRequest, cart: Cart) -> Told | None:
    """Whom the cart is for, with all it needs; None where nobody has to be named.

    Raises StepMissing.
    """
    if not cart.needs_patient:
        return None
    told = told_of(patient_here(request, cart.basket_id))
    reasons = missing(needs_for(cart), told)
    if reasons:
        raise StepMissing(reverse("checkout-patient"), " ".join(reasons))
    return told


def ways_to(details: Details, cart: Cart) -> tuple[DeliveryOffer, ...]:
    """How the goods can reach the address. Raises StepMissing where nothing goes there any more."""
    offers = methods_for(details.country, cart.goods_total)
    if not offers:
        words = _("We do not deliver to this country any more: enter another address.")
        raise StepMissing(reverse("checkout-details"), words)
    return offers


def way_to_order(request: HttpRequest, offers: tuple[DeliveryOffer, ...]) -> DeliveryOffer:
    """The way of delivery that was chosen. Raises StepMissing where it is not offered any more."""
    chosen = _kept(request).get("method")
    offer = next((offer for offer in offers if offer.method_id == chosen), None)
    if offer is None:
        raise _no_way_chosen()
    return offer


def _nothing_to_order() -> StepMissing:
    words = _("There is nothing to order yet: add a pack to your cart first.")
    return StepMissing(reverse("cart"), words)


def _no_way_chosen() -> StepMissing:
    return StepMissing(reverse("checkout-delivery"), _("Choose a way of delivery."))


def _keep(request: HttpRequest, **entered: Any) -> None:
    """The session is written only where that is news to it."""
    kept = _kept(request)
    if kept | entered != kept:
        request.session[KEY] = kept | entered


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(KEY, {})
    return kept
