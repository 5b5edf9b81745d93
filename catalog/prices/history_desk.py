"""Staff's page of what a pack has cost: a chart, what it cost on a day, old prices restored."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from catalog.admin.permissions import CHANGE_PRICES, SEE_COSTS
from catalog.models import Pack
from catalog.moments import for_staff
from catalog.money import price as money
from catalog.partner.models import PriceFrom
from catalog.prices import proposing, undoing
from catalog.prices.actions import PricesMoved
from catalog.prices.chart import chart_of
from catalog.prices.history_reads import MOST_SHOWN, price_at_the_end_of, price_changes
from catalog.prices.models import Proposal
from catalog.prices.proposal_reads import outcome_of

LIKE = gettext_lazy("Enter a day, like 2026-03-03.")
FIRST_DAY = date(2000, 1, 1)


class DayForm(forms.Form):
    """A day of the shop's clock, up to today."""

    on = forms.DateField(
        label=gettext_lazy("What did it cost on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": LIKE, "required": LIKE},
    )

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if not FIRST_DAY <= day <= timezone.localdate():
            raise forms.ValidationError(_("Enter a day between 2000 and today."))
        return day


@require_safe
def prices(request: HttpRequest, pk: int) -> HttpResponse:
    """Every price of a pack."""
    pack = _found(request, pk)
    changes = price_changes(pack)
    form = DayForm(request.GET if "on" in request.GET else None)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Pack._meta,
        "title": str(pack),
        "pack": pack,
        "changes": changes[::-1][:MOST_SHOWN],
        "more": max(0, len(changes) - MOST_SHOWN),
        "chart": chart_of([(one.at, one.price) for one in changes], timezone.now())
        if changes
        else None,
        "day_form": form,
        "answer": _answer(pack, form),
    }
    return TemplateResponse(request, "admin/catalogue/pack/prices.html", context)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the price that a record of this pack names, if it costs what the page showed.

    What is odd about it is read first, on the page of many prices.
    """
    pack = _found(request, pk)
    record = get_object_or_404(
        PriceFrom.objects.as_today(), pack=pack, pk=_number(request, "record")
    )
    seen = get_object_or_404(PriceFrom, pack=pack, pk=_number(request, "seen"))
    try:
        proposal = _restored_or_asked(request, pack, record, seen.price)
    except PricesMoved:
        messages.error(request, _("Somebody changed the price meanwhile: look at it once more."))
        return redirect("admin:catalogue_pack_prices", pack.pk)
    if proposal:
        messages.info(request, _("Nothing is changed yet: read the warnings, then apply."))
        return redirect("admin:catalogue_pack_proposal", proposal.pk)
    messages.success(request, _("It costs %s again.") % money(record.price))
    return redirect("admin:catalogue_pack_prices", pack.pk)


@transaction.atomic
def _restored_or_asked(
    request: HttpRequest, pack: Pack, record: PriceFrom, seen: Decimal
) -> Proposal | None:
    """The proposal, where there is something to be read of it before it is applied."""
    why = _("The price of %s") % for_staff(record.since)
    who = {"by": request.user, "now": timezone.now()}
    proposal = undoing.propose_to_restore(pack, seen=seen, price=record.price, why=why, **who)
    proposing.hold(proposal)
    if outcome_of(proposal, sees_costs=request.user.has_perm(SEE_COSTS)).warnings:
        return proposal
    proposing.apply(proposal, why=why, now=who["now"])
    return None


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to undo everything that was changed together with one price of a pack."""
    pack = _found(request, pk)
    record = get_object_or_404(
        PriceFrom, pack=pack, pk=_number(request, "record"), batch__isnull=False
    )
    found = undoing.propose_to_undo(record.batch, by=request.user, now=timezone.now())
    if found is None:
        messages.info(request, _("All of them cost what they did before: nothing is to be undone."))
        return redirect("admin:catalogue_pack_prices", pack.pk)
    return redirect("admin:catalogue_pack_proposal", found.pk)


def addresses() -> list[URLPattern]:
    """Beneath the list of packs."""
    seen_by_staff = admin.site.admin_view
    name = "catalogue_pack_prices"
    return [
        path("<int:pk>/prices/", seen_by_staff(prices), name=name),
        path("<int:pk>/prices/restore/", seen_by_staff(restore), name=f"{name}_restore"),
        path("<int:pk>/prices/undo/", seen_by_staff(undo), name=f"{name}_undo"),
    ]


def _found(request: HttpRequest, pk: int) -> Pack:
    if not request.user.has_perm(CHANGE_PRICES):
        raise PermissionDenied
    packs = Pack.objects.packs().select_related("parent", "dosage")
    return get_object_or_404(packs, pk=pk)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _answer(pack: Pack, form: DayForm) -> str:
    """As in "$72.00"; "" where no day was asked for."""
    if not form.is_bound or not form.is_valid():
        return ""
    cost = price_at_the_end_of(pack, form.cleaned_data["on"])
    return _("It was not sold yet") if cost is None else money(cost)
