"""The list of orders as staff see it; the desk of one order is in desk/."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.admin.long_lists import LongListAdmin
from catalog.moments import day_began, for_staff
from catalog.money import price
from checkout.order.desk import views as desk
from checkout.order.desk.answering import order_page
from checkout.order.desk.attention_reads import hold_ends
from checkout.order.desk.reads import orders_for_the_desk
from checkout.order.desk.searching import searched
from checkout.order.desk.state_tags import hold_tag, state_tag
from checkout.order.desk.times import ALARM, WARNING
from checkout.order.desk.today import calling_for_a_person, orders_today
from checkout.order.mails.sample_letters import sample_letters
from checkout.order.models import Order
from checkout.order.sold_reads import units_sold
from checkout.order.states import HELD_NOT_CHARGED
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import HOLDING

admin.site.add_to_today(orders_today, first=True)
admin.site.count_on_desk("order.Order", calling_for_a_person)
admin.site.show_mails(sample_letters)
admin.site.tell_sales(units_sold)


class HoldFilter(admin.SimpleListFilter):
    """Orders whose card is held not much longer, and that nobody has charged yet."""

    title = gettext_lazy("hold ends")
    parameter_name = "hold"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("12", _("within 12 hours")), ("48", _("within 48 hours"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        within: dict[str | None, timedelta] = {"12": ALARM, "48": WARNING}
        if self.value() not in within:
            return queryset
        ends = timezone.now() + within[self.value()]
        held = PaymentAttempt.objects.filter(state__in=HOLDING, capture_before__lte=ends)
        return queryset.filter(pk__in=held.values("order"), status__in=HELD_NOT_CHARGED)


class PlacedFilter(admin.SimpleListFilter):
    """Orders of today, by the shop's clock."""

    title = gettext_lazy("placed")
    parameter_name = "placed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("today", _("today"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "today":
            return queryset
        return queryset.filter(date_placed__gte=day_began(timezone.now()))


@admin.register(Order)
class OrderAdmin(LongListAdmin):
    list_display = ["name", "sent_to", "state", "total", "packs", "placed", "held_until"]
    list_filter = [HoldFilter, PlacedFilter, "status"]
    search_fields = [
        "number",
        "guest_email",
        "shipping_address__first_name",
        "shipping_address__last_name",
    ]
    search_help_text = gettext_lazy("By order number, e-mail or name.")
    ordering = ["-date_placed", "-pk"]
    actions = None
    empty_value_display = ""

    @admin.display(description=gettext_lazy("order"), ordering="number")
    def name(self, order: Order) -> str:
        return order.number

    @admin.display(description=gettext_lazy("for"), empty_value="")
    def sent_to(self, order: Order) -> str:
        return order.shipping_address.name if order.shipping_address else ""

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, order: Order) -> SafeString:
        return state_tag(order.status)

    @admin.display(description=gettext_lazy("total"), ordering="total_incl_tax")
    def total(self, order: Order) -> str:
        return price(order.total_incl_tax)

    @admin.display(description=gettext_lazy("packs"))
    def packs(self, order: Order) -> int:
        return order.pack_count

    @admin.display(description=gettext_lazy("placed"), ordering="date_placed")
    def placed(self, order: Order) -> str:
        return for_staff(order.date_placed)

    @admin.display(description=gettext_lazy("hold ends"))
    def held_until(self, order: Order) -> SafeString | str:
        """A mark while somebody may still charge it, else only when it ends by itself."""
        ends = hold_ends(order.attempts.all())
        if ends is None:
            return ""
        return (
            hold_tag(ends, timezone.now()) if order.status in HELD_NOT_CHARGED else for_staff(ends)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        orders = super().get_queryset(request).select_related("shipping_address")
        return orders.prefetch_related("lines", "attempts")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return searched(queryset, search_term, most=self.most_listed), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        return [*desk.addresses(), *super().get_urls()]

    @method_decorator(require_safe)
    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any):
        """Nothing is typed here: the forms on it post to the desk's own addresses."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        # Longer than any key: of thousands of digits Python makes no number.
        if not object_id.isdecimal() or len(object_id) > 19:
            raise Http404
        order = orders_for_the_desk().filter(pk=object_id).first()
        if order is None:
            raise Http404
        return order_page(request, order)
