"""What the shop says where django-allauth would say it in its own words."""

from django.utils.translation import gettext_lazy as _

# By the template allauth would render; of what is not here the page itself tells.
SAID = {
    "account/messages/email_confirmation_failed.txt": _(
        "This address belongs to another account: sign in there, or use another address."
    ),
    "account/messages/email_confirmed.txt": _("Your address %(email)s is confirmed."),
    "account/messages/email_deleted.txt": _("The address %(email)s is taken out."),
    "account/messages/cannot_delete_primary_email.txt": _(
        "An account needs one address: change it instead."
    ),
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _(
        "Your password is changed, and every other browser is signed out."
    ),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "These codes let you in when your phone does not: print them or write them down."
    ),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is taken out."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("Your passkey is taken out."),
}

# By allauth's codes.
REFUSED = {
    "account_inactive": _("This account is closed: write to us if you need it."),
    "duplicate_email": _("This is your address already: enter another one"),
    "email_password_mismatch": _(
        "This e-mail and this password do not fit: try again, or set a new password"
    ),
    "email_taken": _("This address belongs to another account: enter another one"),
    "enter_current_password": _("This is not your password: enter it again"),
    "incorrect_password": _("This is not your password: enter it again"),
    "invalid_password_reset": _("This link was used before or has run out: ask for a new one"),
    "rate_limited": _("Too many tries: wait a minute, then try again"),
    "too_many_login_attempts": _("Too many tries: wait five minutes, then try again"),
}
CODES_REFUSED = {
    "add_email_blocked": _("Take out the second step first, then change your address"),
    "cannot_delete_authenticator": _("This second step cannot be taken out"),
    "cannot_generate_recovery_codes": _("Add an authenticator app or a passkey first"),
    "incorrect_code": _("This does not fit, or it was used before: try the next one"),
    "unverified_email": _("Confirm your new address first, then add a second step"),
}
# Ways to show who is there, by allauth's names.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
NOT_MAILED = _("Our mail server does not answer: try again in a few minutes.")
CHOOSE_YOUR_OWN = _(
    "Now choose a password of your own. The account was made in another browser, maybe not by you: "
    "the password chosen there opens nothing any more."
)
