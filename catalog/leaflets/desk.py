"""Staff's page of what patients read: a pharmacist stands for the text, leaflets are uploaded."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.admin.permissions import ADD_LEAFLETS, REVIEW_TEXTS, who_sees_texts
from catalog.leaflets import actions
from catalog.leaflets.forms import LeafletForm, ReviewForm
from catalog.leaflets.reads import DosageRow, TextPage, registration_of, text_page
from catalog.models import Dosage, Medicine, Product


@require_safe
@who_sees_texts()
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as shoppers read it, who stood for it, and the leaflet of each dosage."""
    return _page(request, _found(pk))


@require_POST
@who_sees_texts(REVIEW_TEXTS)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The pharmacist who asks stands for the text that was shown, and for no other."""
    page, form = _found(pk), ReviewForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY, review_form=form)
    who_and_when = {"by": request.user, "now": timezone.now()}
    try:
        actions.review_text(page.medicine, name=form.name, **form.cleaned_data, **who_and_when)
    except actions.TextHasChanged:
        messages.error(request, _("The text has changed since you opened it: read it again."))
        return _page(request, _found(pk), status=HTTPStatus.CONFLICT)
    messages.success(request, _("Reviewed: your name stands beneath the text from now on."))
    return redirect("admin:catalogue_medicine_text", pk)


@require_POST
@who_sees_texts(ADD_LEAFLETS)
def add_leaflet(request: HttpRequest, pk: int) -> HttpResponse:
    """The leaflet of the dosage of an address."""
    dosage = get_object_or_404(Dosage.objects.select_related("medicine"), pk=pk)
    form = LeafletForm(request.POST, request.FILES, prefix=str(pk))
    if not form.is_valid():
        page = _found(dosage.medicine_id)
        return _page(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY, leaflet_form=form)
    put = actions.put_leaflet(
        dosage, form.cleaned_data["file"], by=request.user, now=timezone.now()
    )
    words = _("Shown from now on: the leaflet of %s.") if put else _("%s has this leaflet already.")
    messages.success(request, words % dosage)
    return redirect("admin:catalogue_medicine_text", dosage.medicine_id)


def addresses() -> list[URLPattern]:
    """Beneath the list of medicines."""
    seen_by_staff = admin.site.admin_view
    return [
        path("<int:pk>/text/", seen_by_staff(text), name="catalogue_medicine_text"),
        path("<int:pk>/text/review/", seen_by_staff(review), name="catalogue_medicine_review"),
        path(
            "dosage/<int:pk>/leaflet/", seen_by_staff(add_leaflet), name="catalogue_dosage_leaflet"
        ),
    ]


def _found(pk: int) -> TextPage:
    try:
        return text_page(pk)
    except Product.DoesNotExist as missing:
        raise Http404(_("There is no such medicine.")) from missing


def _page(
    request: HttpRequest,
    page: TextPage,
    *,
    status: int = 200,
    review_form: ReviewForm | None = None,
    leaflet_form: LeafletForm | None = None,
) -> TemplateResponse:
    """A form that was refused is given, with what was typed."""
    context = {
        **admin.site.each_context(request),
        "opts": Medicine._meta,
        "title": _("Text and leaflets of %s") % page.medicine.title,
        "page": page,
        "review_form": review_form or _review_form(request, page),
        "leaflets": _with_forms(request, page, leaflet_form),
    }
    template = "admin/catalogue/medicine/text.html"
    return TemplateResponse(request, template, context, status=status)


def _review_form(request: HttpRequest, page: TextPage) -> ReviewForm | None:
    """Under the registration of the last time; None for those who may not."""
    if not request.user.has_perm(REVIEW_TEXTS):
        return None
    initial = {"digest": page.digest, "registration": registration_of(request.user)}
    return ReviewForm(by=request.user, initial=initial)


def _with_forms(
    request: HttpRequest, page: TextPage, refused: LeafletForm | None
) -> list[tuple[DosageRow, LeafletForm | None]]:
    may_add = request.user.has_perm(ADD_LEAFLETS)

    def form_of(prefix: str) -> LeafletForm | None:
        if refused and refused.prefix == prefix:
            return refused
        return LeafletForm(prefix=prefix) if may_add else None

    return [(row, form_of(str(row.dosage.pk))) for row in page.dosages]
