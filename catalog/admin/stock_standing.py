"""Whether the free units of a dosage still make every pack on sale."""

from django.contrib import admin
from django.db.models import F, Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.price_rows import UnitWords
from catalog.admin.tags import tag
from catalog.models import Dosage


class StandingFilter(admin.SimpleListFilter):
    """Whether the free units still make a pack of every size on sale."""

    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("out", _("Sold out")), ("low", _("Low"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = {"out": sold_out(), "low": low()}.get(self.value())
        return queryset.filter(wanted) if wanted else queryset


def with_standing() -> QuerySet[Dosage]:
    """Dosages with the free units and the sizes of their smallest and largest pack on sale."""
    on_sale = Q(packs__is_public=True)
    return Dosage.objects.select_related("medicine").annotate(
        free=F("units_on_hand") - F("units_reserved"),
        smallest=Min("packs__units", filter=on_sale),
        largest=Max("packs__units", filter=on_sale),
    )


def sold_out() -> Q:
    return Q(free__lt=F("smallest"))


def low() -> Q:
    return Q(free__gte=F("smallest"), free__lt=F("largest"))


def unit_words(dosage: Dosage) -> UnitWords:
    return UnitWords.of(dosage.medicine.unit)


def standing_tag(dosage: Dosage) -> str:
    """As a mark beside the numbers; needs `with_standing`."""
    if dosage.smallest is None:
        return tag(_("No pack on sale"))
    if dosage.free < dosage.smallest:
        return tag(_("Sold out"), "stop")
    return tag(_("Low"), "warn") if dosage.free < dosage.largest else ""
