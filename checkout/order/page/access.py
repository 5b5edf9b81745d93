"""Who may open an order: the browser that placed it, its account, or who holds a signed link."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from catalog.prepared import Prepared
from checkout.accounts.presence import may_work
from checkout.order.models import Order

LINK_LIFE = timedelta(days=30)
MOST_REMEMBERED = 20
_signer = signing.TimestampSigner(salt="checkout.order.link")


def remember_order(request: HttpRequest, order: Order) -> None:
    """Let this browser open the order while its session lives."""
    numbers = [number for number in remembered(request.session) if number != order.number]
    request.session["orders"] = [*numbers, order.number][-MOST_REMEMBERED:]


def remember_placed(request: HttpRequest, order: Order) -> None:
    """The order was placed in this browser, and not merely opened by a link."""
    remember_order(request, order)
    numbers = [number for number in placed_here(request.session) if number != order.number]
    request.session["placed"] = [*numbers, order.number][-MOST_REMEMBERED:]


def placed_here(session: Mapping[str, Any]) -> list[str]:
    """The numbers of the orders a session has placed."""
    numbers: list[str] = session.get("placed", [])
    return numbers


def may_see(request: HttpRequest, order: Order) -> bool:
    """Whether the number is backed by a session or an account."""
    own = request.user.is_authenticated and order.user_id == request.user.pk
    return own or order.number in remembered(request.session)


def may_see_receipt(request: HttpRequest, order: Order) -> bool:
    """Whoever may see the order, and staff who may see every order."""
    if may_see(request, order):
        return True
    return request.user.has_perm("order.view_order") and may_work(request)


def order_for(
    request: HttpRequest, number: str, *, may: Callable[[HttpRequest, Order], bool] = may_see
) -> Order:
    """The order, for whoever may see it. Raises Http404 for anybody else and for no order alike."""
    order = _ORDER.first(number=number)
    if order is None or not may(request, order):
        raise Http404("There is no such order, or its link has expired.")
    return order


def _order(number: str) -> QuerySet[Order]:
    orders = Order.objects.select_related("patient", "shipping_address__country")
    return orders.filter(number=number)


_ORDER = Prepared(_order, number="(a number)")


def signed_link(order: Order, page: str = "order") -> str:
    """A page of the order as mailed: it opens the order in any browser for 30 days."""
    key = _signer.sign(order.number).partition(":")[2]
    return f"{settings.SITE_URL}{reverse(page, args=[order.number])}?key={key}"


def link_opens(number: str, key: str) -> bool:
    """Whether a link's key was signed by us for this number in the last 30 days."""
    try:
        _signer.unsign(f"{number}:{key}", max_age=LINK_LIFE)
    except signing.BadSignature:
        return False
    return True


def remembered(session: Mapping[str, Any]) -> list[str]:
    """The numbers of the orders a session opens."""
    numbers: list[str] = session.get("orders", [])
    return numbers
