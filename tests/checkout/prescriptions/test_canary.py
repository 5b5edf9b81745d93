"""A whole journey with names nobody else has; they are looked for wherever a person must not be.

Addresses, log lines, mail subjects and Stripe hear of orders by number, never of who takes what.
"""

import logging
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalog.demo.staff import add_demo_staff
from checkout.accounts.models import User
from checkout.order import placing
from checkout.order.models import Order, TakenBack
from checkout.payment.sandbox.http_client import SandboxClient
from checkout.prescriptions.models import PrescriptionFile, Question
from tests.checkout.payment.purchases import come_back, opened
from tests.checkout.prescriptions.desk.at_the_cases import Desk, a_pack_of
from tests.checkout.prescriptions.files.good import photo
from tests.checkout.reviewing import hidden, hidden_total
from tests.checkout.shopping import a_delivery_method, let_the_worker_work, refreshed
from tests.checkout.visitor import PATIENT, Visitor

pytestmark = pytest.mark.django_db

PERSON = {
    "name": "Canaria Serinus",
    "birthday": "04/17/1953",
    "birthday as kept": "1953-04-17",
    "allergy": "hempseed",
    "condition": "moulting",
    "other medicine": "yellowdrops",
    "answer": "since the cage fell",
    "file name": "canaria-front.jpg",
    "prescriber": "Dr Aviary",
    "reason": "feathers too bright",
    "question": "Do you sing at night?",
    "reply": "Only at dawn",
    "directions": "one beakful daily",
    "tracking number": "TWEET 4711 GB",
    "why it came back": "flown to the Canaries",
}
MEDICINE = "Goldfinchol"


@dataclass
class Heard:
    """What was said to the outside during a journey."""

    addresses: list[str] = field(default_factory=list)
    stripe: list[str] = field(default_factory=list)


@pytest.fixture
def heard(monkeypatch):
    heard = Heard()
    get, post, request = Client.get, Client.post, SandboxClient.request

    def noting(way):
        def sent(client, path, *args, **kwargs):
            answer = way(client, path, *args, **kwargs)
            query = answer.wsgi_request.get_full_path()
            heard.addresses += [query, answer.get("Location", "")]
            return answer

        return sent

    def to_stripe(client, method, url, headers, post_data=None, **kwargs):
        heard.stripe.append(f"{method} {url} {headers} {post_data}")
        return request(client, method, url, headers, post_data, **kwargs)

    monkeypatch.setattr(Client, "get", noting(get))
    monkeypatch.setattr(Client, "post", noting(post))
    monkeypatch.setattr(SandboxClient, "request", to_stripe)
    return heard


def ordered_by_the_canary(pack):
    """Everything told, a file sent, the order placed."""
    visitor, method = Visitor(), a_delivery_method()
    visitor.add(pack)
    visitor.enter_address(first_name="Canaria", last_name="Serinus")
    visitor.choose(method)
    asked = Question.objects.create(medicine=pack.parent, text="Since?", short="Since", kind="text")
    upload = SimpleUploadedFile(PERSON["file name"], photo())
    told = {
        "name": PERSON["name"],
        "born_on": PERSON["birthday"],
        "allergies": PERSON["allergy"],
        "conditions": PERSON["condition"],
        "other_medicines": PERSON["other medicine"],
        f"question_{asked.pk}": PERSON["answer"],
        "way": "upload",
        "files": upload,
    }
    assert visitor.fill("checkout-patient", **(PATIENT | told)).status_code == 303
    page = visitor.look("checkout-review")
    seen = {"seen_total": hidden_total(page), "fingerprint": hidden(page)}
    assert visitor.fill("checkout-review", terms="on", **seen).status_code == 303
    return visitor, Order.objects.get()


def asked_and_approved(order, visitor):
    client = Client()
    client.force_login(User.objects.get(email="pharmacist@example.com"))
    desk = Desk(client)
    desk.queue()
    file = PrescriptionFile.objects.get()
    looked = reverse("admin:prescriptions_case_file", args=[order.pk, file.token, 1])
    assert client.get(looked).status_code == 200
    desk.record(desk.form(order).decide(0, "asked", question=PERSON["question"]))
    let_the_worker_work()
    page = visitor.look("order-prescription", order.number)
    answer = dict.fromkeys(page.context["form"].fields, PERSON["reply"])
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    visitor.post(reverse("order-prescription", args=[order.number]), answer | token)
    form = desk.form(refreshed(order)).decide(0, "approved", packs="1")
    form.copy(prescriber=PERSON["prescriber"])
    form.prescribed(0, 90, directions=PERSON["directions"])
    desk.record(form)
    let_the_worker_work()
    return client


def sent_on_its_way(order, client):
    pick = client.get(reverse("admin:order_order_pick_list", args=[order.pk]))
    mark = pick.context["mark"]
    client.post(reverse("admin:order_order_dispense", args=[order.pk]), {"mark": mark})
    page = client.get(reverse("admin:order_order_change", args=[order.pk]))
    parcel = {"carrier": "Post", "tracking": PERSON["tracking number"]}
    parcel["mark"] = page.context["mark"]
    client.post(reverse("admin:order_order_ship", args=[order.pk]), parcel)
    let_the_worker_work()
    page = client.get(reverse("admin:order_order_change", args=[order.pk]))
    back = {"mark": page.context["mark"], "reason": PERSON["why it came back"]}
    back |= {f"back-{order.lines.get().pk}": "1"}
    client.post(reverse("admin:order_order_take_back", args=[order.pk]), back)
    assert TakenBack.objects.get().reason == PERSON["why it came back"]
    client.get(reverse("admin:order_order_labels", args=[order.pk]))
    client.get(reverse("admin:order_order_recall"), {"lot": "LOT"})
    let_the_worker_work()


def test_a_whole_journey_tells_nobody_who_takes_what(sandbox, heard, caplog):
    caplog.set_level(logging.DEBUG)
    add_demo_staff()
    pack = a_pack_of(MEDICINE)
    visitor, order = ordered_by_the_canary(pack)
    sandbox.pay(opened(order).session_id, "4242424242424242")
    come_back(order)
    let_the_worker_work()
    client = asked_and_approved(order, visitor)
    sent_on_its_way(order, client)
    assert refreshed(order).status == "shipped"

    own = [path for path in heard.addresses if MEDICINE.lower() not in path.lower()]
    assert len(own) > 20
    not_theirs = {**PERSON, "medicine": MEDICINE}
    said = {
        "addresses": "\n".join(own),
        "log lines": without_sql(caplog.records),
        "mail subjects": "\n".join(letter.subject for letter in mail.outbox),
        "Stripe": "\n".join(heard.stripe),
    }
    assert len(mail.outbox) >= 4
    assert len(heard.stripe) >= 3
    for where, text in said.items():
        for what, canary in not_theirs.items():
            assert canary.casefold() not in text.casefold(), f"{what} in {where}"
    browsed = [path for path in heard.addresses if MEDICINE.lower() in path.lower()]
    assert all(order.number not in path for path in browsed)


def without_sql(records) -> str:
    """What a live shop may log: Django writes SQL only with DEBUG on, which it never is."""
    lines = [record for record in records if not record.name.startswith("django.db")]
    return "\n".join(f"{record.name} {record.getMessage()}" for record in lines)


def test_what_breaks_is_reported_without_the_person(sandbox, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(placing, "_write_lines", broken)
    with pytest.raises(ZeroDivisionError):
        ordered_by_the_canary(a_pack_of(MEDICINE))
    assert not Order.objects.exists()
    assert "ZeroDivisionError" in caplog.text
    for canary in (*PERSON.values(), MEDICINE):
        assert canary.casefold() not in caplog.text.casefold()
