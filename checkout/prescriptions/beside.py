"""What a patient takes beside a cart: by the patient's own words, and ordered lately."""

from datetime import date

from catalog.substances.reads import mentioned, names_known
from catalog.substances.rules import RECENT, Purchase
from checkout.basket.cart import Cart
from checkout.basket.notes import Beside
from checkout.prescriptions.reads import lines_of_the_same_person
from checkout.prescriptions.telling import Told


def taken_beside(told: Told | None, cart: Cart, *, today: date) -> Beside:
    """Nothing while nobody is named. Two queries at most."""
    if told is None or not told.name:
        return Beside(today)
    texts = [told.other_medicines]
    taken = mentioned(texts, names_known(texts))
    return Beside(today, tuple(taken), tuple(_bought(told, cart, today)))


def _bought(told: Told, cart: Cart, today: date) -> list[Purchase]:
    """Lately, of what the cart contains, by the name it was ordered by."""
    names = {one.name for line in cart.lines for one in line.substances}
    if not names:
        return []
    lines = lines_of_the_same_person(told).filter(
        product__parent__substances__name__in=names,
        order__date_placed__date__gte=today - RECENT,
    )
    rows = lines.order_by("order__date_placed", "pk").values_list(
        "title", "order__date_placed__date", "product__parent__substances__name"
    )
    return [Purchase(title, day, (substance,)) for title, day, substance in rows]
