"""To be told when a sold-out dosage is back: the small form of public pages and its answers."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.models import Product
from checkout.personal import personal
from checkout.same_origin import from_anywhere, same_origin
from checkout.see_other import SeeOther
from checkout.waiting import actions
from checkout.waiting.forms import WaitForm
from checkout.waiting.leaving import email_of


@require_POST
@same_origin
def wait(request: HttpRequest) -> HttpResponse:
    """htmx gets what stands in the place of the form; it shows only what comes with a success."""
    form = WaitForm(request.POST)
    if not form.is_valid():
        return _again(request, form)
    wanted = form.cleaned_data
    try:
        dosage = actions.wait_for(
            dosage_id=wanted["dosage"], email=wanted["email"], now=timezone.now()
        )
    except actions.NothingToWaitFor:
        return _nothing_to_wait_for(request)
    if request.htmx:
        return render(request, "checkout/waiting/_noted.html", {"email": wanted["email"]})
    return SeeOther(reverse("waiting-noted", args=[dosage.medicine.slug]))


@require_safe
def noted(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody: whose address was noted stands in no address."""
    medicine = get_object_or_404(Product.objects.published(), slug=slug)
    return render(request, "checkout/waiting/noted.html", {"medicine": medicine})


@from_anywhere
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """By the link of a mail: asked once, as programs look at links by themselves.

    Posted by the mail program itself, without a cookie and from nowhere (RFC 8058): whose it is
    stands sealed in the address, and all that can be done is to be mailed no more.
    """
    email = email_of(request.GET.get("key", ""))
    if not email:
        return render(request, "checkout/waiting/no_link.html", status=404)
    if request.method == "POST":
        actions.leave(email)
        return render(request, "checkout/waiting/left.html")
    return render(request, "checkout/waiting/leave.html")


def _again(request: HttpRequest, form: WaitForm) -> HttpResponse:
    if not form.knows_the_dosage:
        return _nothing_to_wait_for(request)
    if request.htmx:
        return render(request, "checkout/waiting/_form.html", form.again)
    return render(
        request, "checkout/waiting/wait.html", form.again, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


def _nothing_to_wait_for(request: HttpRequest) -> HttpResponse:
    if request.htmx:
        return render(request, "checkout/waiting/_nothing.html")
    return render(request, "checkout/waiting/nothing.html", status=HTTPStatus.UNPROCESSABLE_ENTITY)
