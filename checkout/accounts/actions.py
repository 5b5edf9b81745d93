"""What people do to their account. One transaction each."""

from collections.abc import Collection, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from oscar.apps.address.models import UserAddress

from checkout.accounts.addresses import Address, AddressKnown, TooManyAddresses
from checkout.accounts.models import OrderToKeep, Session, User
from checkout.accounts.reads import has_confirmed
from checkout.order.models import Order

MOST_ADDRESSES = 20


@transaction.atomic
def claim_orders(account: User, numbers: Collection[str]) -> None:
    """Orders a guest placed in this browser become the account's, where its address fits.

    A number alone claims nothing, and neither does an address: it has to be the order's own, and
    its owner has to have confirmed it.
    """
    guests = Order.objects.filter(number__in=numbers, user=None).annotate(
        address=Lower("guest_email")
    )
    mine = guests.filter(address__in=account.emailaddress_set.filter(verified=True).values("email"))
    Order.objects.filter(pk__in=mine.values("pk"), user=None).update(user=account)


@transaction.atomic
def keep_orders(account: User) -> list[Order]:
    """Orders that waited for the account's address to be confirmed are its own; which."""
    orders = []
    waiting = OrderToKeep.objects.select_for_update(of=["self"]).filter(account=account)
    for kept in waiting.select_related("order__shipping_address"):
        if has_confirmed(account, kept.order.guest_email):
            claim_orders(account, [kept.order.number])
            orders.append(kept.order)
            kept.delete()
    return orders


@transaction.atomic
def keep_details(account: User, orders: Iterable[Order]) -> None:
    """Name and address of the first of these orders, where the account has none yet."""
    for order in orders:
        if order.shipping_address:
            _keep_details(account, Address.of_row(order.shipping_address))


@transaction.atomic
def void_password(account: User) -> None:
    """Whoever has made the account gets in no more, by whatever way."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    account.sessions.all().delete()
    account.authenticator_set.all().delete()


def sign_out(people: QuerySet[User], *, but: str | None = None) -> None:
    """Of every browser; `but` is the key of the session that stays, where one does."""
    Session.objects.filter(account__in=people).exclude(pk=but or "").delete()


@transaction.atomic
def reset_second_step(account: User) -> None:
    """Of somebody who has lost phone and codes: a password lets them in, to add another.

    Whoever has the phone meanwhile is signed out of every browser.
    """
    account.authenticator_set.all().delete()
    sign_out(User.objects.filter(pk=account.pk))


def drop_wishes(account: User, email: str) -> None:
    """No other account may wish to change to this address any more: it is this one's."""
    wishes = EmailAddress.objects.filter(email=email, verified=False)
    wishes.exclude(user=account).delete()


@transaction.atomic
def save_address(account: User, entered: Address, *, pk: int | None = None) -> None:
    """Add an address, or change one of the account's own. The first is where orders go.

    Raises AddressKnown, TooManyAddresses and UserAddress.DoesNotExist.
    """
    known = _locked_addresses(account)
    row = known.get(pk=pk) if pk else UserAddress(user=account)
    for field, value in entered.as_row().items():
        setattr(row, field, value)
    if known.exclude(pk=pk).filter(hash=row.generate_hash()).exists():
        raise AddressKnown
    if pk is None and known.count() >= MOST_ADDRESSES:
        raise TooManyAddresses
    row.is_default_for_shipping = row.is_default_for_shipping or not known.exists()
    row.save()


@transaction.atomic
def delete_address(account: User, pk: int) -> None:
    """Gone is gone, twice is once; the last one used takes the place of the one orders went to."""
    known = _locked_addresses(account)
    known.filter(pk=pk).delete()
    if not known.filter(is_default_for_shipping=True).exists():
        newest = known.order_by("-pk").first()
        if newest:
            known.filter(pk=newest.pk).update(is_default_for_shipping=True)


@transaction.atomic
def make_default(account: User, pk: int) -> None:
    """Orders go there from now on. Raises UserAddress.DoesNotExist."""
    known = _locked_addresses(account)
    chosen = known.get(pk=pk)
    known.update(is_default_for_shipping=False)
    known.filter(pk=chosen.pk).update(is_default_for_shipping=True)


@transaction.atomic
def save_person(account: User, *, first_name: str, last_name: str, phone: str) -> None:
    """How a person is called and reached beside the e-mail address."""
    account.first_name, account.last_name, account.phone = first_name, last_name, phone
    account.save(update_fields=["first_name", "last_name", "phone"])


def _locked_addresses(account: User) -> Any:
    """Of an account whose addresses nobody else changes meanwhile."""
    User.objects.select_for_update(no_key=True).get(pk=account.pk)
    return UserAddress.objects.filter(user=account)


def _keep_details(account: User, entered: Address) -> None:
    if not account.get_full_name():
        save_person(
            account,
            first_name=entered.first_name,
            last_name=entered.last_name,
            phone=entered.phone,
        )
    if not UserAddress.objects.filter(user=account).exists():
        save_address(account, entered)
