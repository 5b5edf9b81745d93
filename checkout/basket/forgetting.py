"""Forgets carts nobody comes back to, and what was in a cart that was ordered."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from catalog.cart_cookie import CART_LIFE
from catalog.forgetting import forget_some
from checkout.basket.models import Basket, Line
from checkout.prescriptions.models import Patient

# A browser knows its cart for CART_LIFE after a pack was added: then nobody can open it.
LEFT_FOR = 2 * CART_LIFE


def forget_left_carts(now: datetime) -> int:
    """Some guests' carts that nobody has touched for two months; how many.

    An account has one cart, which it keeps. What was told for a cart is forgotten first.
    """
    left = now - LEFT_FOR
    touched = Line.objects.filter(basket=OuterRef("pk"), date_updated__gte=left)
    told = Patient.objects.filter(basket=OuterRef("pk"))
    carts = guests_carts().filter(~Exists(touched), ~Exists(told), date_created__lt=left)
    return forget_some(carts.order_by("date_created"))


def forget_ordered_lines(now: datetime) -> int:
    """Some lines nobody has changed for two months, of carts that are ordered; how many.

    The order has its own. The cart's row stays: it is what no cart is ordered twice by.
    """
    done = Basket.objects.filter(pk=OuterRef("basket")).exclude(status=Basket.OPEN)
    lines = Line.objects.filter(Exists(done), date_updated__lt=now - LEFT_FOR)
    return forget_some(lines.order_by("date_updated"))


def guests_carts() -> QuerySet[Basket]:
    """Those that can still be filled by whoever has the cookie of one."""
    return Basket.objects.filter(status=Basket.OPEN, owner=None)
