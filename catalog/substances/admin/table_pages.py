"""The table of interactions in and out: a file is looked at first, then taken."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.spreadsheets import BYTE_ORDER_MARK
from catalog.substances.importing.actions import exported, import_interactions
from catalog.substances.importing.plans import Plan
from catalog.substances.importing.table import (
    COLUMNS,
    MOST_BYTES,
    TableRefused,
    text_of,
    too_large,
)
from catalog.substances.models import Interaction
from catalog.uploads import was_left_out

MAY_IMPORT = (
    "substances.add_interaction",
    "substances.change_interaction",
    "substances.add_substance",
)


class TableForm(forms.Form):
    """A file, or the `text` of one that was looked at on this page before."""

    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_left_out: bool = False) -> None:
        """`is_left_out`: the file was too large to be taken in at all."""
        super().__init__(*args)
        self.is_left_out = is_left_out

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if self.is_left_out:
            raise ValidationError(str(too_large()))
        try:
            return text_of(file.read(MOST_BYTES + 1)) if file else ""
        except TableRefused as refused:
            raise ValidationError(str(refused)) from refused

    def clean(self) -> None:
        table = self.cleaned_data.get("file") or self.cleaned_data.get("text")
        if not table and not self.errors:
            self.add_error("file", _("Choose a CSV file."))
        self.cleaned_data["table"] = table


@permission_required(MAY_IMPORT, raise_exception=True)
def import_table(request: HttpRequest) -> HttpResponse:
    """Tells what a file would change; the same text sent with `apply` is taken."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    # Asked last: what was too large is known once the files have come in.
    form = TableForm(*sent, is_left_out=was_left_out(request))
    if not form.is_valid():
        return _page(request, form)
    apply = "apply" in request.POST
    try:
        plan = import_interactions(form.cleaned_data["table"], dry_run=not apply)
    except TableRefused as refused:
        return _page(request, form, refused=refused)
    if not apply:
        return _page(request, form, plan=plan)
    messages.success(request, _("Imported: %s") % plan.summary)
    return redirect("admin:substances_interaction_changelist")


@require_safe
@permission_required("substances.view_interaction", raise_exception=True)
def export_table(request: HttpRequest) -> HttpResponse:
    """Every interaction as a file for a spreadsheet; it can be imported again."""
    return HttpResponse(
        BYTE_ORDER_MARK + exported(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="interactions.csv"'},
    )


def _page(
    request: HttpRequest,
    form: TableForm,
    *,
    plan: Plan | None = None,
    refused: TableRefused | None = None,
) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import interactions"),
        "opts": Interaction._meta,
        "form": form,
        "plan": plan,
        "errors": refused.errors if refused else (),
        "columns": COLUMNS,
    }
    return TemplateResponse(request, "admin/substances/interaction/import.html", context)
