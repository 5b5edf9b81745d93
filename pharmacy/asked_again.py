"""What staff do only once they have shown, within ten minutes, that it is they who sit there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from checkout.accounts import presence

# By the names of their addresses in admin. Lists that leave the shop as a file, and forms that take
# a password, which is not held while somebody is asked: of these a look is enough to be asked.
LOOKED_AT = frozenset(
    {
        "catalogue_pack_export_xlsx",
        "catalogue_pack_export_csv",
        "substances_interaction_export",
        "order_order_recall_csv",
        "accounts_user_add",
        "auth_user_password_change",
    }
)
# What moves money, or decides who may do what.
POSTED = frozenset(
    {
        "order_order_refund",
        "order_order_give_up",
        "order_order_try_again",
        "accounts_user_change",
        "accounts_user_delete",
        "accounts_user_sign_out",
        "auth_group_add",
        "auth_group_change",
        "auth_group_delete",
    }
)
View = Callable[..., HttpResponse]


def asked_again(view: View) -> View:
    """Decorates every page of admin: who has not shown lately who they are does that first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _matters(request):
            return view(request, *args, **kwargs)
        if not presence.was_shown_lately(request):
            return presence.ask_who_is_there(request)
        presence.forget_held(request)
        return view(request, *args, **kwargs)

    return checked


def _matters(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return name in LOOKED_AT or (request.method == "POST" and name in POSTED)
