"""Every mail there is has a reason that a shopper is told of, and nothing else sends any."""

import re
from collections import Counter

import pytest
from django.contrib import admin
from django.utils import timezone

from catalog.texts.told import Why, reasons_to_write
from checkout.accounts.letters import LETTERS as ACCOUNTS
from checkout.order.mails.emails import LETTERS
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from tests.readme import PROJECT

pytestmark = pytest.mark.django_db
# Who writes a mail, and why it may. What is not about an order, an account or something its reader
# asked for needs a consent first, which no page of the shop asks for.
WRITERS = {
    "checkout/order/mails/emails.py": {Why.ORDER, Why.STAFF},
    "checkout/accounts/adapter.py": {Why.ACCOUNT},
    "checkout/waiting/letter.py": {Why.ASKED},
    "checkout/running/actions.py": {Why.STAFF},
    "pharmacy/management/commands/daily_report.py": {Why.STAFF},
}
# They write samples, which nobody is sent, or are how a mail is written at all.
SEND_NONE = {"checkout/mail.py", "checkout/mailing.py", "pharmacy/mail_pages.py"}
SENDS = re.compile(
    r"django\.core\.mail|checkout\.mailing import|import mail_of|EmailMessage|smtplib"
)


def test_every_mail_is_for_one_of_the_reasons_a_shopper_reads():
    samples = admin.site.sample_mails(timezone.now())
    by_reason = Counter(sample.why for sample in samples)
    assert by_reason == {
        Why.ORDER: len(LETTERS),
        Why.ACCOUNT: len(ACCOUNTS),
        Why.ASKED: 1,
        Why.STAFF: len(TO_PHARMACISTS) + 1,
    }
    assert len(reasons_to_write()) == len(Why) - 1


def test_nothing_else_writes_a_mail():
    found = set()
    for folder in ("catalog", "checkout", "pharmacy"):
        for file in (PROJECT / folder).rglob("*.py"):
            if SENDS.search(file.read_text()):
                found.add(str(file.relative_to(PROJECT)))
    samples = {file for file in found if "sample_" in file}
    assert found - samples - SEND_NONE == WRITERS.keys()


def test_what_somebody_asked_for_says_how_to_end_it():
    """Of what is asked for, and of nothing else: nobody ends the mails about an order."""
    for sample in admin.site.sample_mails(timezone.now()):
        assert bool(sample.mail.way_out) == (sample.why == Why.ASKED), sample.name
