"""Which cart a visitor has: a signed cookie names it, and nothing else does.

The cookie of an account's cart names the account too, and counts only while that is signed in.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from catalog.cart_cookie import CART_LIFE, HAS_CART
from checkout.basket.cart import Cart
from checkout.basket.cart_reads import read_cart
from checkout.basket.models import Basket

SALT = "checkout.basket.current"


def signed_basket_id(request: HttpRequest) -> int | None:
    """The cart our own cookie names, open or not; None for a forged, foreign or old cookie."""
    name = settings.OSCAR_BASKET_COOKIE_OPEN
    value = request.get_signed_cookie(name, default="", salt=SALT, max_age=CART_LIFE)
    basket_id, _dot, owner = value.partition(".")
    is_anothers = owner and owner != str(account_id(request))
    return int(basket_id) if basket_id and not is_anothers else None


def account_id(request: HttpRequest) -> int | None:
    """The account that is signed in, without asking the database for more than the session.

    A session there is can be believed: what ends an account's ends its sessions.
    """
    key = request.session.get(SESSION_KEY)
    return int(key) if key else None


def current_cart(request: HttpRequest) -> Cart:
    """What the visitor has in the cart; empty for a visitor without one.

    Where another device has ordered an account's cart, the one it has begun since; `follow` it.
    """
    cart, owner_id = read_cart(signed_basket_id(request)), account_id(request)
    if cart.lines or owner_id is None:
        return cart
    return read_cart(_open_cart_id(owner_id))


def is_followed(request: HttpRequest, cart: Cart) -> bool:
    """Whether the browser's own cookie names this cart, or there is none to name."""
    return cart.basket_id in (None, signed_basket_id(request))


def follow(request: HttpRequest, response: HttpResponse, cart: Cart) -> None:
    """Name the current cart to a browser that knew another one of the account's."""
    if not is_followed(request, cart):
        _name(response, cart.basket_id, account_id(request))


def remember(response: HttpResponse, basket: Basket) -> None:
    """Give the visitor this cart for 30 days from now."""
    _name(response, basket.pk, basket.owner_id)


def _name(response: HttpResponse, basket_id: int, owner_id: int | None) -> None:
    name = settings.OSCAR_BASKET_COOKIE_OPEN
    value = f"{basket_id}.{owner_id}" if owner_id else str(basket_id)
    response.set_signed_cookie(name, value, salt=SALT, httponly=True, **_for_30_days())
    let_pages_ask(response)


def let_pages_ask(response: HttpResponse) -> None:
    """Public pages fetch what is this visitor's own."""
    response.set_cookie(HAS_CART, "1", **_for_30_days())


def forget(response: HttpResponse) -> None:
    """Public pages have nothing to ask for; the cart's own cookie stays, as it harms nobody."""
    response.delete_cookie(HAS_CART, samesite="Lax")


def leave_no_cart(response: HttpResponse) -> None:
    """The browser knows no cart any more: who uses it next begins with none."""
    response.delete_cookie(settings.OSCAR_BASKET_COOKIE_OPEN, samesite="Lax")
    forget(response)


def _open_cart_id(owner_id: int) -> int | None:
    carts = Basket.objects.filter(owner_id=owner_id, status=Basket.OPEN)
    return carts.values_list("pk", flat=True).first()


def _for_30_days() -> dict[str, Any]:
    seconds = int(CART_LIFE.total_seconds())
    return {"max_age": seconds, "samesite": "Lax", "secure": settings.HTTPS}
