"""Reads what the last page before an order shows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from oscar.core.loading import get_model

from catalog.prepared import Prepared
from catalog.shopfacts.models import shop_facts
from checkout import progress
from checkout.basket.cart import Cart
from checkout.basket.cart_reads import read_interactions
from checkout.basket.notes import cart_notes
from checkout.basket.rules import CartProblem, cart_problems, rows_of
from checkout.forms import ReviewForm
from checkout.prescriptions.beside import taken_beside
from checkout.prescriptions.models import Way
from checkout.prescriptions.reads import buyer_of
from checkout.prescriptions.telling import Told
from checkout.seen import fingerprint
from checkout.sums import sums_to_pay

Country = get_model("address", "Country")
_COUNTRY = Prepared(lambda code: Country.objects.filter(pk=code), code="nowhere")


def review_page(
    request: HttpRequest, *, form: ReviewForm, refused: Iterable[CartProblem] = ()
) -> dict[str, Any]:
    """The context of templates/checkout/review.html, all read anew. Raises StepMissing.

    `refused` is why the last try did not become an order.
    """
    cart = progress.cart_to_order(request)
    details = progress.details_to_order(request)
    offer = progress.way_to_order(request, progress.ways_to(details, cart))
    told = progress.patient_to_order(request, cart)
    today = timezone.localdate()
    problems = [
        *cart_problems(cart, buyer_of(told, cart, today=today)),
        *_notes(cart, told, today),
    ]
    sums = sums_to_pay(cart, offer, shop_facts().tax_rate)
    return {
        "form": form,
        "errors": [*form.entries, *map(_entry, _in_the_way(problems, refused))],
        "cart": cart,
        "rows": rows_of(cart, problems),
        "blocked": any(problem.blocking for problem in problems),
        "details": details,
        "country": _COUNTRY.one(code=details.country),
        "delivery": offer,
        "told": told,
        "follows": bool(told and cart.prescription_names and told.way == Way.LATER),
        "fingerprint": fingerprint(cart, details, offer.method_id, sums.totals.tax, told),
        "sums": sums,
    }


def _notes(cart: Cart, told: Told | None, today: date) -> list[CartProblem]:
    beside = taken_beside(told, cart, today=today)
    return cart_notes(cart, read_interactions(cart, beside.taken), beside)


def _in_the_way(problems: list[CartProblem], refused: Iterable[CartProblem]) -> list[CartProblem]:
    """What blocks an order now, and what blocked the last try where that is another thing."""
    now = [problem for problem in problems if problem.blocking]
    packs = {problem.pack_id for problem in now}
    return [*now, *(problem for problem in refused if problem.pack_id not in packs)]


def _entry(problem: CartProblem) -> tuple[str, str]:
    """The id of what a problem is about, and the problem, for the summary of errors."""
    return (f"line-{problem.pack_id}" if problem.pack_id else "to-pay", problem.message)
