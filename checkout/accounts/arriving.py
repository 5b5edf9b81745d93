"""What a visitor had before signing in comes along; what is another person's does not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from checkout import progress
from checkout.accounts.actions import claim_orders
from checkout.accounts.merging import merge_into_account
from checkout.accounts.models import User
from checkout.basket.current import leave_no_cart, let_pages_ask, remember, signed_basket_id
from checkout.consultation import begun
from checkout.order.page.access import placed_here


def bring_along(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """Orders placed in this browser, its cart, and what was told for it in this session."""
    claim_orders(account, placed_here(request.session))
    guests = signed_basket_id(request)
    merged = merge_into_account(guests, account.pk, patient_id=progress.told_here(request))
    for words in merged.left_out:
        messages.warning(request, words)
    if merged.basket is None:
        # A guest's cart with nothing in it is left behind, or the account would fill it.
        leave_no_cart(response)
        let_pages_ask(response)
        return
    if merged.told:
        begun.keep_for(request, merged.basket.pk, instead_of=guests)
    remember(response, merged.basket)
