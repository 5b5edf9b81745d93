"""How people sign in: by e-mail, on django-allauth's flows with the shop's own pages."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "checkout.accounts.passwords.LongEnough"},
    *(
        {"NAME": f"django.contrib.auth.password_validation.{kind}Validator"}
        for kind in ("UserAttributeSimilarity", "CommonPassword", "NumericPassword")
    ),
]
# Whoever signs in with a password that the second of them has hashed is hashed by the first.
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{kind}PasswordHasher" for kind in ("Argon2", "PBKDF2")
]

ACCOUNT_ADAPTER = "checkout.accounts.adapter.ShopAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Nobody is signed in under an address that was not confirmed: what an account sees of orders and
# prescriptions is its owner's. It also lets a taken address get the same answer as a free one.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# What one account, or a wrong password, is tried for. How often somebody may come from one address
# at all stands in pharmacy/limits.py, with every other such number.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
}
MFA_RATE_LIMITS = {"webauthn_login": None}
# Whoever finds a browser signed in changes neither address nor second step with it.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_FORMS = {
    name: f"checkout.accounts.sign_in_forms.{form}"
    for name, form in {
        "login": "SignInForm",
        "signup": "SignUpForm",
        "reset_password": "ForgottenForm",
        "reset_password_from_key": "NewPasswordForm",
        "change_password": "ChangePasswordForm",
        "set_password": "FirstPasswordForm",
        "reauthenticate": "ConfirmForm",
        "add_email": "ChangeEmailForm",
    }.items()
}

MFA_ADAPTER = "checkout.accounts.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    name: f"checkout.accounts.{form}"
    for name, form in {
        "authenticate": "sign_in_forms.CodeForm",
        "reauthenticate": "sign_in_forms.ConfirmByCodeForm",
        "activate_totp": "sign_in_forms.AddAppForm",
        "add_webauthn": "passkey_forms.AddPasskeyForm",
        "login_webauthn": "passkey_forms.SignInByPasskeyForm",
        "authenticate_webauthn": "passkey_forms.SecondStepByPasskeyForm",
        "reauthenticate_webauthn": "passkey_forms.ConfirmByPasskeyForm",
    }.items()
}
