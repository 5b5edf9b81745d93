"""The pages of django-allauth the shop uses; what is not named here has no address.

None of them is kept by a cache or by the browser's way back.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from checkout.accounts import presence
from checkout.asking import asks
from checkout.basket.current import leave_no_cart
from checkout.personal import personal
from checkout.see_other import SeeOther


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorates a page of allauth's, which answers wrong entries with the form and a 200.

    And a PUT as it does a POST, which nothing of ours sends or counts.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(response, TemplateResponse):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return personal(asks(answered))


class ConfirmEmail(account.ConfirmEmailView):
    def logout_other_user(self, confirmation: Any) -> None:
        """Whoever is signed in as somebody else is signed out by the button, not by looking."""
        if self.request.method == "POST":
            super().logout_other_user(confirmation)


class NewPassword(account.PasswordResetFromKeyView):
    def logout(self) -> None:
        """Whoever is signed in as somebody else is signed out by the button, not by looking."""
        if self.request.method == "POST":
            super().logout()


class ChangePassword(account.PasswordChangeView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        presence.forget_short_password(self.request)
        return response


class AddsSecondStep:
    """Before a page of allauth's that adds a second step."""

    def form_valid(self, form: Any) -> HttpResponse:
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        is_first = not presence.has_second_step(request.user)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        # Whoever has one already shows that: a password adds no way round it.
        if is_first:
            presence.note_first_step_added(request, request.user)
        return response


class AddApp(AddsSecondStep, app.ActivateTOTPView):
    pass


class AddPasskey(AddsSecondStep, passkeys.AddWebAuthnView):
    pass


class SignInByPasskey(passkeys.LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)
        return _again(self.request, "account_login")


class ConfirmByPasskey(passkeys.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)
        return _again(self.request, "mfa_reauthenticate_webauthn")


def _again(request: HttpRequest, name: str) -> HttpResponse:
    """Back to where a passkey was asked for, and from there to where its owner was going."""
    return SeeOther(passthrough_next_redirect_url(request, reverse(name), "next"))


sign_in = page(account.login)
sign_up = page(account.signup)
inactive = page(account.account_inactive)
link_sent = page(account.email_verification_sent)
confirm_email = page(ConfirmEmail.as_view())
change_email = page(account.email)

forgotten = page(account.password_reset)
forgotten_sent = page(account.password_reset_done)
new_password = page(NewPassword.as_view())
new_password_done = page(account.password_reset_from_key_done)
change_password = page(ChangePassword.as_view())
first_password = page(account.password_set)
confirm = page(account.reauthenticate)

second_steps = page(second_step.index)
second_step_in = page(second_step.authenticate)
confirm_by_code = page(second_step.reauthenticate)
add_app = page(AddApp.as_view())
remove_app = page(app.deactivate_totp)
recovery_codes = page(codes.view_recovery_codes)
new_codes = page(login_required(codes.generate_recovery_codes))
list_passkeys = page(passkeys.list_webauthn)
add_passkey = page(login_required(AddPasskey.as_view()))
remove_passkey = page(login_required(passkeys.remove_webauthn))
confirm_by_passkey = page(ConfirmByPasskey.as_view())
sign_in_by_passkey = page(SignInByPasskey.as_view())


@personal
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Nothing of the account is left in this browser."""
    response: HttpResponse = account.logout(request)
    leave_no_cart(response)
    return response
