"""Sends a letter in the shop's look, as text and as HTML."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from catalog.shopfacts.models import shop_facts
from checkout.order.letters import Letter


def deliver(letter: Letter, to: Sequence[str], *, link: str, greeting: str, **about: Any) -> None:
    """One that shows packs or sums needs its `order` and `case`, too.

    Raises OSError where the mail server does not take it.
    """
    context = about | {"letter": letter, "link": link, "greeting": greeting}
    context |= {"shop": shop_facts(), "demo": not settings.LIVE}
    text = render_to_string("checkout/mail/letter.txt", context)
    message = EmailMultiAlternatives(subject=letter.subject, body=text, to=to)
    html = render_to_string("checkout/mail/letter.html", context)
    message.attach_alternative(html, "text/html")
    message.send()
