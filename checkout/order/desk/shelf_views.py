"""What staff do at the shelf: pick, label, dispense, ship, deliver, take back."""

from functools import partial
from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from checkout.order.desk.answering import done_as_seen, order_page, who_may
from checkout.order.desk.reads import against_dispensing
from checkout.order.desk.seen import mark_of
from checkout.order.desk.shelf_forms import PickForm, ShipForm, TakeBackForm
from checkout.order.models import Order
from checkout.order.shelf import dispensing, sending
from checkout.order.shelf.label_reads import labels_of
from checkout.order.shelf.picking_reads import shelf_for, taken_rows


@who_may("order.dispense_order", method=require_safe)
def pick_list(request: HttpRequest, order: Order) -> HttpResponse:
    """What to take out of which lot; once it has left, what was taken."""
    return _pick_list(request, order, PickForm(shelf_for(order, timezone.localdate())))


@who_may("order.dispense_order", method=require_safe)
def labels(request: HttpRequest, order: Order) -> HttpResponse:
    """A label for each approved line, to be printed."""
    context = {"labels": labels_of(order, timezone.localdate())}
    return _page(request, order, "labels", **context)


@who_may("order.dispense_order")
def dispense(request: HttpRequest, order: Order) -> HttpResponse:
    form = PickForm(shelf_for(order, timezone.localdate()), request.POST)
    if not form.is_valid():
        return _pick_list(request, order, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    deed = partial(dispensing.dispense, order, chosen=form.chosen)
    return done_as_seen(request, order, deed, _("Dispensed: its packs have left the shelf."))


@who_may("order.ship_order")
def ship(request: HttpRequest, order: Order) -> HttpResponse:
    form = ShipForm(request.POST)
    if not form.is_valid():
        return order_page(request, order, status=HTTPStatus.UNPROCESSABLE_ENTITY, ship_form=form)
    deed = partial(sending.ship, order, **form.cleaned_data)
    words = _("Shipped: the patient is mailed how to follow the parcel.")
    return done_as_seen(request, order, deed, words)


@who_may("order.ship_order")
def correct_dispatch(request: HttpRequest, order: Order) -> HttpResponse:
    form = ShipForm(request.POST)
    if not form.is_valid():
        return order_page(request, order, status=HTTPStatus.UNPROCESSABLE_ENTITY, ship_form=form)
    deed = partial(sending.correct_dispatch, order, **form.cleaned_data)
    return done_as_seen(request, order, deed, _("Corrected: the patient is mailed the new number."))


@who_may("order.ship_order")
def deliver(request: HttpRequest, order: Order) -> HttpResponse:
    deed = partial(sending.deliver, order)
    return done_as_seen(request, order, deed, _("Delivered: the patient has the packs."))


@who_may("order.take_back_order")
def take_back(request: HttpRequest, order: Order) -> HttpResponse:
    form = TakeBackForm(order, request.POST)
    if not form.is_valid():
        return order_page(
            request, order, status=HTTPStatus.UNPROCESSABLE_ENTITY, take_back_form=form
        )
    reason = form.cleaned_data["reason"]
    deed = partial(sending.take_back, order, packs=form.quantities, reason=reason)
    words = _("Written down: destroy what came back, nothing of it is sold again.")
    return done_as_seen(request, order, deed, words)


POSTS = (dispense, ship, correct_dispatch, deliver, take_back)
PAGES = (pick_list, labels)


def _pick_list(
    request: HttpRequest, order: Order, form: PickForm, *, status: int = 200
) -> HttpResponse:
    problems = against_dispensing(order, list(order.attempts.all()), form.shelf)
    context = {"form": form, "taken": taken_rows(order), "problems": problems}
    return _page(request, order, "pick_list", status=status, **context)


def _page(
    request: HttpRequest, order: Order, name: str, *, status: int = 200, **context: object
) -> TemplateResponse:
    context |= {
        **admin.site.each_context(request),
        "opts": Order._meta,
        "title": order.number,
        "order": order,
        "mark": mark_of(order),
    }
    template = f"admin/order/order/{name}.html"
    return TemplateResponse(request, template, context, status=status)
