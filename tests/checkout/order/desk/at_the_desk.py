"""What staff do at the desk of orders, in few words."""

import re
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Pack
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.pages import text_of
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack

DECLINED = "The bank says: “Your card was declined.”"


def ninety_pills():
    """The one pack on sale, $68.00."""
    if not Pack.objects.exists():
        a_pack(a_dosage(a_medicine("Baclofen"), units_on_hand=90_000), 90, "68.00")
    return Pack.objects.first()


def held_order(sandbox, packs=1, card="4242424242424242"):
    order = a_placed_order({ninety_pills(): packs})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id, card)
    synced_quietly(order)
    return refreshed(order)


def charged_order(sandbox, packs=1, card="4242424242424242"):
    order = held_order(sandbox, packs, card)
    Pharmacist().approve(order)
    let_the_worker_work()
    return refreshed(order)


def refused_order(sandbox, times=1):
    """Approved, but the bank refuses to charge what it holds, for the first few times."""
    order = held_order(sandbox)
    Pharmacist().approve(order)
    sandbox.plan(Fault(Kind.DECLINED, "intents.capture", times=times))
    let_the_worker_work()
    return refreshed(order)


def page_of(order):
    return reverse("admin:order_order_change", args=[order.pk])


def address(verb, order):
    return reverse(f"admin:order_order_{verb}", args=[order.pk])


@dataclass
class Desk:
    client: Client

    def look(self, order):
        return text_of(self.client.get(page_of(order)))

    def buttons(self, order) -> list[str]:
        return buttons(self.client.get(page_of(order)))

    def mark(self, order) -> str:
        """What the page's forms say about the order as it is shown."""
        found = re.search(r'name="mark" value="([^"]*)"', self.html(order))
        return found[1] if found else ""

    def html(self, order) -> str:
        return self.client.get(page_of(order)).content.decode()

    def post(self, verb, order, **posted):
        return self.client.post(address(verb, order), posted, follow=True)

    def press(self, verb, order, **posted) -> str:
        """Press a button of the page as it is now; what stands there then."""
        return text_of(self.post(verb, order, **{"mark": self.mark(order), **posted}))

    def refund(self, order, amount, reason="One pack was damaged", **posted) -> str:
        values = {"amount": amount, "reason": reason, "payment": attempt_of(order).pk, **posted}
        return self.press("refund", order, **values)


def buttons(response) -> list[str]:
    """What the buttons within the page say, links that look like one too."""
    content = response.content.decode().partition('id="content-main"')[2]
    found = re.findall(r'(?s)<(?:button|a)[^>]*class="button[^"]*"[^>]*>(.*?)</', content)
    return [" ".join(words.split()) for words in found]
