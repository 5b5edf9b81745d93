"""Deleting an account: what goes, what the law keeps, and that it is really its owner."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from oscar.apps.address.models import UserAddress

from checkout.accounts.actions import claim_orders
from checkout.accounts.closing import close_account, forget_unconfirmed
from checkout.accounts.models import Session, User
from checkout.basket.models import Basket
from checkout.basket.models import Line as BasketLine
from checkout.order.actions import cancel
from checkout.order.models import Order
from checkout.prescriptions.keeping import erasable_from
from checkout.prescriptions.models import Patient
from checkout.waiting.models import Waiting
from tests.checkout.accounts.people import (
    PASSWORD,
    an_account,
    is_signed_in,
    owner_of,
    press,
    sign_in,
    signed_in,
    with_app,
)
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.prescriptions.told_case import a_dispensed_order
from tests.checkout.shopping import a_delivery_method, let_the_worker_work
from tests.checkout.visitor import Visitor
from tests.factories import Country, a_pack, a_user
from tests.meanwhile import second_waits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox", "vault_folder")]


def delete(visitor, password=PASSWORD):
    """Press the button, and say once more who one is unless that was a moment ago."""
    asked = visitor.fill("account-delete")
    if not asked["Location"].startswith("/account/confirm/"):
        return asked
    return press(visitor, asked["Location"], password=password, next="/account/delete/")


@pytest.fixture
def account():
    return an_account(first_name="Sam", phone="555 010 0100")


def test_an_account_goes_with_everything_about_its_person(account):
    visitor = signed_in(account)
    with_app(visitor)
    visitor.add(a_pack())
    ended = ordered({a_pack(): 1}, user=account)
    UserAddress.objects.create(user=account, line1="1 Lane", country=Country.objects.get())
    cancel(ended, now=timezone.now())
    let_the_worker_work()

    answer = delete(visitor)

    assert answer["Location"] == reverse("account_login")
    account.refresh_from_db()
    assert (account.email, account.get_full_name(), account.phone, account.is_active) == (
        f"erased-{account.pk}@shop.invalid",
        "",
        "",
        False,
    )
    for gone in (EmailAddress, Authenticator, UserAddress):
        assert not gone.objects.exists()
    assert not Basket.objects.filter(owner=account).exists()
    ended.refresh_from_db()
    assert (ended.user, ended.guest_email, ended.shipping_address) == (None, "", None)
    assert "Your account is deleted." in text_of(visitor.get(answer["Location"]))
    assert not is_signed_in(visitor)
    assert sign_in(Visitor(), "sam@example.com").status_code == 422


def test_what_was_told_for_the_cart_goes_along(account):
    method, visitor = a_delivery_method(), signed_in(account)
    visitor.add(a_pack())
    visitor.enter_address()
    visitor.choose(method)
    visitor.tell()
    assert Patient.objects.exists()

    delete(visitor)

    assert not Patient.objects.exists()
    assert not BasketLine.objects.exists()


def test_every_browser_is_signed_out(account):
    here, elsewhere = signed_in(account), signed_in(account)
    delete(here)
    assert not Session.objects.filter(account=account).exists()
    assert not is_signed_in(elsewhere)


def test_what_the_law_keeps_is_said_with_its_day_and_stays(account, sandbox, pharmacist):
    order = a_dispensed_order(sandbox, pharmacist)
    Order.objects.filter(pk=order.pk).update(user=account)
    visitor, today = signed_in(account), timezone.localdate()

    page = text_of(visitor.look("account-delete"))
    delete(visitor)

    assert f"until {date_format(erasable_from(today, 10))}." in page
    order.refresh_from_db()
    assert (order.guest_email, order.user) == ("quilla@example.com", None)
    assert order.patient.name == "Quirin Quince"


def test_an_order_under_way_goes_on(account):
    order = ordered({a_pack(): 1}, user=account)
    visitor = signed_in(account)
    assert "1 order is under way and goes on" in text_of(visitor.look("account-delete"))
    delete(visitor)
    order.refresh_from_db()
    assert (order.status, order.guest_email, order.user) == (
        "awaiting_payment",
        "sam@example.com",
        None,
    )


def test_an_order_that_stays_becomes_a_later_accounts_of_the_same_person(account):
    order, visitor = ordered({a_pack(): 1}, user=account), signed_in(account)
    Order.objects.update(guest_email="")
    delete(visitor)
    later = an_account()
    assert owner_of(order) is None

    claim_orders(later, [order.number])

    assert owner_of(order) == later


def test_nobody_waits_any_more(account):
    Waiting.objects.create(dosage=a_pack().dosage, email="Sam@example.com")
    others = Waiting.objects.create(dosage=a_pack().dosage, email="ada@example.com")
    delete(signed_in(account))
    assert Waiting.objects.get() == others


def test_no_browser_remembers_the_person(account):
    order = ordered({a_pack(): 1}, user=account)
    as_guest, with_link, another = Visitor(), Visitor.who_placed(order), Visitor()
    a_delivery_method()
    for visitor, email in ((as_guest, "Sam@example.com"), (another, "ada@example.com")):
        visitor.add(a_pack())
        visitor.enter_address(email=email)

    delete(signed_in(account))

    for visitor, is_there in ((as_guest, False), (with_link, False), (another, True)):
        assert Session.objects.filter(pk=visitor.session.session_key).exists() == is_there


def test_closing_that_was_stopped_halfway_goes_on(account, monkeypatch):
    order = ordered({a_pack(): 1}, user=account)
    cancel(order, now=timezone.now())
    let_the_worker_work()
    with_link = Visitor.who_placed(order)
    with monkeypatch.context() as stopped:
        stopped.setattr("checkout.accounts.closing.close", lambda _account: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            close_account(account, now=timezone.now())

    close_account(User.objects.get(), now=timezone.now())

    assert not User.objects.get().is_active
    assert not Session.objects.filter(pk=with_link.session.session_key).exists()


def test_without_the_password_nothing_is_deleted(account):
    visitor = signed_in(account)
    answer = delete(visitor, password="wrong")
    assert "This is not your password: enter it again" in text_of(answer)
    assert User.objects.get(pk=account.pk).is_active


def test_staff_are_not_deleted_here():
    boss = an_account("boss@example.com", is_staff=True)
    answer = delete(signed_in(boss))
    assert answer.status_code == 422
    assert "take its rights away in the admin first" in text_of(answer)
    assert User.objects.get(pk=boss.pk).is_active


def test_accounts_nobody_confirmed_are_forgotten_after_a_month():
    old = timezone.now() - timedelta(days=31)
    for name in ("never", "recently", "confirmed", "staff"):
        person = a_user(f"{name}@example.com")
        joined = timezone.now() if name == "recently" else old
        User.objects.filter(pk=person.pk).update(last_login=None, date_joined=joined)
    EmailAddress.objects.create(
        user=User.objects.get(email="confirmed@example.com"),
        email="confirmed@example.com",
        verified=True,
    )
    User.objects.filter(email="staff@example.com").update(is_staff=True)

    call_command("forget_old")

    assert {user.email for user in User.objects.all()} == {
        "recently@example.com",
        "confirmed@example.com",
        "staff@example.com",
    }


@pytest.mark.django_db(transaction=True)
def test_an_account_that_is_opened_at_that_moment_stays():
    person = a_user("sam@example.com")
    User.objects.update(last_login=None, date_joined=timezone.now() - timedelta(days=31))

    second_waits(
        lambda: User.objects.update(last_login=timezone.now()),
        lambda: forget_unconfirmed(timezone.now()),
    )

    assert User.objects.get() == person


def test_from_where_somebody_tried_is_forgotten_once_it_counts_no_more(monkeypatch):
    sign_in(Visitor(), "sam@example.com", "wrong")
    assert _tries()
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("pharmacy.management.commands.forget_old.timezone.now", lambda: later)
    call_command("forget_old")
    assert not _tries()


def _tries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache")
        return cursor.fetchone()[0]
