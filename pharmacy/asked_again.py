"""What staff do only once they have shown, within ten minutes, that it is they who sit there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from checkout.accounts import held, presence

# By the names of their addresses in admin, in the words they are held under: they name nobody.
# Lists that leave the shop as a file, and forms that take a password, which is not held while
# somebody is asked: of these a look is enough to be asked.
LOOKED_AT = {
    "catalogue_pack_export_xlsx": _("take the price list away"),
    "catalogue_pack_export_csv": _("take the price list away"),
    "substances_interaction_export": _("take the list of interactions away"),
    "order_order_recall_csv": _("take the list for a recall away"),
    "accounts_user_add": _("add a person"),
    "auth_user_password_change": _("set a person's password"),
}
# What moves money, or decides who may do what.
POSTED = {
    "order_order_refund": _("pay money back"),
    "order_order_give_up": _("cancel an order for the shop"),
    "order_order_try_again": _("try a charge again"),
    "accounts_user_change": _("save a person"),
    "accounts_user_delete": _("delete a person"),
    "accounts_user_sign_out": _("sign a person out"),
    "auth_group_add": _("add a role"),
    "auth_group_change": _("save a role"),
    "auth_group_delete": _("delete a role"),
}
View = Callable[..., HttpResponse]


def asked_again(view: View) -> View:
    """Decorates every page of admin: who has not shown lately who they are does that first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        what = _what_matters(request)
        if not what:
            return view(request, *args, **kwargs)
        if not presence.was_shown_lately(request):
            return held.ask_who_is_there(request, what=what)
        held.forget_held(request)
        return view(request, *args, **kwargs)

    return checked


def _what_matters(request: HttpRequest) -> str:
    """In words; "" where it does not matter so much."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    posted = POSTED.get(name, "") if request.method == "POST" else ""
    return str(LOOKED_AT.get(name) or posted)
