"""Ending sessions: by their own person, by an owner, and where rights become others."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from checkout.accounts.models import Session
from tests.catalog.admin.conftest import staff
from tests.checkout.accounts.people import an_account, is_signed_in, send, signed_in
from tests.checkout.pages import text_of

pytestmark = pytest.mark.django_db


def page_of(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


def test_a_button_signs_every_other_browser_out_and_nobody_elses():
    account = an_account()
    here, lost = signed_in(account), signed_in(account)
    another = signed_in(an_account("ada@example.com"))
    assert "Sign out everywhere else" in text_of(here.look("account-details"))

    answer = send(here, "account-sign-out-others", at="account-details")

    assert answer["Location"] == reverse("account-details")
    assert [is_signed_in(browser) for browser in (here, lost, another)] == [True, False, True]
    assert Session.objects.filter(account=account).count() == 1


def test_it_is_posted_with_a_token():
    here = signed_in(an_account())
    assert here.look("account-sign-out-others").status_code == 405
    assert here.post(reverse("account-sign-out-others")).status_code == 403


def test_an_owner_signs_a_colleague_out_and_stays():
    owner, tom = staff(), an_account("tom@example.com", is_staff=True)
    toms = signed_in(tom)
    assert "Sign out of every browser" in text_of(owner.get(page_of(tom)))

    answer = owner.post(reverse("admin:accounts_user_sign_out", args=[tom.pk]))

    assert answer["Location"] == page_of(tom)
    assert not is_signed_in(toms)
    assert owner.get("/admin/").status_code == 200


def test_an_owner_on_the_own_page_signs_every_other_browser_out():
    owner = staff()
    elsewhere = Client()
    elsewhere.force_login(owner.user)
    assert "Sign out of every other browser" in text_of(owner.get(page_of(owner.user)))

    address = reverse("admin:accounts_user_sign_out", args=[owner.user.pk])
    page = owner.post(address, follow=True)

    assert "Signed out of every other browser." in text_of(page)
    assert elsewhere.get("/account/").status_code == 302


def test_a_clerk_signs_no_colleague_out():
    clerk, tom = staff("Pharmacist"), an_account("tom@example.com", is_staff=True)
    people = Permission.objects.filter(content_type__app_label="accounts")
    clerk.user.user_permissions.set(people)
    toms = signed_in(tom)
    answer = clerk.post(reverse("admin:accounts_user_sign_out", args=[tom.pk]))
    assert answer.status_code == 403
    assert is_signed_in(toms)


@pytest.mark.parametrize("given", [{"is_staff": "on"}, {"is_superuser": "on"}, {"groups": "role"}])
def test_who_is_given_rights_signs_in_anew(given):
    tom = an_account("tom@example.com")
    toms = signed_in(tom)
    role = Group.objects.get(name="Support").pk
    rights = {name: role if value == "role" else value for name, value in given.items()}
    staff().post(page_of(tom), {"email": tom.email, "is_active": "on"} | rights)
    assert not is_signed_in(toms)


def test_a_name_that_is_corrected_signs_nobody_out():
    tom = an_account("tom@example.com")
    toms = signed_in(tom)
    staff().post(page_of(tom), {"email": tom.email, "is_active": "on", "first_name": "Tom"})
    assert is_signed_in(toms)


def test_who_is_of_a_role_that_changes_signs_in_anew():
    role = Group.objects.get(name="Support")
    sue, tom = an_account("sue@example.com"), an_account("tom@example.com")
    sue.groups.add(role)
    sues, toms = signed_in(sue), signed_in(tom)
    page = reverse("admin:auth_group_change", args=[role.pk])
    kept = role.permissions.order_by("pk").values_list("pk", flat=True)[1:]

    staff().post(page, {"name": role.name, "permissions": list(kept)})

    assert not is_signed_in(sues)
    assert is_signed_in(toms)


def test_who_is_of_a_role_that_goes_signs_in_anew():
    role = Group.objects.create(name="Helpers")
    sue = an_account("sue@example.com")
    sue.groups.add(role)
    sues = signed_in(sue)
    staff().post(reverse("admin:auth_group_delete", args=[role.pk]), {"post": "yes"})
    assert not is_signed_in(sues)


def test_who_changes_the_own_rights_goes_on_with_another_key():
    owner = staff()
    before = owner.session.session_key
    role = Group.objects.get(name="Support").pk
    rights = {"is_staff": "on", "is_superuser": "on", "groups": [role]}

    owner.post(page_of(owner.user), {"email": owner.user.email, "is_active": "on"} | rights)

    assert owner.cookies["session"].value != before
    assert not Session.objects.filter(pk=before).exists()
    assert owner.get("/admin/").status_code == 200
