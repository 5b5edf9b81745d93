"""The comparisons with Stripe as staff see them: to look at only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.tags import tag
from catalog.moments import for_staff
from checkout.payment.models import Reconciliation


@admin.register(Reconciliation)
class ReconciliationAdmin(admin.ModelAdmin):
    """Whoever may see orders may see whether they agree with Stripe."""

    list_display = [
        "begun",
        "what",
        "took",
        "compared",
        "differences",
        "unexplained",
        "outcome",
        "found",
    ]
    list_display_links = None
    list_filter = ["span"]
    ordering = ["-started_at", "-pk"]
    actions = None

    @admin.display(description=gettext_lazy("begun"), ordering="started_at")
    def begun(self, run: Reconciliation) -> str:
        return for_staff(run.started_at)

    @admin.display(description=gettext_lazy("what"), ordering="span")
    def what(self, run: Reconciliation) -> str:
        return capfirst(run.get_span_display())

    @admin.display(description=gettext_lazy("finished"), ordering="finished_at")
    def took(self, run: Reconciliation) -> str:
        return for_staff(run.finished_at) if run.finished_at else ""

    @admin.display(description=gettext_lazy("outcome"))
    def outcome(self, run: Reconciliation) -> SafeString:
        if run.finished_at is None:
            return tag(_("Not finished"))
        if run.unexplained:
            return tag(_("For a person to look at"), "warn")
        return tag(_("Put right") if run.differences else _("All agrees"), "good")

    @admin.display(description=gettext_lazy("to look at"))
    def found(self, run: Reconciliation) -> str:
        return linebreaksbr(run.words)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        named = {"list_name": _("Comparisons with Stripe"), **(extra_context or {})}
        return super().changelist_view(request, named)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Reconciliation | None = None) -> bool:
        return request.user.has_perm("order.view_order")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Reconciliation | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Reconciliation | None = None
    ) -> bool:
        return False
