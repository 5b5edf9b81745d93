"""Every page a shopper can get, in the states it may be in: a name and what answers.

Addresses without parts of their own are visited by themselves; what an address with parts opens
stands in `PARTS`, so that no page is added unseen.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Product
from catalog.texts.kinds import TextKind
from checkout.order.models import Order
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.order.states import OrderState
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import AttemptState
from checkout.shipping.models import DeliveryMethod
from tests.checkout.prescriptions import deciding
from tests.checkout.reviewing import hidden, hidden_total
from tests.checkout.visitor import Visitor, htmx
from tests.factories import a_user, put_on_the_shelf
from tests.pharmacy.addresses import SHOPPERS
from tests.pharmacy.language import greek
from tests.pharmacy.language.account_visits import PAGES, account_visits

Visit = tuple[str, HttpResponse]
FILES = (".xml", ".txt", ".pdf", ".webp")
PARTS = {
    "medicine": [["baclofen"], ["salt"], ["naproxen"]],
    "category": [["muscles"], ["empty"]],
    "text": [[kind] for kind in TextKind],
    "waiting-noted": [["baclofen"]],
}
# Payments as they may stand beside an order, with what the database wants to know of them then.
IDS = {"session_id": "cs_1", "intent_id": "pi_1", "card": "Κάρτα 4242"}
STANDINGS = [
    (OrderState.AWAITING_PAYMENT, AttemptState.NEW, {}),
    (OrderState.AWAITING_PAYMENT, AttemptState.SESSION_OPEN, {"decline_reason": "expired_card"}),
    (OrderState.AWAITING_PHARMACIST, AttemptState.AUTHORISED, {}),
    (OrderState.NEEDS_INFORMATION, AttemptState.AUTHORISED, {}),
    (OrderState.APPROVED, AttemptState.CAPTURING, {}),
    (OrderState.APPROVED_AWAITING_PAYMENT, AttemptState.LAPSED, {}),
    (OrderState.PAID, AttemptState.CAPTURED, {"captured": 123945}),
    (OrderState.REFUNDED, AttemptState.CAPTURED, {"captured": 123945}),
    (OrderState.REJECTED, AttemptState.RELEASING, {}),
    (OrderState.CANCELLED, AttemptState.EXPIRED, {}),
    (OrderState.EXPIRED, AttemptState.RELEASED, {}),
]


def visits(packs: dict[str, Product]) -> Iterator[Visit]:
    yield from _by_address(packs)
    yield from _searching()
    yield from _the_cart(packs)
    yield from _the_steps(packs)
    yield from _an_order_and_its_states(packs)
    yield from _finding_an_order()
    yield from _consulting()
    yield from account_visits(packs)


def _by_address(packs: dict[str, Product]) -> Iterator[Visit]:
    """Whatever stands in urls.py."""
    order = greek.an_order({packs["free"]: 2})
    visitor = Visitor.who_placed(order)
    for name, path in SHOPPERS.items():
        if path.endswith(FILES) or name in PAGES:
            continue
        own = [[order.number]] if "<slug:number>" in path else []
        parts = PARTS.get(name, own) if "<" in path else [[]]
        assert parts, f"{name} names something: tell PARTS what"
        for args in parts:
            yield f"{name} {args}", visitor.get(reverse(name, args=args))


def _searching() -> Iterator[Visit]:
    for typed in ("", "βακλο", "τίποτα"):
        yield f"search {typed}", Client().get("/search/", {"q": typed})


def _the_cart(packs: dict[str, Product]) -> Iterator[Visit]:
    visitor = Visitor()
    for name, pack in packs.items():
        yield f"add {name}", visitor.add(pack, 2, **htmx())
    for wrong in (0, 1000, "x"):
        yield f"add {wrong}", visitor.add(packs["free"], wrong)
        yield f"set {wrong}", visitor.set(packs["free"], wrong, **htmx(target="cart"))
    yield "no pack", visitor.add("x", 1)
    yield "from elsewhere", visitor.add(packs["free"], 1, **{"Sec-Fetch-Site": "cross-site"})
    yield "cart", visitor.get("/cart/", {"added": packs["free"].pk})
    yield "fragment", visitor.get("/cart/personal/", {"packs": "1"})
    put_on_the_shelf(0, packs["checked"].dosage.medicine.dosages.all())
    yield "cart with a problem", visitor.get("/cart/")
    yield "cart by htmx", visitor.set(packs["free"], 3, **htmx(on="/cart/", target="cart"))
    put_on_the_shelf(100_000, packs["checked"].dosage.medicine.dosages.all())


def _the_steps(packs: dict[str, Product]) -> Iterator[Visit]:
    visitor = Visitor()
    for name in ("free", "checked", "needs a prescription"):
        visitor.add(packs[name])
    yield "no details", visitor.fill("checkout-details")
    yield "wrong details", visitor.fill("checkout-details", email="x", postcode="?", country="GR")
    visitor.fill("checkout-details", **greek.SOTIRIS)
    yield "delivery", visitor.look("checkout-delivery")
    yield "no delivery", visitor.fill("checkout-delivery")
    visitor.choose(DeliveryMethod.objects.get())
    yield "patient", visitor.look("checkout-patient")
    yield "no patient", visitor.fill("checkout-patient")
    for way in ("upload", "prescriber", "later"):
        yield f"by {way}", visitor.fill("checkout-patient", **greek.SOTIRIS_TELLS | {"way": way})
    visitor.fill("checkout-patient", **greek.SOTIRIS_TELLS, **greek.answers())
    page = visitor.look("checkout-review")
    assert page.status_code == 200
    yield "review", page
    yield "no terms", visitor.fill("checkout-review")
    seen = {"seen_total": hidden_total(page), "fingerprint": hidden(page)}
    visitor.add(packs["free"])
    yield "another sum", visitor.fill("checkout-review", terms="on", **seen)


def _an_order_and_its_states(packs: dict[str, Product]) -> Iterator[Visit]:
    order = greek.an_order({packs["needs a prescription"]: 1, packs["free"]: 2})
    visitor = Visitor.who_placed(order)
    deciding.as_if_decided(order)
    order.lines.update(approved_quantity=F("quantity"))
    for state, attempt, values in STANDINGS:
        due = timezone.now() + timedelta(days=7)
        Order.objects.filter(pk=order.pk).update(
            status=state, amount_to_capture="1239.47", payment_due_at=due, information_due_at=due
        )
        payment = (IDS if attempt != AttemptState.NEW else {}) | {"captured": 0} | values
        PaymentAttempt.objects.filter(order=order).update(
            state=attempt, capture_before=due, **payment
        )
        for page in ("order", "order-receipt", "order-prescription"):
            yield f"{page} {state} {attempt}", visitor.look(page, order.number)
    yield from _sent(visitor, order)
    yield "cancelled too late", _pressed(visitor, "order-cancel", order)
    follows = greek.an_order({packs["needs a prescription"]: 1}, way="later")
    yield from _asked(Visitor.who_placed(follows), follows)


def _sent(visitor: Visitor, order: Order) -> Iterator[Visit]:
    Order.objects.filter(pk=order.pk).update(status=OrderState.PAID)
    PaymentAttempt.objects.filter(order=order).update(
        state=AttemptState.CAPTURED, captured=123947, pays=True
    )
    deed = {"by": a_user(), "now": timezone.now()}
    dispense(Order.objects.get(pk=order.pk), **deed)
    yield "dispensed", visitor.look("order", order.number)
    sent_with = {"carrier": "Μεταφορέας", "tracking": "0000"}
    sending.ship(Order.objects.get(pk=order.pk), **deed, **sent_with)
    yield "sent", visitor.look("order", order.number)


def _asked(visitor: Visitor, order: Order) -> Iterator[Visit]:
    """Its prescription is to follow; then the pharmacist asks something."""
    for page in ("order", "order-prescription"):
        yield f"{page} to follow", visitor.look(page, order.number)
    Order.objects.filter(pk=order.pk).update(status=OrderState.AWAITING_PHARMACIST)
    deciding.ask(Order.objects.get(pk=order.pk), by=a_user(), question="Από πότε;")
    for page in ("order", "order-prescription"):
        yield f"{page} asked", visitor.look(page, order.number)
    yield "nothing answered", _pressed(visitor, "order-prescription", order)


def _finding_an_order() -> Iterator[Visit]:
    stranger = Visitor()
    yield "nothing to find", stranger.fill("order-find")
    yield "order of nobody", stranger.get("/orders/2222-2222/")
    yield "no page", stranger.get("/no-such-page/")
    yield "no token", stranger.post("/orders/find/", {"number": "1"})


def _consulting() -> Iterator[Visit]:
    visitor = Visitor()
    yield "no consultation", visitor.look("consultation")
    headers = {"Sec-Fetch-Site": "same-origin"}
    visitor.post(reverse("consultation-begin"), {"medicine": "baclofen"}, headers=headers)
    yield "consultation", visitor.look("consultation")
    yield "no answers", visitor.fill("consultation")
    yield "answers", visitor.fill("consultation", **greek.SOTIRIS_TELLS, **greek.answers())
    page = visitor.look("consultation-packs", need="70", dosage="2-5mg")
    assert page.status_code == 200
    yield "packs of the consultation", page


def _pressed(visitor: Visitor, name: str, order: Order) -> HttpResponse:
    """A form of the order's page, sent with nothing in it."""
    token = str(visitor.look("order-find").context["csrf_token"])
    return visitor.post(reverse(name, args=[order.number]), {"csrfmiddlewaretoken": token})
