"""The demo's five people, and how a live shop keeps them out."""

import pytest
from django.test import Client

from catalog.demo.load import DemoRefused
from catalog.demo.staff import (
    DEMO_PASSWORD,
    DEMO_STAFF,
    add_demo_person,
    add_demo_staff,
    remove_demo_staff,
)
from checkout.accounts.models import User

pytestmark = pytest.mark.django_db


def signs_in(email) -> bool:
    client = Client()
    client.post("/account/sign-in/", {"login": email, "password": DEMO_PASSWORD})
    return client.get("/admin/").status_code == 200


def test_the_demo_has_a_price_editor_a_pharmacist_a_dispenser_support_and_an_owner():
    assert add_demo_staff() == [
        "prices@example.com",
        "pharmacist@example.com",
        "dispenser@example.com",
        "support@example.com",
        "owner@example.com",
    ]

    may = {user.email: user for user in User.objects.all()}
    assert may["prices@example.com"].has_perm("catalogue.change_pack")
    assert not may["prices@example.com"].has_perm("catalogue.change_medicine")
    assert may["pharmacist@example.com"].has_perm("catalogue.change_medicine")
    assert not may["pharmacist@example.com"].has_perm("catalogue.change_pack")
    assert may["dispenser@example.com"].has_perm("order.ship_order")
    assert not may["dispenser@example.com"].has_perm("prescriptions.decide_case")
    assert may["support@example.com"].has_perm("order.refund_order")
    assert not may["support@example.com"].has_perm("prescriptions.decide_case")
    assert not may["pharmacist@example.com"].has_perm("order.refund_order")
    assert may["owner@example.com"].is_superuser
    assert all(signs_in(person.email) for person in DEMO_STAFF)


def test_loading_again_changes_nothing():
    add_demo_staff()
    User.objects.filter(email="prices@example.com").update(first_name="Mine")

    assert add_demo_staff() == []
    assert User.objects.get(email="prices@example.com").first_name == "Mine"


def test_a_live_shop_gets_no_demo_staff(settings):
    settings.SHOP_MODE = "live"
    with pytest.raises(DemoRefused):
        add_demo_staff()
    with pytest.raises(DemoRefused):
        add_demo_person(DEMO_STAFF[0])
    assert not User.objects.exists()


def test_demo_staff_left_in_a_database_open_nothing_in_a_live_shop(settings):
    add_demo_staff()
    settings.LIVE = True
    assert not any(signs_in(person.email) for person in DEMO_STAFF)


def test_demo_staff_left_in_a_database_do_not_even_sign_in_to_a_live_shop(settings):
    add_demo_staff()
    settings.LIVE = True
    client = Client()
    fields = {"login": "owner@example.com", "password": DEMO_PASSWORD}
    assert client.post("/account/sign-in/", fields)["Location"] == "/account/closed/"
    assert client.get("/account/").status_code == 302


def test_removing_the_demo_takes_every_right_from_its_staff():
    add_demo_staff()

    remove_demo_staff()

    assert not any(signs_in(person.email) for person in DEMO_STAFF)
    assert not User.objects.filter(is_superuser=True).exists()
