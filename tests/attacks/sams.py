"""All that the shop can have of one person, and how to notice that another has got at it."""

from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from checkout.accounts.actions import save_address
from checkout.accounts.addresses import Address
from checkout.accounts.models import User
from checkout.accounts.reads import addresses_of
from checkout.basket import actions as cart_actions
from checkout.order.models import Order
from checkout.prescriptions.models import PrescriptionFile
from checkout.waiting.models import Waiting
from tests.checkout.accounts.own_tables import EXPORTED
from tests.checkout.accounts.people import PLACE, add_passkey, an_account
from tests.checkout.accounts.test_own_data import a_whole_case
from tests.checkout.prescriptions.cases import baclofen_pack, send_with_the_cart, to_follow
from tests.checkout.shopping import refreshed, tell
from tests.factories import a_dosage

ALLERGY = "horseradish"
# What stands on pages of Sam's, and on nobody else's.
KNOWN = ("sam@example.com", "Sample Avenue", "Sam Example", ALLERGY)


@dataclass(frozen=True)
class Sams:
    """`sent` was paid, sent and partly refunded; `waits` for its prescription."""

    account: User
    sent: Order
    waits: Order
    address: int
    passkey: int
    cart: int

    @property
    def places(self) -> dict[str, object]:
        """What stands in addresses of the shop."""
        return {"number": self.sent.number, "pk": self.address}

    @property
    def words(self) -> list[str]:
        """What nobody else may read."""
        files = PrescriptionFile.objects.filter(patient__order__user=self.account)
        return [*KNOWN, *(str(file.token) for file in files)]

    def rows(self) -> dict[str, list]:
        """Everything of every table that names a person, by table."""
        return {
            label: list(apps.get_model(label).objects.order_by("pk").values())
            for label in EXPORTED
            if label != "accounts.Session"
        }


def everything_of_sam(sandbox, pharmacist) -> Sams:
    account = an_account(first_name="Sam", last_name="Example", phone="555 010 0100")
    sent = a_whole_case(sandbox, pharmacist, account)
    waits = to_follow(allergies=ALLERGY)
    Order.objects.filter(pk=waits.pk).update(user=account)
    save_address(account, Address(**PLACE))
    passkey = add_passkey(account)
    pack = baclofen_pack()
    cart = cart_actions.add_pack(
        basket_id=None, pack_id=pack.pk, quantity=2, owner_id=account.pk
    ).basket.pk
    tell(cart, allergies=ALLERGY)
    send_with_the_cart(cart)
    Waiting.objects.create(
        email=account.email,
        dosage=a_dosage(units_on_hand=0),
        next_at=timezone.now() + timedelta(days=1),
    )
    address = addresses_of(account).get().pk
    return Sams(account, sent, refreshed(waits), address, passkey.pk, cart)
