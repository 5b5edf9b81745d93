"""Orders as staff see them: to look at, and for a pharmacist to approve or reject."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from catalog.money import price
from checkout.order import actions
from checkout.order.models import Order
from checkout.order.numbers import as_number
from checkout.order.order_page import staff_page
from checkout.order.states import OrderState
from checkout.order.today import orders_today
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import HOLDING

admin.site.add_to_today(orders_today)


class DecisionForm(forms.Form):
    """Approve the whole order, or reject it with a reason that is kept with it."""

    decision = forms.ChoiceField(choices=[("approve", "approve"), ("reject", "reject")])
    reason = forms.CharField(required=False, max_length=255)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "reject" and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the order is rejected: it is kept with the order."))
        return cleaned


class AttentionFilter(admin.SimpleListFilter):
    """Orders with a payment that waits for a person, or with a promise nobody can keep."""

    title = gettext_lazy("attention")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [("payment", _("payment needs attention")), ("stuck", _("tried again and again"))]

    def queryset(self, request, queryset):
        if self.value() == "payment":
            troubled = PaymentAttempt.objects.exclude(needs_attention="")
            return queryset.filter(pk__in=troubled.values("order"))
        if self.value() == "stuck":
            return queryset.filter(pk__in=outbox.stuck().values("order"))
        return queryset


def _moment(at: datetime) -> str:
    """As on every page for staff: "25 Nov 2026, 15:28", in the shop's time zone."""
    return date_format(timezone.localtime(at), "j M Y, H:i")


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    change_form_template = "admin/order/order/change_form.html"
    list_display = ["name", "patient", "state", "total", "packs", "placed", "held_until"]
    list_filter = [AttentionFilter, "status"]
    search_fields = [
        "number",
        "guest_email",
        "shipping_address__first_name",
        "shipping_address__last_name",
    ]
    search_help_text = gettext_lazy("By order number, e-mail or name.")
    ordering = ["-date_placed", "-pk"]
    actions = None

    @admin.display(description=gettext_lazy("order"), ordering="number")
    def name(self, order: Order) -> str:
        return order.number

    @admin.display(description=gettext_lazy("for"), empty_value="")
    def patient(self, order: Order) -> str:
        return order.shipping_address.name if order.shipping_address else ""

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, order: Order) -> str:
        return capfirst(order.get_status_display())

    @admin.display(description=gettext_lazy("total"), ordering="total_incl_tax")
    def total(self, order: Order) -> str:
        return price(order.total_incl_tax)

    @admin.display(description=gettext_lazy("packs"))
    def packs(self, order: Order) -> int:
        return order.pack_count

    @admin.display(description=gettext_lazy("placed"), ordering="date_placed")
    def placed(self, order: Order) -> str:
        return _moment(order.date_placed)

    @admin.display(description=gettext_lazy("hold ends"))
    def held_until(self, order: Order) -> str:
        held = [attempt for attempt in order.attempts.all() if attempt.state in HOLDING]
        return _moment(held[-1].capture_before) if held and held[-1].capture_before else ""

    def get_queryset(self, request):
        orders = super().get_queryset(request).select_related("shipping_address")
        return orders.prefetch_related("lines", "attempts")

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return found | queryset.filter(number=as_number(search_term)), may_repeat

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        decide = path(
            "<int:pk>/decide/",
            self.admin_site.admin_view(require_POST(self.decide)),
            name="order_order_decide",
        )
        return [decide, *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= staff_page(obj)
        context |= {"title": obj.number, "subtitle": ""}
        context["may_decide"] = (
            obj.status == OrderState.AWAITING_PHARMACIST
            and request.user.has_perm("order.decide_order")
        )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One decision about the whole order; what is wrong with it is said on the order's page."""
        if not request.user.has_perm("order.decide_order"):
            raise PermissionDenied
        order, form = get_object_or_404(Order, pk=pk), DecisionForm(request.POST)
        if form.is_valid():
            self._decide(request, order, form.cleaned_data)
        else:
            for error in [error for errors in form.errors.values() for error in errors]:
                self.message_user(request, error, messages.ERROR)
        return redirect("admin:order_order_change", pk)

    def _decide(self, request: HttpRequest, order: Order, decision: dict[str, str]) -> None:
        decided = {"by": request.user, "now": timezone.now(), "reason": decision["reason"]}
        try:
            if decision["decision"] == "approve":
                actions.approve(order, **decided)
                self.message_user(request, _("Approved: the card is charged next."))
            else:
                actions.reject(order, **decided)
                self.message_user(request, _("Rejected: the hold on the card is released next."))
        except actions.CannotDecide as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
