"""The desk of orders: what staff look at and put right, one view for each button.

What they do at the shelf is in shelf_views.py, a recall in recall_views.py.
"""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.money import price
from checkout.order import repairs
from checkout.order.desk import recall_views, shelf_views
from checkout.order.desk.answering import (
    done_as_seen,
    number_in,
    order_page,
    who_may,
)
from checkout.order.desk.attention_page import attention_page
from checkout.order.desk.forms import GiveUpForm, RefundForm
from checkout.order.desk.money_reads import left_of
from checkout.order.models import Order
from checkout.order.states import OrderState
from checkout.payment.failed_refunds import why_it_calls


@who_may("order.refund_order")
def refund(request: HttpRequest, order: Order) -> HttpResponse:
    """First the amount and why, then the button that says the deed."""
    payment = get_object_or_404(order.attempts, pk=number_in(request, "payment"))
    form = RefundForm(left_of(payment), request.POST)
    if not form.is_valid():
        refused = {"refund_form": form, "refund_of": payment}
        return order_page(request, order, status=HTTPStatus.UNPROCESSABLE_ENTITY, **refused)
    amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
    if "change" in request.POST:
        return order_page(request, order, refund_form=form, refund_of=payment)
    if "confirmed" not in request.POST:
        return _confirm_refund(request, order, payment=payment, amount=amount, reason=reason)
    deed = partial(repairs.refund, payment, amount=amount, reason=reason)
    words = _("%(sum)s goes back to the card next; the patient is told by mail.")
    return done_as_seen(request, order, deed, words % {"sum": price(amount)})


@who_may("order.repair_order")
def give_up(request: HttpRequest, order: Order) -> HttpResponse:
    form = GiveUpForm(request.POST)
    if not form.is_valid():
        return order_page(request, order, status=HTTPStatus.UNPROCESSABLE_ENTITY, give_up_form=form)
    deed = partial(repairs.give_up, order, reason=form.cleaned_data["reason"])
    if order.status == OrderState.PAID:
        words = _("Ended: its packs are back on sale, and nothing more is refunded.")
    elif order.status == OrderState.DISPENSED:
        words = _("Ended: its packs were destroyed, and nothing more is refunded.")
    else:
        words = _("Cancelled: what is held is released next, what was charged is refunded.")
    return done_as_seen(request, order, deed, words)


@who_may("order.repair_order")
def ask_to_pay(request: HttpRequest, order: Order) -> HttpResponse:
    deed = partial(repairs.ask_to_pay, order)
    return done_as_seen(request, order, deed, _("The link to pay is mailed next."))


@who_may("order.repair_order")
def try_again(request: HttpRequest, order: Order) -> HttpResponse:
    deed = partial(repairs.try_again, order)
    words = _("It is tried at once. Look again in a moment.")
    return done_as_seen(request, order, deed, words)


@who_may("order.repair_order")
def give_up_mail(request: HttpRequest, order: Order) -> HttpResponse:
    deed = partial(repairs.give_up_mail, order)
    return done_as_seen(request, order, deed, _("It is not tried any more: tell them otherwise."))


@who_may("order.repair_order")
def put_aside(request: HttpRequest, order: Order) -> HttpResponse:
    def deed(**who_and_when: Any) -> None:
        attempts = list(order.attempts.all())
        # Where none calls, the last one says so.
        for attempt in [one for one in attempts if why_it_calls(one)] or attempts[-1:]:
            repairs.put_aside(attempt, **who_and_when)

    return done_as_seen(request, order, deed, _("Put aside: it comes back for another reason."))


@who_may("order.repair_order")
def mail_link(request: HttpRequest, order: Order) -> HttpResponse:
    deed = partial(repairs.mail_link, order)
    return done_as_seen(request, order, deed, _("The link to the order is mailed next."))


def attention(request: HttpRequest) -> HttpResponse:
    """Every order that calls for a person, with the button that helps."""
    if not request.user.has_perm("order.view_order"):
        raise PermissionDenied
    found = attention_page(request.user, request.GET.get("page", ""), now=timezone.now())
    context = {**admin.site.each_context(request), "opts": Order._meta, **found}
    return TemplateResponse(request, "admin/order/order/attention.html", context)


POSTS = (
    refund,
    give_up,
    ask_to_pay,
    try_again,
    give_up_mail,
    put_aside,
    mail_link,
    *shelf_views.POSTS,
)
PAGES = shelf_views.PAGES


def addresses() -> list[URLPattern]:
    """Beneath the list of orders: each post is named for its verb, each page for what it is."""
    seen_by_staff = admin.site.admin_view
    return [
        path("attention/", seen_by_staff(attention), name="order_order_attention"),
        *(
            path(
                f"<int:pk>/{view.__name__.replace('_', '-')}/",
                seen_by_staff(view),
                name=f"order_order_{view.__name__}",
            )
            for view in (*POSTS, *PAGES)
        ),
        *recall_views.addresses(),
    ]


def _confirm_refund(request: HttpRequest, order: Order, **what: Any) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "opts": Order._meta,
        "title": order.number,
        "order": order,
        "mark": request.POST.get("mark", ""),
        **what,
    }
    return TemplateResponse(request, "admin/order/order/refund.html", context)
