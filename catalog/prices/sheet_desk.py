"""Staff's pages of price sheets: out as XLSX or CSV, in as a file that is read, then looked at."""

from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.permissions import CHANGE_PRICES
from catalog.models import Pack
from catalog.prices.models import PriceSheet
from catalog.prices.sheet_export import TooManyRows, csv_lines, packs_to_export, xlsx_file
from catalog.prices.sheet_formats import COLUMNS, Csv, Xlsx
from catalog.prices.sheet_forms import SheetForm
from catalog.prices.sheet_reading import propose_by_sheet
from catalog.prices.sheets import MOST_BYTES
from catalog.uploads import was_left_out

LIST = "admin:catalogue_pack_changelist"
# What the list of packs shows to a request, of all its pages.
Listed = Callable[[HttpRequest], QuerySet[Pack]]
may_price = permission_required(CHANGE_PRICES, raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_price
def import_sheet(request: HttpRequest) -> HttpResponse:
    """Choose a file; it leads to what it would change, once it is read."""
    if request.method != "POST":
        return _page(request, SheetForm())
    # Asked last: what was too large is known once the file has come in.
    form = SheetForm(request.POST, request.FILES, is_left_out=was_left_out(request))
    if not form.is_valid():
        return _page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    file = form.cleaned_data["file"]
    sent = {"by": request.user, "now": timezone.now()}
    proposal = propose_by_sheet(file.read(), file_name=file.name, **sent)
    return redirect("admin:catalogue_pack_proposal", proposal.pk)


# What catalog/uploads.py takes in of a file here.
import_sheet.most_upload_bytes = MOST_BYTES


def being_read(request: HttpRequest, sheet: PriceSheet) -> TemplateResponse:
    """How far it is; the page asks again by itself."""
    context = _context(request, _("Import: reading the file")) | {"sheet": sheet}
    return TemplateResponse(request, "admin/catalogue/pack/sheet_reading.html", context)


@require_safe
@may_price
def export_xlsx(request: HttpRequest, *, listed: Listed) -> HttpResponseBase:
    """Every pack that the list's filters leave, as an XLSX file."""
    return _exported(request, listed, _xlsx_answer)


@require_safe
@may_price
def export_csv(request: HttpRequest, *, listed: Listed) -> HttpResponseBase:
    """The same as a CSV file."""
    return _exported(request, listed, _csv_answer)


def addresses(listed: Listed) -> list[URLPattern]:
    """Beneath the list of packs."""
    views: dict[str, Callable[..., HttpResponseBase]] = {
        "import": import_sheet,
        "export_xlsx": partial(export_xlsx, listed=listed),
        "export_csv": partial(export_csv, listed=listed),
    }
    return [
        path(
            f"{name.replace('_', '/')}/", admin.site.admin_view(view), name=f"catalogue_pack_{name}"
        )
        for name, view in views.items()
    ]


def _exported(
    request: HttpRequest, listed: Listed, answer: Callable[[Iterable[Any]], HttpResponseBase]
) -> HttpResponseBase:
    try:
        return answer(packs_to_export(listed(request)).iterator())
    except IncorrectLookupParameters:
        return redirect(f"{reverse(LIST)}?e=1")
    except TooManyRows as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse(LIST)}?{request.GET.urlencode()}")


def _xlsx_answer(packs: Iterable[Any]) -> FileResponse:
    name, kind = _("prices") + ".xlsx", Xlsx.CONTENT_TYPE
    return FileResponse(xlsx_file(packs), as_attachment=True, filename=name, content_type=kind)


def _csv_answer(packs: Iterable[Any]) -> StreamingHttpResponse:
    name, kind = _("prices") + ".csv", f"{Csv.CONTENT_TYPE}; charset=utf-8"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return StreamingHttpResponse(csv_lines(packs), content_type=kind, headers=headers)


def _page(request: HttpRequest, form: SheetForm, *, status: int = 200) -> TemplateResponse:
    context = _context(request, _("Import prices")) | {"form": form, "columns": COLUMNS}
    template = "admin/catalogue/pack/sheet_import.html"
    return TemplateResponse(request, template, context, status=status)


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    return {**admin.site.each_context(request), "opts": Pack._meta, "title": title}
