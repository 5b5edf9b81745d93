"""Staff's desk of scheduled prices: the list, and the pages that schedule, change and cancel."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from catalog.admin.permissions import CHANGE_PRICES, SEE_COSTS
from catalog.admin.tags import tag
from catalog.models import Medicine, Product
from catalog.money import price as money
from catalog.people import name_of
from catalog.prices.schedule import actions, words
from catalog.prices.schedule.forms import MedicineChoice, ScheduleForm
from catalog.prices.schedule.rules import IllegalMove, ScheduleState
from catalog.prices.schedule.tabs import tabs
from catalog.prices.scheduled import ScheduledPrice

PAGES = "admin/prices/scheduledprice"
LIST = "admin:prices_scheduledprice_changelist"
shown_or_posted = method_decorator(require_http_methods(["GET", "HEAD", "POST"]))


@admin.register(ScheduledPrice)
class ScheduledPriceAdmin(admin.ModelAdmin):
    """Prices that change by themselves."""

    list_display = ("pack_named", "starts", "ends", "now", "then", "change", "standing", "by_whom")
    list_display_links = ("pack_named",)
    ordering = ("starts_at", "pk")
    actions = ("cancel_chosen",)
    show_full_result_count = False
    empty_value_display = ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A scheduled price is a change of a price."""
        may_add: bool = super().has_add_permission(request)
        return may_add and request.user.has_perm(CHANGE_PRICES)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also to cancel one, which gives another price back."""
        may_change: bool = super().has_change_permission(request, obj)
        return may_change and request.user.has_perm(CHANGE_PRICES)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was planned stays known; it is cancelled."""
        return False

    # --- The list ----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScheduledPrice]:
        return ScheduledPrice.objects.with_names()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = {"tabs": tabs(ScheduledPrice.objects.counts(), request.GET.get("state", ""))}
        return super().changelist_view(request, shown | (extra_context or {}))

    @admin.display(description=gettext_lazy("Pack"), ordering="pack__parent__title")
    def pack_named(self, one: ScheduledPrice) -> SafeString:
        return words.pack_named(one)

    @admin.display(description=gettext_lazy("Starts"), ordering="starts_at")
    def starts(self, one: ScheduledPrice) -> SafeString:
        return words.moment(one.starts_at, timezone.now())

    @admin.display(description=gettext_lazy("Ends"), ordering="ends_at")
    def ends(self, one: ScheduledPrice) -> SafeString | str:
        if one.ends_at is None:
            return format_html('<span class="quiet">{}</span>', _("stays"))
        return words.moment(one.ends_at, timezone.now())

    @admin.display(description=gettext_lazy("Now"))
    def now(self, one: ScheduledPrice) -> str:
        return money(one.compared_with)

    @admin.display(description=gettext_lazy("Then"), ordering="price")
    def then(self, one: ScheduledPrice) -> SafeString:
        return format_html("<strong>{}</strong>", money(one.price))

    @admin.display(description=gettext_lazy("Change"))
    def change(self, one: ScheduledPrice) -> SafeString | str:
        step = words.change(one.compared_with, one.price)
        if not words.is_large(one.compared_with, one.price):
            return step
        return format_html("{} {}", step, tag(words.above_the_step(), "warn"))

    @admin.display(description=gettext_lazy("State"), ordering="state")
    def standing(self, one: ScheduledPrice) -> SafeString:
        return words.state_tag(one)

    @admin.display(description=gettext_lazy("By"))
    def by_whom(self, one: ScheduledPrice) -> str:
        return name_of(one.by)

    @admin.action(description=gettext_lazy("Cancel"), permissions=["change"])
    def cancel_chosen(self, request: HttpRequest, chosen: QuerySet[ScheduledPrice]) -> None:
        for one in chosen:
            self._cancel(request, one)

    # --- The pages ---------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        cancel = self.admin_site.admin_view(require_POST(self.cancel_view))
        name = "prices_scheduledprice_cancel"
        return [path("<int:pk>/cancel/", cancel, name=name), *super().get_urls()]

    @shown_or_posted
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The packs of a medicine, chosen before where the address names none."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        medicine = _medicine_at(request.GET.get("medicine", ""))
        if medicine is None:
            return self._choose(request)
        form = self._form(request, medicine)

        def save(now: datetime) -> str:
            new = actions.schedule(form.prices, by=request.user, now=now, **form.moments_and_why)
            for one in new:
                self.log_addition(request, one, words.already_scheduled(one))
            said = ngettext(
                "%(packs)s price is scheduled.", "%(packs)s prices are scheduled.", len(new)
            )
            return said % {"packs": len(new)}

        context = {"title": _("Schedule prices of %s") % medicine.title, "medicine": medicine}
        return self._typed(request, form, save, context)

    def _choose(self, request: HttpRequest) -> HttpResponse:
        """Staff name the medicine whose packs they are led to."""
        if "medicine" in request.GET:
            messages.error(request, _("This medicine is not there any more: choose again."))
        choice = MedicineChoice(request.GET if "name" in request.GET else None)
        if choice.is_valid():
            return redirect(f"{request.path}?medicine={choice.cleaned_data['name'].pk}")
        context = {"title": _("Schedule a price"), "choice": choice}
        return self._page(request, "choose", context)

    @shown_or_posted
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """One that waits, to be changed; of another what became of it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        one = self._found(request, object_id)
        may_change = self.has_change_permission(request, one)
        context = {"title": str(one.pack), "medicine": one.pack.parent, "one": one}
        if one.state != ScheduleState.WAITING or not may_change:
            context |= words.facts(one) | {"may_change": may_change}
            return self._page(request, "over", context)
        context |= {"standing": words.remark(one)}
        form = self._form(request, one.pack.parent, changed=one)

        def save(now: datetime) -> str:
            price = form.prices[one.pack_id]
            actions.reschedule(one, price=price, by=request.user, **form.moments_and_why)
            one.refresh_from_db()
            self.log_change(request, one, words.already_scheduled(one))
            return _("Saved: %s.") % words.already_scheduled(one)

        return self._typed(request, form, save, context)

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        self._cancel(request, self._found(request, str(pk)))
        return redirect(LIST)

    def _found(self, request: HttpRequest, pk: str) -> ScheduledPrice:
        one = self.get_object(request, pk)
        if one is None:
            raise Http404(_("There is no such scheduled price."))
        return one

    def _cancel(self, request: HttpRequest, one: ScheduledPrice) -> None:
        name = {"pack": str(one.pack)}
        try:
            became = actions.cancel(one, by=request.user)
        except IllegalMove:
            messages.warning(request, _("%(pack)s: over already, nothing was cancelled.") % name)
            return
        said = words.CANCELLED[became] % name
        self.log_change(request, one, said)
        messages.success(request, said)

    def _form(
        self, request: HttpRequest, medicine: Product, changed: ScheduledPrice | None = None
    ) -> ScheduleForm:
        return ScheduleForm(
            request.POST if request.method == "POST" else None,
            medicine=medicine,
            may_see_costs=request.user.has_perm(SEE_COSTS),
            now=timezone.now(),
            changed=changed,
        )

    def _typed(
        self,
        request: HttpRequest,
        form: ScheduleForm,
        save: Callable[[datetime], str],
        context: dict[str, Any],
    ) -> HttpResponse:
        """Save what was typed and lead to the list, or show what is wrong with it."""
        if request.method != "POST":
            return self._page(request, "form", context | {"form": form})
        try:
            if form.is_valid():
                messages.success(request, save(form.now))
                return redirect(LIST)
        except actions.CannotSchedule as refusal:
            form.refuse(refusal.problems)
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        return self._page(
            request, "form", context | {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"{PAGES}/{name}.html", frame | context, status=status)


def _medicine_at(pk: str) -> Medicine | None:
    """By its id in an address."""
    try:
        return Medicine.objects.medicines().filter(pk=pk).first()
    except ValueError:
        return None
