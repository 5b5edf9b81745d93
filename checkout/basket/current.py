"""Which cart a visitor has: a signed cookie names it, and nothing else does."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from checkout.basket.cart import Cart
from checkout.basket.cart_reads import read_cart
from checkout.basket.models import Basket

LIFE = timedelta(days=30)
SALT = "checkout.basket.current"
# Readable and without identity: it tells the public pages that there is a cart to ask for.
HAS_CART = "shop_has"


def signed_basket_id(request: HttpRequest) -> int | None:
    """The cart our own cookie names, open or not; None for a forged, foreign or old cookie."""
    name = settings.OSCAR_BASKET_COOKIE_OPEN
    value = request.get_signed_cookie(name, default="", salt=SALT, max_age=LIFE)
    return int(value) if value else None


def current_cart(request: HttpRequest) -> Cart:
    """What the visitor has in the cart; empty for a visitor without one."""
    return read_cart(signed_basket_id(request))


def remember(response: HttpResponse, basket: Basket) -> None:
    """Give the visitor this cart for 30 days from now."""
    seconds = int(LIFE.total_seconds())
    shared = {"max_age": seconds, "samesite": "Lax", "secure": settings.HTTPS}
    name = settings.OSCAR_BASKET_COOKIE_OPEN
    response.set_signed_cookie(name, str(basket.pk), salt=SALT, httponly=True, **shared)
    response.set_cookie(HAS_CART, "1", **shared)


def forget(response: HttpResponse) -> None:
    """Public pages have nothing to ask for; the cart's own cookie stays, as it harms nobody."""
    response.delete_cookie(HAS_CART, samesite="Lax")
