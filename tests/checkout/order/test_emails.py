"""The mails of an order: true, adding up, and silent about medicines in their subjects."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.core import mail

from catalog.shopfacts.models import ShopFacts
from checkout.order import emails
from checkout.order.emails import MAILS
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(settings):
    settings.SITE_URL = "https://rowan.example"
    facts = {
        "name": "Rowan Pharmacy",
        "owner": "Rowan Example Ltd",
        "address": "1 Sample Street",
        "phone": "555 010 0100",
        "registration_number": "0000000",
        "superintendent": "Ada Example",
    }
    ShopFacts.objects.update_or_create(pk=1, defaults=facts)
    pack = a_pack(a_dosage(a_medicine("Baclofen & <b>Co</b>")), 90, "68.00")
    return a_placed_order({pack: 2})


def sent(kind, order):
    """Subject, text and HTML of a mail, the HTML as it reads."""
    emails.send(order, mail=kind)
    message = mail.outbox[-1]
    assert message.to == ["sam@example.com"]
    [(html, _)] = message.alternatives
    without_style = re.sub(r"(?s)<style>.*?</style>|<title>.*?</title>", " ", html)
    return (
        message.subject,
        plain(message.body),
        plain(unescape(re.sub(r"<[^>]+>", " ", without_style))),
    )


def plain(text):
    return " ".join(text.split())


WORDS = {
    "received": [
        "A pharmacist looks at your order next.",
        "Your card is held now and charged only for what the pharmacist approves.",
        "Held on your card",
    ],
    "charged": ["Your card was charged once, for the sum below.", "Charged"],
    "rejected": [
        "The pharmacist could not approve your order.",
        "Nothing was charged.",
        "The hold on your card is being released",
        "Not charged",
    ],
}


@pytest.mark.parametrize("kind", MAILS)
def test_text_and_html_say_the_same(order, kind):
    subject, text, html = sent(kind, order)
    for words in [
        *WORDS[kind],
        "Hello Sam,",
        f"Order {order.number}",
        "$136.00",
        "Delivery, Tracked",
        "$4.95",
        "$140.95",
        "Reply to this e-mail or call 555 010 0100.",
        "Rowan Example Ltd, 1 Sample Street.",
        "Registered pharmacy 0000000.",
        "Pharmacist in charge: Ada Example.",
    ]:
        assert words in text, words
        assert words in html, words
    assert "Baclofen & <b>Co</b> 10 mg" in text
    assert order.number in subject


@pytest.mark.parametrize("kind", MAILS)
def test_no_subject_names_a_medicine(order, kind):
    subject, *_ = sent(kind, order)
    assert "baclofen" not in subject.lower()


@pytest.mark.parametrize("kind", MAILS)
def test_the_link_opens_the_order_in_any_browser(order, kind, client):
    emails.send(order, mail=kind)
    message = mail.outbox[-1]
    [link] = set(re.findall(r"https://rowan\.example(/orders/\S+)", message.body))
    assert client.get(link).status_code == 302
    assert client.get(f"/orders/{order.number}/").status_code == 200
    assert unescape(message.alternatives[0][0]).count(f"https://rowan.example{link}") == 1


def test_a_name_with_a_line_break_makes_no_header(order):
    order.shipping_address.first_name = "Sam\r\nBcc: everybody@example.com"
    order.shipping_address.save()
    emails.send(order, mail="received")
    assert "Bcc" not in mail.outbox[-1].message().as_string().partition("\n\n")[0]


def test_what_was_approved_is_what_is_said_to_be_charged(order):
    order.amount_to_capture = Decimal("72.95")
    order.save()
    _, text, html = sent("charged", order)
    assert "Charged: $72.95" in text
    assert "Charged $72.95" in html
