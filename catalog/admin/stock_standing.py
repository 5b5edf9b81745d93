"""Whether the free units of a dosage still make every pack on sale."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.tags import tag
from catalog.models import Dosage
from catalog.units import UnitWords


class StandingFilter(admin.SimpleListFilter):
    """Whether the free units still make a pack of every size on sale."""

    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("short", _("Short")),
            ("out", _("Sold out")),
            ("low", _("Low")),
            ("scarce", _("Sold out or low")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "short":
            return queryset.short()
        if self.value() == "out":
            return queryset.sold_out()
        if self.value() == "scarce":
            return queryset.running_short()
        return queryset.low() if self.value() == "low" else queryset


def unit_words(dosage: Dosage) -> UnitWords:
    return UnitWords.of(dosage.medicine.unit)


def standing_tag(dosage: Dosage) -> str:
    """As a mark beside the numbers; needs `with_standing`."""
    if dosage.units_short:
        return tag(_("%s short") % f"{dosage.units_short:,}", "stop")
    if dosage.smallest is None:
        return tag(_("No pack on sale"))
    if dosage.free < dosage.smallest:
        return tag(_("Sold out"), "stop")
    return tag(_("Low"), "warn") if dosage.free < dosage.largest else ""
