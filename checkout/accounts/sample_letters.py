"""Every letter about an account once, about nobody: to look at before somebody gets one."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.texts.told import Why
from checkout.accounts.letters import LETTERS
from checkout.mail import SampleMail
from checkout.mailing import written

WHEN = {
    "account/email/email_confirmation_signup": gettext_lazy("When an account is made"),
    "account/email/account_already_exists": gettext_lazy(
        "When an account is made with the address of one there is"
    ),
    "account/email/email_confirmation": gettext_lazy("When an account is to change its address"),
    "account/email/password_reset_key": gettext_lazy("When somebody has forgotten a password"),
    "account/email/unknown_account": gettext_lazy(
        "When somebody has forgotten a password and there is no account"
    ),
    "account/email/email_changed": gettext_lazy("Once the address is another one"),
    "account/email/email_deleted": gettext_lazy("Once an address was taken out"),
    "account/email/password_changed": gettext_lazy("Once the password was changed"),
    "account/email/password_reset": gettext_lazy("Once a forgotten password was set anew"),
    "account/email/password_set": gettext_lazy("Once an account has a first password"),
    "mfa/email/totp_activated": gettext_lazy("Once an authenticator app was added"),
    "mfa/email/totp_deactivated": gettext_lazy("Once the authenticator app was taken out"),
    "mfa/email/webauthn_added": gettext_lazy("Once a passkey was added"),
    "mfa/email/webauthn_removed": gettext_lazy("Once a passkey was taken out"),
    "mfa/email/recovery_codes_generated": gettext_lazy("Once there are new recovery codes"),
}
NOBODY = {"to_email": "sam@example.com", "deleted_email": "sam.old@example.com"}


def sample_letters(now: datetime) -> Iterator[SampleMail]:
    """In the order of an account's life; they are the same at any time."""
    for template, when in WHEN.items():
        letter = LETTERS[template](NOBODY)
        mail = written(letter, link=f"{settings.SITE_URL}/", greeting=_("Hello,"))
        yield SampleMail(template.rpartition("/")[2], str(when), mail, Why.ACCOUNT)
