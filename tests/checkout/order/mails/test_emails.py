"""The mails of an order: adding up, in text and HTML alike, and silent about medicines outside."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from catalog.shopfacts.models import ShopFacts
from checkout.accounts.models import User
from checkout.order.mails import emails
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.models import Order
from checkout.order.states import EVER_APPROVED
from checkout.payment.models import LedgerEntry, PaymentAttempt, Refund
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order, attempt_of, refreshed
from tests.factories import a_dosage, a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db

MOST_QUERIES = 7
DUE = timezone.now().replace(year=2026, month=12, day=2, hour=18, minute=29)


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
        "tax_rate": 7,
    }
    ShopFacts.objects.update_or_create(pk=1, defaults=facts)
    dosage = a_dosage(a_medicine("Baclofen & <b>Co</b>"))
    return a_placed_order({a_pack(dosage, 90, "68.00"): 2, a_pack(dosage, 60, "52.00"): 1})


def has_come_to(order, state, attempt="", *, captured=0, part=False):
    """Order and payment as they stand after many steps."""
    if state in EVER_APPROVED:
        first, second = order.lines.order_by("pk")
        deciding.as_if_decided(order, {first.pk: 1, second.pk: 0} if part else None)
    values = {"status": state, "payment_due_at": DUE}
    if state not in ("awaiting_payment", "awaiting_pharmacist", "rejected"):
        values["amount_to_capture"] = "72.95" if part else "192.95"
    Order.objects.filter(pk=order.pk).update(**values)
    if attempt:
        PaymentAttempt.objects.update(
            state=attempt,
            session_id="cs_1",
            intent_id="pi_1",
            card="Visa ending 4242",
            captured=captured,
            capture_before=DUE,
        )
    return refreshed(order)


def a_refund(order, amount, **values):
    attempt = attempt_of(order)
    LedgerEntry.objects.create(
        attempt=attempt, kind="charged", amount=attempt.captured, stripe_id="ch_1", at=DUE
    )
    return Refund.objects.create(attempt=attempt, amount=amount, reason="Late", **values)


def sent(kind, order, to="sam@example.com", **about):
    """Subject, text and HTML of a mail, the HTML as it reads."""
    emails.send(order, mail=kind, **about)
    message = mail.outbox[-1]
    assert message.to == [to]
    [(html, _)] = message.alternatives
    without_style = re.sub(r"(?s)<style>.*?</style>|<title>.*?</title>", " ", html)
    return (
        message.subject,
        plain(message.body),
        plain(unescape(re.sub(r"<[^>]+>", " ", without_style))),
    )


def plain(text):
    return " ".join(text.split())


CASES = {
    "received": ("awaiting_pharmacist", "authorised", "Held on your card"),
    "charged": ("paid", "captured", "Charged"),
    "rejected": ("rejected", "releasing", "Not charged"),
    "pay": ("approved_awaiting_payment", "lapsed", "To pay"),
    "expired": ("expired", "lapsed", "Not charged"),
    "refunded": ("paid", "captured", ""),
    "link": ("awaiting_payment", "", ""),
}


def of_kind(kind, order):
    """The order as it stands when such a mail is sent, and what the mail is told besides."""
    state, attempt, _total = CASES[kind]
    order = has_come_to(order, state, attempt, captured=19295 if attempt == "captured" else 0)
    about = {"refund": a_refund(order, 2000).pk} if kind == "refunded" else {}
    return order, about


@pytest.mark.parametrize("kind", CASES)
def test_text_and_html_say_the_same(order, kind):
    order, about = of_kind(kind, order)
    subject, text, html = sent(kind, order, **about)
    for words in [
        "Hello Sam,",
        "Reply to this e-mail or call 555 010 0100.",
        "Rowan Example Ltd, 1 Sample Street.",
        "Registered pharmacy 0000000.",
        "Pharmacist in charge: Ada Example.",
    ]:
        assert words in text, words
        assert words in html, words
    assert order.number in subject
    assert "baclofen" not in subject.lower()


@pytest.mark.parametrize("kind", [kind for kind, case in CASES.items() if case[2]])
def test_the_packs_add_up_to_a_total_that_says_what_it_is(order, kind):
    order, about = of_kind(kind, order)
    _, text, html = sent(kind, order, **about)
    assert "Baclofen & <b>Co</b> 10 mg, 2 packs of 90 pills: $136.00" in text
    assert "Goods: $188.00 Delivery, Tracked: $4.95 Tax included: $12.62" in text
    assert f"{CASES[kind][2]}: $192.95" in text
    assert "10 mg 2 packs of 90 pills $136.00" in html
    assert f"Tax included $12.62 {CASES[kind][2]} $192.95" in html


@pytest.mark.parametrize("kind", ["charged", "pay"])
def test_of_a_part_only_the_part_is_listed_at_its_price(order, kind):
    state, attempt, total = CASES[kind]
    captured = 7295 if attempt == "captured" else 0
    order = has_come_to(order, state, attempt, captured=captured, part=True)
    _, text, html = sent(kind, order)
    assert "10 mg, 1 of 2 packs of 90 pills approved: $68.00" in text
    assert "10 mg, Not approved: $0.00" in text
    assert f"Tax included: $4.77 {total}: $72.95" in text
    assert "1 of 2 packs of 90 pills approved $68.00" in html
    assert f"Tax included $4.77 {total} $72.95" in html


def test_the_letter_to_pay_says_the_sum_and_the_last_moment_and_its_zone(order):
    order, _about = of_kind("pay", order)
    _, text, html = sent("pay", order)
    for said in (text, html):
        assert "Pay exactly $192.95 until 2 December 2026, 18:29 (UTC)." in said
    assert "Pay $192.95: https://rowan.example/orders/" in text


def test_a_refund_says_what_was_charged_what_goes_back_and_what_remains(order):
    order, about = of_kind("refunded", order)
    _, text, html = sent("refunded", order, **about)
    for said in (text, html):
        assert "$20.00 is on its way back to your card, Visa ending 4242." in said
    assert "Charged: $192.95 Refunded: −$20.00 Remains: $172.95" in text
    assert "Charged $192.95 Refunded −$20.00 Remains $172.95" in html


def test_a_refund_that_failed_before_its_mail_was_sent_is_not_told(order):
    order, about = of_kind("refunded", order)
    Refund.objects.update(state="failed")
    assert not emails.send(order, mail="refunded", **about)
    assert mail.outbox == []


@pytest.mark.parametrize("kind", CASES)
def test_the_link_opens_the_order_in_any_browser(order, kind, client):
    order, about = of_kind(kind, order)
    emails.send(order, mail=kind, **about)
    message = mail.outbox[-1]
    [link] = set(re.findall(r"https://rowan\.example(/orders/\S+)", message.body))
    assert client.get(link).status_code == 302
    assert client.get(f"/orders/{order.number}/").status_code == 200
    assert unescape(message.alternatives[0][0]).count(f"https://rowan.example{link}") == 1


@pytest.mark.parametrize("kind", CASES)
def test_a_mail_reads_the_database_a_fixed_number_of_times(
    order, kind, django_assert_max_num_queries
):
    order, about = of_kind(kind, order)
    with django_assert_max_num_queries(MOST_QUERIES):
        emails.send(order, mail=kind, **about)


def test_a_name_with_a_line_break_makes_no_header(order):
    order.shipping_address.first_name = "Sam\r\nBcc: everybody@example.com"
    order.shipping_address.save()
    emails.send(order, mail="link")
    assert "Bcc" not in mail.outbox[-1].message().as_string().partition("\n\n")[0]


@pytest.fixture
def pharmacists():
    """One by group and one by right; a superuser may everything, the others may not or left."""
    group = Group.objects.get(name="Pharmacist")
    for name in ("ada", "left", "owner", "prices"):
        a_user(f"{name}@example.com")
    group.user_set.set(User.objects.filter(email__in=["ada@example.com", "left@example.com"]))
    User.objects.filter(email="left@example.com").update(is_active=False)
    User.objects.filter(email="owner@example.com").update(is_superuser=True)


BACKENDS = {
    "one": ["django.contrib.auth.backends.ModelBackend"],
    "several": [
        "django.contrib.auth.backends.BaseBackend",
        "django.contrib.auth.backends.ModelBackend",
        "django.contrib.auth.backends.AllowAllUsersModelBackend",
    ],
}


@pytest.mark.parametrize("backends", BACKENDS)
@pytest.mark.parametrize("kind", TO_PHARMACISTS)
def test_a_hold_that_ends_is_told_to_everybody_who_may_decide_and_to_nobody_else(
    order, kind, pharmacists, settings, backends
):
    settings.AUTHENTICATION_BACKENDS = BACKENDS[backends]
    order = has_come_to(order, "awaiting_pharmacist", "authorised")

    assert emails.send(order, mail=kind)

    [message] = mail.outbox
    assert message.to == ["ada@example.com", "owner@example.com"]
    for said in (message.body, message.alternatives[0][0]):
        assert "The hold on the card ends on 2 December 2026, 18:29 (UTC)." in said
        assert f"https://rowan.example/admin/prescriptions/case/{order.pk}/" in said
        assert "Baclofen" not in said
        assert "Sam" not in said.replace("1 Sample Street", "")
        assert "/orders/" not in said


def test_once_it_is_decided_a_warning_leads_to_the_order_whose_payment_is_late(order, pharmacists):
    order = has_come_to(order, "approved", "authorised")
    emails.send(order, mail="hold_ends")
    assert f"https://rowan.example/admin/order/order/{order.pk}/change/" in mail.outbox[0].body


def test_where_nobody_may_decide_no_mail_is_sent(order):
    order = has_come_to(order, "awaiting_pharmacist", "authorised")
    assert not emails.send(order, mail="hold_ends")
    assert mail.outbox == []


def test_an_order_decided_before_the_mail_was_sent_warns_nobody(order, pharmacists):
    order = has_come_to(order, "rejected", "authorised")
    emails.send(order, mail="hold_ends")
    assert mail.outbox == []


def test_the_letter_to_pay_is_not_sent_once_the_order_is_given_up(order):
    order, _about = of_kind("pay", order)
    Order.objects.update(status="cancelled", payment_due_at=DUE + timedelta(days=1))
    emails.send(refreshed(order), mail="pay")
    assert mail.outbox == []
