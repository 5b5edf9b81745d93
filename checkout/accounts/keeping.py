"""Offers whoever has just ordered as a guest an account that keeps the details and the order."""

from allauth.account.utils import complete_signup
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from checkout.accounts.sign_in_forms import KeepForm
from checkout.asking import asking, asks
from checkout.basket.current import account_id
from checkout.order.models import Order
from checkout.order.page.access import may_see, placed_here
from checkout.order.page.own_order import for_whoever


def may_keep(request: HttpRequest, order: Order) -> bool:
    """Whether this browser has placed the order and nobody has signed in.

    Whether an account uses the order's address is not looked at: nobody learns it here.
    """
    return (
        order.number in placed_here(request.session)
        and order.user_id is None
        and bool(order.guest_email)
        and account_id(request) is None
        and may_see(request, order)
    )


def offer_for(request: HttpRequest, order: Order) -> KeepForm | None:
    """The form of the offer on an order's page, None where there is none to make."""
    return KeepForm(order=order) if may_keep(request, order) else None


@never_cache
@asks
@for_whoever(may_keep)
def keep(request: HttpRequest, order: Order) -> HttpResponse:
    """A password makes an account of the order's address, open once that is confirmed by mail."""
    if request.method != "POST":
        return _keep_page(request, KeepForm(order=order))
    form = KeepForm(request.POST.get("password1", ""), order=order)
    if not form.is_valid():
        return _keep_page(request, form)
    return _signed_up(request, form)


def _signed_up(request: HttpRequest, form: KeepForm) -> HttpResponse:
    """The same answer whether the address has an account already or not."""
    account, answer = form.try_save(request)
    if account is None:
        return answer
    return complete_signup(request, account, settings.ACCOUNT_EMAIL_VERIFICATION, None)


def _keep_page(request: HttpRequest, form: KeepForm) -> HttpResponse:
    context = {"order": form.order, "keep": form}
    return asking(request, "account/keep.html", context, refused=form.is_bound)
