"""One of everything that an address of the shop may name, and who looks at it there."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from catalog.demo.shopfacts import add_demo_facts
from catalog.demo.staff import add_demo_staff
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.payment.models import Reconciliation
from checkout.prescriptions.models import PrescriptionFile, Question
from tests.catalog.leaflets.papers import a_leaflet
from tests.catalog.prices.scheduling import schedule
from tests.checkout.prescriptions.cases import a_taken_file, baclofen_pack, ordered
from tests.factories import a_category, a_substance, an_interaction


def one_of_everything() -> dict:
    """By the model that stands in an address; the demo's staff are there, too."""
    add_demo_staff()
    add_demo_facts()
    pack = baclofen_pack()
    order = ordered({pack: 1})
    Order.objects.update(status="awaiting_pharmacist")
    taken = a_taken_file()
    compared = Reconciliation.objects.create(span="recent", started_at=timezone.now())
    a_leaflet(pack.dosage)
    category = a_category()
    return {
        "order": order.pk,
        "case": order.pk,
        "number": order.number,
        "medicine": pack.parent_id,
        "dosage": pack.dosage_id,
        "pack": pack.pk,
        "slug": pack.parent.slug,
        "category": category.pk,
        "category_slug": category.slug,
        "scheduledprice": schedule(pack, "50.00", timezone.now() + timedelta(days=1)).pk,
        "country": "US",
        "deliverymethod": order.shipping_code,
        "shopfacts": 1,
        "text": put_text(TextKind.TERMS, "Words.", now=timezone.now()).pk,
        "substance": a_substance("baclofen").pk,
        "interaction": an_interaction("baclofen", "naproxen").pk,
        "question": Question.objects.create(medicine=pack.parent, text="Ever?", short="Ever").pk,
        "reconciliation": compared.pk,
        "user": User.objects.get(email="support@example.com").pk,
        "group": User.objects.get(email="support@example.com").groups.get().pk,
        "token": PrescriptionFile.objects.create(
            patient=order.patient, kind="jpeg", name=taken.name, pages=list(taken.pages), size=25
        ).token,
        "page": 1,
    }


def filled(path: str, things: dict) -> str:
    """The address of one of the things."""
    kind = "dosage" if "/dosage/" in path else (path.split("/") + [""] * 4)[3]

    def value(match: re.Match) -> str:
        name = match[1].rpartition(":")[2]
        return str(things.get(name, things.get(kind, 1)))

    return re.sub(r"<([^>]+)>", value, path)


def answer_to(client: Client, url: str):
    """A look; where an address takes posts alone, an empty one."""
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer


def signed_in(email: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=email))
    return client
