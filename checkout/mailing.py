"""A letter in the shop's look, as text and as HTML."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from catalog.shopfacts.models import shop_facts
from checkout.mail import Mail
from checkout.order.mails.letters import Letter


def deliver(letter: Letter, to: Sequence[str], *, link: str, greeting: str, **about: Any) -> None:
    """Raises OSError where the mail server does not take it."""
    written(letter, link=link, greeting=greeting, **about).send(to)


def written(letter: Letter, *, link: str, greeting: str, way_out: str = "", **about: Any) -> Mail:
    """On the shop's paper; a letter that shows packs or sums needs its `order` and `case`, too.

    `tables` are figures below what it says; `way_out` is where who asked for it ends it.
    """
    context = about | {"letter": letter, "link": link, "greeting": greeting, "way_out": way_out}
    context |= {"shop": shop_facts(), "demo": not settings.LIVE}
    return Mail(
        letter.subject,
        text=render_to_string("checkout/mail/letter.txt", context),
        html=render_to_string("checkout/mail/letter.html", context),
        way_out=way_out,
    )
