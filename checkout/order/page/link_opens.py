"""A mailed link opens an order in any browser: its key is taken once, then the address is clean."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from checkout.order.models import Order
from checkout.order.page import access

NumberView = Callable[[HttpRequest, str], HttpResponse]


def opened_by_link(name: str) -> Callable[[NumberView], NumberView]:
    """Decorates a page of an order, by the name of its address, that mails link to."""

    def decorate(view: NumberView) -> NumberView:
        @wraps(view)
        def opened(request: HttpRequest, number: str) -> HttpResponse:
            key = request.GET.get("key", "")
            if key and access.link_opens(number, key):
                access.remember_order(request, get_object_or_404(Order, number=number))
                return redirect(name, number)
            return view(request, number)

        return opened

    return decorate
