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
from django.http import HttpRequest

from checkout.accounts.actions import sign_out
from checkout.accounts.models import User
from checkout.accounts.passwords import least_for

LATELY = timedelta(minutes=10)
SHORT, KNOWN = "short_password", "_may_work"
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
        setattr(request, KNOWN, _was_second_step_shown(request))
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


def ways_that_count(account: Any, ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the ways to show who is there: once there is a second step, a password is none of them.

    Otherwise it would show the recovery codes, or add another step. The first is the one offered:
    the passkey to whoever has no app.
    """
    kinds = set(_steps_of(account).values())
    if kinds.isdisjoint(OWN_STEPS):
        return ways
    of_second_step = [way for way in ways if way["id"].startswith("mfa")]
    return of_second_step if Authenticator.Type.TOTP in kinds else of_second_step[::-1]


def note_first_step_added(request: HttpRequest, account: AbstractBaseUser) -> None:
    """Whoever has just added the first one has shown it; nobody else is signed in any more.

    Sessions made by a password alone would otherwise outlive the day that stopped being enough.
    """
    step = max(pk for pk, kind in _steps_of(account).items() if kind in OWN_STEPS)
    record_authentication(request, account, "mfa", id=step)
    sign_out(User.objects.filter(pk=account.pk), but=request.session.session_key)


def way_to_second_step(request: HttpRequest, then: str) -> str:
    """Where somebody who has a second step shows it."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return f"{ways[0]['url']}?{urlencode({'next': then})}"


def was_shown_lately(request: HttpRequest) -> bool:
    """Whether a password, a passkey or a code was entered in this session within LATELY."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    return time.time() - latest < LATELY.total_seconds()


def _was_second_step_shown(request: HttpRequest) -> bool:
    """By a step, or a recovery code, that the account still has: none that was taken out counts."""
    records = get_authentication_records(request, request.user)
    shown = {record.get("id") for record in records if record.get("method") == "mfa"}
    steps = _steps_of(request.user)
    has_one = not set(steps.values()).isdisjoint(OWN_STEPS)
    return has_one and not shown.isdisjoint(steps)


def _steps_of(account: Any) -> dict[int, str]:
    """What the account has beside a password, by key; recovery codes are among it."""
    steps = Authenticator.objects.filter(user_id=account.pk).order_by("pk")
    return dict(steps.values_list("pk", "type"))
