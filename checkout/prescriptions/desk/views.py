"""The desk of prescriptions: the queue, one case, its files, and one view for each button."""

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from checkout.order.actions import CannotDecide
from checkout.order.desk.money_reads import charge_is_promised
from checkout.order.models import Order
from checkout.prescriptions import deciding
from checkout.prescriptions.actions import CannotSend, places_for_files
from checkout.prescriptions.answer_form import AnswersForm
from checkout.prescriptions.cases import DECIDE_CASES, SEE_CASES, Case
from checkout.prescriptions.desk import receiving
from checkout.prescriptions.desk.case_forms import CaseForms
from checkout.prescriptions.desk.looking import CannotShow, look_at
from checkout.prescriptions.desk.page import case_page
from checkout.prescriptions.desk.queue_reads import next_case, queue_page
from checkout.prescriptions.desk.reads import cases_for_the_desk, read_case
from checkout.prescriptions.desk.refused import refused
from checkout.prescriptions.desk.seen import as_seen
from checkout.prescriptions.desk.words import recorded_words
from checkout.prescriptions.files.serving import private_picture
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.models import PrescriptionFile
from checkout.prescriptions.reads import open_inquiries_of
from checkout.prescriptions.records import Prescription
from checkout.prescriptions.uploads import FileProblem, take_files

View = Callable[..., HttpResponse]


def who_may(*permissions: str) -> Callable[[View], View]:
    """403 for anybody who may not see cases, or not do this."""

    def decorator(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perms([SEE_CASES, *permissions]):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorator


@require_safe
@who_may()
def queue(request: HttpRequest) -> HttpResponse:
    shown = queue_page(request.user, request.GET, now=timezone.now())
    context = {**admin.site.each_context(request), "opts": Case._meta, **shown}
    return TemplateResponse(request, "admin/prescriptions/case/queue.html", context)


@require_safe
@who_may()
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


@require_safe
@who_may()
def next_one(request: HttpRequest) -> HttpResponse:
    """On to the next case nobody is on; back to the queue where there is none."""
    after = Case.objects.filter(pk=_number(request.GET.get("after", ""))).first()
    found = next_case(request.user, after=after, now=timezone.now())
    if found is None:
        messages.info(request, _("Nothing else waits for a pharmacist."))
        return redirect("admin:prescriptions_case_changelist")
    return redirect("admin:prescriptions_case_change", found.pk)


@require_GET
@who_may()
def file_page(request: HttpRequest, pk: int, token: UUID, page: int) -> HttpResponse:
    """A page of a file as a picture; the look is recorded before it is sent."""
    files = PrescriptionFile.objects.filter(patient__order=pk, erased_at__isnull=True)
    file = get_object_or_404(files, token=token)
    try:
        picture = look_at(file, page, by=request.user, now=timezone.now())
    except CannotShow as missing:
        raise Http404("There is no such page of this file.") from missing
    return private_picture(picture)


@require_POST
@who_may(DECIDE_CASES)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    case = _found(pk)
    forms = CaseForms(read_case(case), request.POST)
    if not forms.is_valid():
        return _page(request, pk, status=HTTPStatus.UNPROCESSABLE_ENTITY, forms=forms)
    deed = partial(deciding.decide, case, forms.decisions, read=forms.read)
    refusal = _done_as_seen(request, case, deed)
    if refusal:
        return _page(request, pk, status=HTTPStatus.CONFLICT, forms=forms, refusal=refusal)
    messages.success(request, _recorded(pk, forms))
    return redirect("admin:prescriptions_case_changelist")


@require_POST
@who_may(DECIDE_CASES)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        deciding.take(_found(pk), by=request.user, now=timezone.now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:prescriptions_case_change", pk)


@require_POST
@who_may(DECIDE_CASES)
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    deciding.put_back(_found(pk), by=request.user)
    return redirect("admin:prescriptions_case_changelist")


@require_POST
@who_may(DECIDE_CASES)
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    case, now = _found(pk), timezone.now()
    added: list[str] = []

    def add(taken: Taken, called: str) -> None:
        receiving.receive_file(case, taken, called=called, by=request.user, now=now)
        added.append(called)

    places = places_for_files(getattr(case, "patient", None), by=request.user)
    problems = take_files(request, add, places)
    if not (added or problems):
        problems = [FileProblem("", _("Choose the file that came."))]
    if problems:
        return _page(request, pk, status=HTTPStatus.UNPROCESSABLE_ENTITY, file_problems=problems)
    words = ngettext("The file is added.", "%(n)s files are added.", len(added))
    messages.success(request, words % {"n": len(added)})
    return redirect("admin:prescriptions_case_change", pk)


@require_POST
@who_may(DECIDE_CASES)
def note_answers(request: HttpRequest, pk: int) -> HttpResponse:
    case, now = _found(pk), timezone.now()
    form = AnswersForm(request.POST, inquiries=open_inquiries_of(case))
    if not form.is_valid():
        return _page(request, pk, status=HTTPStatus.UNPROCESSABLE_ENTITY, answers=form)
    try:
        receiving.note_answers(case, form.answers, by=request.user, now=now)
    except CannotSend as refusal:
        return _page(request, pk, status=HTTPStatus.CONFLICT, refusal=str(refusal))
    messages.success(request, _("The answer is noted: the case can be decided."))
    return redirect("admin:prescriptions_case_change", pk)


@require_POST
@who_may(DECIDE_CASES)
def original_received(request: HttpRequest, pk: int) -> HttpResponse:
    case = _found(pk)
    used = Prescription.objects.filter(items__decisions__line__order=case.pk).distinct()
    prescription = get_object_or_404(used, pk=_number(request.POST.get("prescription", "")))
    deed = partial(deciding.receive_original, case, prescription)
    if refusal := _done_as_seen(request, case, deed):
        messages.error(request, refusal)
    else:
        messages.success(request, _("The original is recorded as received."))
    return redirect("admin:prescriptions_case_change", pk)


def addresses() -> list[URLPattern]:
    """Beneath the queue: each post is named for its verb."""
    by_staff = admin.site.admin_view
    posts = (decide, take, put_back, add_file, note_answers, original_received)
    return [
        path("", by_staff(queue), name="prescriptions_case_changelist"),
        path("next/", by_staff(next_one), name="prescriptions_case_next"),
        path("<int:pk>/", by_staff(review), name="prescriptions_case_change"),
        path(
            "<int:pk>/file/<uuid:token>/<int:page>/",
            by_staff(file_page),
            name="prescriptions_case_file",
        ),
        *(
            path(
                f"<int:pk>/{view.__name__.replace('_', '-')}/",
                by_staff(view),
                name=f"prescriptions_case_{view.__name__}",
            )
            for view in posts
        ),
    ]


def _found(pk: int) -> Case:
    return get_object_or_404(cases_for_the_desk(), pk=pk)


def _page(request: HttpRequest, pk: int, *, status: int = 200, **entered: Any) -> TemplateResponse:
    """A case as it is now; forms that were refused are given, with what was entered."""
    page = case_page(_found(pk), request.user, now=timezone.now(), **entered)
    context = {
        **admin.site.each_context(request),
        "opts": Case._meta,
        **page,
        **refused(page),
    }
    template = "admin/prescriptions/case/review.html"
    return TemplateResponse(request, template, context, status=status)


def _done_as_seen(request: HttpRequest, case: Case, deed: Callable[..., object]) -> str:
    """Do it where the case is as the page showed it; "" or why it cannot be done."""
    mark, now = request.POST.get("mark", ""), timezone.now()
    try:
        as_seen(case, mark, partial(deed, by=request.user, now=now))
    except CannotDecide as refusal:
        return str(refusal)
    return ""


def _recorded(pk: int, forms: CaseForms) -> str:
    order = Order.objects.get(pk=pk)
    return recorded_words(
        order.number,
        forms.outcomes,
        order.status,
        order.amount_to_capture,
        charge_promised=charge_is_promised(order),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
