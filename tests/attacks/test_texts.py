"""Whatever anybody has written, or writes, stays a text: in pages, mails and files."""

import csv
import json
import re
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from catalog.lots.models import Lot
from checkout.accounts.session_store import SessionStore
from checkout.order.mails import emails
from checkout.order.models import Order
from checkout.order.states import OrderState
from checkout.prescriptions.models import Patient
from tests.attacks.odd import pairs_of
from tests.attacks.opened import *  # noqa: F403
from tests.attacks.payloads import (
    ATTACK,
    FORMULA,
    MARK,
    Filled,
    fill_every_text,
    formulas_in,
    injected_into,
)
from tests.attacks.shop import CUSTOMER, OWNER
from tests.attacks.trials import Answer, Trials, target_of, undone
from tests.checkout.accounts.people import PASSWORD
from tests.html_form import SentForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
TYPED = ATTACK.format(mark=f"{MARK}_")
EMAIL = '"\'><zq-x>"@example.com'
# Of what people write, what some page has to show: else nothing here is tried.
SHOWN = {
    *("catalogue.Product.title", "catalogue.Product.summary", "catalogue.Product.introduction"),
    *("catalogue.Category.name", "substances.Substance.name", "substances.Interaction.advice"),
    *("pictures.Picture.alt", "texts.Text.body", "shopfacts.ShopFacts.address"),
    *(
        "order.ShippingAddress.first_name",
        "order.ShippingAddress.line1",
        "order.Line.medicine_name",
    ),
    *(
        "prescriptions.Patient.allergies",
        "prescriptions.Patient.name",
        "prescriptions.Question.text",
    ),
    *("prescriptions.Decision.reason", "prescriptions.PrescriptionFile.called"),
    *("accounts.User.first_name", "address.UserAddress.line1", "shipping.DeliveryMethod.name"),
    *("order.Dispatch.carrier", "prices.ScheduledPrice.why"),
}


def fill(shop, attack: str = "") -> Filled:
    """What is kept, and what a session keeps of whoever is about to order."""
    filled = fill_every_text(attack)
    for patient in Patient.objects.all():
        Patient.objects.filter(pk=patient.pk).update(answers=_attacked(patient.answers, attack))
    Order.objects.filter(user=None).update(guest_email=EMAIL)
    session = SessionStore(shop.people[CUSTOMER].cookies["session"])
    session["checkout"] = _attacked(session["checkout"], attack)
    session.save()
    return filled


def _attacked(kept, attack: str, name: str = ""):
    if isinstance(kept, dict):
        return {key: _attacked(value, attack, key) for key, value in kept.items()}
    if isinstance(kept, list):
        return [_attacked(value, attack, name) for value in kept]
    is_text = isinstance(kept, str) and name not in ("country", "kind", "field", "email", "phone")
    return attack or TYPED if is_text else kept


def attacked(form: SentForm) -> list[tuple[str, str]]:
    """Every field that takes a text has one; a number behind a name is part of no text."""
    return [
        (
            name,
            value if name in form.choices or "csrf" in name or name.endswith("_FORMS") else TYPED,
        )
        for name, value in pairs_of(form)
    ]


def wrong_with(answer: Answer) -> list[str]:
    in_headers = [f"{n}: {v}" for n, v in answer.headers.items() if "<zq" in v or "zq\n" in v]
    return injected_into(answer.html) + in_headers if answer.html else in_headers


def test_no_text_becomes_a_part_of_a_page(shop):
    trials, wrong, seen, forms = Trials(), [], set(), set()
    filled = fill(shop)
    for who in (CUSTOMER, OWNER):
        person = shop.people[who]
        for _name, path in shop.addresses_of(who, of_each_order=who == CUSTOMER):
            answer = trials.look(person, path)
            answers = [(path, answer)]
            seen.update(re.findall(r"zq[0-9]+_", answer.body.decode(errors="replace")))
            for form in answer.forms:
                to = target_of(form, path)
                kind = (re.sub("[0-9]+", "0", to), len(form.names))
                if not to or kind in forms:
                    continue
                forms.add(kind)
                fields = attacked(form)
                if form.method == "get":
                    answers.append((to, trials.look(person, to.partition("?")[0], fields)))
                else:
                    answers.append((f"POST {to}", trials.post(person, to, fields)))
            wrong += [(who, at, found) for at, one in answers for found in wrong_with(one)]
    assert not wrong, "\n".join(map(str, wrong[:40]))
    assert not trials.wrong, trials.said()
    unseen = SHOWN - {filled.columns.get(mark) for mark in seen}
    assert not unseen, (unseen, filled.refused)


def test_no_text_becomes_a_part_of_a_mail(shop):
    fill(shop)
    wrong, due = [], timezone.now() + timedelta(days=7)
    for order in shop.orders[:1]:
        for state in OrderState:
            with undone():
                Order.objects.filter(pk=order.pk).update(
                    status=state,
                    amount_to_capture="56.95",
                    payment_due_at=due,
                    information_due_at=due,
                )
                for kind in {*emails.LETTERS, *emails.TO_PHARMACISTS} - {"refunded"}:
                    emails.send(Order.objects.get(pk=order.pk), mail=kind)
    for message in mail.outbox:
        [(html, _kind)] = message.alternatives
        wrong += injected_into(html)
        if "\n" in message.subject or "<zq" in message.subject:
            wrong.append(message.subject)
        # Would end the mail's head, had it not been one line.
        wrong += [head for head in message.message().values() if "zq-x" in head and "\n\n" in head]
    assert not wrong, "\n".join(map(str, wrong[:40]))
    assert len(mail.outbox) > 20


def rows_of(answer: Answer) -> list[list]:
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/csv"):
        return list(csv.reader(StringIO(answer.body.decode("utf-8-sig"), newline="")))
    if "spreadsheetml" in kind:
        cells = [cell for row in load_workbook(BytesIO(answer.body)).active.rows for cell in row]
        # A formula, or a text that is marked as one: "=1" as its author typed it.
        return [[f"={cell.value}"] for cell in cells if cell.data_type == "f"] + [["read"]]
    return []


def test_no_cell_of_a_file_is_computed(shop):
    """Nor is a file in an archive put where somebody says."""
    fill(shop, FORMULA)
    trials, files, computed = Trials(), [], []
    for name, path in shop.addresses_of(OWNER):
        if "export" in name or "csv" in name:
            lot = [("lot", Lot.objects.first().number)] if "recall" in name else []
            answer = trials.look(shop.people[OWNER], path, lot)
            rows = rows_of(answer)
            computed += formulas_in(rows)
            files += [name] if rows else []
    assert computed == []
    assert len(files) >= 3, files
    browser = Client()
    browser.cookies.load(shop.people[CUSTOMER].cookies)
    browser.post("/account/confirm/", {"password": PASSWORD})
    own = BytesIO(b"".join(browser.post("/account/data/").streaming_content))
    with ZipFile(own) as archive:
        assert json.loads(archive.read("data.json"))
        assert [
            one for one in archive.namelist() if not re.fullmatch(r"[\w-]+(/[\w.-]+)?\.?\w*", one)
        ] == []
    assert not trials.wrong, trials.said()
