"""The cart's own page, what public pages show of it, and the small forms that change it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkout.basket import actions, answers
from checkout.basket.actions import CartRefusal, Filled
from checkout.basket.cart import Cart
from checkout.basket.current import account_id, current_cart, remember, signed_basket_id
from checkout.basket.forms import AddForm, AddSetForm, SetForm, SwapForm
from checkout.consultation.begun import why_not_yet
from checkout.personal import personal
from checkout.same_origin import same_origin
from checkout.see_other import SeeOther


@personal
@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """What is in the cart; each `?added=<pack>` marks what has just been added."""
    own, wanted = current_cart(request), request.GET.getlist("added")
    added = [line for line in own.lines if str(line.pack_id) in wanted]
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
def add_set(request: HttpRequest) -> HttpResponse:
    """Several packs at once, as the pack advisor offers them: all of them or none."""
    wanted = AddSetForm(request.POST)
    if not wanted.is_valid():
        return answers.refused(request, CartRefusal(wanted.problem))
    return _changed(
        request,
        list(wanted.packs),
        partial(actions.add_packs, packs=wanted.packs, owner_id=account_id(request)),
        added=True,
    )


@personal
@require_POST
@same_origin
def swap(request: HttpRequest) -> HttpResponse:
    """The cheaper packs the cart has offered for those in it."""
    form = SwapForm(request.POST)
    try:
        if not form.is_valid():
            raise CartRefusal(str(form.problem))
        swapped = actions.swap(basket_id=signed_basket_id(request), **form.wanted)
    except CartRefusal as refusal:
        return answers.refused(request, refusal)
    return answers.swapped(request, current_cart(request), swapped.words)


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
    action: Callable[..., Filled | None],
    *,
    added: bool,
) -> HttpResponse:
    """One change of one pack, or the reason why there is none."""
    if not form.is_valid():
        return answers.refused(request, CartRefusal(form.problem, form.pack_id))
    wanted = form.wanted
    return _changed(request, [wanted["pack_id"]], partial(action, **wanted), added=added)


def _changed(
    request: HttpRequest,
    pack_ids: list[int],
    action: Callable[..., Filled | None],
    *,
    added: bool,
) -> HttpResponse:
    try:
        if added and (problem := why_not_yet(request, pack_ids)):
            raise CartRefusal(problem, pack_ids[0])
        filled = action(basket_id=signed_basket_id(request))
    except CartRefusal as refusal:
        return answers.refused(request, refusal)
    own = filled.cart if filled else Cart()
    response = answers.changed(request, own, pack_ids, added=added)
    if filled and own.lines:
        remember(response, filled.basket)
    return response
