"""Stock: every dosage with its pool of units; the page of one is in stock_page.py."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.admin import stock_page
from catalog.admin.dosage_search import with_words
from catalog.admin.long_lists import LongListAdmin
from catalog.admin.permissions import CORRECT_STOCK, may_see_stock
from catalog.admin.stock_standing import StandingFilter, standing_tag, unit_words
from catalog.models import Dosage, Medicine


@admin.register(Dosage)
class StockAdmin(LongListAdmin):
    """Every dosage with what lies on the shelf; its page receives, corrects and withdraws."""

    list_display = ("dosage", "on_hand", "reserved", "free", "standing")
    list_filter = (StandingFilter,)
    # With these there is a field to search in; how is said below.
    search_fields = ("medicine__title", "medicine__generic_name", "label")
    search_help_text = gettext_lazy("Name, generic name or strength")
    ordering = ("medicine__title", "medicine_id", "position", "pk")
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
        # Its index is of medicines alone.
        return Dosage.objects.with_standing().filter(medicine__structure=Medicine.PARENT)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Dosage], search_term: str
    ) -> tuple[QuerySet[Dosage], bool]:
        return with_words(queryset, search_term, "pk"), False

    @admin.display(description=gettext_lazy("Dosage"), ordering="medicine__title")
    def dosage(self, dosage: Dosage) -> str:
        return str(dosage)

    @admin.display(description=gettext_lazy("On hand"), ordering="units_on_hand")
    def on_hand(self, dosage: Dosage) -> str:
        return unit_words(dosage).count(dosage.units_in_lots)

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

    def get_urls(self) -> list:
        return [*stock_page.addresses(), *super().get_urls()]

    @method_decorator(require_safe)
    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any):
        """Nothing is typed here: the forms on it post to addresses of their own."""
        dosage = self.get_object(request, object_id)
        if dosage is None:
            raise Http404(_("There is no such dosage."))
        if not self.has_view_permission(request, dosage):
            raise PermissionDenied
        return stock_page.stock_page(request, dosage)
