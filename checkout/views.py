"""From the cart to an order: one decision a page, and what was entered is kept."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from checkout import progress
from checkout.accounts.reads import known_beforehand
from checkout.asking import asking, asks
from checkout.basket.rules import CartProblem
from checkout.forms import DeliveryForm, DetailsForm, ReviewForm
from checkout.order.page import trips
from checkout.order.page.access import remember_placed
from checkout.order.placing import CannotPlace, place_order
from checkout.order.states import OrderState
from checkout.personal import personal
from checkout.progress import step_by_step
from checkout.review_page import review_page
from checkout.see_other import SeeOther
from checkout.shipping.delivery import countries_served
from checkout.sums import sums_from


@personal
@asks
@step_by_step
def details(request: HttpRequest) -> HttpResponse:
    """Contact and address."""
    cart = progress.cart_to_order(request)
    known = progress.entered_details(request)
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial=known.as_session() if known else _known_beforehand(request),
        countries=countries_served(),
    )
    if form.is_valid():
        progress.keep_details(request, form.details())
        return SeeOther(reverse("checkout-delivery"))
    context = {"form": form, "cart": cart, "sums": sums_from(cart)}
    return asking(request, "checkout/details.html", context, refused=form.is_bound)


@personal
@asks
@step_by_step
def delivery(request: HttpRequest) -> HttpResponse:
    """The way of delivery."""
    cart = progress.cart_to_order(request)
    entered = progress.details_to_order(request)
    offers = progress.ways_to(entered, cart)
    form = DeliveryForm(request.POST if request.method == "POST" else None, offers=offers)
    if form.is_valid():
        progress.keep_method(request, form.cleaned_data["method"])
        if cart.needs_patient:
            return SeeOther(reverse("checkout-patient"))
        return progress.go_to_review(request)
    context = {
        "form": form,
        "offers": offers,
        "chosen": progress.chosen_or_first(request, offers),
        "details": entered,
        "cart": cart,
        "sums": sums_from(cart),
    }
    return asking(request, "checkout/delivery.html", context, refused=form.is_bound)


@personal
@asks
@step_by_step
def review(request: HttpRequest) -> HttpResponse:
    """Everything once more; a post orders it, and the same post again finds the same order."""
    if request.method != "POST":
        page = review_page(request, form=ReviewForm())
        progress.keep_ready(request)
        return asking(request, "checkout/review.html", page)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _not_ordered(request, form)
    try:
        order = place_order(
            basket_id=progress.basket_to_order(request),
            details=progress.details_to_order(request),
            method_id=progress.method_to_order(request),
            seen=form.seen,
            now=timezone.now(),
            user=request.user if request.user.is_authenticated else None,
        )
    except CannotPlace as refusal:
        return _not_ordered(request, form, refusal.problems)
    remember_placed(request, order)
    if order.status == OrderState.AWAITING_PAYMENT:
        trips.note_gone(request, order)
    return SeeOther(reverse("pay", args=[order.number]))


def _known_beforehand(request: HttpRequest) -> dict[str, str]:
    return known_beforehand(request.user) if request.user.is_authenticated else {}


def _not_ordered(
    request: HttpRequest, form: ReviewForm, problems: Iterable[CartProblem] = ()
) -> HttpResponse:
    context = review_page(request, form=form, refused=problems)
    return asking(request, "checkout/review.html", context, refused=True)
