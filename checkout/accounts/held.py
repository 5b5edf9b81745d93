"""What somebody was about to do, held in the session while the shop asks who is there."""

import time
from typing import Any, TypedDict
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string

from checkout.accounts import presence
from checkout.see_other import SeeOther

HELD, MOST = "held_requests", 5
# Of which no copy is kept, however short.
SECRETS = frozenset(
    {"password", "password1", "password2", "oldpassword", "old_password", "code", "credential"}
)


class Held(TypedDict):
    """One deed: its words, where it goes, what was posted there (`fields`: None of a look)."""

    what: str
    to: str
    fields: list[list[str]] | None
    at: float


def ask_who_is_there(request: HttpRequest, *, what: str) -> HttpResponse:
    """To the page that asks; what was about to be done is held, and offered again after it."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        raise PermissionDenied
    then = f"{reverse('account-go-on')}?{urlencode({'held': _hold(request, what)})}"
    return SeeOther(f"{ways[0]['url']}?{urlencode({'next': then})}")


def held_in(request: HttpRequest) -> Held | None:
    """What was held in this tab: each has the token of its own in its address."""
    return _kept(request).get(request.GET.get("held", ""))


def forget_held(request: HttpRequest) -> None:
    """What was held has come again; what another tab was about to do stays."""
    if HELD not in request.session:
        return
    to, fields = request.get_full_path(), _fields(request)
    request.session[HELD] = {
        token: held
        for token, held in _kept(request).items()
        if (held["to"], held["fields"]) != (to, fields)
    }


def fields_of(request: HttpRequest) -> list[list[str]]:
    """What was posted, to be posted again by a form: no token, no secret, no file."""
    return [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not is_secret(name)
    ]


def is_secret(name: str) -> bool:
    return name in SECRETS


def _hold(request: HttpRequest, what: str) -> str:
    token = get_random_string(22)
    new = Held(what=what, to=request.get_full_path(), fields=_fields(request), at=time.time())
    request.session[HELD] = dict([*_kept(request).items(), (token, new)][-MOST:])
    return token


def _kept(request: HttpRequest) -> dict[str, Held]:
    """By token, the oldest first; nothing for longer than showing who one is counts."""
    since = time.time() - presence.LATELY.total_seconds()
    kept: dict[str, Any] = request.session.get(HELD, {})
    return {token: held for token, held in kept.items() if held["at"] >= since}


def _fields(request: HttpRequest) -> list[list[str]] | None:
    return fields_of(request) if request.method == "POST" else None
