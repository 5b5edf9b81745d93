"""The shopper's own pages of one order."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkout.basket import current
from checkout.order import access, actions
from checkout.order.models import Order
from checkout.order.order_page import order_page
from checkout.payment.paying import live_attempt, payment_page, release_now, synced_quietly


@never_cache
@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    """What has become of an order. A signed link opens it in this browser from then on."""
    key = request.GET.get("key", "")
    if key and access.link_opens(number, key):
        access.remember_order(request, get_object_or_404(Order, number=number))
        return redirect("order", number)
    page = order_page(access.order_for(request, number))
    return render(request, "checkout/order.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """On to Stripe's page; where it is not ready, a page that says so and tries again."""
    placed = access.order_for(request, number)
    page = payment_page(placed, now=timezone.now())
    if page.url:
        return redirect(page.url)
    if page.preparing:
        context = {"order": placed, "delayed": page.delayed}
        return render(request, "checkout/pay_pending.html", context)
    return redirect("order", number)


@never_cache
@require_safe
def returned(request: HttpRequest, number: str) -> HttpResponse:
    """Back from Stripe. The address proves nothing: Stripe is asked what happened."""
    synced_quietly(access.order_for(request, number))
    return redirect("order", number)


@never_cache
@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Give the order up; to change it, its packs go back to the cart once Stripe has let go."""
    placed, now = access.order_for(request, number), timezone.now()
    try:
        cancelled = actions.cancel(placed, now=now)
    except actions.CannotDecide as refusal:
        page = order_page(access.order_for(request, number)) | {"problem": str(refusal)}
        return render(request, "checkout/order.html", page, status=409)
    if cancelled:
        release_now(placed, now=now)
    if request.POST.get("then") == "cart" and not live_attempt(placed):
        return _into_the_cart(request, placed)
    return redirect("order", number)


@never_cache
@require_POST
def again(request: HttpRequest, number: str) -> HttpResponse:
    """The packs of an order into the cart, at today's prices."""
    return _into_the_cart(request, access.order_for(request, number))


def _into_the_cart(request: HttpRequest, placed: Order) -> HttpResponse:
    copied = actions.copy_to_cart(placed, current.signed_basket_id(request))
    messages.info(request, copied.words)
    response = redirect("cart")
    current.remember(response, copied.basket)
    return response
