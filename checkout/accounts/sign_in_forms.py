"""The forms of django-allauth in the shop's words and look; what they do is allauth's."""

from typing import Any, NamedTuple

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from checkout.accounts import presence
from checkout.accounts.models import OrderToKeep, User
from checkout.accounts.passwords import LEAST_OF_STAFF, least_for
from checkout.accounts.reads import is_used
from checkout.forms import StepForm
from checkout.order.models import Order

# As long as an address may be (RFC 5321).
LONGEST = 254
SHORTEN = gettext_lazy("Shorten this to %(limit_value)d characters")


class Said(NamedTuple):
    """The words of one field; `missing` says what to do where it is left out."""

    label: Promise
    missing: Promise
    hint: Promise | str = ""
    autocomplete: str = ""


EMAIL = Said(
    gettext_lazy("E-mail"),
    gettext_lazy("Enter an e-mail address like name@example.com"),
    autocomplete="email",
)
PASSWORD = Said(
    gettext_lazy("Password"),
    gettext_lazy("Enter your password"),
    autocomplete="current-password",
)
NEW_PASSWORD = Said(
    gettext_lazy("New password"),
    gettext_lazy("Enter the new password"),
    gettext_lazy("8 characters or more, not all of them digits, and no common word"),
    autocomplete="new-password",
)
OF_STAFF = gettext_lazy("12 characters or more, not all of them digits, and no common word")
CODE = Said(
    gettext_lazy("Code"),
    gettext_lazy("Enter the code"),
    autocomplete="one-time-code",
)


class Dressed(StepForm):
    """Gives the fields of the form behind it the words of `said`."""

    optional: tuple[str, ...] = ()
    said: dict[str, Said] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever mistypes a new password sets another: asking twice only slows everybody.
        self.fields.pop("password2", None)
        for name, said in self.said.items():
            _dress(self.fields[name], said)

    @property
    def entries(self) -> list[tuple[str, str]]:
        """What is wrong with the whole, or out of sight, leads to the first field."""
        shown, hidden = self.visible_fields(), self.hidden_fields()
        first = next((field.id_for_label for field in shown), "main")
        whole = [*self.non_field_errors(), *(words for field in hidden for words in field.errors)]
        of_fields = [(field.id_for_label, field.errors[0]) for field in shown if field.errors]
        return [*((first, words) for words in whole), *of_fields]


class SignInForm(Dressed, account.LoginForm):
    said = {"login": EMAIL, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = gettext_lazy("Keep me signed in on this device")

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError as refusal:
            self.add_error("login", refusal)
            return self.cleaned_data

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> Any:
        answer = super().login(request, redirect_url)
        presence.note_password(request, self.user, self.cleaned_data["password"])
        return answer


class SignUpForm(Dressed, account.SignupForm):
    said = {"email": EMAIL, "password1": NEW_PASSWORD._replace(label=gettext_lazy("Password"))}

    def validate_unique_email(self, value: str) -> str:
        """An address that another account only wishes to change to is not taken."""
        self.account_already_exists = is_used(value)
        return value

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        account: User = super().save(request)
        return account

    def try_save(self, request: HttpRequest) -> Any:
        """Also where somebody signs up with the same address at the same moment.

        A password is hashed in any case: how long an answer takes tells nobody who has an account.
        """
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class KeepForm(SignUpForm):
    """A password for the account that keeps a guest's `order`; its address is the order's."""

    said = SignUpForm.said | {"email": EMAIL._replace(autocomplete="username")}

    def __init__(self, password: str | None = None, *, order: Order) -> None:
        self.order, email = order, order.guest_email
        data = None if password is None else {"email": email, "password1": password}
        super().__init__(data, initial={"email": email})
        self.fields["email"].widget = forms.HiddenInput()

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        account = super().save(request)
        OrderToKeep.objects.create(account=account, order=self.order)
        return account


class ForgottenForm(Dressed, account.ResetPasswordForm):
    said = {"email": EMAIL}

    def clean_email(self) -> str:
        """An address opens the account that has it, and none that only wishes to change to it."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.email == email.lower()]
        return email


class AsLongAsTheirs(Dressed):
    """Says how long a password of this very person has to be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if least_for(self.user) == LEAST_OF_STAFF:
            self.fields["password1"].help_text = OF_STAFF


class NewPasswordForm(AsLongAsTheirs, account.ResetPasswordKeyForm):
    said = {"password1": NEW_PASSWORD}


class ChangePasswordForm(AsLongAsTheirs, account.ChangePasswordForm):
    said = {
        "oldpassword": PASSWORD._replace(label=gettext_lazy("Your password until now")),
        "password1": NEW_PASSWORD,
    }


class FirstPasswordForm(AsLongAsTheirs, account.SetPasswordForm):
    said = {"password1": NEW_PASSWORD}


class ConfirmForm(Dressed, account.ReauthenticateForm):
    said = {"password": PASSWORD}


class ChangeEmailForm(Dressed, account.AddEmailForm):
    said = {
        "email": EMAIL._replace(
            label=gettext_lazy("New e-mail"),
            hint=gettext_lazy("We mail you a link; until you open it, the address stays as it is"),
        )
    }


class CodeForm(Dressed, second_factor.AuthenticateForm):
    said = {
        "code": CODE._replace(hint=gettext_lazy("Of your authenticator app, or a recovery code"))
    }


class ConfirmByCodeForm(Dressed, second_factor.ReauthenticateForm):
    said = CodeForm.said


class AddAppForm(Dressed, ActivateTOTPForm):
    said = {"code": CODE._replace(hint=gettext_lazy("The six digits the app shows now"))}


def _dress(field: forms.Field, said: Said) -> None:
    field.label, field.help_text = said.label, said.hint
    wrong = dict.fromkeys(("required", "invalid", "null_characters_not_allowed"), said.missing)
    field.error_messages |= wrong
    field.validators.append(MaxLengthValidator(LONGEST, SHORTEN))
    attrs = field.widget.attrs
    attrs.pop("placeholder", None)
    attrs |= {"class": "input", "autocomplete": said.autocomplete}
