"""A shopper's way to the payment page and back, as the browser's session remembers it.

It proves nothing: it says when to ask Stripe, and how long the page waits for news.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from checkout.order.models import Order

# So long after the return a payment may still be on its way to us.
NEWS_FOR = timedelta(minutes=5)


def note_gone(request: HttpRequest, order: Order) -> None:
    """The shopper is on the way to the payment page, where the last step led. Kept once."""
    if request.session.get("paying") != order.number:
        request.session["paying"] = order.number


def is_back(request: HttpRequest, order: Order) -> bool:
    """Whether the shopper had left to pay this order; asked again, no more."""
    if request.session.get("paying") != order.number:
        return False
    del request.session["paying"]
    return True


def note_return(request: HttpRequest, order: Order, *, now: datetime) -> None:
    """The payment page has sent the shopper back: something was paid, or is said to be."""
    request.session.pop("paying", None)
    request.session["returned"] = [order.number, now.timestamp()]


def returned_lately(request: HttpRequest, order: Order, *, now: datetime) -> bool:
    """Whether the payment page sent the shopper back minutes ago."""
    number, at = request.session.get("returned", ("", 0))
    return number == order.number and 0 <= now.timestamp() - at < NEWS_FOR.total_seconds()
