"""Passkeys: what a browser's script sends of one may be anything, and is refused in words."""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from checkout.accounts.sign_in_forms import Dressed, Said

# Those of browsers have some hundred letters, with an attestation some thousand.
LONGEST = 20_000
# What json, fido2 and allauth raise where a credential is not made as they read it.
ODD = (ValueError, TypeError, LookupError, AttributeError, RuntimeError, struct.error)
DID_NOT_WORK = gettext_lazy("That did not work: try again, or take another way.")


@contextmanager
def odd_is_refused() -> Iterator[None]:
    """Raises ValidationError: allauth's own words are about codes."""
    try:
        yield
    except ValidationError as refusal:
        if refusal.code != "incorrect_code":
            raise
        raise ValidationError(DID_NOT_WORK) from refusal
    except ODD as odd:
        raise ValidationError(DID_NOT_WORK) from odd


class CredentialField(forms.CharField):
    """JSON as browsers write it of a passkey, and as PostgreSQL can keep it."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        words = dict.fromkeys(("required", "null_characters_not_allowed"), DID_NOT_WORK)
        super().__init__(error_messages=words)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        with odd_is_refused():
            return _read(text)


class CredentialForm(forms.Form):
    """Before a form of allauth that takes a credential."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with odd_is_refused():
            return super().clean_credential()


class SignInByPasskeyForm(CredentialForm, passkeys.LoginWebAuthnForm):
    pass


class SecondStepByPasskeyForm(CredentialForm, passkeys.AuthenticateWebAuthnForm):
    pass


class ConfirmByPasskeyForm(CredentialForm, passkeys.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(Dressed, passkeys.AddWebAuthnForm):
    said = {
        "name": Said(
            gettext_lazy("Name of this passkey"),
            gettext_lazy("Give it a name"),
            gettext_lazy("Such as “my phone”, to tell it from others"),
            autocomplete="off",
        )
    }
    optional = ("name",)
    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""
        # Every key here is one to sign in with: the browser's script asks for no other.
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = "on"

    def clean(self) -> dict[str, Any]:
        with odd_is_refused():
            return super().clean()


def _read(text: str) -> dict[str, Any]:
    """Raises ValueError or RecursionError, also for what browsers write none of."""
    if len(text) > LONGEST or "\\u" in text:
        raise ValueError
    read = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
    # allauth would keep an empty one unseen, and no page of that account would open any more.
    if not read or not isinstance(read, dict):
        raise ValueError
    return read


def _refuse(number: str) -> NoReturn:
    raise ValueError(number)
