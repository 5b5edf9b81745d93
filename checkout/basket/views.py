"""The cart's own page, what public pages show of it, and the small forms that change it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkout.basket import actions, answers
from checkout.basket.actions import CartRefusal
from checkout.basket.cart_reads import read_cart
from checkout.basket.current import account_id, current_cart, remember, signed_basket_id
from checkout.basket.forms import AddForm, SetForm
from checkout.basket.models import Basket
from checkout.personal import personal
from checkout.same_origin import same_origin
from checkout.see_other import SeeOther


@personal
@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """What is in the cart; `?added=<pack>` marks what has just been added."""
    own, wanted = current_cart(request), request.GET.get("added")
    added = next((line for line in own.lines if str(line.pack_id) == wanted), None)
    return answers.cart_page(request, own, added=added)


@personal
@require_safe
def fragment(request: HttpRequest) -> HttpResponse:
    """What a public page shows of this visitor; with `?packs=1`, of the packs on it too."""
    return answers.fragment(request, current_cart(request), packs="packs" in request.GET)


@personal
@require_POST
@same_origin
def add(request: HttpRequest) -> HttpResponse:
    add_pack = partial(actions.add_pack, owner_id=account_id(request))
    return _change(request, AddForm(request.POST), add_pack, added=True)


@personal
@require_POST
@same_origin
def set_quantity(request: HttpRequest) -> HttpResponse:
    return _change(request, SetForm(request.POST), actions.set_quantity, added=False)


@personal
@require_POST
@same_origin
def clear(request: HttpRequest) -> HttpResponse:
    actions.clear(basket_id=signed_basket_id(request))
    messages.info(request, _("Everything is taken out."))
    return SeeOther(reverse("cart"))


def _change(
    request: HttpRequest,
    form: SetForm,
    action: Callable[..., Basket | None],
    *,
    added: bool,
) -> HttpResponse:
    """One change of one pack, or the reason why there is none."""
    if not form.is_valid():
        return answers.refused(request, CartRefusal(form.problem, form.pack_id))
    wanted = form.wanted
    try:
        basket = action(basket_id=signed_basket_id(request), **wanted)
    except CartRefusal as refusal:
        return answers.refused(request, refusal)
    own = read_cart(basket.pk if basket else None)
    response = answers.changed(request, own, wanted["pack_id"], added=added)
    if basket and own.lines:
        remember(response, basket)
    return response
