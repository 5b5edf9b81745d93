"""The cart as it is kept: packs and how many of each. Prices are always today's."""

from django.db import models
from django.db.models import Q
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine


class Basket(AbstractBasket):
    """A cart: of a browser that has its cookie, or of an account (`owner`)."""

    class Meta(AbstractBasket.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                name="account_has_one_open_cart", fields=["owner"], condition=Q(status="Open")
            ),
        ]
        indexes = [
            models.Index(
                fields=["date_created"],
                name="carts_of_guests",
                condition=Q(status="Open", owner__isnull=True),
            )
        ]


class Line(AbstractLine):
    """One pack in a cart, and what it was when it was added: `price_incl_tax`, units, strength."""

    units_when_added = models.PositiveIntegerField()
    dosage_when_added = models.CharField(max_length=60)

    class Meta(AbstractLine.Meta):
        constraints = [
            models.UniqueConstraint(name="cart_has_a_pack_once", fields=["basket", "product"]),
            models.CheckConstraint(name="cart_line_has_packs", condition=Q(quantity__gte=1)),
        ]


from oscar.apps.basket.models import *  # noqa: E402, F403
