"""Who sits at the browser: whether they have shown it lately, and by a second step."""

import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from checkout.accounts.passwords import least_for
from checkout.see_other import SeeOther

LATELY = timedelta(minutes=10)
HELD, SHORT, KNOWN = "held_request", "short_password", "_may_work"
# Of which no copy is kept, however short.
SECRETS = ("password", "oldpassword", "code", "credential")
OWN_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def may_work(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown what staff need beside a password.

    An account with a second step is not enough: a session may be older than that, or than the day
    the account became staff's. Looked up once a request.
    """
    if not settings.STAFF_SECOND_STEP:
        return True
    if has_short_password(request):
        return False
    if not hasattr(request, KNOWN):
        setattr(request, KNOWN, _was_second_step_shown(request) and has_second_step(request.user))
    return bool(getattr(request, KNOWN))


def note_password(request: HttpRequest, account: Any, password: str) -> None:
    """How long one is is only known while it is typed; it may be older than the rights."""
    forget_short_password(request)
    if len(password) < least_for(account):
        request.session[SHORT] = True


def has_short_password(request: HttpRequest) -> bool:
    """Whether whoever signed in here did so by a password too short for staff."""
    return SHORT in request.session


def forget_short_password(request: HttpRequest) -> None:
    """It has become another."""
    request.session.pop(SHORT, None)


def has_second_step(account: Any) -> bool:
    """Recovery codes alone are none: they only stand in for one."""
    return bool(is_mfa_enabled(account, OWN_STEPS))


def note_first_step_added(request: HttpRequest, account: AbstractBaseUser) -> None:
    """Whoever has just added the first one has shown it."""
    record_authentication(request, account, "mfa")


def way_to_second_step(request: HttpRequest, then: str) -> str:
    """Where somebody who has a second step shows it."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    address = next(way["url"] for way in ways if way["id"].startswith("mfa"))
    return f"{address}?{urlencode({'next': then})}"


def was_shown_lately(request: HttpRequest) -> bool:
    """Whether a password, a passkey or a code was entered in this session within LATELY."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    return time.time() - latest < LATELY.total_seconds()


def ask_who_is_there(request: HttpRequest) -> HttpResponse:
    """To the page that asks; what was about to be done is held, and offered again after it."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        raise PermissionDenied
    is_post = request.method == "POST"
    request.session[HELD] = {
        "to": request.get_full_path(),
        "fields": fields_of(request) if is_post else None,
    }
    return SeeOther(f"{ways[0]['url']}?{urlencode({'next': reverse('account-go-on')})}")


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, to be posted again by a form: no token, no secret, no file."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not is_secret(name)
    ]


def is_secret(name: str) -> bool:
    return name.startswith(SECRETS)


def forget_held(request: HttpRequest) -> None:
    """What was held has come again."""
    request.session.pop(HELD, None)


def _was_second_step_shown(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
