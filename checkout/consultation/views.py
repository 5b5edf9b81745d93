"""A consultation in two pages: what the pharmacist has to know, then the packs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog import page_reads
from catalog.advising import advised
from catalog.models import Product
from catalog.pack_reads import everything
from checkout import progress
from checkout.asking import asking, asks
from checkout.basket.current import account_id, current_cart, remember, signed_basket_id
from checkout.consultation import actions, begun
from checkout.consultation.forms import BeginForm
from checkout.personal import personal
from checkout.prescriptions.forms import PatientForm, entered_before
from checkout.prescriptions.reads import questions_about, told_of
from checkout.prescriptions.telling import Needs, Told
from checkout.same_origin import same_origin
from checkout.see_other import SeeOther
from checkout.sums import sums_from


@require_POST
@same_origin
def begin(request: HttpRequest) -> HttpResponse:
    """From a medicine's page, which is the same for everybody."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise Http404(_("There is no such medicine."))
    medicine = get_object_or_404(Product.objects.published(), slug=form.cleaned_data["medicine"])
    begun.begin(request, medicine.pk)
    return SeeOther(reverse("consultation"))


@personal
@asks
def consultation(request: HttpRequest) -> HttpResponse:
    """Who it is for, health, and the medicine's questions."""
    medicine = begun.asked_about(request)
    if medicine is None:
        return _nothing_begun(request)
    form = _form(request, medicine)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "medicine": medicine, "errors": form.entries}
        return asking(request, "checkout/consultation.html", context, refused=form.is_bound)
    return _keep(request, medicine, form.told())


@personal
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """The packs of the medicine that was talked about, for this visitor alone."""
    medicine = begun.asked_about(request)
    if medicine is None or not begun.has_told(request, medicine.pk):
        return SeeOther(reverse("consultation"))
    page = page_reads.medicine_page(
        medicine.slug,
        request.GET.get("dosage", ""),
        now=timezone.now(),
        shows=everything,
    )
    cart = current_cart(request)
    context = {"page": page, "advised": advised(page, request.GET), "cart": cart}
    return render(request, "checkout/consultation_packs.html", context | {"sums": sums_from(cart)})


def _keep(request: HttpRequest, medicine: Product, told: Told) -> HttpResponse:
    basket, patient = actions.keep_consultation(
        basket_id=signed_basket_id(request),
        owner_id=account_id(request),
        told=told,
        patient_id=progress.told_here(request),
        now=timezone.now(),
    )
    progress.keep_told(request, patient.pk)
    begun.note_told(request, medicine.pk, basket.pk)
    response = SeeOther(reverse("consultation-packs"))
    remember(response, basket)
    return response


def _form(request: HttpRequest, medicine: Product) -> PatientForm:
    told = told_of(progress.patient_here(request, signed_basket_id(request)))
    details = progress.entered_details(request)
    values: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {}
    return PatientForm(
        **values,
        initial=entered_before(told, name=details.full_name if details else ""),
        needs=_needs(medicine),
        files=(),
    )


def _needs(medicine: Product) -> Needs:
    """The prescription itself comes when the packs are ordered."""
    asked = tuple(questions_about([medicine.pk]))
    return Needs(patient=True, health=True, prescription=False, asked=asked)


def _nothing_begun(request: HttpRequest) -> HttpResponse:
    return render(request, "checkout/consultation_none.html", status=404)
