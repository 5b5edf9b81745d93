"""Staff's search for orders: by number, e-mail or name, word by word, however many there are.

What few orders have is known by an index, and what many have stands among the first of the list.
Asked for as one condition over orders and addresses, neither would be seen by the database.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from checkout.order.models import Order, ShippingAddress
from checkout.order.numbers import as_number

# Shorter words are in too many names: those that begin so are meant.
LONG_ENOUGH = 3
OF_AN_ORDER, OF_A_PERSON = ("number", "guest_email"), ("first_name", "last_name")


def searched(orders: QuerySet[Order], typed: str, *, most: int) -> QuerySet[Order]:
    """Those of `orders` that have every word; one whose number it is stands for itself.

    `most` is how many the list counts.
    """
    if not typed:
        return orders
    of_number = Order.objects.filter(number__in={typed, as_number(typed)})
    if key := of_number.order_by().values_list("pk", flat=True).first():
        return orders.filter(pk=key)
    for word in _words(typed):
        keys = _keys(word, most)
        orders = orders.filter(pk__in=keys) if len(keys) <= most else orders.filter(_says(word))
    return orders


def _words(typed: str) -> list[str]:
    """As admin's own search reads them: what is quoted is one."""
    words = smart_split(typed)
    return [
        unescape_string_literal(word) if word[:1] in "\"'" and word[:1] == word[-1:] else word
        for word in words
    ]


def _keys(word: str, most: int) -> set[int]:
    """Of the orders that have a word; of more than `most` some."""
    how = _how(word)
    addresses = ShippingAddress.objects.filter(_any(OF_A_PERSON, how, word))
    sent_there = Order.objects.filter(shipping_address__in=addresses)
    of_order = Order.objects.filter(_any(OF_AN_ORDER, how, word))
    keys = [
        rows.order_by().values_list("pk", flat=True)[: most + 1] for rows in (sent_there, of_order)
    ]
    return {key for some in keys for key in some}


def _says(word: str) -> Q:
    how = _how(word)
    columns = (*OF_AN_ORDER, *(f"shipping_address__{name}" for name in OF_A_PERSON))
    return _any(columns, how, word)


def _any(columns: tuple[str, ...], how: str, word: str) -> Q:
    conditions: dict[str, Any] = {f"{column}__{how}": word for column in columns}
    return Q(*conditions.items(), _connector=Q.OR)


def _how(word: str) -> str:
    return "icontains" if len(word) >= LONG_ENOUGH else "istartswith"
