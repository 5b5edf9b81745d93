"""Offers of attention.py as buttons that lead somewhere."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from checkout.order.desk.advice import Deed
from checkout.order.desk.attention import Attention, Offer
from checkout.order.models import Order
from checkout.payment.models import PaymentAttempt

D = Deed
# What is done by pressing; every other deed leads to a form or to Stripe.
POSTED = {
    D.TRY_NOW: "admin:order_order_try_again",
    D.ASK_TO_PAY: "admin:order_order_ask_to_pay",
    D.GIVE_UP_MAIL: "admin:order_order_give_up_mail",
    D.PUT_ASIDE: "admin:order_order_put_aside",
}
FORMS = {
    D.REFUND: "refund",
    D.REFUND_DIFFERENCE: "refund",
    D.GIVE_UP: "give-up",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A way on: `posts` with a form of its own, else a link. `style` is "", "plain" or "stop"."""

    words: str
    url: str
    posts: bool
    style: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    """The one that helps, None where it is for somebody else, and the others."""

    helps: Button | None
    others: tuple[Button, ...]


def buttons(said: Attention, order: Order, attempt: PaymentAttempt | None, *, more: str) -> Buttons:
    """`more` is what was charged too much, as digits, "" for nothing."""
    where = _Where(order.pk, stripe_url(attempt), more)
    return Buttons(
        where.button(said.helps, "") if said.helps else None,
        tuple(
            where.button(offer, "stop" if offer.deed == D.GIVE_UP else "plain")
            for offer in said.others
        ),
    )


def stripe_url(attempt: PaymentAttempt | None) -> str:
    """The payment's page at Stripe, of the test mode in a demo; "" where there is none."""
    if attempt is None or not attempt.intent_id:
        return ""
    mode = "" if settings.LIVE else "test/"
    return f"https://dashboard.stripe.com/{mode}payments/{attempt.intent_id}"


@dataclass(frozen=True, slots=True)
class _Where:
    order_id: int
    at_stripe: str
    more: str

    def button(self, offer: Offer, style: str) -> Button:
        if offer.deed in POSTED:
            url = reverse(POSTED[offer.deed], args=[self.order_id])
            return Button(offer.words, url, posts=True, style=style)
        return Button(offer.words, self._link(offer.deed), posts=False, style=style)

    def _link(self, deed: Deed) -> str:
        if deed == D.AT_STRIPE:
            return self.at_stripe
        if deed == D.DECIDE:
            return reverse("admin:prescriptions_case_change", args=[self.order_id])
        page = reverse("admin:order_order_change", args=[self.order_id])
        query = f"?{urlencode({'amount': self.more})}" if deed == D.REFUND_DIFFERENCE else ""
        return f"{page}{query}#{FORMS[deed]}"
