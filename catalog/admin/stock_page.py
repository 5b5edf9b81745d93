"""The page of one dosage's stock: its lots, and a view for each thing staff do to them."""

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.admin.permissions import CORRECT_STOCK, WITHDRAW_LOTS, may_see_stock
from catalog.admin.stock_reads import latest_movements, lot_rows, lots_to_choose, numbers
from catalog.admin.stock_standing import standing_tag, unit_words
from catalog.lots import actions
from catalog.lots.actions import CannotMove
from catalog.lots.forms import CorrectForm, PutBackForm, ReceiveForm, WithdrawForm
from catalog.models import Dosage, Medicine

View = Callable[[HttpRequest, Dosage], HttpResponse]


def stock_page(
    request: HttpRequest, dosage: Dosage, *, status: int = 200, **forms: Form
) -> TemplateResponse:
    """A dosage's stock; a form that was refused is given, with what was typed."""
    today, lots = timezone.localdate(), lots_to_choose(dosage)
    taken_off = dosage.lots.may_come_back(today)
    context = {
        **admin.site.each_context(request),
        "title": _("Stock of %s") % dosage,
        "opts": Dosage._meta,
        "dosage": dosage,
        "unit": unit_words(dosage),
        "numbers": numbers(dosage),
        "standing": standing_tag(dosage),
        "lots": lot_rows(dosage, today),
        "movements": latest_movements(dosage),
        "may_correct": request.user.has_perm(CORRECT_STOCK),
        "may_withdraw": request.user.has_perm(WITHDRAW_LOTS),
        "may_put_back": request.user.has_perm(WITHDRAW_LOTS) and taken_off.exists(),
        "may_open_medicine": admin.site.may_open(Medicine, request),
        "receive_form": ReceiveForm(today=today),
        "correct_form": CorrectForm(lots=lots),
        "withdraw_form": WithdrawForm(lots=lots),
        "put_back_form": PutBackForm(lots=taken_off),
        **forms,
    }
    template = "admin/catalogue/dosage/stock.html"
    return TemplateResponse(request, template, context, status=status)


def who_may(permission: str) -> Callable[[View], Callable[[HttpRequest, int], HttpResponse]]:
    """A post about the dosage of an address, by somebody with a permission who may see stock."""

    def decorator(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
        @require_POST
        @wraps(view)
        def checked(request: HttpRequest, pk: int) -> HttpResponse:
            if not (request.user.has_perm(permission) and may_see_stock(request.user)):
                raise PermissionDenied
            return view(request, get_object_or_404(Dosage.objects.with_standing(), pk=pk))

        return checked

    return decorator


@who_may(CORRECT_STOCK)
def receive(request: HttpRequest, dosage: Dosage) -> HttpResponse:
    form = ReceiveForm(request.POST, today=timezone.localdate())
    deed = partial(actions.receive, dosage, now=timezone.now())
    return _answer(request, dosage, receive_form=form, deed=deed, said=_("%s received."))


@who_may(CORRECT_STOCK)
def correct(request: HttpRequest, dosage: Dosage) -> HttpResponse:
    form = CorrectForm(request.POST, lots=lots_to_choose(dosage))
    said = _("%s taken out.") if form.takes_out else _("%s more counted.")
    return _answer(request, dosage, correct_form=form, deed=actions.correct, said=said)


@who_may(WITHDRAW_LOTS)
def withdraw(request: HttpRequest, dosage: Dosage) -> HttpResponse:
    form = WithdrawForm(request.POST, lots=lots_to_choose(dosage))
    deed = partial(actions.withdraw, now=timezone.now())
    said = _("Withdrawn: take its %s off the shelf.")
    return _answer(request, dosage, withdraw_form=form, deed=deed, said=said)


@who_may(WITHDRAW_LOTS)
def put_back(request: HttpRequest, dosage: Dosage) -> HttpResponse:
    form = PutBackForm(request.POST, lots=dosage.lots.may_come_back(timezone.localdate()))
    deed = partial(actions.put_back, now=timezone.now())
    said = _("Counted again: put its %s back on the shelf.")
    return _answer(request, dosage, put_back_form=form, deed=deed, said=said)


def addresses() -> list[URLPattern]:
    """Beneath the list of stock: each post is named for its verb."""
    return [
        path(
            f"<int:pk>/{view.__name__}/",
            admin.site.admin_view(view),
            name=f"catalogue_dosage_{view.__name__}",
        )
        for view in (receive, correct, withdraw, put_back)
    ]


def _answer(
    request: HttpRequest, dosage: Dosage, *, deed: Callable[..., object], said: str, **form: Form
) -> HttpResponse:
    """Do it and say what moved, or show the form again and say at which field it is wrong."""
    [typed] = form.values()
    try:
        if typed.is_valid():
            deed(**typed.cleaned_data, by=request.user)
    except CannotMove as refusal:
        typed.add_error(refusal.field, str(refusal))
    if typed.errors:
        return stock_page(request, dosage, status=HTTPStatus.UNPROCESSABLE_ENTITY, **form)
    messages.success(request, said % unit_words(dosage).count(typed.moved))
    return _with_what_is_short(request, dosage)


def _with_what_is_short(request: HttpRequest, dosage: Dosage) -> HttpResponseRedirect:
    dosage.refresh_from_db(fields=["units_short"])
    if dosage.units_short:
        words = _("%s short for orders: receive more.")
        messages.warning(request, words % unit_words(dosage).count(dosage.units_short))
    return redirect("admin:catalogue_dosage_change", dosage.pk)
