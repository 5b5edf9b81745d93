"""The pages of django-allauth the shop uses; what is not named here has no address.

None of them is kept by a cache or by the browser's way back.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from checkout.basket.current import leave_no_cart
from checkout.personal import personal

sign_in = personal(account.login)
sign_up = personal(account.signup)
inactive = personal(account.account_inactive)
link_sent = personal(account.email_verification_sent)
confirm_email = personal(account.confirm_email)
change_email = personal(account.email)

forgotten = personal(account.password_reset)
forgotten_sent = personal(account.password_reset_done)
new_password = personal(account.password_reset_from_key)
new_password_done = personal(account.password_reset_from_key_done)
change_password = personal(account.password_change)
first_password = personal(account.password_set)
confirm = personal(account.reauthenticate)

second_steps = personal(second_step.index)
second_step_in = personal(second_step.authenticate)
confirm_by_code = personal(second_step.reauthenticate)
add_app = personal(app.activate_totp)
remove_app = personal(app.deactivate_totp)
recovery_codes = personal(codes.view_recovery_codes)
new_codes = personal(login_required(codes.generate_recovery_codes))
list_passkeys = personal(passkeys.list_webauthn)
add_passkey = personal(login_required(passkeys.add_webauthn))
remove_passkey = personal(login_required(passkeys.remove_webauthn))
confirm_by_passkey = personal(passkeys.reauthenticate_webauthn)
sign_in_by_passkey = personal(passkeys.login_webauthn)


@personal
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Nothing of the account is left in this browser."""
    response: HttpResponse = account.logout(request)
    leave_no_cart(response)
    return response
