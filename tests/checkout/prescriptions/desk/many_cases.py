"""Open cases by the thousand, written straight into the database."""

from datetime import date, timedelta

from django.utils import timezone

from catalog.models import Product
from catalog.partner.models import StockRecord
from checkout.order.models import Line, Order
from checkout.payment.models import PaymentAttempt
from checkout.prescriptions.models import Patient
from tests.checkout.prescriptions.desk.at_the_cases import a_pack_of
from tests.factories import a_substance

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
PRICES = dict.fromkeys(
    (
        "unit_price_incl_tax",
        "line_price_incl_tax",
        "line_price_excl_tax",
        "line_price_before_discounts_incl_tax",
        "line_price_before_discounts_excl_tax",
    ),
    "68.00",
)


def many_cases(number: int, *, first: int = 0) -> None:
    """So many people with a pack of Baclofen each; every tenth case is with the patient."""
    numbers, pack = range(first, first + number), a_pack_of()
    stock = pack.stockrecords.get()
    a_substance("baclofen", medicines=[pack.parent])
    orders = Order.objects.bulk_create(map(_order, numbers))
    Line.objects.bulk_create(_line(order, pack, stock) for order in orders)
    Patient.objects.bulk_create(map(_patient, orders, numbers))
    PaymentAttempt.objects.bulk_create(map(_attempt, orders, numbers))


def _order(n: int) -> Order:
    now = timezone.now()
    return Order(
        number=f"MANY-{n:05}",
        currency="USD",
        total_incl_tax="72.95",
        total_excl_tax="72.95",
        shipping_incl_tax="4.95",
        shipping_excl_tax="4.95",
        status="awaiting_pharmacist" if n % 10 else "needs_information",
        information_due_at=now + DAY,
        date_placed=now - n * MINUTE,
    )


def _line(order: Order, pack: Product, stock: StockRecord) -> Line:
    return Line(
        order=order,
        product=pack,
        stockrecord=stock,
        dosage_id=pack.dosage_id,
        title="Baclofen",
        medicine_name="Baclofen",
        dosage_label="10mg",
        unit="pill",
        units=90,
        quantity=1,
        num_allocated=0,
        legal_class="POM",
        tax_rate=0,
        **PRICES,
    )


def _patient(order: Order, n: int) -> Patient:
    return Patient(
        order=order,
        name=f"Person {n}",
        same_person=f"person {n}",
        born_on=date(1970, 1, 1) + n * DAY,
        other_medicines="Codeine at night",
        way="prescriber",
    )


def _attempt(order: Order, n: int) -> PaymentAttempt:
    return PaymentAttempt(
        order=order,
        amount=7295,
        currency="USD",
        state="authorised",
        session_id=f"cs_{order.pk}",
        intent_id=f"pi_{order.pk}",
        capture_before=timezone.now() + (n % 200) * HOUR,
    )
