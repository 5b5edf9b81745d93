"""Prices: every pack with its price, to find, change many at once, and see what it cost."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.dosage_search import with_words
from catalog.admin.long_lists import LongListAdmin
from catalog.admin.pack_filters import (
    ByClass,
    ByPrice,
    ByStrength,
    ByUnit,
    ChangedLast,
    InCategory,
    OnSale,
)
from catalog.admin.permissions import CHANGE_PRICES
from catalog.admin.tags import tag
from catalog.models import Pack
from catalog.moments import for_staff
from catalog.money import price as money
from catalog.partner.models import PriceFrom
from catalog.prices import history_desk, proposal_desk, proposing, sheet_desk
from catalog.prices.schedule.rules import ScheduleState
from catalog.prices.scheduled import ScheduledPrice
from catalog.pricing import PackOffer
from catalog.units import UnitWords


@admin.register(Pack)
class PackAdmin(LongListAdmin):
    """Every pack of every medicine; its page is its price over time."""

    list_display = ("pack", "size", "price", "per_unit", "class_in_words", "changed", "standing")
    list_display_links = ("size",)
    list_filter = (InCategory, ByStrength, ByUnit, ByClass, ByPrice, ChangedLast, OnSale)
    # With these there is a field to search in; how is said below.
    search_fields = ("parent__title", "parent__generic_name", "dosage__label")
    search_help_text = gettext_lazy("Name, generic name or strength")
    ordering = ("parent__title", "parent_id", "dosage__position", "dosage_id", "units")
    actions = ("change_prices",)
    actions_selection_counter = True
    list_per_page = 100
    most_listed = proposing.MOST_PACKS
    empty_value_display = ""

    # --- Who may do what ---------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Pack | None = None) -> bool:
        return request.user.has_perm(CHANGE_PRICES)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A pack is added on its medicine's page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Pack | None = None) -> bool:
        """What was ever ordered is taken off sale, never deleted."""
        return False

    # --- The list ----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pack]:
        changes = PriceFrom.objects.filter(pack=OuterRef("pk")).order_by("-since", "-pk")
        # By their names one that runs comes before those that wait.
        scheduled = ScheduledPrice.objects.open().filter(pack=OuterRef("pk")).order_by("state")
        return (
            Pack.objects.packs()
            # What every pack has: so it may be gone about from any of them.
            .filter(
                parent__structure=Pack.PARENT,
                dosage__isnull=False,
                stockrecords__isnull=False,
            )
            .select_related("parent", "dosage")
            .annotate(
                costs=F("stockrecords__price"),
                changed_at=Subquery(changes.values("since")[:1]),
                scheduled=Subquery(scheduled.values("state")[:1]),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Pack], search_term: str
    ) -> tuple[QuerySet[Pack], bool]:
        return with_words(queryset, search_term, "dosage"), False

    @admin.display(description=gettext_lazy("Pack"), ordering="parent__title")
    def pack(self, pack: Pack) -> str:
        url = reverse("admin:catalogue_medicine_change", args=[pack.parent_id])
        return format_html('<a href="{}">{} {}</a>', url, pack.parent.title, pack.dosage.text)

    @admin.display(description=gettext_lazy("Size"), ordering="units")
    def size(self, pack: Pack) -> str:
        return UnitWords.of(pack.parent.unit).count(pack.units)

    @admin.display(description=gettext_lazy("Price"), ordering="costs")
    def price(self, pack: Pack) -> str:
        if not pack.scheduled:
            return money(pack.costs)
        runs = pack.scheduled == ScheduleState.RUNNING
        pill = tag(_("Scheduled price"), "good") if runs else tag(_("Scheduled"), "info")
        return format_html("{} {}", money(pack.costs), pill)

    @admin.display(description=gettext_lazy("Per unit"), ordering=F("costs") / F("units"))
    def per_unit(self, pack: Pack) -> str:
        return money(PackOffer(pack.units, pack.costs).unit_price)

    @admin.display(description=gettext_lazy("Class"))
    def class_in_words(self, pack: Pack) -> str:
        return capfirst(str(pack.effective_legal_class.label))

    @admin.display(description=gettext_lazy("Changed last"), ordering="changed_at")
    def changed(self, pack: Pack) -> Any:
        return pack.changed_at and for_staff(pack.changed_at)

    @admin.display(description=gettext_lazy("On sale"), ordering="is_public")
    def standing(self, pack: Pack) -> str:
        return tag(_("On sale"), "good") if pack.is_public else tag(_("Off sale"))

    @admin.action(description=gettext_lazy("Change prices…"), permissions=["change"])
    def change_prices(self, request: HttpRequest, queryset: QuerySet[Pack]) -> HttpResponse | None:
        try:
            proposal = proposing.propose(queryset, by=request.user, now=timezone.now())
        except proposing.TooManyPacks:
            words = _("At most %s packs at once: narrow the list down first.")
            messages.error(request, words % f"{proposing.MOST_PACKS:,}")
            return None
        return redirect("admin:catalogue_pack_proposal", proposal.pk)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"list_name": _("Prices"), **(extra_context or {})}
        return super().changelist_view(request, context)

    # --- The page ----------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [
            *proposal_desk.addresses(),
            *history_desk.addresses(),
            *sheet_desk.addresses(self.listed),
            *super().get_urls(),
        ]

    def listed(self, request: HttpRequest) -> QuerySet[Pack]:
        """What the list shows to a request, of all its pages. Raises IncorrectLookupParameters."""
        return self.get_changelist_instance(request).queryset

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A pack is changed on its medicine's page; here stands what it cost."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pack = self.get_object(request, object_id)
        if pack is None:
            raise Http404(_("There is no such pack."))
        return redirect("admin:catalogue_pack_prices", pack.pk)

    history_view = change_view
