"""The shopper's own pages of one order."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkout.accounts.keeping import offer_for
from checkout.basket import current
from checkout.consultation.begun import not_yet
from checkout.order import actions
from checkout.order.models import Order
from checkout.order.page import access, trips
from checkout.order.page.finding import mail_link_where_both_fit
from checkout.order.page.forms import LinkForm
from checkout.order.page.link_opens import opened_by_link
from checkout.order.page.order_page import order_page
from checkout.order.page.own_order import for_whoever
from checkout.order.receipt_reads import receipt_of
from checkout.payment.paying import live_attempt, payment_page, release_now, synced_quietly
from checkout.see_other import SeeOther

for_who_ordered = for_whoever(access.may_see)


@never_cache
@require_safe
@opened_by_link("order")
@for_who_ordered
def order(request: HttpRequest, placed: Order) -> HttpResponse:
    """What has become of an order. A signed link opens it in this browser from then on."""
    if trips.is_back(request, placed):
        synced_quietly(placed)
        placed.refresh_from_db()
    now = timezone.now()
    page = order_page(placed, now=now, returned=trips.returned_lately(request, placed, now=now))
    return render(request, "checkout/order.html", page | {"keep": offer_for(request, placed)})


@never_cache
@require_http_methods(["GET", "POST"])
@for_who_ordered
def pay(request: HttpRequest, placed: Order) -> HttpResponse:
    """On to Stripe's page; where it is not ready, a page that says so and tries again."""
    page = payment_page(placed, now=timezone.now())
    if page.url:
        trips.note_gone(request, placed)
        return redirect(page.url)
    if page.preparing:
        context = {"order": placed, "delayed": page.delayed}
        return render(request, "checkout/pay_pending.html", context)
    return redirect("order", placed.number)


@never_cache
@require_safe
@for_who_ordered
def returned(request: HttpRequest, placed: Order) -> HttpResponse:
    """Back from Stripe. The address proves nothing: Stripe is asked what happened."""
    synced_quietly(placed)
    trips.note_return(request, placed, now=timezone.now())
    return redirect("order", placed.number)


@never_cache
@require_POST
@for_who_ordered
def cancel(request: HttpRequest, placed: Order) -> HttpResponse:
    """Give the order up; to change it, its packs go back to the cart once Stripe has let go."""
    now = timezone.now()
    try:
        cancelled = actions.cancel(placed, now=now)
    except actions.CannotDecide as refusal:
        placed.refresh_from_db()
        page = order_page(placed, now=now) | {"problem": str(refusal)}
        return render(request, "checkout/order.html", page, status=HTTPStatus.CONFLICT)
    if cancelled:
        release_now(placed, now=now)
    if request.POST.get("then") == "cart" and not live_attempt(placed):
        return _into_the_cart(request, placed)
    return redirect("order", placed.number)


@never_cache
@require_POST
@for_who_ordered
def again(request: HttpRequest, placed: Order) -> HttpResponse:
    """The packs of an order into the cart, at today's prices."""
    return _into_the_cart(request, placed)


@never_cache
@require_safe
@for_whoever(access.may_see_receipt)
def receipt(request: HttpRequest, placed: Order) -> HttpResponse:
    """What was charged and given back, to be printed; for staff who may look at orders, too."""
    found = receipt_of(placed)
    if found is None:
        raise Http404("Nothing was charged for this order.")
    return render(request, "checkout/receipt.html", {"order": placed, "receipt": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Mails the link of an order again. Whatever was entered, the answer is the same."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        mail_link_where_both_fit(**form.cleaned_data, now=timezone.now())
        return SeeOther(reverse("order-link-sent"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else 200
    return render(request, "checkout/order_find.html", {"form": form}, status=status)


@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """What is said after a link was asked for."""
    return render(request, "checkout/order_link_sent.html")


def _into_the_cart(request: HttpRequest, placed: Order) -> HttpResponse:
    copied = actions.copy_to_cart(
        placed,
        current.signed_basket_id(request),
        owner_id=current.account_id(request),
        not_yet=partial(not_yet, request),
    )
    messages.info(request, copied.words)
    response = redirect("cart")
    current.remember(response, copied.basket)
    return response
