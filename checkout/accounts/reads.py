"""Reads what an account's own pages show, and what the checkout knows of it beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone
from oscar.apps.address.models import UserAddress

from checkout.accounts.addresses import Address
from checkout.accounts.models import User
from checkout.order.models import Line, Order, OrderStatusChange
from checkout.order.states import OVER, OrderState
from checkout.prescriptions.models import (
    Patient,
    PrescribedItem,
    Prescription,
    PrescriptionFile,
    Way,
)
from checkout.waiting.models import Waiting


def waits_of(account: User) -> QuerySet[Waiting]:
    """What the account's address is mailed about once it is back, in the order it was asked."""
    return Waiting.objects.of(account.email).select_related("dosage__medicine").order_by("pk")


def has_confirmed(account: User, email: str) -> bool:
    """Whether the account's owner has shown that mail to this address arrives there."""
    confirmed = account.emailaddress_set.filter(verified=True)
    return bool(email) and confirmed.filter(email=email.lower()).exists()


def is_used(email: str, *, besides: int | None = None) -> bool:
    """Whether an account has this address, confirmed or not. One it only wishes for is free.

    `besides`: the id of an account that does not count.
    """
    email = email.lower()
    others = User.objects.exclude(pk=besides)
    confirmed = EmailAddress.objects.exclude(user=besides).filter(email=email, verified=True)
    return others.filter(email=email).exists() or confirmed.exists()


def orders_of(account: User) -> QuerySet[Order]:
    """An account's own, the newest first, each with the packs it was placed with (`placed`)."""
    placed = Prefetch("lines", Line.objects.filter(replaces=None).order_by("pk"), to_attr="placed")
    return account.orders.prefetch_related(placed).order_by("-date_placed", "-pk")


def addresses_of(account: User) -> QuerySet[UserAddress]:
    """The one orders go to first."""
    addresses = UserAddress.objects.filter(user=account).select_related("country")
    return addresses.order_by("-is_default_for_shipping", "-pk")


def known_of(account: User) -> dict[str, str]:
    """What a form about the person opens with."""
    return {
        "email": account.email,
        "phone": account.phone,
        "first_name": account.first_name,
        "last_name": account.last_name,
    }


def known_beforehand(account: User) -> dict[str, str]:
    """What the first step of the checkout opens with: the address orders go to, and its person."""
    known, address = known_of(account), addresses_of(account).first()
    if address is None:
        return known
    fields = Address.of_row(address).as_fields()
    return known | fields | {"phone": fields["phone"] or account.phone}


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What a prescription has left of one dosage: `times` more, `units` each time."""

    medicine: str
    dosage: str
    units: int
    times: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """A prescription as the pharmacist has read it."""

    prescriber: str
    issued_on: date
    valid_until: date
    items: tuple[ItemShown, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing can be ordered on it any more."""
        used_up = not any(item.times for item in self.items)
        return used_up or self.valid_until < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Brought:
    """How one order's prescription came, and what the pharmacist has written down of it."""

    number: str
    placed_on: date
    patient: str
    way: str
    files: tuple[str, ...]
    recorded: tuple[Recorded, ...]

    @property
    def can_be_used(self) -> bool:
        return any(not one.is_over for one in self.recorded)


def prescriptions_of(account: User) -> QuerySet[Patient]:
    """Of each order that needed one, the newest first; `brought` makes a value of a row."""
    items = PrescribedItem.objects.with_used().select_related("dosage__medicine")
    told = Patient.objects.filter(order__user=account, erased_at=None)
    return (
        told.exclude(way__in=["", Way.NOT_NEEDED])
        .select_related("order")
        .prefetch_related(
            Prefetch("files", PrescriptionFile.objects.filter(erased_at=None, added_by=None)),
            Prefetch("prescriptions", Prescription.objects.order_by("-issued_on", "pk")),
            Prefetch("prescriptions__items", items),
        )
        .order_by("-order__date_placed", "-pk")
    )


def brought(patients: Iterable[Patient]) -> list[Brought]:
    return [
        Brought(
            number=one.order.number,
            placed_on=timezone.localdate(one.order.date_placed),
            patient=one.name,
            way=str(Way(one.way).label),
            files=tuple(file.called for file in one.files.all()),
            recorded=tuple(_recorded(each) for each in one.prescriptions.all()),
        )
        for one in patients
    ]


def last_supply_of(account: User) -> date | None:
    """When something of the account's orders last left the shelf; two laws count from it."""
    supplies = OrderStatusChange.objects.filter(
        order__user=account, new_status=OrderState.DISPENSED
    )
    last = supplies.aggregate(last=Max("date_created"))["last"]
    return timezone.localdate(last) if last else None


def orders_under_way(account: User) -> int:
    """How many orders are neither ended nor handed out yet."""
    return account.orders.exclude(status__in=OVER).count()


def _recorded(prescription: Any) -> Recorded:
    items = tuple(
        ItemShown(
            medicine=item.dosage.medicine.title,
            dosage=item.dosage.text,
            units=item.units,
            times=(item.allowed - item.used) // item.units,
        )
        for item in prescription.items.all()
    )
    return Recorded(
        prescription.prescriber, prescription.issued_on, prescription.valid_until, items
    )
