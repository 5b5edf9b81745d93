"""Staff's page of a medicine's pictures: added, described, put in order, removed."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.admin.permissions import CHANGE_TEXTS, who_sees_texts
from catalog.models import Medicine
from catalog.pictures import actions
from catalog.pictures.forms import DescriptionForm, PictureForm
from catalog.pictures.limits import MOST_BYTES
from catalog.pictures.models import Picture
from catalog.uploads import was_left_out


@require_safe
@who_sees_texts()
def pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures of a medicine in their order, made or not."""
    return _page(request, _medicine(pk))


@require_POST
@who_sees_texts(CHANGE_TEXTS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more picture of the medicine of an address."""
    medicine = _medicine(pk)
    # Asked last: what was too large is known once the files have come in.
    form = PictureForm(request.POST, request.FILES, is_left_out=was_left_out(request))
    if form.is_valid():
        original, who = form.cleaned_data["file"], {"by": request.user, "now": timezone.now()}
        try:
            picture = actions.add_picture(medicine, original, alt=form.cleaned_data["alt"], **who)
            return _done(request, picture, _("Picture added: %s"))
        except actions.CannotAdd as refusal:
            form.add_error("file", str(refusal))
    return _page(request, medicine, status=HTTPStatus.UNPROCESSABLE_ENTITY, picture_form=form)


# What catalog/uploads.py takes in of a file here, instead of a prescription's bytes.
add.most_upload_bytes = MOST_BYTES


@require_POST
@who_sees_texts(CHANGE_TEXTS)
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    picture = _picture(pk)
    form = DescriptionForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _page(
            request,
            _medicine(picture.medicine_id),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            refused=form,
        )
    picture.alt = form.cleaned_data["alt"]
    actions.describe(picture, picture.alt)
    return _done(request, picture, _("Picture described: %s"))


@require_POST
@who_sees_texts(CHANGE_TEXTS)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the one that stands before it."""
    picture = _picture(pk)
    if actions.move_earlier(picture):
        return _done(request, picture, _("Picture moved: %s"))
    return _back(picture)


@require_POST
@who_sees_texts(CHANGE_TEXTS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    picture = _picture(pk)
    actions.remove_picture(picture)
    return _done(request, picture, _("Picture removed: %s"))


def addresses() -> list[URLPattern]:
    """Beneath the list of medicines."""
    seen_by_staff = admin.site.admin_view
    return [
        path("<int:pk>/pictures/", seen_by_staff(pictures), name="catalogue_medicine_pictures"),
        path("<int:pk>/pictures/add/", seen_by_staff(add), name="catalogue_medicine_add_picture"),
        *(
            path(
                f"picture/<int:pk>/{view.__name__}/",
                seen_by_staff(view),
                name=f"catalogue_picture_{view.__name__}",
            )
            for view in (describe, move, remove)
        ),
    ]


def _medicine(pk: int) -> Medicine:
    return get_object_or_404(Medicine.objects.medicines(), pk=pk)


def _picture(pk: int) -> Picture:
    return get_object_or_404(Picture.objects.light(), pk=pk)


def _done(request: HttpRequest, picture: Picture, words: str) -> HttpResponse:
    """Said to whoever did it, and kept in the medicine's history."""
    said = words % picture.alt
    page = admin.site.get_model_admin(Medicine)
    page.log_change(request, _medicine(picture.medicine_id), said)
    messages.success(request, said)
    return _back(picture)


def _back(picture: Picture) -> HttpResponse:
    return redirect("admin:catalogue_medicine_pictures", picture.medicine_id)


def _page(
    request: HttpRequest,
    medicine: Medicine,
    *,
    status: int = 200,
    picture_form: PictureForm | None = None,
    refused: DescriptionForm | None = None,
) -> TemplateResponse:
    """A form that was refused is given, with what was typed."""
    may_change = request.user.has_perm(CHANGE_TEXTS)
    context = {
        **admin.site.each_context(request),
        "opts": Medicine._meta,
        "title": _("Pictures of %s") % medicine.title,
        "medicine": medicine,
        "may_change": may_change,
        "pictures": _with_forms(medicine, refused),
        "picture_form": picture_form or PictureForm(),
    }
    template = "admin/catalogue/medicine/pictures.html"
    return TemplateResponse(request, template, context, status=status)


def _with_forms(
    medicine: Medicine, refused: DescriptionForm | None
) -> list[tuple[Picture, DescriptionForm]]:
    def form_of(picture: Picture) -> DescriptionForm:
        if refused and refused.prefix == str(picture.pk):
            return refused
        return DescriptionForm(prefix=str(picture.pk), initial={"alt": picture.alt})

    return [(one, form_of(one)) for one in medicine.pictures.light().select_related("added_by")]
