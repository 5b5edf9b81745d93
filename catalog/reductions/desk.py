"""Staff's page of a medicine's price reductions: announced here, and ended early."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from catalog.admin.permissions import ANNOUNCE_REDUCTIONS
from catalog.models import Medicine, Product
from catalog.reductions import actions, listed
from catalog.reductions.forms import AnnounceForm
from catalog.reductions.models import Reduction
from catalog.reductions.reads import ReductionsPage, reductions_page

View = Callable[[HttpRequest, int], HttpResponse]


def who_announces(view: View) -> View:
    """403 for those who may not announce reductions."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(ANNOUNCE_REDUCTIONS):
            raise PermissionDenied
        return view(request, pk)

    return checked


@require_safe
@who_announces
def reductions(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be announced of a medicine, and what was."""
    page, now = _found(pk), timezone.now()
    return _page(request, page, AnnounceForm(packs=page.packs.values(), now=now))


@require_POST
@who_announces
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    page, now = _found(pk), timezone.now()
    form = AnnounceForm(request.POST, packs=page.packs.values(), now=now)
    try:
        if form.is_valid():
            actions.announce(page.medicine, **form.cleaned_data, by=request.user, now=now)
    except actions.CannotAnnounce as refusal:
        form.refuse(refusal.problems)
    if form.errors:
        return _page(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _said(len(form.cleaned_data["pack_ids"])))
    return redirect("admin:catalogue_medicine_reductions", pk)


@require_POST
@who_announces
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The reduction of an address, before its time."""
    reduction = get_object_or_404(Reduction.objects.select_related("pack"), pk=pk)
    ended = actions.end(reduction, by=request.user, now=timezone.now())
    messages.success(request, _("Ended.") if ended else _("This reduction is over already."))
    return redirect("admin:catalogue_medicine_reductions", reduction.pack.parent_id)


def addresses() -> list[URLPattern]:
    """Beneath the list of medicines."""
    seen_by_staff = admin.site.admin_view
    name = "catalogue_medicine_reductions"
    return [
        path("<int:pk>/reductions/", seen_by_staff(reductions), name=name),
        path("<int:pk>/reductions/announce/", seen_by_staff(announce), name=f"{name}_announce"),
        path("reduction/<int:pk>/end/", seen_by_staff(end), name=f"{name}_end"),
    ]


def _found(pk: int) -> ReductionsPage:
    try:
        return reductions_page(pk)
    except Product.DoesNotExist as missing:
        raise Http404(_("There is no such medicine.")) from missing


def _page(
    request: HttpRequest, page: ReductionsPage, form: AnnounceForm, *, status: int = 200
) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "opts": Medicine._meta,
        "title": _("Price reductions of %s") % page.medicine.title,
        "medicine": page.medicine,
        "form": form,
        "choices": listed.choices(form),
        "reductions": listed.rows(page, form.now),
    }
    template = "admin/catalogue/medicine/reductions.html"
    return TemplateResponse(request, template, context, status=status)


def _said(packs: int) -> str:
    words = ngettext(
        "Announced: a reduction of one pack.", "Announced: reductions of %(packs)s packs.", packs
    )
    return words % {"packs": packs}
