"""How the desk of orders answers: who may, the order's page, a deed that is done or refused."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from checkout.order.actions import CannotDecide
from checkout.order.desk.forms import GiveUpForm, RefundForm
from checkout.order.desk.money_reads import left_of, refundable
from checkout.order.desk.reads import desk, orders_for_the_desk
from checkout.order.desk.seen import as_seen
from checkout.order.desk.shelf_forms import ShipForm, TakeBackForm
from checkout.order.models import Order
from checkout.order.states import OFF_THE_SHELF

View = Callable[[HttpRequest, Order], HttpResponse]


def who_may(
    permission: str, *, method: Callable[..., Any] = require_POST
) -> Callable[[View], Callable[[HttpRequest, int], HttpResponse]]:
    """A post about the order of an address, by somebody with a permission who may see orders.

    403 for others: the answer to a post that cannot be done is the order's page. `method` is
    `require_safe` for a page.
    """

    def decorator(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
        @method
        @wraps(view)
        def checked(request: HttpRequest, pk: int) -> HttpResponse:
            if not request.user.has_perms(["order.view_order", permission]):
                raise PermissionDenied
            return view(request, get_object_or_404(orders_for_the_desk(), pk=pk))

        return checked

    return decorator


def order_page(
    request: HttpRequest, order: Order, *, status: int = 200, **forms: Any
) -> TemplateResponse:
    """An order; forms that were refused are given, with what was typed."""
    payment = refundable(order.attempts.all())
    context = {
        **admin.site.each_context(request),
        "opts": Order._meta,
        "title": order.number,
        "give_up_form": GiveUpForm(),
        "refund_form": payment
        and RefundForm(left_of(payment), amount=request.GET.get("amount", "")),
        "refund_of": payment,
        "ship_form": ShipForm(),
        "take_back_form": TakeBackForm(order) if order.status in OFF_THE_SHELF else None,
        **desk(order, request.user, now=timezone.now()),
        **forms,
    }
    template = "admin/order/order/change_form.html"
    return TemplateResponse(request, template, context, status=status)


def done_as_seen(
    request: HttpRequest, order: Order, deed: Callable[..., object], words: str
) -> HttpResponse:
    """Do it where the order is as the page showed it, so that pressing twice is pressing once.

    Then on with the page it came from, which says so or why it cannot be done.
    """
    try:
        mark, now = request.POST.get("mark", ""), timezone.now()
        as_seen(order, mark, partial(deed, by=request.user, now=now))
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    if request.POST.get("back") == "attention":
        return redirect("admin:order_order_attention")
    return redirect("admin:order_order_change", order.pk)


def number_in(request: HttpRequest, name: str) -> int:
    """A row's number as a form posts it; 0, which no row has, for whatever else is there."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
