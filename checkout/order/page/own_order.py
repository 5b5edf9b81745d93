"""Hands a view the order its address names, or answers with a page that mails the order's link."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from checkout.order.models import Order
from checkout.order.page.access import order_for
from checkout.order.page.forms import LinkForm

OrderView = Callable[[HttpRequest, Order], HttpResponse]
NumberView = Callable[[HttpRequest, str], HttpResponse]


def for_whoever(may: Callable[[HttpRequest, Order], bool]) -> Callable[[OrderView], NumberView]:
    """Decorates a view of an order: who may not see it gets the same 404 as for no order at all."""

    def decorate(view: OrderView) -> NumberView:
        @wraps(view)
        def found(request: HttpRequest, number: str) -> HttpResponse:
            try:
                order = order_for(request, number, may=may)
            except Http404:
                form = LinkForm(initial={"number": number})
                return render(request, "checkout/order_lost.html", {"form": form}, status=404)
            return view(request, order)

        return found

    return decorate
