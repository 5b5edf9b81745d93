"""The pages of one's own account, and how often they ask the database."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.apps.address.models import UserAddress

from checkout.accounts.addresses import Address
from checkout.accounts.reads import known_beforehand
from checkout.order.models import Order
from checkout.prescriptions.models import Prescription
from checkout.shipping.delivery import countries_served
from tests.checkout.accounts.people import an_account, send, signed_in
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import awaiting, baclofen_pack, ordered
from tests.checkout.shopping import Pharmacist, a_delivery_method
from tests.checkout.visitor import ADDRESS, Reads, Visitor
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]

PLACE = {name: value for name, value in ADDRESS.items() if name != "email"}
OWN = [
    "account",
    "account-orders",
    "account-prescriptions",
    "account-addresses",
    "address-add",
    "account-details",
    "account-delete",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
]


@pytest.fixture
def account():
    return an_account()


@pytest.fixture
def visitor(account):
    return signed_in(account)


def add_address(visitor, **changed):
    a_delivery_method()
    return visitor.fill("address-add", **(PLACE | changed))


@pytest.mark.parametrize("name", OWN)
def test_a_page_is_its_owners_and_nobody_keeps_a_copy(visitor, name):
    a_delivery_method()
    page = visitor.look(name)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    asked = Visitor().look(name)
    assert asked["Location"].startswith("/account/sign-in/?next=")


def test_orders_stand_newest_first_each_with_its_state_and_the_way_to_it(account, visitor):
    old, new = ordered({baclofen_pack(): 2}, user=account), ordered({a_pack(): 1}, user=account)
    ordered({a_pack(): 1}, user=an_account("ada@example.com"))
    Order.objects.filter(pk=old.pk).update(date_placed=timezone.now() - timedelta(days=30))

    page = visitor.look("account-orders")

    assert [order.number for order in page.context["page"]] == [new.number, old.number]
    assert "2 × Baclofen 10 mg, 60 pills" in text_of(page)
    assert "Awaiting payment" in text_of(page)
    assert f'href="/orders/{old.number}/"' in page.content.decode()
    assert visitor.look("order", old.number).status_code == 200


def test_orders_come_in_pages_whatever_is_asked_for(account, visitor):
    for _ in range(21):
        ordered({a_pack(): 1}, user=account)
    for wanted in ("2", "99", "x", "-1", "9" * 40):
        page = visitor.look("account-orders", page=wanted)
        assert page.status_code == 200, wanted
        assert "of 2" in text_of(page), wanted


def test_ordering_again_says_what_costs_another_price_and_what_is_gone(account, visitor):
    dearer, gone, same = a_pack(price="52.00"), a_pack(), a_pack()
    order = ordered({dearer: 1, gone: 1, same: 2}, user=account)
    dearer.stockrecords.update(price="54.50")
    gone.is_public = False
    gone.save()

    answer = send(visitor, "order-again", order.number)

    page = text_of(visitor.get(answer["Location"]))
    assert "was $52.00 in that order, now $54.50." in page
    assert "Not sold any more:" in page
    lines = visitor.cart.lines
    assert {line.pack_id: line.quantity for line in lines} == {dearer.pk: 1, same.pk: 2}


def test_another_persons_order_is_not_ordered_again(visitor):
    order = ordered({a_pack(): 1}, user=an_account("ada@example.com"))
    assert send(visitor, "order-again", order.number).status_code == 404


def test_a_prescription_tells_how_long_and_how_often_it_is_good(account, visitor):
    order = awaiting({baclofen_pack(): 1}, user=account, files=1)
    deciding.approve(order, by=Pharmacist().user, repeats=2)

    page = visitor.look("account-prescriptions")

    text = text_of(page)
    assert "For Sam Example" in text
    assert f"Order {order.number}" in text
    assert "a.jpg" in text
    assert "Dr M. Hale" in text
    assert "Baclofen 10 mg 2 times more" in text
    assert reverse("order-again", args=[order.number]) in page.content.decode()
    assert "/admin/" not in page.content.decode()


def test_a_prescription_that_is_used_up_or_out_of_date_is_not_ordered_again(account, visitor):
    used = awaiting({baclofen_pack(): 1}, user=account)
    deciding.approve(used, by=Pharmacist().user)
    assert "Order it again" not in text_of(visitor.look("account-prescriptions"))
    old = awaiting({baclofen_pack(): 1}, user=account)
    deciding.approve(old, by=Pharmacist().user, repeats=5)
    yesterday = timezone.localdate() - timedelta(days=1)
    Prescription.objects.update(issued_on=yesterday, valid_until=yesterday)
    assert "Order it again" not in text_of(visitor.look("account-prescriptions"))


def test_a_prescription_is_its_account_s_alone(visitor):
    awaiting({baclofen_pack(): 1}, user=an_account("ada@example.com"), files=1)
    page = text_of(visitor.look("account-prescriptions"))
    assert "a.jpg" not in page
    assert "Sam Example" not in page


def test_what_the_pharmacist_has_not_read_yet_is_said(account, visitor):
    awaiting({baclofen_pack(): 1}, user=account)
    assert "The pharmacist has not read it yet." in text_of(visitor.look("account-prescriptions"))


def test_the_first_address_is_where_orders_go_until_another_is_chosen(account, visitor):
    add_address(visitor)
    add_address(visitor, line1="9 Other Lane")
    first, second = UserAddress.objects.order_by("pk")
    assert (first.is_default_for_shipping, second.is_default_for_shipping) == (True, False)

    send(visitor, "address-default", second.pk, at="account-addresses")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_default_for_shipping, second.is_default_for_shipping) == (False, True)
    assert "9 Other Lane" in text_of(visitor.look("account"))
    send(visitor, "address-delete", second.pk, at="account-addresses")
    first.refresh_from_db()
    assert first.is_default_for_shipping
    assert UserAddress.objects.get() == first


def test_an_address_is_asked_for_by_the_rules_of_the_checkout(visitor):
    answer = add_address(visitor, postcode="x", state="", phone="no number", line1="")
    assert answer.status_code == 422
    assert [field for field, _words in said_on_top(answer)] == [
        "phone",
        "line1",
        "state",
        "postcode",
    ]
    assert not UserAddress.objects.exists()


def test_the_same_address_twice_is_told(visitor):
    add_address(visitor)
    answer = add_address(visitor)
    words = "You have this address already: change another line"
    assert said_on_top(answer) == [("line1", words)]


def test_an_account_has_twenty_addresses_at_most(visitor):
    for number in range(20):
        add_address(visitor, line1=f"{number} Sample Avenue")
    answer = add_address(visitor, line1="21 Sample Avenue")
    assert said_on_top(answer) == [("line1", "You have 20 addresses: take one out first")]
    assert UserAddress.objects.count() == 20


@pytest.mark.parametrize("name", ["address", "address-delete", "address-default"])
def test_another_persons_address_is_not_there(visitor, name):
    add_address(signed_in(an_account("ada@example.com")))
    adas = UserAddress.objects.get()
    token = str(visitor.look("account").context["csrf_token"])
    fields = PLACE | {"line1": "Mine now", "csrfmiddlewaretoken": token}

    answer = visitor.post(reverse(name, args=[adas.pk]), fields)

    assert answer.status_code == (303 if name == "address-delete" else 404)
    assert Address.of_row(UserAddress.objects.get()).line1 == "12 Sample Avenue"


def test_an_address_that_is_taken_out_meanwhile_is_not_there(visitor, monkeypatch):
    add_address(visitor)
    pk = UserAddress.objects.get().pk
    token = str(visitor.look("address", pk).context["csrf_token"])

    def meanwhile():
        UserAddress.objects.all().delete()
        return countries_served()

    monkeypatch.setattr("checkout.accounts.views.countries_served", meanwhile)
    fields = PLACE | {"csrfmiddlewaretoken": token}
    assert visitor.post(reverse("address", args=[pk]), fields).status_code == 404
    assert send(visitor, "address-default", pk).status_code == 404


def test_an_address_can_be_changed(visitor):
    add_address(visitor)
    pk = UserAddress.objects.get().pk
    page = visitor.look("address", pk)
    assert 'value="12 Sample Avenue"' in page.content.decode()
    token = str(page.context["csrf_token"])
    fields = PLACE | {"line1": "13 Sample Avenue", "csrfmiddlewaretoken": token}
    visitor.post(reverse("address", args=[pk]), fields)
    assert UserAddress.objects.get().line1 == "13 Sample Avenue"
    assert UserAddress.objects.get().is_default_for_shipping


def test_the_checkout_opens_with_what_the_account_knows(account, visitor):
    visitor.fill("account-details", first_name="Sam", last_name="Example", phone="555 010 0100")
    assert known_beforehand(account.__class__.objects.get())["phone"] == "555 010 0100"
    add_address(visitor)
    visitor.add(a_pack())

    page = visitor.look("checkout-details").content.decode()

    for value in ("sam@example.com", "Sam", "Example", "12 Sample Avenue", "02101", "555 010 0100"):
        assert f'value="{value}"' in page
    assert "Sign in if you have one" not in page


def test_a_guest_finds_the_way_to_sign_in_and_back_on_the_checkout():
    a_delivery_method()
    visitor = Visitor()
    visitor.add(a_pack())
    page = visitor.look("checkout-details").content.decode()
    assert 'href="/account/sign-in/?next=/checkout/details/"' in page


def test_a_wrong_telephone_number_is_told(visitor):
    answer = visitor.fill("account-details", first_name="Sam", phone="call me")
    assert [field for field, _words in said_on_top(answer)] == ["phone"]


def questions_for(visitor, name) -> int:
    visitor.look(name)
    with Reads() as reads:
        assert visitor.look(name).status_code == 200
    return reads.number


@pytest.mark.parametrize(
    ("name", "most"),
    [("account", 7), ("account-orders", 7), ("account-prescriptions", 10), ("account-delete", 7)],
)
def test_more_orders_ask_no_more(account, visitor, name, most):
    pharmacist = Pharmacist().user
    counts = []
    for number in (2, 5):
        while account.orders.count() < number:
            order = awaiting({baclofen_pack(): 1, a_pack(legal_class="GSL"): 1}, user=account)
            deciding.approve(order, by=pharmacist)
        counts.append(questions_for(visitor, name))
    assert counts[0] == counts[1] <= most


def test_more_addresses_ask_no_more(visitor):
    add_address(visitor)
    few = questions_for(visitor, "account-addresses")
    for number in range(4):
        add_address(visitor, line1=f"{number} Sample Avenue")
    assert questions_for(visitor, "account-addresses") == few <= 5


@pytest.mark.parametrize(("shown", "most"), [({}, 3), ({"packs": "1"}, 4)])
def test_what_public_pages_fetch_asks_once_more_than_a_guests(visitor, shown, most):
    """For the session. Beside the cart's panel, where packs are, stands what delivery costs."""
    guest = Visitor()
    for packs in (1, 3):
        for who in (visitor, guest):
            who.add(a_pack())
        with Reads() as reads:
            page = visitor.look("personal", **shown)
        with Reads() as guests:
            guest.look("personal", **shown)
        assert "Account" in text_of(page), packs
        assert reads.number == guests.number + 1 == most


def test_public_pages_are_the_same_for_who_has_signed_in(visitor):
    pack = baclofen_pack()
    for path in ("/", "/medicines/", f"/medicines/{pack.parent.slug}/"):
        own, strangers = visitor.get(path), Visitor().get(path)
        assert own.content == strangers.content
        assert not own.cookies
