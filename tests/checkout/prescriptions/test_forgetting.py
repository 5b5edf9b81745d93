"""Who asks to be forgotten is, order by order; so is what was told for carts nobody ordered."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.utils import timezone

from checkout.accounts.models import Session, User
from checkout.basket.models import Basket
from checkout.order.actions import cancel
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.taking import take
from checkout.prescriptions.files.vault import FileMissing
from checkout.prescriptions.forgetting import destroy_strays, forget_carts
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.waiting.models import Waiting
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.prescriptions.files.good import scan
from tests.checkout.prescriptions.told_case import a_told_cart
from tests.checkout.shopping import (
    a_delivery_method,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.checkout.visitor import Visitor
from tests.factories import a_pack, a_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox", "vault_folder")]


def run(command: str, **options) -> list[str]:
    out = StringIO()
    call_command(command, stdout=out, stderr=out, **options)
    return out.getvalue().splitlines()


def cancelled(**values):
    order = ordered({a_pack(): 1}, **values)
    cancel(order, now=timezone.now())
    let_the_worker_work()
    return refreshed(order)


def test_every_order_of_an_address_and_of_its_account_is_looked_at(client):
    account = a_user("Ada@example.com", first_name="Ada", last_name="Lane")
    as_guest = cancelled(email="ada@EXAMPLE.com")
    own = cancelled(email="", user=account)
    open_one = ordered({a_pack(): 1}, email="ada@example.com")
    other = cancelled(email="bo@example.com")
    before = [
        f"Order {as_guest.number}: would be forgotten.",
        f"Order {own.number}: would be forgotten.",
        f"Order {open_one.number}: kept, because it is under way: finish or cancel it first.",
        "Its account: would be forgotten.",
    ]

    assert run("erase_person", email="ada@example.com", dry_run=True) == before
    assert Patient.objects.filter(erased_at__isnull=False).count() == 0
    after = [line.replace("would be ", "") for line in before]
    assert run("erase_person", email="ada@example.com") == after

    forgotten = Patient.objects.filter(erased_at__isnull=False)
    assert {patient.order_id for patient in forgotten} == {as_guest.pk, own.pk}
    assert refreshed(other).guest_email == "bo@example.com"
    assert refreshed(open_one).guest_email == "ada@example.com"


def test_the_account_is_closed_when_no_order_needs_it_any_more():
    account = a_user("ada@example.com", first_name="Ada", password="a secret")
    LogEntry.objects.create(
        user=account,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(account.pk),
        object_repr="ada@example.com",
        action_flag=CHANGE,
    )
    open_one = ordered({a_pack(): 1}, user=account)
    run("erase_person", email="ada@example.com")
    account.refresh_from_db()
    assert account.is_active

    cancel(open_one, now=timezone.now())
    let_the_worker_work()
    run("erase_person", email="ada@example.com")
    account.refresh_from_db()
    assert account.email == f"erased-{account.pk}@shop.invalid"
    assert (account.first_name, account.is_active) == ("", False)
    assert not account.has_usable_password()
    assert LogEntry.objects.get().object_repr == ""


def test_what_was_told_for_an_open_cart_is_forgotten_whether_the_account_stays_or_not():
    for email, orders in (("ada@example.com", 1), ("bo@example.com", 0)):
        account = a_user(email)
        if orders:
            ordered({a_pack(): 1}, user=account)
        basket_id, _taken = a_told_cart()
        Basket.objects.filter(pk=basket_id).update(owner=account)
        run("erase_person", email=email)
        assert not Patient.objects.filter(basket=basket_id).exists()
        assert not PrescriptionFile.objects.exists()


def test_staff_are_not_forgotten_by_a_command():
    User.objects.create_superuser("owner@example.com", "secret")
    with pytest.raises(CommandError, match="staff's account"):
        run("erase_person", email="owner@example.com")
    assert User.objects.get().email == "owner@example.com"


def test_an_address_without_an_order_is_said_to_be_unknown():
    assert run("erase_person", email="nobody@example.com") == ["Nothing is known of this address."]


def test_who_never_ordered_reads_what_was_forgotten():
    account = a_user("ada@example.com")
    Waiting.objects.create(email="ADA@example.com", dosage=a_pack().dosage)
    basket_id, _taken = a_told_cart()
    Basket.objects.filter(pk=basket_id).update(owner=account)
    known = ["What it waits for", "Its open cart", "Its account"]

    would = run("erase_person", email="ada@example.com", dry_run=True)
    assert would == [f"{what}: would be forgotten." for what in known]
    assert run("erase_person", email="ada@example.com") == [f"{what}: forgotten." for what in known]

    account.refresh_from_db()
    assert not account.is_active
    assert not Waiting.objects.exists()
    assert run("erase_person", email="ada@example.com") == ["Nothing is known of this address."]


def test_what_a_guest_told_for_a_cart_nobody_ordered_goes_at_once_and_is_said():
    a_delivery_method()
    told = {}
    for email in ("Ada@example.com", "bo@example.com"):
        visitor = Visitor()
        visitor.add(a_pack())
        visitor.enter_address(email=email)
        visitor.tell()
        told[email] = visitor.basket_id

    assert run("erase_person", email="ada@example.com") == [
        "Its open cart: forgotten.",
        "What browsers remember: forgotten.",
    ]

    assert [patient.basket_id for patient in Patient.objects.all()] == [told["bo@example.com"]]
    assert not Basket.objects.get(pk=told["Ada@example.com"]).lines.exists()


@pytest.mark.parametrize("email", ["", "  "])
def test_without_an_address_nobody_is_forgotten(email):
    """Orders of accounts, and those forgotten before, have none."""
    order = cancelled(email="", user=a_user("ada@example.com"))
    with pytest.raises(CommandError, match="e-mail address"):
        run("erase_person", email=email)
    assert refreshed(order).user


def test_an_address_is_known_with_spaces_around_it_and_its_orders_are_told_once():
    order = cancelled(email="ada@example.com")
    assert run("erase_person", email=" ada@example.com ") == [f"Order {order.number}: forgotten."]
    assert run("erase_person", email="ada@example.com") == ["Nothing is known of this address."]


def test_no_browser_remembers_a_person_who_was_forgotten():
    account = a_user("ada@example.com")
    order, others = cancelled(email="ada@example.com"), cancelled(email="bo@example.com")
    at_the_checkout, at_another, signed_in = Visitor(), Visitor(), Visitor()
    a_delivery_method()
    for visitor, email in ((at_the_checkout, "Ada@example.com"), (at_another, "bo@example.com")):
        visitor.add(a_pack())
        visitor.enter_address(email=email)
    a_link, anothers_link = Visitor.who_placed(order), Visitor.who_placed(others)
    signed_in.force_login(account)
    kept = {at_another.session.session_key, anothers_link.session.session_key}
    gone = {one.session.session_key for one in (at_the_checkout, a_link, signed_in)}

    run("erase_person", email="ada@example.com", dry_run=True)
    assert set(Session.objects.values_list("pk", flat=True)) == kept | gone
    run("erase_person", email="ada@example.com")
    assert set(Session.objects.values_list("pk", flat=True)) == kept


def test_what_was_told_for_a_cart_nobody_ordered_goes_after_thirty_days_with_its_files():
    _basket, taken = a_told_cart()
    assert forget_carts(timezone.now() + timedelta(days=29)) == (0, None)
    assert vault.read(taken.name)
    assert forget_carts(timezone.now() + timedelta(days=31))[0] == 1
    assert not Patient.objects.exists()
    for name in taken.pages:
        with pytest.raises(FileMissing):
            vault.read(name)


def test_what_was_told_for_a_cart_that_was_ordered_without_it_goes_as_well():
    """As where what needed a patient was taken out before it was ordered."""
    basket_id, _taken = a_told_cart()
    Basket.objects.filter(pk=basket_id).update(status=Basket.SUBMITTED)
    assert forget_carts(timezone.now() + timedelta(days=31))[0] == 1
    assert not Patient.objects.exists()


def test_what_was_told_for_an_order_is_no_carts():
    order = ordered({a_pack(): 1})
    assert forget_carts(timezone.now() + timedelta(days=31)) == (0, None)
    assert Patient.objects.get().order_id == order.pk


def strays_destroyed(now) -> int:
    """In every folder."""
    total, folder = destroy_strays(now)
    while folder is not None:
        gone, folder = destroy_strays(now, folder)
        total += gone
    return total


def test_what_was_kept_by_a_process_that_was_killed_before_its_row_is_destroyed(vault_folder):
    _basket, named = a_told_cart()
    stray = take(scan(2))
    unfinished = vault_folder / "ab" / "cd" / ".0123456789abcdef"
    unfinished.parent.mkdir(parents=True)
    unfinished.write_bytes(b"half")

    assert strays_destroyed(timezone.now() + timedelta(hours=23)) == 0
    assert strays_destroyed(timezone.now() + timedelta(hours=25)) == len(stray.pages) + 1

    assert all(vault.read(name) for name in named.pages)
    assert not unfinished.exists()
    for name in stray.pages:
        with pytest.raises(FileMissing):
            vault.read(name)


def test_where_no_file_was_ever_kept_nothing_is_stray():
    assert strays_destroyed(timezone.now()) == 0


def test_the_nightly_command_says_what_it_forgot_and_ends_old_sessions(monkeypatch):
    order, then = cancelled(), timezone.now() + timedelta(days=200)
    a_told_cart()
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    monkeypatch.setattr("pharmacy.management.commands.forget_old.timezone.now", lambda: then)
    take(scan(2))
    assert run("forget_old")[:2] == [
        "Forgotten: the persons of 1 orders and of 1 carts.",
        "Destroyed: 2 files that belonged to nobody.",
    ]
    assert run("forget_old")[:2] == [
        "Forgotten: the persons of 0 orders and of 0 carts.",
        "Destroyed: 0 files that belonged to nobody.",
    ]
    assert not Session.objects.filter(session_key="old").exists()
    assert refreshed(order).guest_email == ""
    assert attempt_of(order).outbox.filter(parameters__has_key="email").count() == 0
