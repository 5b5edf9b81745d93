"""A shop with one of everything, and who comes to it: nobody, a customer, the owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from catalog.leaflets.models import Leaflet
from catalog.models import Pack, Product
from catalog.prices import proposing
from catalog.texts.kinds import TextKind
from checkout.accounts.actions import save_address
from checkout.accounts.addresses import Address
from checkout.accounts.models import User
from checkout.accounts.reads import addresses_of
from checkout.consultation.begun import KEY
from checkout.order.models import Order
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.order.states import OrderState
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import AttemptState
from checkout.prescriptions.models import Question
from checkout.shipping.models import DeliveryMethod
from tests.catalog.pictures.drawn import a_picture
from tests.catalog.reductions.past import reduced
from tests.checkout.accounts.people import PLACE, an_account
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack, a_user
from tests.pharmacy.addresses import SHOPPERS, STAFFS
from tests.pharmacy.things import filled, one_of_everything, signed_in

# Whose button alone ends the session or the account.
ENDS = {"logout", "account_logout", "account-delete", "account-sign-out-others"}
NOBODY, CUSTOMER, OWNER = "nobody", "customer", "owner"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a browser, and its cookies."""

    name: str
    cookies: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shop:
    """`things` are those that an address may name; `named` are those of one address alone."""

    things: dict
    named: dict[str, dict]
    orders: tuple[Order, ...]
    people: dict[str, Person]

    def addresses_of(self, who: str, *, of_each_order: bool = True) -> Iterator[tuple[str, str]]:
        """Name and path of every page this person may have some use for."""
        for name, path in (STAFFS if who == OWNER else SHOPPERS).items():
            is_of_an_order = "/order/order/<" in path or "<slug:number>" in path
            for order in self.orders if is_of_an_order and of_each_order else self.orders[:1]:
                if name not in ENDS:
                    yield name, filled(path, self._things_of(name, path, order))

    def _things_of(self, name: str, path: str, order: Order) -> dict:
        things = self.things | {"order": order.pk, "number": order.number}
        if path.startswith("/account/"):
            things["pk"] = self.named["account"]["pk"]
        elif "/picture/" in path:
            things["pk"] = self.named["catalogue_picture"]["pk"]
        return things | self.named.get(name, {})


def open_the_shop() -> Shop:
    things = one_of_everything()
    account = an_account("customer@example.com", first_name="Sam", last_name="Example")
    save_address(account, Address(**PLACE))
    orders = tuple(_orders(things, account))
    people = {
        NOBODY: Person(NOBODY, {}),
        CUSTOMER: Person(CUSTOMER, cookies_of(_at_the_review(account, orders))),
        OWNER: Person(OWNER, cookies_of(signed_in("owner@example.com"))),
    }
    return Shop(things, _named(things, account), orders, people)


def cookies_of(client: Client) -> dict[str, str]:
    return {name: cookie.value for name, cookie in client.cookies.items()}


def _named(things: dict, account: User) -> dict[str, dict]:
    medicine = Product.objects.get(pk=things["medicine"])
    reduction = reduced(a_pack(a_dosage(medicine, "50mg"), 60, "50.00"), before="72.00")
    picture = a_picture(medicine)
    prices = proposing.propose(Pack.objects.packs(), by=a_user(), now=timezone.now())
    return {
        "account": {"pk": addresses_of(account).get().pk},
        "catalogue_picture": {"pk": picture.pk},
        "catalogue_pack_proposal": {"pk": prices.pk},
        "catalogue_medicine_reductions_end": {"pk": reduction.pk},
        "category": {"slug": things["category_slug"]},
        "leaflet": {"address": Leaflet.objects.get().address},
        "picture": {"address": picture.address, "width": 320},
        "text": {"kind": TextKind.TERMS.value},
        "mail": {"name": "received"},
        "mail_html": {"name": "received"},
    }


def _orders(things: dict, account: User) -> Iterator[Order]:
    """One that a pharmacist decides, one asked about, one to be paid, one paid, one sent."""
    deed = {"by": a_user(), "now": timezone.now()}
    case = Order.objects.get(pk=things["order"])
    pack = Pack.objects.get(pk=things["pack"])
    asked, unpaid, paid, sent = (ordered({pack: 1}, name=f"Sam {one}") for one in "ABCD")
    Order.objects.filter(pk=asked.pk).update(status=OrderState.AWAITING_PHARMACIST)
    deciding.ask(Order.objects.get(pk=asked.pk), by=a_user(), question="Since when?")
    for order in (paid, sent):
        _as_if_paid(order)
    dispense(Order.objects.get(pk=sent.pk), **deed)
    sending.ship(Order.objects.get(pk=sent.pk), **deed, carrier="Post", tracking="AB 1")
    for order in (case, asked, unpaid, paid, sent):
        Order.objects.filter(pk=order.pk).update(user=account)
        yield Order.objects.get(pk=order.pk)


def _as_if_paid(order: Order) -> None:
    deciding.as_if_decided(order)
    Order.objects.filter(pk=order.pk).update(
        status=OrderState.PAID, amount_to_capture=order.total_incl_tax
    )
    PaymentAttempt.objects.filter(order=order).update(
        state=AttemptState.CAPTURED,
        session_id=f"cs_{order.pk}",
        intent_id=f"pi_{order.pk}",
        card="Visa ending 4242",
        captured=int(order.total_incl_tax * 100),
        capture_before=timezone.now() + timedelta(days=7),
        pays=True,
    )


def _at_the_review(account: User, orders: tuple[Order, ...]) -> Visitor:
    """Everything is entered for a cart of two medicines, and a consultation has begun."""
    visitor = Visitor()
    visitor.force_login(account)
    checked = a_pack(a_dosage(a_medicine("Naproxen", legal_class="P")), 30, "9.00")
    pack = Pack.objects.get(pk=orders[0].lines.get().product_id)
    for one in (pack, checked):
        visitor.add(one, 2)
    visitor.enter_address()
    visitor.choose(DeliveryMethod.objects.get())
    visitor.tell(**{f"question_{one.pk}": "no" for one in Question.objects.all()})
    assert visitor.look("checkout-review").status_code == 200
    session = visitor.session
    session["orders"] = [order.number for order in orders]
    session[KEY] = {"about": pack.parent_id, "cart": visitor.basket_id, "told": [pack.parent_id]}
    session.save()
    return visitor
