"""What a pharmacist does at the desk of prescriptions, in few words."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Dosage, Product
from checkout.order.models import Order
from checkout.prescriptions.models import Patient, PrescriptionFile
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack
from tests.html_form import HtmlForm

QUEUE = "/admin/prescriptions/case/"
DAY = timedelta(days=1)


def a_pack_of(
    name: str = "Baclofen", units: int = 90, price: str = "68.00", label: str = "10mg", **medicine
) -> Product:
    """A pack of a medicine, which is made where it is not there yet."""
    dosage = Dosage.objects.filter(medicine__title=name, label=label).first()
    if dosage is None:
        known = Product.objects.filter(title=name, structure="parent").first()
        dosage = a_dosage(known or a_medicine(name, **medicine), label, units_on_hand=90_000)
    return dosage.packs.filter(units=units).first() or a_pack(dosage, units, price)


def a_case(
    packs: dict | None = None, *, placed: timedelta = timedelta(), held: timedelta = 6 * DAY, **told
) -> Order:
    """An order that waits for a pharmacist; its card is held for so long, placed so long ago."""
    order = a_placed_order(packs or {a_pack_of(): 1})
    order.attempts.update(
        state="authorised",
        session_id=f"cs_{order.pk}",
        intent_id=f"pi_{order.pk}",
        capture_before=timezone.now() + held,
    )
    Order.objects.filter(pk=order.pk).update(
        status="awaiting_pharmacist", date_placed=timezone.now() - placed
    )
    Patient.objects.filter(order=order).update(**told)
    return Order.objects.get(pk=order.pk)


def a_file(order: Order, *, pages: tuple[str, ...] = ("aa/bb/page",), **values) -> PrescriptionFile:
    """A file's row, with names that the vault need not know."""
    defaults = {"kind": "jpeg", "name": pages[0], "pages": list(pages), "size": 1000}
    return PrescriptionFile.objects.create(patient=order.patient, **(defaults | values))


def address(verb: str, order: Order, **more) -> str:
    return reverse(f"admin:prescriptions_case_{verb}", kwargs={"pk": order.pk, **more})


def page_of(order: Order) -> str:
    return address("change", order)


@dataclass
class Desk:
    """A browser in front of the desk."""

    client: Client

    def look(self, order: Order) -> str:
        return text_of(self.client.get(page_of(order)))

    def html(self, order: Order) -> str:
        return self.client.get(page_of(order)).content.decode()

    def queue(self, **query) -> str:
        return text_of(self.client.get(QUEUE, query))

    def form(self, order: Order) -> "CaseForm":
        return CaseForm(order, HtmlForm(self.html(order), "case"))

    def record(self, form: "CaseForm"):
        """Send a form as it stands; the answer, followed to where it leads."""
        return self.client.post(address("decide", form.order), form.html.fields, follow=True)

    def press(self, verb: str, order: Order, **posted):
        return self.client.post(address(verb, order), posted, follow=True)


@dataclass
class CaseForm:
    """The form of a case's page, entered line by line (counted from 0)."""

    order: Order
    html: HtmlForm

    def decide(self, number: int, outcome: str, **fields) -> "CaseForm":
        line = self.order.lines.filter(replaces=None).order_by("pk")[number]
        self.html[f"line-{line.pk}-outcome"] = outcome
        for name, value in fields.items():
            self.html[f"line-{line.pk}-{name}"] = value
        return self

    def copy(self, **changed) -> "CaseForm":
        """A prescription of today, good for half a year."""
        today = timezone.localdate()
        facts = {
            "prescriber": "Dr M. Hale",
            "registration": "4471208",
            "issued_on": today.isoformat(),
            "valid_until": (today + 180 * DAY).isoformat(),
            **changed,
        }
        for name, value in facts.items():
            self.html[f"prescription-{name}"] = value
        return self

    def prescribed(self, number: int, units: object, **fields) -> "CaseForm":
        dosage = self.order.lines.filter(replaces=None).order_by("pk")[number].dosage_id
        for name, value in {"units": units, **fields}.items():
            self.html[f"item-{dosage}-{name}"] = value
        return self
