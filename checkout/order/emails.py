"""The mails about an order, in text and HTML. Subjects never name a medicine."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.shopfacts.models import shop_facts
from checkout.order.access import signed_link
from checkout.order.models import Order


@dataclass(frozen=True, slots=True)
class Mail:
    """One kind of mail: its subject, and what it calls the total."""

    subject: str
    total: str


MAILS = {
    "received": Mail(
        gettext_lazy("We have your order %(number)s"), gettext_lazy("Held on your card")
    ),
    "charged": Mail(
        gettext_lazy("Your card was charged for order %(number)s"), gettext_lazy("Charged")
    ),
    "rejected": Mail(
        gettext_lazy("Order %(number)s was not approved"), gettext_lazy("Not charged")
    ),
}


def send(order: Order, *, mail: str, **about: Any) -> None:
    """Send one of MAILS. Raises OSError where the mail server does not take it."""
    number = {"number": order.number}
    context = _context(mail, order)
    message = EmailMultiAlternatives(
        subject=str(MAILS[mail].subject) % number,
        body=render_to_string(f"checkout/mail/{mail}.txt", context),
        to=[order.guest_email or order.user.email],
    )
    message.attach_alternative(render_to_string(f"checkout/mail/{mail}.html", context), "text/html")
    message.send()


def _context(mail: str, order: Order) -> dict[str, object]:
    return {
        "order": order,
        "lines": order.lines.all(),
        "needs_pharmacist": order.needs_pharmacist,
        "total_words": MAILS[mail].total,
        "total": order.total_incl_tax
        if order.amount_to_capture is None
        else order.amount_to_capture,
        "link": signed_link(order),
        "shop": shop_facts(),
        "demo": not settings.LIVE,
        "greeting": _greeting(order),
    }


def _greeting(order: Order) -> str:
    name = order.shipping_address.first_name if order.shipping_address else ""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
