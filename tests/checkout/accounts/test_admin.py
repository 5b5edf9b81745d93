"""People and roles: who gives rights to whom."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from checkout.accounts.models import User
from tests.catalog.admin.conftest import staff
from tests.checkout.accounts.people import an_account, is_signed_in, link_in, signed_in
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def page_of(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


def a_clerk() -> Client:
    """Staff who may edit people, but give no rights."""
    client = staff("Pharmacist")
    client.user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="accounts", content_type__model="user")
    )
    return client


def test_a_new_person_confirms_the_address_signs_in_and_has_the_role(mailoutbox):
    owner = staff()
    password = "a long enough passphrase"
    owner.post(
        reverse("admin:accounts_user_add"),
        {
            "email": "Tom@example.com",
            "usable_password": "true",
            "password1": password,
            "password2": password,
        },
    )
    tom = User.objects.get(email="tom@example.com")
    role = Group.objects.get(name="Price editor")
    owner.post(
        page_of(tom),
        {"email": tom.email, "is_active": "on", "is_staff": "on", "groups": [role.pk]},
    )

    client = Client()
    client.post("/account/sign-in/", {"login": "Tom@example.com", "password": password})
    client.post(link_in(mailoutbox[-1]))

    assert client.get("/admin/").status_code == 200
    assert User.objects.get(pk=tom.pk).has_perm("catalogue.change_pack")


def test_one_account_per_email_in_any_spelling():
    a_user("tom@example.com")
    response = staff().post(
        reverse("admin:accounts_user_add"),
        {"email": "TOM@example.com", "usable_password": "false"},
    )
    assert "There is already an account with this e-mail address." in response.content.decode()
    assert User.objects.filter(email__iexact="tom@example.com").count() == 1


def test_an_address_staff_have_changed_is_confirmed_anew():
    tom = an_account("tom@example.com")
    toms = signed_in(tom)

    staff().post(page_of(tom), {"email": "tim@example.com", "is_active": "on"})

    assert User.objects.get(pk=tom.pk).email == "tim@example.com"
    assert not tom.emailaddress_set.exists()
    assert not is_signed_in(toms)


def test_a_clerk_edits_a_shopper_and_gives_no_rights():
    clerk, shopper = a_clerk(), a_user("ada@example.com")

    clerk.post(
        page_of(shopper),
        {
            "email": "ada@example.com",
            "first_name": "Ada",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "groups": [Group.objects.get(name="Pharmacist").pk],
        },
    )

    shopper.refresh_from_db()
    assert shopper.first_name == "Ada"
    assert (shopper.is_staff, shopper.is_superuser) == (False, False)
    assert not shopper.groups.exists()


def test_a_clerk_cannot_take_over_an_account_with_more_rights():
    clerk, owner = a_clerk(), staff().user

    for url in (page_of(owner), reverse("admin:auth_user_password_change", args=[owner.pk])):
        assert clerk.post(url, {"email": "mine@example.com"}).status_code == 403


def test_a_role_offers_the_permissions_that_open_something_and_keeps_its_own():
    owner, role = staff(), Group.objects.get(name="Pharmacist")
    before = set(role.permissions.values_list("pk", flat=True))
    url = reverse("admin:auth_group_change", args=[role.pk])

    form = owner.get(url).context["adminform"].form
    offered = set(form.fields["permissions"].queryset.values_list("codename", flat=True))
    owner.post(url, {"name": "Pharmacist", "permissions": form.initial["permissions"]})

    assert {"change_pack", "add_stockmovement", "change_medicine"} <= offered
    assert not offered & {"change_conditionaloffer", "change_voucher", "change_wishlist"}
    assert set(role.permissions.values_list("pk", flat=True)) == before
