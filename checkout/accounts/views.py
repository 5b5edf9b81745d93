"""The pages of one's own account."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from oscar.apps.address.models import UserAddress

from checkout.accounts import actions, closing, presence, reads
from checkout.accounts.addresses import Address, AddressKnown, TooManyAddresses
from checkout.accounts.forms import AddressForm, PersonForm
from checkout.accounts.held import held_in
from checkout.accounts.models import User
from checkout.accounts.own_data import everything_about, files_sent_by
from checkout.accounts.own_data_zip import zipped
from checkout.asking import asking, asks
from checkout.basket.current import leave_no_cart
from checkout.personal import personal
from checkout.prescriptions.keeping import CannotErase, erasable_from
from checkout.see_other import SeeOther
from checkout.shipping.delivery import countries_served
from checkout.waiting import actions as waiting

A_PAGE, LATEST = 20, 3
View = Callable[..., HttpResponseBase]


def own(view: View) -> View:
    """Decorates a page of an account: who has not signed in does that first."""
    return personal(login_required(view))


@own
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "orders": reads.orders_of(request.user)[:LATEST],
        "address": reads.addresses_of(request.user).first(),
    }
    return render(request, "account/overview.html", context)


@own
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    page = _page(request, reads.orders_of(request.user))
    return render(request, "account/orders.html", {"page": page})


@own
@require_safe
def prescriptions(request: HttpRequest) -> HttpResponse:
    """What was brought for the account's orders, and what can be ordered on it again."""
    page = _page(request, reads.prescriptions_of(request.user))
    context = {"page": page, "prescriptions": reads.brought(page)}
    return render(request, "account/prescriptions.html", context)


@own
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    context = {"addresses": reads.addresses_of(request.user)}
    return render(request, "account/addresses.html", context)


@own
@asks
def add_address(request: HttpRequest) -> HttpResponse:
    return _address_page(request, initial=reads.known_of(request.user))


@own
@asks
def change_address(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(UserAddress, pk=pk, user=request.user)
    return _address_page(request, initial=Address.of_row(row).as_fields(), pk=pk)


@own
@require_POST
def delete_address(request: HttpRequest, pk: int) -> HttpResponse:
    actions.delete_address(request.user, pk)
    messages.info(request, _("The address is taken out."))
    return SeeOther(reverse("account-addresses"))


@own
@require_POST
def make_default(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.make_default(request.user, pk)
    except UserAddress.DoesNotExist as gone:
        raise Http404 from gone
    messages.info(request, _("Orders go to this address unless you say otherwise."))
    return SeeOther(reverse("account-addresses"))


@own
@asks
def details(request: HttpRequest) -> HttpResponse:
    """Name and telephone; the ways to address, password and second step."""
    person = {name: getattr(request.user, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=person)
    if form.is_valid():
        actions.save_person(request.user, **form.person())
        messages.info(request, _("Your details are saved."))
        return SeeOther(reverse("account-details"))
    return asking(request, "account/details.html", {"form": form}, refused=form.is_bound)


@own
@asks
@reauthentication_required(allow_get=True)
def own_data(request: HttpRequest) -> HttpResponseBase:
    """All the shop keeps about the account, once its owner has shown to be there just now."""
    if request.method != "POST":
        waits_for = [str(row.dosage) for row in reads.waits_of(request.user)]
        return render(request, "account/own_data.html", {"waits_for": waits_for})
    now = timezone.now()
    readme = render_to_string("account/own_data.txt", {"now": now}, request)
    about, files = everything_about(request.user, now=now), files_sent_by(request.user)
    headers = {"Content-Disposition": f'attachment; filename="my-data-{now:%Y-%m-%d}.zip"'}
    return StreamingHttpResponse(
        zipped(readme, about, files), content_type="application/zip", headers=headers
    )


@own
@require_POST
def leave_waiting(request: HttpRequest) -> HttpResponse:
    """To be told of nothing more."""
    waiting.leave(request.user.email)
    messages.info(request, _("You wait for nothing any more."))
    return SeeOther(reverse("account-data"))


@own
@asks
@reauthentication_required(allow_get=True)
def delete(request: HttpRequest) -> HttpResponse:
    """Close the account, once its owner has shown to be there just now."""
    if request.method != "POST":
        return _delete_page(request)
    try:
        closing.close_account(request.user, now=timezone.now())
    except CannotErase as refusal:
        return _delete_page(request, problem=str(refusal))
    logout(request)
    messages.info(request, _("Your account is deleted."))
    response = SeeOther(reverse("account_login"))
    leave_no_cart(response)
    return response


@own
@require_safe
def staffs_second_step(request: HttpRequest) -> HttpResponse:
    """What keeps a member of staff from staff's pages, and the way on."""
    then = request.GET.get("next", "")
    if not get_adapter().is_safe_url(then):
        then = reverse("admin:index")
    if not request.user.is_staff:
        return redirect("account")
    if presence.may_work(request):
        return HttpResponseRedirect(then)
    has_one = presence.has_second_step(request.user)
    context = {
        "is_too_short": presence.has_short_password(request),
        "confirm": presence.way_to_second_step(request, then) if has_one else "",
    }
    return render(request, "account/staffs_second_step.html", context)


@own
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """After the second look: what somebody was about to do, one press away."""
    held = held_in(request)
    if not held:
        return redirect("admin:index" if request.user.is_staff else "account")
    return render(request, "account/go_on.html", {"held": held})


@own
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    me = User.objects.filter(pk=request.user.pk)
    actions.sign_out(me, but=request.session.session_key)
    messages.info(request, _("Every other browser is signed out."))
    return SeeOther(reverse("account-details"))


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _address_page(
    request: HttpRequest, *, initial: dict[str, str], pk: int | None = None
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = AddressForm(data, initial=initial, countries=countries_served())
    if form.is_valid():
        try:
            actions.save_address(request.user, form.address(), pk=pk)
        except AddressKnown:
            form.add_error("line1", _("You have this address already: change another line"))
        except UserAddress.DoesNotExist as gone:
            raise Http404 from gone
        except TooManyAddresses:
            form.add_error("line1", _("You have 20 addresses: take one out first"))
        else:
            messages.info(request, _("The address is saved."))
            return SeeOther(reverse("account-addresses"))
    context = {"form": form, "is_new": pk is None}
    return asking(request, "account/address.html", context, refused=form.is_bound)


def _delete_page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    last = reads.last_supply_of(request.user)
    until = erasable_from(last, settings.RECORDS_YEARS) if last else None
    context = {
        "kept_until": until if until and until > timezone.localdate() else None,
        "under_way": reads.orders_under_way(request.user),
        "problem": problem,
    }
    return asking(request, "account/delete.html", context, refused=bool(problem))
