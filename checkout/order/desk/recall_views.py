"""A recall: from a lot's number every order and patient that got it, as a page and as a file."""

import csv
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from catalog.lots.actions import CannotMove, withdraw
from catalog.lots.models import Lot
from checkout.order.desk.recall_csv import recall_rows
from checkout.order.desk.recall_reads import lots_numbered, recipients, sums_of, who_got
from checkout.order.models import Order

ROWS_A_PAGE = 100
View = Callable[[HttpRequest], HttpResponse]


class RecallForm(forms.Form):
    """A lot's number; a medicine where another one has a lot of that number."""

    lot = forms.CharField(
        label=gettext_lazy("Lot number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the lot number of the recall.")},
    )
    medicine = forms.CharField(label=gettext_lazy("Medicine"), max_length=60, required=False)


def who_may_recall(view: View) -> View:
    """Who gets what is a patient's secret: for those who recall, and may see orders."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perms(["order.view_order", "order.recall_lot"]):
            raise PermissionDenied
        return view(request)

    return checked


@who_may_recall
@require_safe
def recall(request: HttpRequest) -> HttpResponse:
    """Who got a lot; the first page asks which."""
    form = RecallForm(request.GET if "lot" in request.GET else None)
    found = _found(form, request.GET.get("page", "")) if form.is_valid() else {}
    context = {
        **admin.site.each_context(request),
        "opts": Order._meta,
        "form": form,
        "may_withdraw": request.user.has_perm("lots.withdraw_lot"),
        **found,
    }
    return TemplateResponse(request, "admin/order/order/recall.html", context)


@who_may_recall
@require_safe
def recall_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, written while it is read: any number of patients."""
    form = RecallForm(request.GET)
    if not form.is_valid():
        return redirect("admin:order_order_recall")
    rows = who_got(lots_numbered(**_asked(form))).iterator(chunk_size=500)
    response = StreamingHttpResponse(
        _lines(recall_rows(recipients(rows))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="recall.csv"'
    response["Cache-Control"] = "no-store, private"
    return response


@who_may_recall
@require_POST
def recall_withdraw(request: HttpRequest) -> HttpResponse:
    """Give what is left of a lot to nobody; needs the permission for that, too."""
    if not request.user.has_perm("lots.withdraw_lot"):
        raise PermissionDenied
    number = request.POST.get("withdraw", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    lot = get_object_or_404(Lot, pk=number if is_number else 0)
    try:
        withdraw(
            lot,
            because=Lot.Because.RECALLED,
            reason=_("Recalled"),
            by=request.user,
            now=timezone.now(),
        )
    except CannotMove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn: take what is left of it off the shelf."))
    return redirect(f"{reverse('admin:order_order_recall')}?{urlencode({'lot': lot.number})}")


def addresses() -> list[URLPattern]:
    """Beneath the list of orders."""
    seen_by_staff = admin.site.admin_view
    return [
        path("recall/", seen_by_staff(recall), name="order_order_recall"),
        path("recall/csv/", seen_by_staff(recall_csv), name="order_order_recall_csv"),
        path(
            "recall/withdraw/", seen_by_staff(recall_withdraw), name="order_order_recall_withdraw"
        ),
    ]


def _found(form: RecallForm, number: str) -> dict[str, Any]:
    asked = _asked(form)
    lots = list(lots_numbered(**asked))
    rows = who_got(lots)
    sums = sums_of(rows)
    paginator = Paginator(rows, ROWS_A_PAGE)
    paginator.count = sums["rows"]
    page = paginator.get_page(number)
    return {
        "lots": lots,
        "sums": sums,
        "page": page,
        "recipients": list(recipients(page)),
        "query": urlencode({"lot": asked["number"], "medicine": asked["medicine"]}),
    }


def _asked(form: RecallForm) -> dict[str, str]:
    return {"number": form.cleaned_data["lot"], "medicine": form.cleaned_data["medicine"]}


class _Echo:
    """A file of which only what was written last is there."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Spreadsheets take a file for UTF-8 where it begins so.
    yield "\ufeff"
    yield from (writer.writerow(row) for row in rows)
