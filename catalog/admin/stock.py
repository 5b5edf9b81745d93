"""Stock: one pool of units per dosage, corrected by a signed number with a reason."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import actions
from catalog.admin.permissions import CORRECT_STOCK, may_see_stock
from catalog.admin.stock_standing import StandingFilter, standing_tag, unit_words
from catalog.models import Dosage, Medicine
from catalog.money import MINUS
from catalog.stock import NotEnoughUnits

WHOLE_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,12}\s*")
MOST_UNITS_AT_ONCE = 1_000_000
MOVEMENTS_SHOWN = 100


class CorrectionForm(forms.Form):
    """A signed number of units and why."""

    units = forms.CharField(
        label=gettext_lazy("Units"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
        help_text=gettext_lazy("500 for received, -20 for taken out."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=255,
        help_text=gettext_lazy("Such as a delivery note's number, a count or damage."),
        error_messages={"required": gettext_lazy("Enter the reason: it stays in the list below.")},
    )

    def clean_units(self) -> int:
        text = self.cleaned_data["units"].replace(MINUS, "-")
        units = int(text) if WHOLE_NUMBER.fullmatch(text) else 0
        if not units:
            raise ValidationError(_("Enter a number: 500 for received, -20 for taken out."))
        if abs(units) > MOST_UNITS_AT_ONCE:
            raise ValidationError(_("Enter at most %s at once.") % f"{MOST_UNITS_AT_ONCE:,}")
        return units


@admin.register(Dosage)
class StockAdmin(admin.ModelAdmin):
    """Every dosage with what is on hand; its page receives or corrects."""

    list_display = ("dosage", "on_hand", "reserved", "free", "standing")
    list_filter = (StandingFilter,)
    search_fields = ("medicine__title", "medicine__generic_name", "label")
    search_help_text = gettext_lazy("Name, generic name or strength")
    ordering = ("medicine__title", "position", "pk")
    actions = None
    empty_value_display = ""

    def has_view_permission(self, request: HttpRequest, obj: Dosage | None = None) -> bool:
        return may_see_stock(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Dosage | None = None) -> bool:
        return request.user.has_perm(CORRECT_STOCK)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A dosage is added on its medicine's page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Dosage | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dosage]:
        return Dosage.objects.with_standing()

    @admin.display(description=gettext_lazy("Dosage"), ordering="medicine__title")
    def dosage(self, dosage: Dosage) -> str:
        return str(dosage)

    @admin.display(description=gettext_lazy("On hand"), ordering="units_on_hand")
    def on_hand(self, dosage: Dosage) -> str:
        return unit_words(dosage).count(dosage.units_on_hand)

    @admin.display(description=gettext_lazy("Reserved"), ordering="units_reserved")
    def reserved(self, dosage: Dosage) -> str:
        return f"{dosage.units_reserved:,}" if dosage.units_reserved else ""

    @admin.display(description=gettext_lazy("Free"), ordering="free")
    def free(self, dosage: Dosage) -> str:
        return f"{dosage.units_free:,}"

    @admin.display(description=gettext_lazy("Standing"))
    def standing(self, dosage: Dosage) -> str:
        return standing_tag(dosage)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"list_name": _("Stock"), **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        dosage = self.get_object(request, object_id)
        if dosage is None:
            raise Http404(_("There is no such dosage."))
        may = self.has_view_permission if request.method == "GET" else self.has_change_permission
        if not may(request, dosage):
            raise PermissionDenied
        form = CorrectionForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and _corrected(dosage, form, request):
            return HttpResponseRedirect(request.path)
        return self._page(request, dosage, form)

    def _page(self, request: HttpRequest, dosage: Dosage, form: CorrectionForm) -> TemplateResponse:
        return TemplateResponse(
            request,
            "admin/catalogue/dosage/stock.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Stock of %s") % dosage,
                "opts": self.opts,
                "dosage": dosage,
                "unit": unit_words(dosage),
                "numbers": _numbers(dosage),
                "standing": standing_tag(dosage),
                "form": form,
                "may_correct": self.has_change_permission(request, dosage),
                "may_open_medicine": self.admin_site.may_open(Medicine, request),
                "movements": latest_movements(dosage),
            },
        )


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A stock movement as the page lists it."""

    at: datetime
    units: str
    reason: str
    who: str


def latest_movements(dosage: Dosage) -> list[MovementRow]:
    """The newest first, at most MOVEMENTS_SHOWN."""
    return [
        MovementRow(
            movement.at,
            f"{movement.units:+,}".replace("-", MINUS),
            movement.reason,
            (movement.by.get_full_name() or movement.by.email) if movement.by else "",
        )
        for movement in dosage.movements.select_related("by")[:MOVEMENTS_SHOWN]
    ]


def _numbers(dosage: Dosage) -> dict[str, str]:
    return {
        "free": f"{dosage.units_free:,}",
        "reserved": f"{dosage.units_reserved:,}",
        "on_hand": f"{dosage.units_on_hand:,}",
    }


def _corrected(dosage: Dosage, form: CorrectionForm, request: HttpRequest) -> bool:
    units = form.cleaned_data["units"]
    try:
        actions.correct_stock(dosage, units, reason=form.cleaned_data["reason"], by=request.user)
    except NotEnoughUnits:
        dosage.refresh_from_db(fields=["units_on_hand", "units_reserved"])
        form.add_error("units", most_to_take_out(dosage))
        return False
    said = _("%s received.") if units > 0 else _("%s taken out.")
    messages.success(request, said % unit_words(dosage).count(abs(units)))
    return True


def most_to_take_out(dosage: Dosage) -> str:
    """Why no more than the free units can go."""
    words = unit_words(dosage)
    if not dosage.units_reserved:
        return _("There are %s: you can take out no more.") % words.count(dosage.units_on_hand)
    return _(
        "%(reserved)s of these %(units)s are reserved for orders: "
        "you can take out at most %(free)s."
    ) % {
        "reserved": f"{dosage.units_reserved:,}",
        "units": words.many,
        "free": f"{dosage.units_free:,}",
    }
