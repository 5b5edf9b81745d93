"""Staff need a second step: without one none of their addresses opens, in /admin/ or outside."""

import time

import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import reverse

from checkout.accounts.models import User
from checkout.order.access import may_see_receipt
from checkout.order.models import Order
from tests.checkout.accounts.people import (
    ANOTHER,
    add_passkey,
    an_account,
    code_of,
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
    assert client.get("/admin/login/")["Location"] == "/account/staff/"


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
    assert page.redirect_chain[-1][0] == "/account/staff/"
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

    assert visitor.get("/admin/", follow=True).redirect_chain[-1][0] == "/account/staff/"


def test_a_session_that_was_made_without_the_second_step_does_not_pass(colleague):
    before, elsewhere = signed_in(colleague), signed_in(colleague)
    secret = with_app(elsewhere)

    page = before.get("/admin/", follow=True)

    assert "this browser was signed in without it" in text_of(page)
    shown = press(before, page.context["confirm"], code=code_of(secret))
    assert shown["Location"] == "/admin/"
    assert before.get("/admin/").status_code == 200


def test_a_password_adds_no_way_round_the_second_step_there_is(colleague):
    """Who knows it and has found a browser that was signed in before gets no further."""
    found = signed_in(colleague)
    add_passkey(colleague)
    with_app(found)
    assert found.get("/admin/").status_code == 302


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
    add_passkey(account)
    session = visitor.session
    session["account_authentication_methods"].append({"method": "mfa", "at": time.time()})
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
