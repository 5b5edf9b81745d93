"""An authenticator app and recovery codes: the second step of signing in."""

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.checkout.accounts.people import (
    PASSWORD,
    TOO_MANY,
    add_passkey,
    an_account,
    code_of,
    is_signed_in,
    press,
    sign_in,
    signed_in,
    with_app,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db

DOES_NOT_FIT = "This does not fit, or it was used before: try the next one"


@pytest.fixture
def account():
    return an_account()


@pytest.fixture
def secret(account):
    return with_app(signed_in(account))


def test_adding_an_app_asks_who_is_there_and_gives_recovery_codes(
    account, mailoutbox, django_capture_on_commit_callbacks
):
    visitor = signed_in(account)
    asked = visitor.get("/account/second-step/app/")
    assert asked["Location"].startswith("/account/confirm/")

    with django_capture_on_commit_callbacks(execute=True):
        with_app(visitor)

    page = text_of(visitor.look("mfa_view_recovery_codes"))
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(code in page for code in codes)
    assert "An authenticator app was added." in mailoutbox[-1].body


def test_with_an_app_a_password_alone_opens_nothing(account, secret):
    visitor = Visitor()

    answer = sign_in(visitor, account.email)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(visitor)
    answer = visitor.fill("mfa_authenticate", code=code_of(secret, in_periods=50))
    assert said_on_top(answer) == [("code", DOES_NOT_FIT)]
    assert not is_signed_in(visitor)
    visitor.fill("mfa_authenticate", code=code_of(secret))
    assert is_signed_in(visitor)


def test_a_code_is_good_once(account, secret):
    code = code_of(secret)
    first, second = Visitor(), Visitor()
    for visitor in (first, second):
        sign_in(visitor, account.email)

    first.fill("mfa_authenticate", code=code)
    answer = second.fill("mfa_authenticate", code=code)

    assert is_signed_in(first)
    assert said_on_top(answer) == [("code", DOES_NOT_FIT)]
    assert not is_signed_in(second)


def test_a_recovery_code_opens_the_account_once(account, secret):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    opened = []
    for visitor in (Visitor(), Visitor()):
        sign_in(visitor, account.email)
        visitor.fill("mfa_authenticate", code=code)
        opened.append(is_signed_in(visitor))
    assert opened == [True, False]


def test_after_five_wrong_codes_nobody_tries_on(account, secret):
    visitor = Visitor()
    sign_in(visitor, account.email)
    for _ in range(5):
        visitor.fill("mfa_authenticate", code="000000")

    answer = visitor.fill("mfa_authenticate", code=code_of(secret))

    assert said_on_top(answer) == [("code", TOO_MANY)]


def test_secrets_lie_sealed_in_the_database(account, secret):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert "gAAAA" in kept


def test_changing_the_keys_seals_the_secrets_anew(account, secret, settings):
    old, new = settings.FILE_KEYS[0], Fernet.generate_key().decode()
    settings.FILE_KEYS = [new, old]
    call_command("rotate_file_keys")
    settings.FILE_KEYS = [new]

    visitor = Visitor()
    sign_in(visitor, account.email)
    visitor.fill("mfa_authenticate", code=code_of(secret))

    assert is_signed_in(visitor)


def test_a_secret_no_key_opens_keeps_the_old_keys(account, secret, settings, capsys):
    settings.FILE_KEYS = [Fernet.generate_key().decode() for _ in range(2)]
    with pytest.raises(CommandError):
        call_command("rotate_file_keys")
    assert "no key of FILE_KEYS opens it" in capsys.readouterr().err


def test_a_passkey_is_asked_for_where_there_is_one_and_for_the_shops_own_host(account, secret):
    visitor = Visitor()
    sign_in(visitor, account.email)
    assert "Use a passkey" not in text_of(visitor.look("mfa_authenticate"))
    add_passkey(account)
    visitor.defaults["HTTP_HOST"] = "evil.example"

    page = visitor.look("mfa_authenticate")

    assert "Use a passkey" in text_of(page)
    options = page.context["js_data"]["request_options"]["publicKey"]
    assert options["rpId"] == "localhost"


def test_a_passkey_that_did_not_work_leads_back_to_where_one_was_going(account):
    visitor = signed_in(account)
    add_passkey(account)
    at = "/account/passkeys/confirm/"
    again = press(visitor, f"{at}?next=/account/delete/", credential="x", next="/account/delete/")
    assert again["Location"] == f"{at}?next=%2Faccount%2Fdelete%2F"
    guest = Visitor()
    token = str(guest.look("account_login").context["csrf_token"])
    fields = {"credential": "x", "next": "/checkout/details/", "csrfmiddlewaretoken": token}
    again = guest.post("/account/passkeys/sign-in/", fields)
    assert again["Location"] == "/account/sign-in/?next=%2Fcheckout%2Fdetails%2F"


def test_with_a_second_step_the_address_cannot_be_changed_and_the_page_says_so_before(account):
    visitor = signed_in(account)
    assert "Change it" in text_of(visitor.look("account_email"))
    with_app(visitor)
    page = text_of(visitor.look("account_email"))
    assert "Take out your authenticator app and your passkeys first" in page
    assert "Change it" not in page


def test_other_ways_to_show_who_is_there_are_called_as_everywhere(account, secret):
    add_passkey(account)
    visitor = signed_in_by_code(account, secret)
    assert "Use a passkey" in text_of(visitor.look("mfa_reauthenticate"))
    page = text_of(visitor.look("mfa_reauthenticate_webauthn"))
    assert "Use your authenticator app or a recovery code" in page


def signed_in_by_code(account, secret):
    visitor = Visitor()
    sign_in(visitor, account.email)
    visitor.fill("mfa_authenticate", code=code_of(secret))
    return visitor


def test_taking_the_app_out_takes_the_codes_along(account):
    visitor = signed_in(account)
    with_app(visitor)

    visitor.fill("mfa_deactivate_totp")

    assert not Authenticator.objects.exists()
    assert is_signed_in(signed_in(account))


def test_new_recovery_codes_make_the_old_ones_void(account):
    visitor = signed_in(account)
    with_app(visitor)
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]

    visitor.fill("mfa_generate_recovery_codes")

    elsewhere = Visitor()
    sign_in(elsewhere, account.email)
    elsewhere.fill("mfa_authenticate", code=old)
    assert not is_signed_in(elsewhere)


def test_staff_go_through_the_same_second_step(secret, account):
    account.is_staff = True
    account.save()
    visitor = Visitor()
    assert visitor.get("/admin/", follow=True).redirect_chain[-1][0] == (
        "/account/sign-in/?next=/admin/"
    )
    sign_in(visitor, account.email, next="/admin/")
    assert visitor.get("/admin/").status_code == 302
    answer = visitor.fill("mfa_authenticate", code=code_of(secret))
    assert answer["Location"] == "/admin/"
    assert visitor.get("/admin/").status_code == 200


def test_admin_has_no_sign_in_of_its_own(account):
    account.is_staff = True
    account.save()
    visitor = Visitor()
    page = visitor.get("/admin/login/")
    assert page["Location"] == "/account/sign-in/?next=/admin/"
    fields = {"username": account.email, "password": PASSWORD}
    assert Visitor().post("/admin/login/", fields).status_code == 403  # no token
    token = str(visitor.look("account_login").context["csrf_token"])
    visitor.post("/admin/login/", fields | {"csrfmiddlewaretoken": token})
    assert visitor.get("/admin/").status_code == 302


def test_a_shopper_who_asks_for_admin_is_told_so(account):
    visitor = signed_in(account)
    assert visitor.get("/admin/", follow=True).status_code == 403
