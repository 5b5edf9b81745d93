"""A case in which everything a person may tell is told, each time with a word nobody else uses."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from checkout.basket.cart_reads import read_cart
from checkout.order.models import Order
from checkout.order.placing import place_order
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.prescriptions.actions import keep_told, send_to_the_pharmacist
from checkout.prescriptions.files.taking import Taken, take
from checkout.prescriptions.models import Inquiry
from checkout.prescriptions.reads import needs_for
from checkout.prescriptions.telling import Prescriber, answers_to
from tests.checkout.payment.purchases import held
from tests.checkout.prescriptions.cases import send_with_the_cart
from tests.checkout.prescriptions.deciding import ask
from tests.checkout.prescriptions.files.good import scan
from tests.checkout.shopping import (
    SAM,
    SAM_TELLS,
    Pharmacist,
    a_cart,
    a_delivery_method,
    let_the_worker_work,
    refreshed,
    seen_by,
)
from tests.factories import a_pack

DETAILS = replace(
    SAM, email="quilla@example.com", first_name="Quilla", last_name="Quince", line1="9 Quarry Lane"
)
TOLD = replace(
    SAM_TELLS,
    name="Quirin Quince",
    born_on=date(1977, 7, 17),
    address="8 Quay Street",
    allergies="quinine",
    other_medicines="quetiapine",
    conditions="quinsy",
    prescriber=Prescriber("Dr Quast", "Quorn Surgery", "555 0177"),
)
ANSWER, FILE, REASON = "quivering since March", "quirin-quince.pdf", "Why does Quirin quiver?"
TRACKING = "QQ 771 770 177 GB"
# Words of it that nothing else says, in small letters.
TRACES = (
    *("quilla", "quince", "quarry", "quirin", "quay", "quinine", "quetiapine", "quinsy"),
    *("quast", "quorn", "quiver", "1977-07-17", "555 0177", TRACKING.casefold()),
)


def a_told_cart(pack=None) -> tuple[int, Taken]:
    """The id of a cart with a file in the vault."""
    basket_id = a_cart({pack or a_pack(): 1})
    asked = needs_for(read_cart(basket_id)).asked
    told = replace(TOLD, answers=answers_to(asked, {one.field: ANSWER for one in asked}))
    keep_told(basket_id, told, patient_id=None, now=timezone.now())
    taken = take(scan(2))
    send_with_the_cart(basket_id, taken, FILE)
    return basket_id, taken


def an_asked_order(sandbox: Sandbox, pharmacist: Pharmacist) -> tuple[Order, Taken]:
    """Placed, held, asked about and answered: it awaits the pharmacist again."""
    basket_id, taken = a_told_cart()
    method = a_delivery_method()
    order = place_order(
        basket_id=basket_id,
        details=DETAILS,
        method_id=method.pk,
        seen=seen_by(basket_id, method, DETAILS),
        now=timezone.now(),
    )
    held(sandbox, order)
    ask(order, by=pharmacist.user, question=REASON)
    answers = {one.pk: ANSWER for one in Inquiry.objects.filter(decision__line__order=order)}
    send_to_the_pharmacist(order, answers=answers, now=timezone.now())
    return refreshed(order), taken


def a_dispensed_order(sandbox: Sandbox, pharmacist: Pharmacist) -> Order:
    """Asked about, approved, charged, and off the shelf."""
    order, _taken = an_asked_order(sandbox, pharmacist)
    pharmacist.approve(order)
    let_the_worker_work()
    dispense(refreshed(order), by=pharmacist.user, now=timezone.now())
    return refreshed(order)


def sent_and_come_back(order: Order, pharmacist: Pharmacist) -> Order:
    """By a number that leads to the person, mistyped at first, and back with words about one."""
    deed = {"by": pharmacist.user, "now": timezone.now()}
    sending.ship(order, **deed, carrier="Royal Mail", tracking="MISTYPED QUINCE")
    sending.correct_dispatch(order, **deed, carrier="Royal Mail", tracking=TRACKING)
    sending.deliver(order, **deed)
    back = {order.lines.get().pk: 1}
    sending.take_back(order, **deed, packs=back, reason="Quirin has moved away")
    let_the_worker_work()
    return refreshed(order)
