"""Who may do what at the desk of prescriptions: every address, as everybody."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from checkout.accounts.models import User
from tests.checkout.prescriptions.desk.at_the_cases import QUEUE, a_case, a_file, address, page_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db

POSTS = ["decide", "take", "put_back", "add_file", "note_answers", "original_received"]
MAY = {"prices": False, "support": False, "pharmacist": True, "owner": True}
ANSWERED = (302, 403, 404, 409, 422)
QUESTIONS = "/admin/prescriptions/question/"


@pytest.fixture
def order():
    return a_case()


def pages(order) -> list[str]:
    token = a_file(order).token
    file = reverse("admin:prescriptions_case_file", args=[order.pk, token, 1])
    return [QUEUE, f"{QUEUE}next/", page_of(order), file]


@pytest.mark.parametrize("who", MAY)
def test_only_pharmacists_see_cases(staff, order, who):
    client = staff(who)
    for page in pages(order):
        assert (client.get(page).status_code == 403) != MAY[who]
    assert (QUEUE in client.get("/admin/").text) == MAY[who]


@pytest.mark.parametrize("who", MAY)
def test_only_pharmacists_do_anything_to_one(staff, order, who):
    client = staff(who)
    statuses = {verb: client.post(address(verb, order)).status_code for verb in POSTS}
    assert {verb for verb in POSTS if statuses[verb] != 403} == (set(POSTS) if MAY[who] else set())
    assert {verb: statuses[verb] for verb in POSTS if statuses[verb] not in ANSWERED} == {}


def test_who_may_only_look_does_nothing_and_who_may_not_look_does_neither(client, order):
    for right in ("view_case", "decide_case"):
        somebody = a_user()
        somebody.is_staff = True
        somebody.save()
        somebody.user_permissions.set(Permission.objects.filter(codename=right))
        client.force_login(somebody)
        statuses = {verb: client.post(address(verb, order)).status_code for verb in POSTS}
        assert statuses == dict.fromkeys(POSTS, 403)
        expected = 200 if right == "view_case" else 403
        assert client.get(page_of(order)).status_code == expected
        assert "Record decisions" not in client.get(page_of(order)).text
        assert "I take it" not in client.get(QUEUE).text


def test_nobody_signed_in_is_sent_to_sign_in(client, order):
    for page in pages(order):
        assert client.get(page).url.startswith("/admin/login/?next=")
    for verb in POSTS:
        assert client.post(address(verb, order)).url.startswith("/admin/login/?next=")


def test_a_deed_is_posted_with_a_token_and_never_followed_as_a_link(staff, order):
    pharmacist = staff("pharmacist")
    followed = {verb: pharmacist.get(address(verb, order)).status_code for verb in POSTS}
    assert followed == dict.fromkeys(POSTS, 405)
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.get(email="pharmacist@example.com"))
    posted = {verb: forged.post(address(verb, order)).status_code for verb in POSTS}
    assert posted == dict.fromkeys(POSTS, 403)


def test_a_deed_about_no_case_is_not_found(staff, order):
    pharmacist = staff("pharmacist")
    gone = {verb: address(verb, order).replace(str(order.pk), "0") for verb in POSTS}
    statuses = {verb: pharmacist.post(page).status_code for verb, page in gone.items()}
    assert statuses == dict.fromkeys(POSTS, 404)


def test_a_file_nobody_sent_is_not_found(staff, order):
    url = reverse("admin:prescriptions_case_file", args=[order.pk, uuid4(), 1])
    assert staff("pharmacist").get(url).status_code == 404


def test_the_order_leads_who_may_to_its_case(staff, order):
    page = reverse("admin:order_order_change", args=[order.pk])
    assert page_of(order) in staff("pharmacist").get(page).text
    assert page_of(order) not in staff("support").get(page).text


def test_whoever_might_decide_orders_may_decide_cases():
    rights = Group.objects.get(name="Pharmacist").permissions.values_list("codename", flat=True)
    assert {"view_case", "decide_case"} <= set(rights)
    assert not Permission.objects.filter(codename="decide_order").exists()


# --- the questions patients are asked -------------------------------------------------------------


@pytest.mark.parametrize("who", MAY)
def test_only_pharmacists_edit_the_questions(staff, who):
    client = staff(who)
    for page in (QUESTIONS, f"{QUESTIONS}add/"):
        assert (client.get(page).status_code == 403) != MAY[who]
