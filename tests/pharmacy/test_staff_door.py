"""Staff need a second step: without one none of their addresses opens, in /admin/ or outside."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import reverse

from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.order.page.access import may_see_receipt
from tests.checkout.accounts.people import (
    ANOTHER,
    PASSWORD,
    add_passkey,
    an_account,
    code_of,
    confirm_yourself,
    is_signed_in,
    press,
    sign_in,
    signed_in,
    with_app,
)
from tests.checkout.pages import text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_user
from tests.pharmacy.addresses import SHOPPERS, STAFFS
from tests.pharmacy.test_settings import LIVE, run
from tests.pharmacy.things import answer_to, filled
from tests.pharmacy.things import signed_in as known_as

pytestmark = pytest.mark.django_db
SECOND_STEP = "from django.conf import settings; print(settings.STAFF_SECOND_STEP)"


@pytest.fixture
def needed(settings):
    settings.STAFF_SECOND_STEP = True


@pytest.fixture
def colleague(needed) -> User:
    return an_account(is_staff=True, is_superuser=True)


def test_without_a_second_step_no_address_of_staff_opens(things, needed):
    client = known_as("owner@example.com")
    for name in STAFFS.keys() - {"login", "logout"}:
        answer = answer_to(client, filled(STAFFS[name], things))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/admin/login/"), name
    assert client.get("/admin/login/")["Location"] == "/account/staff/?next=/admin/"


def test_outside_of_admin_the_shops_addresses_answer_them_as_any_customer(things, needed):
    owner = known_as("owner@example.com")
    a_user("ada@example.com")
    customer = known_as("ada@example.com")
    for name, path in SHOPPERS.items():
        if not name.startswith(("account", "mfa")):
            address = filled(path, things)
            seen = [answer_to(client, address).status_code for client in (owner, customer)]
            assert seen[0] == seen[1], name


def test_the_page_says_what_to_do_and_an_app_opens_admin(colleague):
    visitor = signed_in(colleague)
    page = visitor.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/account/staff/?next=/admin/"
    assert "It takes a minute" in text_of(page)
    assert "/account/second-step/app/" in page.content.decode()

    with_app(visitor)

    codes = visitor.look("mfa_view_recovery_codes").content.decode()
    assert f'href="{reverse("admin:index")}">I have kept them' in codes
    assert visitor.get("/admin/").status_code == 200
    assert visitor.get("/account/staff/")["Location"] == "/admin/"


def test_whose_last_second_step_is_taken_out_is_back_there(colleague):
    visitor = signed_in(colleague)
    with_app(visitor)
    assert visitor.get("/admin/").status_code == 200

    visitor.fill("mfa_deactivate_totp")

    page = visitor.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/account/staff/?next=/admin/"


def test_a_session_that_was_made_without_the_second_step_does_not_pass(colleague):
    before = signed_in(colleague)
    secret = generate_totp_secret()
    TOTP.activate(colleague, secret)

    page = before.get("/admin/", follow=True)

    assert "this browser was signed in without it" in text_of(page)
    shown = press(before, page.context["confirm"], code=code_of(secret))
    assert shown["Location"] == "/admin/"
    assert before.get("/admin/").status_code == 200


def test_a_password_adds_no_way_round_the_second_step_there_is(colleague):
    """Who knows it and has found a browser that was signed in before gets no further."""
    found = signed_in(colleague)
    confirm_yourself(found, "/account/")
    add_passkey(colleague)
    page = found.look("mfa_activate_totp")
    fields = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    fields["code"] = code_of(page.context["form"].secret)
    found.post("/account/second-step/app/", fields)
    assert Authenticator.objects.filter(type="totp").exists()
    assert found.get("/admin/").status_code == 302


def test_a_password_confirms_nothing_once_there_is_a_second_step(colleague):
    """It would show the recovery codes, and one of those the way into admin."""
    found = signed_in(colleague)
    TOTP.activate(colleague, generate_totp_secret())
    RecoveryCodes.activate(colleague)

    token = str(found.look("account").context["csrf_token"])
    fields = {"password": PASSWORD, "csrfmiddlewaretoken": token}
    answer = found.post("/account/confirm/?next=/account/second-step/codes/", fields)

    at = "/account/second-step/confirm/?next=%2Faccount%2Fsecond-step%2Fcodes%2F"
    assert answer["Location"] == at
    page = text_of(found.look("mfa_view_recovery_codes"))
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not [code for code in codes if code in page]
    assert "Use your password" not in text_of(found.get(at))


def test_who_has_recovery_codes_alone_still_shows_a_password(colleague):
    visitor = signed_in(colleague)
    RecoveryCodes.activate(colleague)
    assert confirm_yourself(visitor, "/account/second-step/")["Location"].endswith("/second-step/")


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("/admin/auth/group/", "/admin/auth/group/"),
        ("//evil.example/", "/admin/"),
        # Below this very page, whatever a view of ours may be called.
        ("evil", "evil"),
    ],
)
def test_the_second_step_leads_on_to_the_page_that_was_asked_for(colleague, asked, then):
    visitor = signed_in(colleague)
    TOTP.activate(colleague, secret := generate_totp_secret())
    page = visitor.get("/admin/login/", {"next": asked}, follow=True)
    shown = press(visitor, page.context["confirm"], code=code_of(secret))
    assert shown["Location"] == then
    assert visitor.get("/account/staff/", {"next": asked})["Location"] == then


def test_recovery_codes_alone_open_nothing_of_staffs(colleague):
    visitor = signed_in(colleague)
    with_app(visitor)
    codes = Authenticator.objects.get(type="recovery_codes")
    press(visitor, "/account/second-step/confirm/", code=codes.wrap().get_unused_codes()[0])
    assert visitor.get("/admin/").status_code == 200
    Authenticator.objects.filter(type="totp").delete()
    assert visitor.get("/admin/").status_code == 302


def test_a_passkey_is_asked_for_first_where_there_is_no_app(colleague):
    visitor = signed_in(colleague)
    add_passkey(colleague)
    RecoveryCodes.activate(colleague)
    confirm = visitor.look("account-staff").context["confirm"]
    assert confirm.startswith("/account/passkeys/confirm/")
    TOTP.activate(colleague, generate_totp_secret())
    confirm = visitor.look("account-staff").context["confirm"]
    assert confirm.startswith("/account/second-step/confirm/")


def test_the_first_second_step_signs_every_other_browser_out(colleague):
    before, here = signed_in(colleague), signed_in(colleague)
    with_app(here)
    assert [is_signed_in(browser) for browser in (before, here)] == [False, True]


def test_a_second_step_that_was_taken_out_and_another_added_opens_nothing(colleague):
    """Whoever has stolen a device goes on as its owner's sessions do: not at all."""
    stolen = signed_in(colleague)
    with_app(stolen)
    assert stolen.get("/admin/").status_code == 200

    Authenticator.objects.all().delete()
    TOTP.activate(colleague, generate_totp_secret())

    assert stolen.get("/admin/").status_code == 302


def test_who_signs_in_with_the_second_step_is_in(colleague):
    secret = with_app(signed_in(colleague))
    visitor = Visitor()
    sign_in(visitor, colleague.email)
    visitor.fill("mfa_authenticate", code=code_of(secret))
    assert visitor.get("/admin/").status_code == 200


def test_a_password_that_is_older_than_the_rights_is_changed_first(needed):
    """Such as a shopper's, or one of `createsuperuser`: only when it comes anybody sees it."""
    colleague = an_account(password="short one", is_staff=True)
    visitor = Visitor()
    sign_in(visitor, colleague.email, "short one")
    with_passkey_shown(visitor, colleague)
    page = visitor.get("/admin/", follow=True)
    assert "first choose one of 12 characters or more" in text_of(page)

    visitor.fill("account_change_password", oldpassword="short one", password1=ANOTHER)

    assert visitor.get("/admin/").status_code == 200


def test_a_shoppers_short_password_keeps_nobody_out(needed):
    visitor = Visitor()
    sign_in(visitor, an_account(password="short one").email, "short one")
    assert visitor.get("/account/").status_code == 200
    assert "short_password" not in visitor.session


def with_passkey_shown(visitor, account) -> None:
    """As if a device had just answered."""
    shown = {"method": "mfa", "at": time.time(), "id": add_passkey(account).pk}
    session = visitor.session
    session["account_authentication_methods"].append(shown)
    session.save()


def test_a_colleagues_receipt_page_is_behind_the_same_door(needed):
    """Its address lies outside of /admin/."""
    person = a_user("ada@example.com")
    person.user_permissions.add(Permission.objects.get(codename="view_order"))
    request = RequestFactory().get("/")
    request.user, request.session = person, {}
    assert not may_see_receipt(request, Order())


def test_a_shopper_has_no_business_there(needed):
    visitor = signed_in(an_account())
    assert visitor.get("/account/staff/")["Location"] == "/account/"
    assert visitor.get("/account/").status_code == 200


def test_a_demos_accounts_are_quick_unless_it_is_asked_for(settings):
    assert settings.STAFF_SECOND_STEP is False
    visitor = signed_in(an_account(is_staff=True))
    assert visitor.get("/admin/").status_code == 200
    assert run(["-c", SECOND_STEP], STAFF_SECOND_STEP="1").stdout.strip() == "True"


def test_a_live_shop_cannot_do_without():
    assert run(["-c", SECOND_STEP], **LIVE, STAFF_SECOND_STEP="0").stdout.strip() == "True"
