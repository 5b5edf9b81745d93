"""How the list of packs is narrowed down: by what they are, cost, and when that changed."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.legal_class import LegalClass, stricter_than
from catalog.models import Category, Dosage, Medicine, Pack
from catalog.moments import day_began
from catalog.money import price as money
from catalog.partner.models import PriceFrom
from catalog.strengths import strength_text
from catalog.units import Unit

Lookups = list[tuple[str, str]]
MOST_STRENGTHS = 30
# The newest dosages, whose strengths are counted: all that most shops have.
COUNTED = 5_000
PRICE_STEPS = [Decimal(amount) for amount in (10, 25, 50, 100, 250, 1000)]


class PackFilter(admin.SimpleListFilter):
    """A filter that asks nothing of the database where it is not used.

    Each narrows packs down in `filtered(packs, value)`, for a value it offers.
    """

    def queryset(self, request: HttpRequest, queryset: QuerySet[Pack]) -> QuerySet[Pack]:
        value = self.value()
        known = {str(key) for key, _words in self.lookup_choices}
        return self.filtered(queryset, value) if value in known else queryset


class InCategory(PackFilter):
    """By category of the medicine, or in none."""

    title, parameter_name = gettext_lazy("category"), "category"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        named = Category.objects.order_by("name", "pk").values_list("pk", "name")
        return [*((str(pk), name) for pk, name in named), ("none", _("No category"))]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        if value == "none":
            return packs.filter(parent__categories__isnull=True)
        return packs.filter(parent__categories=value)


class ByStrength(PackFilter):
    """By dosage: of the strengths there are, those most dosages have."""

    title, parameter_name = gettext_lazy("dosage"), "strength"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        with_packs = Dosage.objects.filter(Exists(Pack.objects.filter(dosage=OuterRef("pk"))))
        newest = with_packs.order_by("-pk").values_list("label", flat=True)
        counted = Counter(newest[:COUNTED])
        labels = sorted(counted, key=lambda label: (-counted[label], label))[:MOST_STRENGTHS]
        asked = request.GET.get(self.parameter_name)
        if asked and "\0" not in asked and asked not in labels:
            labels.append(asked)
        return [(label, strength_text(label)) for label in labels]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        return packs.filter(dosage__label=value)


class ByUnit(PackFilter):
    """By what the pack counts."""

    title, parameter_name = gettext_lazy("unit"), "unit"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        of_a_unit = (
            Medicine.objects.medicines().filter(unit=unit).order_by().values_list("unit")[:1]
            for unit in Unit
        )
        first, *others = of_a_unit
        used = {unit for (unit,) in first.union(*others, all=True)}
        return [(unit.value, capfirst(unit.plural)) for unit in Unit if unit in used]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        return packs.filter(parent__unit=value)


class ByClass(PackFilter):
    """By the class every rule reads: the stricter of the medicine's and the pack's own."""

    title, parameter_name = gettext_lazy("class"), "class"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [(one.value, capfirst(str(one.label))) for one in LegalClass]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        stricter = [*stricter_than(value)]
        is_it = Q(parent__legal_class=value) | Q(legal_class=value)
        is_stricter = Q(parent__legal_class__in=stricter) | Q(legal_class__in=stricter)
        return packs.filter(is_it).exclude(is_stricter)


class ByPrice(PackFilter):
    """By what the pack costs, in steps."""

    title, parameter_name = gettext_lazy("price"), "price"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        first, last = PRICE_STEPS[0], PRICE_STEPS[-1]
        between = [
            (f"{low}-{high}", f"{money(low)} – {money(high)}")
            for low, high in zip(PRICE_STEPS, PRICE_STEPS[1:], strict=False)
        ]
        return [
            (f"0-{first}", _("Below %s") % money(first)),
            *between,
            (f"{last}-", _("%s and more") % money(last)),
        ]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        low, _dash, high = value.partition("-")
        packs = packs.filter(costs__gte=Decimal(low))
        return packs.filter(costs__lt=Decimal(high)) if high else packs


class ChangedLast(PackFilter):
    """By when the price moved last, as Today counts it: a first price is no move."""

    title, parameter_name = gettext_lazy("last change"), "changed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [
            ("today", _("Today")),
            ("week", _("Within 7 days")),
            ("month", _("Within 30 days")),
            ("before", _("Before that")),
        ]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        days = {"today": 0, "week": 7, "month": 30, "before": 30}[value]
        since = day_began(timezone.now()) - timedelta(days=days)
        moved = Exists(PriceFrom.objects.moves_since(since).order_by().filter(pack=OuterRef("pk")))
        return packs.filter(~moved if value == "before" else moved)


class OnSale(PackFilter):
    """Whether the pack is on sale."""

    title, parameter_name = gettext_lazy("on sale"), "on_sale"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [("1", _("On sale")), ("0", _("Off sale"))]

    def filtered(self, packs: QuerySet[Pack], value: str) -> QuerySet[Pack]:
        return packs.filter(is_public=value == "1")
