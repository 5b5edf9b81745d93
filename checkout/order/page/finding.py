"""Mails an order's link again, to the address it was placed with alone."""

from datetime import datetime

from checkout.order import repairs
from checkout.order.mails.emails import address_of
from checkout.order.models import Order


def mail_link_where_both_fit(number: str, email: str, *, now: datetime) -> None:
    """Promise the mail where there is such an order with that address; nobody is told whether."""
    order = Order.objects.select_related("user").filter(number=number).first()
    if order and address_of(order).casefold() == email.casefold():
        repairs.mail_link(order, now=now)
