"""Staff's page to import a page: it shows what would change, and then does exactly that."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.admin.permissions import ADD_MEDICINES, CHANGE_PRICES, CHANGE_TEXTS, SEE_COSTS
from catalog.importing.actions import (
    HaveNotRead,
    MayNotPrice,
    NotAsShown,
    import_as_shown,
    import_page,
    may_come_unpriced,
)
from catalog.importing.forms import PageForm
from catalog.importing.page import PageError
from catalog.importing.report import ImportReport
from catalog.importing.seen import fingerprint
from catalog.importing.source import LINE_BREAK, MAX_BYTES
from catalog.models import Medicine
from catalog.uploads import was_left_out

MAY_IMPORT = (ADD_MEDICINES, CHANGE_TEXTS)
# Of changes told at once, and of a line that is quoted.
MOST_TOLD, MOST_QUOTED = 6, 200


@permission_required(MAY_IMPORT, raise_exception=True)
def import_medicine(request: HttpRequest) -> HttpResponse:
    """Tells what a page would change; sent again with `apply`, the page is imported."""
    if request.method != "POST":
        return _page(request, PageForm())
    # Asked last: what was too large is known once the files have come in.
    form = PageForm(request.POST, request.FILES, is_left_out=was_left_out(request))
    if not form.is_valid():
        return _page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        if "apply" in request.POST:
            return _imported(request, form)
        return _shown(request, form, _dry_run(request, form))
    except PageError as refused:
        entered = form.to_be_shown()
        quoted = _line_of(form.cleaned_data["page"], refused.line)
        context = {"refused": refused, "quoted": quoted}
        return _page(request, entered, status=HTTPStatus.UNPROCESSABLE_ENTITY, **context)


# What catalog/uploads.py takes in of a file here, instead of a prescription's bytes.
import_medicine.most_upload_bytes = MAX_BYTES  # type: ignore[attr-defined]


def addresses() -> list[URLPattern]:
    """Beneath the list of medicines."""
    view = admin.site.admin_view(import_medicine)
    return [path("import/", view, name="catalogue_medicine_import")]


def _dry_run(request: HttpRequest, form: PageForm) -> ImportReport:
    entered = form.cleaned_data
    return import_page(
        entered["name"],
        entered["page"],
        overwrite=entered["overwrite"],
        dry_run=True,
        sees_costs=request.user.has_perm(SEE_COSTS),
    )


def _imported(request: HttpRequest, form: PageForm) -> HttpResponse:
    entered = form.cleaned_data
    try:
        report = import_as_shown(
            entered["name"],
            entered["page"],
            shown=entered["shown"],
            overwrite=entered["overwrite"],
            may_price=request.user.has_perm(CHANGE_PRICES),
            sees_costs=request.user.has_perm(SEE_COSTS),
            has_read=entered["have_read"],
        )
    except NotAsShown as differs:
        return _shown(request, form, differs.report, status=HTTPStatus.CONFLICT, is_other=True)
    except MayNotPrice:
        return _shown(request, form, _dry_run(request, form), status=HTTPStatus.CONFLICT)
    except HaveNotRead:
        messages.error(
            request, _("Read the warnings, tick “I have read the warnings”, then import.")
        )
        return _shown(
            request, form, _dry_run(request, form), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    return _done(request, report)


def _shown(
    request: HttpRequest,
    form: PageForm,
    report: ImportReport,
    *,
    status: int = 200,
    is_other: bool = False,
) -> TemplateResponse:
    """What a page would change; `is_other`: it is not what was shown before."""
    entered = form.cleaned_data
    shown = fingerprint(report, entered["page"], overwrite=entered["overwrite"])
    levels = [finding.level for finding in report.findings]
    context = {
        "report": report,
        "is_other": is_other,
        "may_import": request.user.has_perm(CHANGE_PRICES) or may_come_unpriced(report),
        "warnings": levels.count("warning") + len(report.asked),
        "notes": levels.count("note"),
    }
    return _page(request, form.to_be_shown(shown), status=status, **context)


def _done(request: HttpRequest, report: ImportReport) -> HttpResponse:
    """Said to whoever did it, and kept in the medicine's history."""
    medicine = Medicine.objects.medicines().get(slug=report.slug)
    said = [change.message for change in report.changes] or [_("Nothing changes.")]
    name = report.file_name or _("a pasted page")
    page = admin.site.get_model_admin(Medicine)
    log = page.log_addition if report.is_new else page.log_change
    log(request, medicine, " ".join([_("Imported from %s.") % name, *said]))
    told, more = said[:MOST_TOLD], len(said) - MOST_TOLD
    if more > 0:
        rest = ngettext("And %(n)s more change.", "And %(n)s more changes.", more)
        told.append(rest % {"n": more})
    messages.success(request, " ".join([_("Imported from %s.") % name, *told]))
    return redirect("admin:catalogue_medicine_change", medicine.pk)


def _line_of(page: str, number: int) -> str:
    """The text of a line, as much of it as is told."""
    lines = LINE_BREAK.split(page)
    line = lines[number - 1] if number <= len(lines) else ""
    return line if len(line) <= MOST_QUOTED else f"{line[:MOST_QUOTED]}…"


def _page(
    request: HttpRequest, form: PageForm, *, status: int = 200, **context: object
) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import a page"),
        "opts": Medicine._meta,
        "form": form,
        **context,
    }
    template = "admin/catalogue/medicine/import/page.html"
    return TemplateResponse(request, template, context, status=status)
