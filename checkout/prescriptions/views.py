"""The shopper's pages about the patient: told before ordering, sent or answered afterwards."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from checkout import progress
from checkout.basket.cart import Cart
from checkout.order.models import Order
from checkout.order.page.access import may_see
from checkout.order.page.link_opens import opened_by_link
from checkout.order.page.own_order import for_whoever
from checkout.order.states import OPEN_CASES, OrderState
from checkout.personal import personal
from checkout.prescriptions import actions
from checkout.prescriptions.actions import CannotSend
from checkout.prescriptions.answer_form import AnswersForm
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.forms import PatientForm, entered_before
from checkout.prescriptions.models import Patient
from checkout.prescriptions.reads import (
    files_of,
    needs_for,
    open_inquiries_of,
    told_of,
    usable_again,
)
from checkout.prescriptions.uploads import REMOVE, FileProblem, is_about_files, take_files
from checkout.progress import step_by_step
from checkout.see_other import SeeOther, whole_page
from checkout.sums import sums_from


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@step_by_step
def patient(request: HttpRequest) -> HttpResponse:
    """Whom it is for, what the pharmacist asks, and how the prescription comes."""
    cart = progress.cart_to_order(request)
    details = progress.details_to_order(request)
    if not cart.needs_patient:
        return SeeOther(reverse("checkout-review"))
    if request.method != "POST":
        told = told_of(progress.patient_here(request, cart.basket_id))
        form = _form(request, cart, initial=entered_before(told, name=details.full_name))
        return _patient_page(request, cart, form)
    problems = _change_files(request, cart)
    form = _form(request, cart, data=request.POST)
    is_complete = form.is_valid()
    try:
        _keep_told(request, cart, form)
    except CannotSend:  # ordered meanwhile: the same address leads to the order
        return SeeOther(request.path)
    if _only_files(request):
        again = _form(request, cart, initial={**request.POST.dict()})
        return _patient_page(request, cart, again, problems)
    if is_complete and not problems:
        return progress.go_to_review(request)
    return _patient_page(request, cart, form, problems)


@personal
@require_POST
@step_by_step
def patient_files(request: HttpRequest) -> HttpResponse:
    """Files alone, while the rest of the form is still being filled in."""
    cart = progress.cart_to_order(request)
    problems = _change_files(request, cart)
    return _files(request, progress.patient_here(request, cart.basket_id), problems)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link("order-prescription")
@for_whoever(may_see)
def prescription(request: HttpRequest, order: Order) -> HttpResponse:
    """What an order still waits for from its patient: the prescription, or an answer."""
    patient = getattr(order, "patient", None)
    if patient is None:
        raise Http404("Nobody was asked for a prescription.")
    if order.status not in OPEN_CASES:
        return _nothing_to_send(request, order)
    if request.method != "POST":
        return _prescription_page(request, order)
    problems = _change_order_files(request, order)
    form = AnswersForm(request.POST, inquiries=open_inquiries_of(order))
    if _only_files(request) or problems or not form.is_valid():
        return _prescription_page(request, order, form=form, problems=problems)
    try:
        actions.send_to_the_pharmacist(order, answers=form.answers, now=timezone.now())
    except CannotSend as refusal:
        problems = [FileProblem("", str(refusal))]
        return _prescription_page(request, order, form=form, problems=problems)
    return redirect("order", order.number)


@never_cache
@require_POST
@for_whoever(may_see)
def order_files(request: HttpRequest, order: Order) -> HttpResponse:
    """Files of an order alone."""
    if order.status != OrderState.NEEDS_INFORMATION:
        return _nothing_to_send(request, order)
    problems = _change_order_files(request, order)
    return _files(request, getattr(order, "patient", None), problems, order=order)


def _form(request: HttpRequest, cart: Cart, data: Any = None, **options: Any) -> PatientForm:
    return PatientForm(
        data,
        needs=needs_for(cart),
        files=files_of(progress.patient_here(request, cart.basket_id)),
        usable=usable_again(request.user, cart, today=timezone.localdate()),
        **options,
    )


def _keep_told(request: HttpRequest, cart: Cart, form: PatientForm) -> None:
    """Instead of what another session told for the cart. Raises CannotSend."""
    before, now = progress.told_here(request), timezone.now()
    patient = actions.keep_told(cart.basket_id, form.told(), patient_id=before, now=now)
    progress.keep_told(request, patient.pk)


def _change_files(request: HttpRequest, cart: Cart) -> list[FileProblem]:
    """Of what this session told for the cart; the first instead of what another has."""
    if not is_about_files(request):
        return []

    def add(taken: Taken, called: str) -> None:
        before, now = progress.told_here(request), timezone.now()
        patient = actions.add_file_to_cart(
            cart.basket_id, taken, patient_id=before, called=called, now=now
        )
        progress.keep_told(request, patient.pk)

    return _changed(request, progress.patient_here(request, cart.basket_id), add)


def _change_order_files(request: HttpRequest, order: Order) -> list[FileProblem]:
    def add(taken: Taken, called: str) -> None:
        actions.add_file_to_order(order, taken, called=called, now=timezone.now())

    return _changed(request, getattr(order, "patient", None), add)


def _changed(
    request: HttpRequest, patient: Patient | None, add: Callable[[Taken, str], None]
) -> list[FileProblem]:
    """One file removed, or others added; the problems with that."""
    removing = _removed(request, patient)
    return removing or take_files(request, add, actions.places_for_files(patient))


def _removed(request: HttpRequest, patient: Patient | None) -> list[FileProblem]:
    token = request.POST.get(REMOVE, "")
    try:
        if token and patient:
            actions.remove_file(patient, token)
    except CannotSend as refusal:
        return [FileProblem("", str(refusal))]
    return []


def _only_files(request: HttpRequest) -> bool:
    return "upload" in request.POST or REMOVE in request.POST


def _patient_page(
    request: HttpRequest, cart: Cart, form: PatientForm, problems: Sequence[FileProblem] = ()
) -> HttpResponse:
    errors = [*form.entries, *(("files", str(problem)) for problem in problems)]
    context = {
        "form": form,
        "errors": errors,
        "cart": cart,
        "sums": sums_from(cart),
        "files": form.files,
        "problems": problems,
        "files_url": reverse("checkout-patient-files"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else 200
    return render(request, "checkout/patient.html", context, status=status)


def _prescription_page(
    request: HttpRequest,
    order: Order,
    *,
    form: AnswersForm | None = None,
    problems: Sequence[FileProblem] = (),
) -> HttpResponse:
    form = form or AnswersForm(inquiries=open_inquiries_of(order))
    is_refused = form.is_bound and not _only_files(request)
    errors = [*(form.entries if is_refused else []), *(("files", str(one)) for one in problems)]
    context = {
        "order": order,
        "form": form,
        "errors": errors,
        "waits": order.status == OrderState.NEEDS_INFORMATION,
        "files": files_of(order.patient),
        "problems": problems,
        "files_url": reverse("order-files", args=[order.number]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else 200
    return render(request, "checkout/prescription.html", context, status=status)


def _nothing_to_send(request: HttpRequest, order: Order) -> HttpResponse:
    """On the order's own page stands what became of it."""
    if request.method == "POST":
        messages.info(request, _("Nothing was sent: this order does not wait for it any more."))
    return whole_page(request, order.get_absolute_url())


def _files(
    request: HttpRequest, patient: Patient | None, problems: Sequence[FileProblem], **context: Any
) -> HttpResponse:
    return render(
        request,
        "checkout/_files.html",
        {"files": files_of(patient), "problems": problems, "files_url": request.path, **context},
    )
