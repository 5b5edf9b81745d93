"""The history as pharmacists see it: to look at only."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from pharmacy.history.forms import HistoryForm
from pharmacy.history.models import Entry
from pharmacy.history.reads import events

# Deeper than anybody turns pages; whoever looks for older events asks for fewer kinds.
LAST_PAGE = 1000


@admin.register(Entry)
class HistoryAdmin(admin.ModelAdmin):
    actions = None

    @method_decorator(require_safe)
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form, page = HistoryForm(request.GET), _page(request)
        wanted = form.wanted()
        rows, has_more = events(wanted, page=page) if wanted else ([], False)
        context = self.admin_site.each_context(request) | {
            "form": form,
            "rows": rows,
            "newer": _address(request, page - 1) if page > 1 else "",
            "older": _address(request, page + 1) if has_more else "",
        }
        return render(request, "admin/history/entry/change_list.html", context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        """The list alone: an event has no page of its own."""
        return [url for url in super().get_urls() if url.name == "history_entry_changelist"]


def _page(request: HttpRequest) -> int:
    page = request.GET.get("page", "")
    is_page = page.isascii() and page.isdecimal() and len(page) < 5
    return min(max(int(page), 1), LAST_PAGE) if is_page else 1


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
