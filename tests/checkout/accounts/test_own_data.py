"""What an account's owner takes along: everything of the own, and nothing of anybody else's."""

import json
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from checkout.accounts.models import User
from checkout.accounts.own_data import everything_about
from checkout.order import actions, repairs
from checkout.order.models import Order
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.prescriptions.deciding import LineDecision, decide
from checkout.prescriptions.erasing import erase
from checkout.prescriptions.files import vault
from checkout.prescriptions.models import PrescriptionFile
from checkout.prescriptions.records import Outcome
from checkout.waiting.models import Waiting
from tests.checkout.accounts.own_tables import EXCUSED, EXPORTED, NO_PAGE, names_a_person
from tests.checkout.accounts.people import (
    add_address,
    add_passkey,
    an_account,
    confirm_yourself,
    press,
    signed_in,
)
from tests.checkout.pages import text_of
from tests.checkout.payment.purchases import GOOD_CARD, come_back, opened
from tests.checkout.prescriptions.cases import baclofen_pack, ordered, send_with_the_cart
from tests.checkout.prescriptions.deciding import lines_to_decide
from tests.checkout.shopping import (
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
    tell,
)
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox", "vault_folder")]
PHOTO = b"a photo of a prescription"


@pytest.fixture
def account():
    return an_account(first_name="Sam", last_name="Example", phone="555 010 0100")


def download(visitor) -> ZipFile:
    """Press the button, and say once more who one is unless that was a moment ago."""
    answer = visitor.fill("account-data")
    if answer.status_code == 302:
        answer = press(visitor, answer["Location"], password="a long enough passphrase")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    return ZipFile(BytesIO(b"".join(answer.streaming_content)))


def taken_along(visitor) -> dict:
    return json.loads(download(visitor).read("data.json"))


def paid_by_card(sandbox, order: Order) -> Order:
    sandbox.pay(opened(order).session_id, GOOD_CARD)
    return come_back(order)


def a_whole_case(sandbox, pharmacist, account) -> Order:
    """Ordered with a file, paid, approved, sent, partly refunded and partly come back."""
    order = ordered({baclofen_pack(): 2}, user=account, files=1, allergies="penicillin")
    pharmacist.approve(paid_by_card(sandbox, order))
    let_the_worker_work()
    deed = {"by": pharmacist.user, "now": timezone.now()}
    dispense(refreshed(order), **deed)
    sending.ship(order, **deed, carrier="Royal Mail", tracking="AB 123 GB")
    sending.take_back(order, **deed, packs={order.lines.get().pk: 1}, reason="Staff's own words")
    repairs.refund(attempt_of(order), amount=Decimal("5.00"), reason="Staff's reason", **deed)
    let_the_worker_try_again()
    return refreshed(order)


def test_everything_of_an_order_is_in_it(sandbox, pharmacist, account):
    order = a_whole_case(sandbox, pharmacist, account)
    [told] = taken_along(signed_in(account))["orders"]
    assert (told["number"], told["state"]) == (order.number, "shipped")
    assert (told["total"], told["currency"]) == ("108.95", "USD")
    assert told["to"]["line1"] == "1 Sample Street"
    [line] = told["lines"]
    assert (line["medicine"], line["pack"]) == ("Baclofen", "60\u00a0pills")
    assert line["dosage"] == "10\u00a0mg"
    assert (line["packs"], line["packs_approved"], line["price"]) == (2, 2, "104.00")
    assert [one["packs"] for one in line["came_back"]] == [1]
    [payment] = told["payments"]
    assert (payment["state"], payment["charged"]) == ("charged", "108.95")
    assert payment["card"] == "Visa ending 4242"
    assert [(one["amount"], one["state"]) for one in payment["refunds"]] == [("5.00", "refunded")]
    assert told["parcels"][0]["tracking"] == "AB 123 GB"
    assert told["told"]["allergies"] == "penicillin"
    assert told["told"]["born_on"] == "1981-03-27"
    assert told["prescriptions"][0]["items"][0]["medicine"] == "Baclofen"
    assert told["decisions"][0]["outcome"] == "approved"
    assert {"charged", "refunded"} <= {mail["about"] for mail in told["mails"]}
    assert [move["to"] for move in told["went"]][-1] == "shipped"


def test_what_staff_write_for_each_other_is_theirs(sandbox, pharmacist, account):
    a_whole_case(sandbox, pharmacist, account)
    text = json.dumps(taken_along(signed_in(account)))
    for theirs in ("Staff's", pharmacist.user.email, PrescriptionFile.objects.get().name):
        assert theirs not in text


def test_why_a_line_was_rejected_is_in_it_as_on_the_orders_page(sandbox, pharmacist, account):
    order = paid_by_card(sandbox, ordered({baclofen_pack(): 1}, user=account))
    visitor = signed_in(account)
    assert taken_along(visitor)["orders"][0]["decisions"] == []
    pharmacist.reject(order, "The dose does not fit")
    [decision] = taken_along(visitor)["orders"][0]["decisions"]
    assert (decision["outcome"], decision["reason"]) == ("rejected", "The dose does not fit")


def test_a_decision_that_may_still_change_is_not_told(sandbox, pharmacist, account):
    """One line is rejected while the patient is asked about the other."""
    order = ordered({a_pack(): 1, baclofen_pack(): 1}, user=account)
    first, second = lines_to_decide(paid_by_card(sandbox, order))
    decisions = {
        first.pk: LineDecision(Outcome.REJECTED, reason="The dose does not fit"),
        second.pk: LineDecision(Outcome.ASKED, reason="Since when?"),
    }
    decide(refreshed(order), decisions, read=None, by=pharmacist.user, now=timezone.now())
    [told] = taken_along(signed_in(account))["orders"]
    assert told["decisions"] == []
    assert [one["question"] for one in told["questions"]] == ["Since when?"]


def test_a_file_is_opened_and_what_staff_added_is_not_among_them(account):
    order = ordered({baclofen_pack(): 1}, user=account, files=2)
    last = PrescriptionFile.objects.last()
    PrescriptionFile.objects.filter(pk=last.pk).update(added_by=account)
    archive = download(signed_in(account))
    names = ["README.txt", "data.json", f"files/001-order-{order.number}-page-1.jpg"]
    assert archive.namelist() == names
    assert archive.read(names[2]) == PHOTO
    assert archive.testzip() is None


def test_a_file_that_cannot_be_read_keeps_none_of_the_others_back(account):
    order = ordered({baclofen_pack(): 1}, user=account, files=2)
    vault.destroy(PrescriptionFile.objects.first().name)
    archive = download(signed_in(account))
    gone, there = (f"files/00{number}-order-{order.number}-page-1" for number in (1, 2))
    assert "We could not read this page" in archive.read(f"{gone}.txt").decode()
    assert archive.read(f"{there}.jpg") == PHOTO


def test_the_person_the_cart_and_what_is_waited_for_are_in_it(account):
    visitor, sold_out = signed_in(account), a_dosage(units_on_hand=0)
    add_address(visitor)
    confirm_yourself(visitor, "/account/")
    add_passkey(account)
    pack = a_pack()
    visitor.add(pack)
    cart = account.baskets.get()
    tell(cart.pk, conditions="asthma")
    send_with_the_cart(cart.pk)
    Waiting.objects.create(email="SAM@example.com", dosage=sold_out)
    told = taken_along(visitor)
    assert told["account"]["emails"] == [{"email": account.email, "is_confirmed": True}]
    assert (told["account"]["first_name"], told["account"]["phone"]) == ("Sam", "555 010 0100")
    assert len(told["account"]["second_steps"]) == 1
    assert [one["city"] for one in told["addresses"]] == ["Exampletown"]
    assert told["carts"][0]["lines"][0]["medicine"] == pack.parent.title
    assert told["carts"][0]["told"]["conditions"] == "asthma"
    assert told["waiting_for"][0]["medicine"] == sold_out.medicine.title
    assert len(told["browsers"]) == 1
    assert "files/001-cart-page-1.jpg" in download(visitor).namelist()


def test_nothing_of_anybody_elses_is_in_it(account):
    """Also not of the same person's guest orders, which are whoever's has the link."""
    ada = an_account("ada@example.com", first_name="Ada")
    other = ordered({a_pack(): 1}, user=ada, email="ada@example.com", files=1)
    guest = ordered({a_pack(): 1}, files=1)
    Waiting.objects.create(email=ada.email, dosage=a_dosage())
    visitor = signed_in(account)
    archive = download(visitor)
    assert archive.namelist() == ["README.txt", "data.json"]
    text = archive.read("data.json").decode()
    for theirs in ("ada@example.com", "Ada", other.number, guest.number):
        assert theirs not in text
    assert taken_along(visitor)["waiting_for"] == []


def test_what_was_forgotten_is_not_in_it(account):
    order = ordered({a_pack(): 1}, user=account, files=1, allergies="penicillin")
    actions.cancel(order, now=timezone.now())
    let_the_worker_work()
    erase(refreshed(order), now=timezone.now())
    Order.objects.filter(pk=order.pk).update(user=account)
    [told] = everything_about(account, now=timezone.now())["orders"]
    assert (told["told"], told["to"]) == (None, None)


def test_nobody_takes_it_who_has_not_just_shown_who_it_is(account):
    asked = Visitor().get(reverse("account-data"))
    assert asked["Location"].startswith("/account/sign-in/")
    visitor = signed_in(account)
    session = visitor.session
    session["account_authentication_methods"] = []
    session.save()
    answer = visitor.fill("account-data")
    assert answer["Location"].startswith("/account/confirm/")


def test_looking_at_the_page_takes_nothing(account):
    page = signed_in(account).look("account-data")
    assert page["Content-Type"].startswith("text/html")
    assert "we keep no copy" in text_of(page)


def test_what_it_is_stands_beside_it_in_words(account):
    readme = download(signed_in(account)).read("README.txt").decode()
    assert "data.json" in readme
    assert "&#" not in readme
    assert "{" not in readme


def test_whatever_names_a_person_is_taken_along_or_excused(account):
    """A new table has to be written down there, and into data.json where it is the person's."""
    tables = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.app_label != "history"
    ]
    naming = {label for label in tables if names_a_person(apps.get_model(label))}
    assert naming == {*EXPORTED, *EXCUSED}
    assert not EXPORTED.keys() & EXCUSED.keys()
    places = everything_about(account, now=timezone.now()).keys()
    assert set(EXPORTED.values()) <= places


def test_what_oscar_brought_and_no_page_writes_is_empty(sandbox, pharmacist, account):
    a_whole_case(sandbox, pharmacist, account)
    signed_in(account).add(a_pack())
    for label, why in EXCUSED.items():
        if why == NO_PAGE:
            assert not apps.get_model(label).objects.exists(), label
    assert User.objects.filter(pk=account.pk).exists()
