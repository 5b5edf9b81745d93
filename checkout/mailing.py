"""Sends a letter in the shop's look, as text and as HTML."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from catalog.shopfacts.models import shop_facts
from checkout.order.letters import Letter


def mail(letter: Letter, to: Sequence[str], about: Mapping[str, Any]) -> None:
    """`about` has the `link` behind the button, the `greeting` and what else the letter shows.

    Raises OSError where the mail server does not take it.
    """
    context = {**about, "letter": letter, "shop": shop_facts(), "demo": not settings.LIVE}
    text = render_to_string("checkout/mail/letter.txt", context)
    message = EmailMultiAlternatives(subject=letter.subject, body=text, to=to)
    html = render_to_string("checkout/mail/letter.html", context)
    message.attach_alternative(html, "text/html")
    message.send()
