"""Before what moves money, data or rights, staff show once more that it is they who sit there."""

import pytest
from django.urls import reverse

from catalog.demo.staff import DEMO_PASSWORD, add_demo_staff
from checkout.accounts.held import is_secret
from checkout.accounts.models import User
from pharmacy.asked_again import LOOKED_AT, POSTED
from tests.checkout.accounts.people import press, sign_in
from tests.checkout.pages import text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_user
from tests.pharmacy.addresses import STAFFS
from tests.pharmacy.things import answer_to, filled, signed_in

pytestmark = pytest.mark.django_db
OWNER = "owner@example.com"


def eleven_minutes_pass(client) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 11 * 60
    session.save()


@pytest.fixture
def owner() -> Visitor:
    add_demo_staff()
    visitor = Visitor()
    sign_in(visitor, OWNER, DEMO_PASSWORD)
    return visitor


def send(visitor, address, **fields):
    token = str(visitor.get("/account/").context["csrf_token"])
    return visitor.post(address, fields | {"csrfmiddlewaretoken": token})


@pytest.mark.parametrize("name", sorted(LOOKED_AT | POSTED))
def test_who_has_not_shown_it_for_ten_minutes_is_asked(things, name):
    client, address = signed_in(OWNER), filled(STAFFS[name], things)
    eleven_minutes_pass(client)
    answer = client.get(address) if name in LOOKED_AT else client.post(address)
    assert answer.status_code == 303
    at = "/account/confirm/?next=%2Faccount%2Fconfirm%2Fgo-on%2F%3Fheld%3D"
    assert answer["Location"].startswith(at)


@pytest.mark.parametrize("name", sorted(LOOKED_AT | POSTED))
def test_who_has_signed_in_just_now_is_not_asked(things, name):
    client, address = signed_in(OWNER), filled(STAFFS[name], things)
    answer = client.get(address) if name in LOOKED_AT else client.post(address)
    assert "/account/confirm/" not in answer.get("Location", "")


def test_every_file_that_leaves_admin_as_a_list_is_in_the_table(things):
    client = signed_in(OWNER)
    sent = {
        name
        for name, path in STAFFS.items()
        if name != "logout"
        and "attachment" in answer_to(client, filled(path, things)).get("Content-Disposition", "")
    }
    assert sent
    assert sent <= LOOKED_AT.keys()


def test_what_was_filled_in_is_one_press_away_after_the_password(owner):
    ada = a_user("ada@example.com")
    page = f"{reverse('admin:accounts_user_change', args=[ada.pk])}?_changelist_filters=q%3Dada"
    eleven_minutes_pass(owner)

    asked = send(owner, page, email=ada.email, first_name="Ada", is_active="on", is_staff="on")
    assert not User.objects.get(pk=ada.pk).is_staff
    shown = press(owner, asked["Location"], password=DEMO_PASSWORD)
    held = owner.get(shown["Location"])

    assert "Nothing was done yet" in text_of(held)
    kept = dict(held.context["held"]["fields"])
    assert kept == {
        "email": ada.email,
        "first_name": "Ada",
        "is_active": "on",
        "is_staff": "on",
    }
    html = held.content.decode()
    assert f'action="{page}"' in html
    assert all(f'name="{name}" value="{value}"' in html for name, value in kept.items())
    send(owner, held.context["held"]["to"], **kept)
    saved = User.objects.get(pk=ada.pk)
    assert (saved.first_name, saved.is_staff) == ("Ada", True)
    assert owner.get(shown["Location"])["Location"] == "/admin/"


def test_a_wrong_password_leads_no_further(owner):
    ada = a_user("ada@example.com")
    page = reverse("admin:accounts_user_delete", args=[ada.pk])
    eleven_minutes_pass(owner)
    asked = send(owner, page, post="yes")
    assert press(owner, asked["Location"], password="wrong").status_code == 422
    assert send(owner, page, post="yes").status_code == 303
    assert User.objects.filter(pk=ada.pk).exists()


def test_a_file_is_one_press_away_after_the_password(owner):
    eleven_minutes_pass(owner)
    export = reverse("admin:substances_interaction_export")
    asked = owner.get(export)
    shown = press(owner, asked["Location"], password=DEMO_PASSWORD)
    assert f'href="{export}"' in owner.get(shown["Location"]).content.decode()
    assert owner.get(export)["Content-Type"].startswith("text/csv")


def test_of_a_password_no_copy_is_held(owner):
    eleven_minutes_pass(owner)
    fields = {"password1": "a long passphrase", "password2": "a long passphrase"}
    send(owner, reverse("admin:accounts_user_add"), email="tom@example.com", **fields)
    [held] = owner.session["held_requests"].values()
    assert "a long passphrase" not in str(held)
    assert ["email", "tom@example.com"] in held["fields"]


@pytest.mark.parametrize(
    ("name", "secret"),
    [("password", True), ("oldpassword", True), ("code", True), ("codename", False)],
)
def test_what_is_secret_is_named(name, secret):
    assert is_secret(name) is secret


def test_two_tabs_each_go_on_with_their_own(owner):
    ada, tom = a_user("ada@example.com"), a_user("tom@example.com")
    page = reverse("admin:accounts_user_change", args=[ada.pk])
    eleven_minutes_pass(owner)
    saving = send(owner, page, email=ada.email, first_name="Ada", is_active="on")
    deleting = send(owner, reverse("admin:accounts_user_delete", args=[tom.pk]), post="yes")

    first = owner.get(press(owner, saving["Location"], password=DEMO_PASSWORD)["Location"])
    second_way = press(owner, deleting["Location"], password=DEMO_PASSWORD)["Location"]

    assert "Go on where you were: save a person." in text_of(first)
    send(owner, first.context["held"]["to"], **dict(first.context["held"]["fields"]))
    assert User.objects.get(pk=ada.pk).first_name == "Ada"
    second = owner.get(second_way)
    assert "Go on where you were: delete a person." in text_of(second)
    assert second.context["held"]["fields"] == [["post", "yes"]]


def test_five_are_held_and_none_for_longer_than_it_counts_who_is_there(owner):
    ada = a_user("ada@example.com")
    page = reverse("admin:accounts_user_change", args=[ada.pk])
    eleven_minutes_pass(owner)
    for number in range(6):
        send(owner, page, first_name=f"Ada {number}")
    kept = owner.session["held_requests"]
    names = [dict(held["fields"])["first_name"] for held in kept.values()]
    assert names == [f"Ada {number}" for number in range(1, 6)]

    session = owner.session
    session["held_requests"] = {
        token: held | {"at": held["at"] - 11 * 60} for token, held in kept.items()
    }
    session.save()

    for token in kept:
        assert owner.get(f"{reverse('account-go-on')}?held={token}")["Location"] == "/admin/"


def test_what_does_not_matter_so_much_asks_nobody(owner):
    eleven_minutes_pass(owner)
    assert owner.get("/admin/").status_code == 200
    person = User.objects.get(email=OWNER)
    assert owner.get(reverse("admin:accounts_user_change", args=[person.pk])).status_code == 200
