"""Who is mailed about what is back ends that with one press: from the mail, or in the account."""

import re
import time

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from checkout.running.loops import work_on_mail
from checkout.waiting.actions import wait_for
from checkout.waiting.leaving import email_of, way_out
from checkout.waiting.models import Waiting
from tests.checkout.accounts.people import an_account, send, signed_in
from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db
SAM, BO = "sam@example.com", "bo@example.com"


def waits(email, name="Baclofen"):
    dosage = a_dosage(a_medicine(name), "10mg", units_on_hand=0)
    a_pack(dosage, 60)
    wait_for(dosage_id=dosage.pk, email=email, now=timezone.now())
    return dosage


def who_waits():
    return sorted(Waiting.objects.values_list("email", flat=True))


def mailed():
    """The mail about the first that is back, while others are waited for."""
    dosage = waits(SAM)
    waits("Sam@Example.com", "Tizanidine")
    waits(BO, "Naproxen")
    put_on_the_shelf(60, type(dosage).objects.filter(pk=dosage.pk))
    while work_on_mail(timezone.now()):
        pass
    [letter] = mail.outbox
    return letter


def path_in(letter):
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in letter.body
    assert link in letter.alternatives[0][0]
    return link.removeprefix("http://localhost:8000")


def test_a_mail_program_ends_it_by_itself():
    """It has no cookie, comes from nowhere and shows nobody a page (RFC 8058)."""
    letter = mailed()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(who_waits()) == {"Sam@Example.com", BO}
    program = Client(enforce_csrf_checks=True)
    answer = program.post(path_in(letter), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert who_waits() == [BO]
    assert program.post(path_in(letter), {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_who_opens_the_link_is_asked_once_because_programs_look_at_links_too():
    path = path_in(mailed())
    page = Client().get(path)
    assert "Tell me of nothing more" in text_of(page)
    assert len(who_waits()) == 2
    assert "no-store" in page["Cache-Control"]
    assert SAM not in page.content.decode()
    assert "You get no more of these mails" in text_of(Client().post(path))
    assert who_waits() == [BO]


def test_the_address_in_a_link_is_sealed_and_another_ones_is_nobodys():
    link = way_out(SAM)
    assert not re.search("sam|example", link.partition("?key=")[2], re.IGNORECASE)
    assert email_of(link.partition("?key=")[2]) == SAM
    waits(SAM)
    for key in ("", "x", "c2FtQGV4YW1wbGUuY29t", link.partition("?key=")[2][:-4] + "AAAA", "é"):
        for ask in (Client().get, Client().post):
            answer = ask(f"/waiting/leave/?key={key}")
            assert answer.status_code == 404
            assert "Open it from the mail itself, or copy all of it" in text_of(answer)
            assert "not on our shelf" not in text_of(answer)
            assert "no-store" in answer["Cache-Control"]
    assert who_waits() == [SAM]


def test_no_time_ends_a_link_and_a_new_key_of_the_shop_does(settings, monkeypatch):
    key = way_out(SAM).partition("?key=")[2]
    years_later = time.time() + 20 * 366 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: years_later)
    assert email_of(key) == SAM
    settings.SECRET_KEY = "another one: " + "x" * 50
    assert email_of(key) == ""


def test_an_account_shows_what_it_waits_for_and_ends_it_with_one_press():
    account = an_account(SAM)
    visitor = signed_in(account)
    assert "What you wait for" not in text_of(visitor.look("account-data"))
    waits("SAM@example.com")
    waits(BO, "Naproxen")
    page = text_of(visitor.look("account-data"))
    assert "What you wait for" in page
    assert "Baclofen 10 mg" in page
    assert "Naproxen" not in page
    answer = send(visitor, "account-leave-waiting", at="account-data")
    assert answer.status_code in (302, 303)
    assert who_waits() == [BO]
