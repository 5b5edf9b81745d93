"""What a visitor sees of the cart, or of a change to it: a page, parts of one, or the way to it.

htmx asks for parts: on the cart's page for all of it, elsewhere for what shows the cart there.
"""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.cart_cookie import HAS_CART
from catalog.money import price
from checkout.basket.actions import CartRefusal
from checkout.basket.cart import Cart, CartLine
from checkout.basket.cart_reads import PackShown, read_interactions, read_pack
from checkout.basket.current import account_id, current_cart, follow, forget
from checkout.basket.notes import cart_notes
from checkout.basket.rules import cart_problems, rows_of
from checkout.basket.swaps import swaps
from checkout.consultation.begun import asked_about_id
from checkout.see_other import SeeOther
from checkout.sums import sums_from

# What the cart's page has htmx replace: it tells a change there from one on a public page.
WHOLE_CART = "main"
# Where the pack advisor has a refusal of its packs said.
SET_SAID = "set-said"
NOT_CHANGED = HTTPStatus.UNPROCESSABLE_ENTITY


def cart_page(
    request: HttpRequest,
    cart: Cart,
    *,
    added: Sequence[CartLine] = (),
    refusal: CartRefusal | None = None,
) -> HttpResponse:
    """The cart's own page, with a refusal on top of it where there is one."""
    status = NOT_CHANGED if refusal else 200
    context = {"cart": cart, "added": added, "refusal": refusal}
    if refusal:
        context["back"] = _pack(cart, refusal.pack_id)
    if not cart.lines:
        response = render(request, "checkout/cart_empty.html", context, status=status)
    else:
        context |= _whole(cart)
        response = render(request, "checkout/cart.html", context, status=status)
    return _with_cookie(request, response, cart)


def fragment(request: HttpRequest, cart: Cart, *, packs: bool) -> HttpResponse:
    """The cart's number and bar, and the way to the account where one is signed in.

    With `packs`, the cart's panel and the steppers on the page too.
    """
    context: dict[str, Any] = {"cart": cart, "signed_in": account_id(request) is not None}
    if packs:
        context |= {"sums": sums_from(cart), "lines": _lines_on_page(request, cart)}
    response = render(request, "checkout/_personal.html", context)
    return _with_cookie(request, response, cart)


def changed(
    request: HttpRequest, cart: Cart, pack_ids: Sequence[int], *, added: bool
) -> HttpResponse:
    """After a change: what is different now, or (303) the cart's page with the first in sight."""
    if not request.htmx:
        query = urlencode([("added", pack_id) for pack_id in pack_ids if added])
        return SeeOther(f"{reverse('cart')}{'?' if query else ''}{query}#line-{pack_ids[0]}")
    said = _said(cart, [cart.line(pack_id) for pack_id in pack_ids])
    if request.htmx.target == WHOLE_CART:
        removed = any(cart.line(pack_id) is None for pack_id in pack_ids)
        return _whole_cart(request, cart, said=said, removed=removed)
    packs = [_pack_again(cart, pack_id) for pack_id in pack_ids]
    response = render(request, "checkout/_changed.html", _parts(cart, packs, said))
    return _with_cookie(request, response, cart)


def swapped(request: HttpRequest, cart: Cart, words: str) -> HttpResponse:
    """After packs gave way to others: the cart's page, or (303) the way to it."""
    said = f"{_('Swapped.')} {words}"
    if request.htmx:
        return _whole_cart(request, cart, said=said, removed=True)
    messages.info(request, said)
    return SeeOther(reverse("cart"))


def refused(request: HttpRequest, refusal: CartRefusal) -> HttpResponse:
    """Nothing was changed: the reason beside the button, or on top of the cart's page (422).

    htmx shows what comes with a success only, so to htmx a refusal is a 200.
    """
    cart = current_cart(request)
    if not request.htmx:
        return cart_page(request, cart, refusal=refusal)
    if request.htmx.target == WHOLE_CART:
        return _whole_cart(request, cart, said=refusal.message, refusal=refusal)
    context = _parts(cart, [], refusal.message)
    if request.htmx.target == SET_SAID:
        context["refusal"] = refusal
    elif refusal.pack_id:
        context["packs"] = [{**_pack_again(cart, refusal.pack_id), "refusal": refusal}]
    return render(request, "checkout/_changed.html", context)


def _whole_cart(
    request: HttpRequest,
    cart: Cart,
    *,
    said: str,
    removed: bool = False,
    refusal: CartRefusal | None = None,
) -> HttpResponse:
    if not cart.lines:
        if refusal:
            messages.info(request, refusal.message)
        return HttpResponse(headers={"HX-Redirect": reverse("cart")})
    context = {"cart": cart, "said": said, "removed": removed, "refusal": refusal, **_whole(cart)}
    if refusal:
        context["back"] = _pack(cart, refusal.pack_id)
    return render(request, "checkout/_cart_again.html", context)


def _whole(cart: Cart) -> dict[str, Any]:
    problems = [*cart_problems(cart), *cart_notes(cart, read_interactions(cart))]
    told = {swap.told_at: swap for swap in swaps(cart)}
    return {
        "rows": [(line, said, told.get(line.pack_id)) for line, said in rows_of(cart, problems)],
        "blocked": any(problem.blocking for problem in problems),
        "sums": sums_from(cart),
    }


def _parts(cart: Cart, packs: list[dict[str, Any]], said: str) -> dict[str, Any]:
    return {"cart": cart, "sums": sums_from(cart), "packs": packs, "said": said}


def _pack_again(cart: Cart, pack_id: int) -> dict[str, Any]:
    """A pack's button or stepper; nothing to press where the pack has left the shop."""
    return {"pack_id": pack_id, "pack": _pack(cart, pack_id)}


def _pack(cart: Cart, pack_id: int | None) -> CartLine | PackShown | None:
    """A pack in the cart or beside it; None where the shop has none of this id."""
    line = cart.line(pack_id) if pack_id else None
    return line or read_pack(pack_id)


def _said(cart: Cart, lines: Sequence[CartLine | None]) -> str:
    """What a screen reader hears after a change of these lines, None for one that is gone."""
    if not cart.lines:
        return _("Taken out. Your cart is empty.")
    sentences = [_line_said(line) for line in lines]
    whole = ngettext(
        "Your cart: %(packs)s pack, %(goods)s.",
        "Your cart: %(packs)s packs, %(goods)s.",
        cart.pack_count,
    ) % {"packs": cart.pack_count, "goods": price(cart.goods_total)}
    return " ".join([*sentences, whole])


def _line_said(line: CartLine | None) -> str:
    if line is None:
        return _("Taken out.")
    words = _("In your cart: %(quantity)s × %(pack)s.")
    return words % {"quantity": line.quantity, "pack": line.name}


def _lines_on_page(request: HttpRequest, cart: Cart) -> list[CartLine]:
    """The lines whose pack can be added on the page the visitor looks at.

    Its address comes in a header of htmx, as a medicine's name in our own would end up in logs.
    """
    try:
        path = request.htmx.current_url_abs_path or ""
    except ValueError:  # a header of somebody's own making is no page of ours
        path = ""
    shows = _shown_on(request, path)
    return [
        line
        for line in cart.lines
        if shows(line) and line.on_sale and line.offer.units <= line.units_free
    ]


def _shown_on(request: HttpRequest, path: str) -> Callable[[CartLine], bool]:
    """Whether a line is of the medicine whose packs stand on a page."""
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return lambda _line: False
    if match.url_name == "consultation-packs":
        about = asked_about_id(request)
        return lambda line: line.medicine_id == about
    slug = match.kwargs.get("slug") if match.url_name == "medicine" else None
    return lambda line: line.medicine_slug == slug


def _with_cookie(request: HttpRequest, response: HttpResponse, cart: Cart) -> HttpResponse:
    """An empty cart leaves public pages nothing to ask for, unless an account is signed in."""
    if not cart.lines and HAS_CART in request.COOKIES and account_id(request) is None:
        forget(response)
    follow(request, response, cart)
    return response
