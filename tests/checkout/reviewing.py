"""Somebody who has come to the last page before the order, and presses its button."""

import re

from tests.checkout.visitor import Visitor


def ready(pack, method) -> Visitor:
    """Somebody who has entered everything."""
    visitor = Visitor()
    visitor.add(pack)
    visitor.enter_address()
    visitor.choose(method)
    if visitor.cart.needs_patient:
        visitor.tell()
    return visitor


def order(visitor, **changed):
    seen = {"seen_total": "72.95", "fingerprint": hidden(visitor.look("checkout-review"))}
    return visitor.fill("checkout-review", **{"terms": "on", **seen, **changed})


def hidden(page, name="fingerprint") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def hidden_total(page) -> str:
    return hidden(page, "seen_total")
