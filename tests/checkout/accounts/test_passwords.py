"""How passwords are kept, and how long they have to be."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.urls import reverse

from checkout.accounts.models import User
from pharmacy.sign_in import PASSWORD_HASHERS
from tests.catalog.admin.conftest import staff
from tests.checkout.accounts.people import PASSWORD, an_account, sign_in, signed_in
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db
ELEVEN = "moss & gate."[:11]


def test_a_password_of_before_goes_on_and_is_hashed_anew(settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    account = an_account()
    old = make_password(PASSWORD, hasher="pbkdf2_sha256")
    User.objects.filter(pk=account.pk).update(password=old)
    elsewhere = signed_in(account)

    kept = User.objects.get(pk=account.pk).password

    assert identify_hasher(kept).algorithm == "argon2"
    assert User.objects.get(pk=account.pk).check_password(PASSWORD)
    assert elsewhere.get("/account/").status_code == 200
    assert sign_in(Visitor(), account.email, "wrong").status_code == 422


@pytest.mark.parametrize(("is_staff", "refused"), [(True, True), (False, False)])
def test_staffs_password_has_twelve_characters(is_staff, refused):
    account = an_account(is_staff=is_staff)
    visitor = signed_in(account)
    page = text_of(visitor.look("account_change_password"))
    assert ("12 characters or more" in page, "8 characters or more" in page) == (
        is_staff,
        not is_staff,
    )

    answer = visitor.fill("account_change_password", oldpassword=PASSWORD, password1=ELEVEN)

    assert (answer.status_code == 422) == refused
    assert ("password1" in dict(said_on_top(answer))) == refused


def test_a_superusers_has_too():
    visitor = signed_in(an_account(is_superuser=True))
    answer = visitor.fill("account_change_password", oldpassword=PASSWORD, password1=ELEVEN)
    assert answer.status_code == 422


@pytest.mark.parametrize("password", [ELEVEN, PASSWORD])
def test_who_is_added_by_staff_gets_a_password_long_enough_for_them(password):
    fields = {"usable_password": "true", "password1": password, "password2": password}
    page = reverse("admin:accounts_user_add")
    staff().post(page, {"email": "tom@example.com"} | fields)
    assert User.objects.filter(email="tom@example.com").exists() == (password == PASSWORD)


def test_an_owner_sets_a_colleague_no_short_password():
    tom = an_account("tom@example.com", is_staff=True)
    fields = {"usable_password": "true", "password1": ELEVEN, "password2": ELEVEN}
    staff().post(reverse("admin:auth_user_password_change", args=[tom.pk]), fields)
    assert not User.objects.get(pk=tom.pk).check_password(ELEVEN)
