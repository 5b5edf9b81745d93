"""A shopper, a pharmacist and the background worker in few words, for tests of orders and money."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from catalog.shopfacts.models import shop_facts
from checkout.basket import actions as cart_actions
from checkout.basket.cart import Totals, totals_of
from checkout.basket.cart_reads import read_cart
from checkout.details import Details
from checkout.order.models import Order
from checkout.order.placing import place_order
from checkout.payment.models import PaymentAttempt
from checkout.payment.worker import keep_next_about_money, keep_next_mail, process_event
from checkout.prescriptions.actions import keep_told
from checkout.prescriptions.models import Patient
from checkout.prescriptions.reads import needs_for, told_for
from checkout.prescriptions.telling import Prescriber, Told, answers_to
from checkout.running.loops import work_on_mail, work_on_money, work_on_pages
from checkout.seen import Seen, fingerprint
from checkout.shipping.models import DeliveryMethod
from tests.checkout.prescriptions.deciding import approve, reject
from tests.factories import Country, a_user

_numbers = count(1)
MOST_DEEDS = 1000

SAM = Details(
    email="sam@example.com",
    first_name="Sam",
    last_name="Example",
    line1="1 Sample Street",
    line2="",
    city="Exampletown",
    state="CA",
    postcode="90210",
    country="US",
    phone="",
)
SAM_TELLS = Told(
    name="Sam Example",
    born_on=date(1981, 3, 27),
    allergies="none",
    other_medicines="none",
    conditions="none",
    way="prescriber",
    prescriber=Prescriber("Dr M. Hale", "Northgate Surgery", "555 010 0177"),
)


def a_delivery_method(name: str = "Tracked", price: str = "4.95", **values) -> DeliveryMethod:
    country, _ = Country.objects.get_or_create(
        iso_3166_1_a2="US",
        defaults={"printable_name": "United States", "name": "United States"},
    )
    country.is_shipping_country = True
    country.save()
    method, _ = DeliveryMethod.objects.get_or_create(
        name=name, defaults={"price": Decimal(price), **values}
    )
    method.countries.add(country)
    return method


def a_cart(packs: dict) -> int:
    """The id of a new cart with these packs, `{pack: quantity}`."""
    basket_id = None
    for pack, quantity in packs.items():
        filled = cart_actions.add_pack(basket_id=basket_id, pack_id=pack.pk, quantity=quantity)
        basket_id = filled.basket.pk
    if basket_id and read_cart(basket_id).needs_patient:
        tell(basket_id)
    return basket_id


def tell(basket_id: int, **changed) -> None:
    """What Sam tells, or tells again, of a cart: the prescriber will send the prescription."""
    asked = needs_for(read_cart(basket_id)).asked
    answers = answers_to(asked, {one.field: "no" for one in asked})
    told = replace(SAM_TELLS, answers=answers, **changed)
    keep_told(basket_id, told, patient_id=told_before(basket_id), now=timezone.now())


def told_before(basket_id: int) -> int | None:
    """What the session remembers that told last of a cart."""
    return Patient.objects.filter(basket=basket_id).values_list("pk", flat=True).first()


def totals_for(basket_id: int, method: DeliveryMethod) -> Totals:
    return totals_of(read_cart(basket_id), method.price, shop_facts().tax_rate)


def seen_by(basket_id: int, method: DeliveryMethod, details: Details = SAM) -> Seen:
    """What the review page showed of a cart."""
    totals = totals_for(basket_id, method)
    cart = read_cart(basket_id)
    told = told_for(basket_id) if cart.needs_patient else None
    return Seen(totals.total, fingerprint(cart, details, method.pk, totals.tax, told))


def a_placed_order(packs: dict, *, now: datetime | None = None, **details) -> Order:
    """An order for `{pack: quantity}`, placed and not paid."""
    basket_id, method = a_cart(packs), a_delivery_method()
    return place_order(
        basket_id=basket_id,
        details=replace(SAM, **details),
        method_id=method.pk,
        seen=seen_by(basket_id, method, replace(SAM, **details)),
        now=now or timezone.now(),
    )


def refreshed(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def attempt_of(order: Order) -> PaymentAttempt:
    return order.attempts.last()


def let_the_worker_work(after: timedelta = timedelta()) -> None:
    """The worker does what is due, `after` from now, until nothing is.

    What the clock alone brings is only asked about where nothing else is left to do.
    """
    for _ in range(MOST_DEEDS):
        now = timezone.now() + after
        if any([keep_next_about_money(now), process_event(now), keep_next_mail(now)]):
            continue
        if not any([work_on_money(now), work_on_mail(now), work_on_pages(now)]):
            return
    raise AssertionError("The worker finds ever more to do.")


def let_the_worker_try_again() -> None:
    """The worker works now and, where something failed, a minute and an hour from now."""
    for after in (timedelta(), timedelta(minutes=1), timedelta(hours=1)):
        let_the_worker_work(after)


@dataclass
class Pharmacist:
    user: object = field(default_factory=lambda: a_user(f"pharmacist{next(_numbers)}@example.com"))

    def approve(self, order: Order) -> None:
        approve(order, by=self.user)

    def reject(self, order: Order, reason: str = "No prescription came") -> None:
        reject(order, by=self.user, reason=reason)
