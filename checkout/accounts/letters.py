"""What each mail about an account says, and where its button leads: plain values.

Named as django-allauth names its templates. None of them says more of the account than it has to.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from checkout.order.mails.letters import Letter

Facts = Mapping[str, Any]


def confirm_new(facts: Facts) -> Letter:
    return Letter(
        _("Confirm your e-mail address"),
        heading=_("Confirm your e-mail address"),
        opening=_("Somebody, most likely you, has made an account with this address."),
        lead=_("Confirm that it is yours, then you can sign in."),
        rest=_("If it was not you, do nothing: the account stays closed."),
        button=_("Confirm this address"),
    )


def confirm(facts: Facts) -> Letter:
    return Letter(
        _("Confirm your e-mail address"),
        heading=_("Confirm your e-mail address"),
        opening=_("Somebody, most likely you, wants to use this address for an account."),
        lead=_("Confirm that it is yours."),
        rest=_("If it was not you, do nothing: nobody uses it without that."),
        button=_("Confirm this address"),
    )


def known_already(facts: Facts) -> Letter:
    return Letter(
        _("You have an account already"),
        heading=_("You have an account already"),
        opening=_("Somebody, most likely you, wanted to make an account with this address."),
        lead=_("There is one: sign in with it."),
        rest=_("If you do not know the password any more, set a new one there."),
        button=_("Set a new password"),
    )


def unknown(facts: Facts) -> Letter:
    return Letter(
        _("There is no account of this address"),
        heading=_("There is no account of this address"),
        opening=_("Somebody, most likely you, wanted to set a new password for this address."),
        lead=_("No account uses it."),
        rest=_("If you ordered as a guest, you need none. If it was not you, do nothing."),
        button=_("Make an account"),
    )


def new_password(facts: Facts) -> Letter:
    return Letter(
        _("Set a new password"),
        heading=_("Set a new password"),
        opening=_("Somebody, most likely you, wants to set a new password."),
        lead=_("The link opens once, and for three days."),
        rest=_("If it was not you, do nothing: your password stays as it is."),
        button=_("Set a new password"),
    )


def _notice(what: Callable[[Facts], str]) -> Callable[[Facts], Letter]:
    """That something about the account has changed."""

    def letter(facts: Facts) -> Letter:
        return Letter(
            _("Your account was changed"),
            heading=_("Your account was changed"),
            opening=what(facts),
            lead=_("If it was you, there is nothing to do."),
            rest=_("If it was not, set a new password at once: that signs everybody else out."),
            button=_("Look at your account"),
        )

    return letter


LETTERS: Mapping[str, Callable[[Facts], Letter]] = {
    "account/email/email_confirmation_signup": confirm_new,
    "account/email/email_confirmation": confirm,
    "account/email/account_already_exists": known_already,
    "account/email/unknown_account": unknown,
    "account/email/password_reset_key": new_password,
    "account/email/email_changed": _notice(
        lambda facts: _("Its e-mail address is %(email)s now.") % {"email": facts["to_email"]}
    ),
    "account/email/email_deleted": _notice(
        lambda facts: (
            _("The address %(email)s was taken out of it.") % {"email": facts["deleted_email"]}
        )
    ),
    "account/email/password_changed": _notice(lambda facts: _("Its password is a new one.")),
    "account/email/password_set": _notice(lambda facts: _("It has a password now.")),
    "account/email/password_reset": _notice(lambda facts: _("Its password is a new one.")),
    "mfa/email/recovery_codes_generated": _notice(
        lambda facts: _("It has new recovery codes; the old ones open nothing any more.")
    ),
    "mfa/email/totp_activated": _notice(lambda facts: _("An authenticator app was added.")),
    "mfa/email/totp_deactivated": _notice(lambda facts: _("Its authenticator app was taken out.")),
    "mfa/email/webauthn_added": _notice(lambda facts: _("A passkey was added.")),
    "mfa/email/webauthn_removed": _notice(lambda facts: _("A passkey was taken out.")),
}
# What allauth calls the address behind a mail's button; of the others it is the account's page.
LINKS = {
    "account/email/email_confirmation_signup": "activate_url",
    "account/email/email_confirmation": "activate_url",
    "account/email/account_already_exists": "password_reset_url",
    "account/email/unknown_account": "signup_url",
    "account/email/password_reset_key": "password_reset_url",
}
