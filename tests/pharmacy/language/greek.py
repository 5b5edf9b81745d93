"""A shop whose data is Greek throughout, and its shopper."""

from dataclasses import replace

from django.utils import timezone

from catalog.models import MonographSection, Product, SectionKind
from catalog.shopfacts.models import ShopFacts
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from checkout.basket.cart_reads import read_cart
from checkout.order.models import Order
from checkout.order.placing import place_order
from checkout.prescriptions.actions import keep_told
from checkout.prescriptions.models import Question
from checkout.prescriptions.reads import needs_for
from checkout.prescriptions.telling import Prescriber, answers_to
from checkout.shipping.models import DeliveryMethod
from tests.catalog.leaflets.papers import a_leaflet, stand_for
from tests.checkout.prescriptions.patient_step import ask
from tests.checkout.shopping import SAM, SAM_TELLS, a_cart, seen_by
from tests.checkout.visitor import ADDRESS, PATIENT
from tests.factories import (
    Country,
    a_category,
    a_dosage,
    a_medicine,
    a_pack,
    put_on_the_shelf,
)

FACTS = {
    "name": "Φαρμακείο Ιτιά",
    "owner": "Ιτιά ΕΠΕ",
    "address": "Οδός Δείγματος 1\nΑθήνα",
    "regulator": "Μητρώο",
    "registration_number": "0000000",
    "registration_url": "https://register.example/0",
    "superintendent": "Άννα Παράδειγμα",
    "superintendent_registration": "2000001",
    "hours": "Δευτέρα, 9-18",
    "phone": "555 010 0100",
    "email": "help@example.com",
    "complaints_email": "complaints@example.com",
    "complaints_address": "Οδός Δείγματος 1",
    "tax_rate": "6.25",
}
HIS = {"first_name": "Σωτήρης", "last_name": "Παππάς", "line1": "Οδός 2", "line2": "Όροφος 3"}
HIS |= {"city": "Αθήνα", "state": "", "postcode": "10431", "country": "GR"}
SOTIRIS = ADDRESS | HIS
TELLS = {
    "name": "Σωτήρης Παππάς",
    "allergies": "όχι",
    "other_medicines": "όχι",
    "conditions": "όχι",
    "prescriber_name": "Δρ Χατζής",
    "prescriber_practice": "Ιατρείο",
}
SOTIRIS_TELLS = PATIENT | TELLS
TOLD = replace(
    SAM_TELLS,
    **{name: TELLS[name] for name in ("name", "allergies", "other_medicines", "conditions")},
    prescriber=Prescriber("Δρ Χατζής", "Ιατρείο", "555 010 0177"),
)
STRENGTHS = ["2.5mg", "25mcg", "100mcg/dose", "1000unit/ml", "0.025%", "5puff/24hour"]


def open_the_shop() -> dict[str, Product]:
    """Its packs, each in another state, by what is to be seen of it."""
    ShopFacts.objects.create(pk=1, **FACTS)
    for kind in TextKind:
        put_text(kind, "Λόγια.\n\n# Τίτλος\n\nΆλλα.", now=timezone.now())
    category = a_category("Μυοχαλαρωτικά")
    empty = a_category("Άδεια")
    for one, slug in ((category, "muscles"), (empty, "empty")):
        type(one).objects.filter(pk=one.pk).update(slug=slug)
    _deliver_to_greece()
    medicine = _medicine("Βακλοφαίνη", "baclofen", category=category, headline="Για τους μυς")
    ask(medicine, "Από πότε;", "Πότε", kind="text")
    ask(medicine, "Ποτέ;", "Ποτέ")
    for position, kind in enumerate(SectionKind):
        MonographSection.objects.create(
            medicine=medicine, kind=kind, title="Τίτλος", body="Λόγια.", position=position
        )
    dosages = [a_dosage(medicine, strength) for strength in STRENGTHS]
    packs = [a_pack(dosage, 60, "1234.50") for dosage in dosages]
    a_pack(dosages[0], 360, "5000.00")
    a_pack(dosages[0], 1000, "90000.00", legal_class="CD")
    put_on_the_shelf(0, medicine.dosages.filter(pk=dosages[1].pk))
    stand_for(medicine, name="Άννα Παράδειγμα")
    a_leaflet(dosages[0])
    free = _medicine("Αλάτι", "salt", legal_class="GSL", unit="sachet", category=category)
    checked = _medicine("Ναπροξένη", "naproxen", legal_class="P", unit="tube")
    return {
        "needs a prescription": packs[0],
        "sold out": packs[1],
        "free": a_pack(a_dosage(free), 100, "0.01"),
        "checked": a_pack(a_dosage(checked), 1, "10.00"),
    }


def an_order(packs: dict[Product, int], **told: object) -> Order:
    """By Sotiris; nothing is paid yet."""
    basket_id, now = a_cart(packs), timezone.now()
    cart = read_cart(basket_id)
    if cart.needs_patient:
        asked = needs_for(cart).asked
        answers = answers_to(asked, {one.field: "όχι" for one in asked})
        told = replace(TOLD, answers=answers, **told)
        keep_told(basket_id, told, patient_id=None, now=now)
    details, method = replace(SAM, **HIS), DeliveryMethod.objects.get()
    seen = seen_by(basket_id, method, details)
    return place_order(
        basket_id=basket_id, details=details, method_id=method.pk, seen=seen, now=now
    )


def answers() -> dict[str, str]:
    """What he types where the medicines' questions are asked."""
    return {
        f"question_{question.pk}": "όχι" if question.kind == "text" else "no"
        for question in Question.objects.all()
    }


def _medicine(name: str, slug: str, **values: object) -> Product:
    texts = {"generic_name": name.lower(), "also_known_as": "Άλλο, Τρίτο", "form": "Δισκία"}
    texts |= {"summary": "Περίληψη.", "introduction": "Εισαγωγή."}
    return a_medicine(name, **{"slug": slug, **texts, **values})


def _deliver_to_greece() -> None:
    country = Country.objects.create(
        iso_3166_1_a2="GR", printable_name="Ελλάδα", name="Ελλάδα", is_shipping_country=True
    )
    method = DeliveryMethod.objects.create(
        name="Ταχυμεταφορά", description="2-4", price="4.95", free_from="200000.00"
    )
    method.countries.add(country)
