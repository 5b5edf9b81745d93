"""A recall: from a lot's number every order and patient that got it, as a page and as a file."""

import csv
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

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
from django.views.decorators.http import require_POST, require_safe

from catalog.admin.permissions import WITHDRAW_LOTS
from catalog.admin.stock_reads import lot_tag
from catalog.lots.actions import CannotMove, withdraw
from catalog.lots.models import Lot
from catalog.spreadsheets import BYTE_ORDER_MARK
from checkout.order.desk.answering import number_in
from checkout.order.desk.recall_csv import recall_rows
from checkout.order.desk.recall_forms import RecallForm
from checkout.order.desk.recall_reads import lots_numbered, recipients, sums_of, who_got
from checkout.order.models import Order

ROWS_A_PAGE = 100
View = Callable[[HttpRequest], HttpResponse]


def who_may_recall(*more: str) -> Callable[[View], View]:
    """Who gets what is a patient's secret: for those who see orders, recall, and may do `more`."""

    def decorator(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest) -> HttpResponse:
            if not request.user.has_perms(["order.view_order", "order.recall_lot", *more]):
                raise PermissionDenied
            return view(request)

        return checked

    return decorator


@who_may_recall()
@require_safe
def recall(request: HttpRequest) -> HttpResponse:
    """Who got a lot; the first page asks which."""
    form = RecallForm(request.GET if "lot" in request.GET else None)
    found = _found(form, request.GET.get("page", "")) if form.is_valid() else {}
    context = {
        **admin.site.each_context(request),
        "opts": Order._meta,
        "form": form,
        "may_withdraw": request.user.has_perm(WITHDRAW_LOTS),
        **found,
    }
    return TemplateResponse(request, "admin/order/order/recall.html", context)


@who_may_recall()
@require_safe
def recall_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, written while it is read: any number of patients."""
    form = RecallForm(request.GET)
    if not form.is_valid():
        return redirect("admin:order_order_recall")
    rows = who_got(lots_numbered(**form.asked)).iterator(chunk_size=500)
    response = StreamingHttpResponse(
        _lines(recall_rows(recipients(rows))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="recall.csv"'
    response["Cache-Control"] = "no-store, private"
    return response


@who_may_recall(WITHDRAW_LOTS)
@require_POST
def recall_withdraw(request: HttpRequest) -> HttpResponse:
    """Give what is left of a lot to nobody."""
    lot = get_object_or_404(Lot, pk=number_in(request, "withdraw"))
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
    lots = list(lots_numbered(**form.asked))
    rows = who_got(lots)
    sums = sums_of(rows)
    paginator = Paginator(rows, ROWS_A_PAGE)
    paginator.count = sums["rows"]
    page = paginator.get_page(number)
    return {
        "lots": [(lot, lot_tag(lot, timezone.localdate())) for lot in lots],
        "sums": sums,
        "page": page,
        "recipients": list(recipients(page)),
        "query": urlencode(form.cleaned_data),
    }


class _Echo:
    """A file of which only what was written last is there."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    yield from (writer.writerow(row) for row in rows)
