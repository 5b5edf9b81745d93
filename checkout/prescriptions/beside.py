"""What a patient takes beside a cart: by the patient's own words, and ordered lately."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from catalog.prepared import Prepared, among
from catalog.substances.reads import mentioned, names_known
from catalog.substances.rules import RECENT, Purchase
from checkout.basket.cart import Cart
from checkout.basket.notes import Beside
from checkout.order.models import Line
from checkout.prescriptions.reads import lines_of
from checkout.prescriptions.same_person import plain_name
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
    if not names or told.born_on is None:
        return []
    rows = _LATELY.rows(
        same_person=plain_name(told.name),
        born_on=told.born_on,
        names=sorted(names),
        since=today - RECENT,
    )
    return [Purchase(title, day, (substance,)) for title, day, substance in rows]


def _lately(
    same_person: str, born_on: date, names: Sequence[str], since: date
) -> QuerySet[Line, tuple[str, date, str]]:
    lines = lines_of(same_person, born_on).filter(
        product__parent__substances__name__in=among(names, "text"),
        order__date_placed__date__gte=since,
    )
    return lines.order_by("order__date_placed", "pk").values_list(
        "title", "order__date_placed__date", "product__parent__substances__name"
    )


_LATELY = Prepared(
    _lately, same_person="nobody", born_on=date(1, 1, 1), names=["(a name)"], since=date(1, 1, 2)
)
