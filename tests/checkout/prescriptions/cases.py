"""Patients, files and orders that wait, in few words."""

from dataclasses import replace
from functools import partial
from itertools import count

from django.utils import timezone

from checkout.order.models import Order
from checkout.order.placing import place_order
from checkout.prescriptions.actions import add_file_to_cart
from checkout.prescriptions.files.proven import Kind
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.files.vault import keep
from tests.checkout.shopping import SAM, a_cart, a_delivery_method, seen_by, tell, told_before
from tests.factories import a_dosage, a_medicine, a_pack

_numbers = count(1)


def a_taken_file() -> Taken:
    """In the vault already, as after proving."""
    name = keep(b"a photo of a prescription")
    return Taken(Kind.JPEG, 25, (name,))


def send_with_the_cart(basket_id: int, taken: Taken | None = None, called: str = "a.jpg") -> None:
    """One file more, by whoever told of the cart."""
    before, now = told_before(basket_id), timezone.now()
    add_file_to_cart(basket_id, taken or a_taken_file(), patient_id=before, called=called, now=now)


def ordered(packs: dict, *, user=None, email: str = "sam@example.com", **told) -> Order:
    """An order for `{pack: quantity}` whose patient told something else than Sam does."""
    return about_to_order(packs, user=user, email=email, **told)()


def about_to_order(
    packs: dict, *, user=None, email: str = "sam@example.com", files: int = 0, **told
):
    """Everything is told; what is left is to press the button."""
    basket_id, method, now = a_cart(packs), a_delivery_method(), timezone.now()
    tell(basket_id, **told)
    for _ in range(files):
        send_with_the_cart(basket_id)
    details = replace(SAM, email=email)
    return partial(
        place_order,
        basket_id=basket_id,
        details=details,
        method_id=method.pk,
        seen=seen_by(basket_id, method, details),
        now=now,
        user=user,
    )


def awaiting(packs: dict, **told) -> Order:
    """An order for `{pack: quantity}` that a pharmacist is to decide, paid by no real card."""
    order = ordered(packs, **told)
    Order.objects.filter(pk=order.pk).update(status="awaiting_pharmacist", is_demo=False)
    return Order.objects.get(pk=order.pk)


def to_follow(packs: dict | None = None, **told) -> Order:
    """An order whose prescription is to follow."""
    return ordered(packs or {baclofen_pack(): 1}, way="later", **told)


def baclofen_pack(units: int = 60, price: str = "52.00", **values):
    """Of a Baclofen of its own each time."""
    values = {"slug": f"baclofen-{next(_numbers)}", **values}
    return a_pack(a_dosage(a_medicine("Baclofen", **values)), units, price)
