"""What `make run` prints is true of the shop it has opened."""

from io import StringIO

import pytest
from django.core.management import call_command

from catalog.models import Product
from pharmacy.tour import tour
from tests.factories import a_medicine, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    call_command("load_demo", stdout=StringIO())


def an_owner():
    owner = a_user()
    owner.is_superuser = owner.is_staff = True
    owner.save()


def test_a_demo_is_shown_around(demo):
    assert "/medicines/baclofen/ shows 12 packs" in tour()
    assert "prices@example.com" in tour()
    assert "pharmacist@example.com: open Prescriptions" in tour()
    assert "support@example.com: open Orders, refund" in tour()
    assert "createsuperuser" not in tour()


def test_a_demo_in_which_the_owners_page_took_baclofen_over_keeps_its_sign_ins(demo):
    Product.objects.filter(slug="baclofen").update(is_demo=False)
    said = tour()
    assert "still the demo's" in said
    assert "demo-staff-only" in said
    assert "pharmacist@example.com" in said
    for untrue in ("12 packs", "$68.00", "is gone", "createsuperuser"):
        assert untrue not in said


def test_a_shop_without_its_demo_says_so_and_how_to_sign_in(demo):
    call_command("remove_demo", stdout=StringIO())
    said = tour()
    assert "nothing is for sale yet" in said
    assert "manage.py createsuperuser" in said
    assert "Selling a first medicine" in said
    for gone in ("baclofen", "Baclofen", "prices@example.com", "demo-staff-only"):
        assert gone not in said


def test_an_owners_own_shop_is_told_nothing_of_the_demo(demo):
    call_command("remove_demo", stdout=StringIO())
    a_medicine("Baclofen")
    an_owner()
    said = tour()
    assert "this is your own shop now" in said
    assert "createsuperuser" not in said
    assert "12 packs" not in said


def test_a_stripe_test_account_is_named_instead_of_the_sandbox(settings):
    settings.PAYS_IN_SANDBOX = False
    assert "Stripe test account" in tour()
    assert "sandbox" not in tour()
