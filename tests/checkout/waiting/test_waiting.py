"""Somebody waits for a sold-out dosage: asked for once, told once, forgotten."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from catalog.models import Product
from checkout.prescriptions.forgetting import forget_person
from checkout.running.loops import work_on_mail
from checkout.waiting.actions import (
    MOST_TRIES,
    NothingToWaitFor,
    forget_who_waits_too_long,
    tell_next,
    wait_for,
)
from checkout.waiting.models import Waiting
from checkout.waiting.querysets import LONGEST_WAIT
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db
SAM = "sam@example.com"


@pytest.fixture
def dosage():
    """Baclofen 10 mg in packs of 60 and 90, sold out."""
    dosage = a_dosage(a_medicine("Baclofen"), "10mg", units_on_hand=0)
    a_pack(dosage, 60)
    a_pack(dosage, 90)
    return dosage


def asks(dosage, email=SAM, now=None):
    return wait_for(dosage_id=dosage.pk, email=email, now=now or timezone.now())


def mailed() -> list[tuple[str, list[str]]]:
    return [(letter.subject, letter.to) for letter in mail.outbox]


def test_who_waits_is_told_once_and_forgotten(dosage):
    asks(dosage)
    assert not work_on_mail(timezone.now())

    put_on_the_shelf(60)
    while work_on_mail(timezone.now()):
        pass

    [letter] = mail.outbox
    assert (letter.subject, letter.to) == ("What you wait for is back", [SAM])
    body = letter.body.replace("\N{NO-BREAK SPACE}", " ")
    assert "Baclofen 10 mg can be ordered again." in body
    assert "/medicines/baclofen/?dosage=10mg" in body
    assert not Waiting.objects.exists()


def test_a_second_time_is_once_in_any_spelling(dosage):
    asks(dosage)
    asks(dosage, "Sam@Example.com")
    assert Waiting.objects.count() == 1


def test_a_pool_that_makes_no_pack_is_not_back(dosage):
    asks(dosage)
    put_on_the_shelf(59)
    assert not tell_next(timezone.now())


def test_a_pack_that_is_off_sale_or_may_not_be_sold_is_not_back(dosage):
    asks(dosage)
    put_on_the_shelf(1000)
    Product.objects.filter(units=60).update(is_public=False)
    Product.objects.filter(units=90).update(legal_class="CD")
    assert not tell_next(timezone.now())
    Product.objects.filter(units=60).update(is_public=True)
    Product.objects.filter(pk=dosage.medicine_id).update(is_public=False)
    assert not tell_next(timezone.now())


def test_a_text_that_awaits_its_review_is_not_back(dosage, settings):
    asks(dosage)
    put_on_the_shelf(1000)
    settings.LIVE = True
    assert not tell_next(timezone.now())


def test_nobody_waits_for_what_can_be_bought_or_is_not_there(dosage):
    put_on_the_shelf(60)
    for wanted in (dosage.pk, 999_999):
        with pytest.raises(NothingToWaitFor):
            wait_for(dosage_id=wanted, email=SAM, now=timezone.now())
    assert not Waiting.objects.exists()


def test_a_mail_server_that_refuses_is_tried_again_later_and_not_for_ever(
    dosage, monkeypatch, caplog
):
    asks(dosage)
    put_on_the_shelf(60)
    now = timezone.now()
    refusal = SMTPRecipientsRefused({SAM: (550, b"no such person")})

    def refused(*args):
        raise refusal

    monkeypatch.setattr("checkout.waiting.actions.mail_that_it_is_back", refused)

    assert tell_next(now)
    assert not tell_next(now + timedelta(seconds=119))
    for tries in range(2, MOST_TRIES + 1):
        now += timedelta(hours=7)
        assert tell_next(now), tries
    assert not Waiting.objects.exists()
    assert SAM not in caplog.text
    assert "could not be mailed: SMTPRecipientsRefused" in caplog.text


def test_one_who_is_refused_keeps_nobody_else_waiting(dosage, monkeypatch):
    for email in (SAM, "kim@example.com"):
        asks(dosage, email)
    put_on_the_shelf(60)
    told = []

    def refuses_sam(_dosage, email):
        told.append(email)
        if email == SAM:
            raise OSError

    monkeypatch.setattr("checkout.waiting.actions.mail_that_it_is_back", refuses_sam)
    now = timezone.now()
    assert [tell_next(now), tell_next(now), tell_next(now)] == [True, True, False]
    assert told == [SAM, "kim@example.com"]
    assert [row.email for row in Waiting.objects.all()] == [SAM]


def test_a_mail_that_breaks_is_given_up_as_one_that_is_refused(dosage, monkeypatch):
    asks(dosage)
    put_on_the_shelf(60)

    def breaks(*args):
        raise ValueError("an impossible letter")

    monkeypatch.setattr("checkout.waiting.actions.mail_that_it_is_back", breaks)
    now = timezone.now()
    for tries in range(1, MOST_TRIES + 1):
        assert Waiting.objects.exists(), tries
        assert tell_next(now), tries
        now += timedelta(hours=7)
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_a_database_that_is_away_gives_up_nobody(dosage, monkeypatch, away):
    asks(dosage)
    put_on_the_shelf(60)
    Waiting.objects.update(tries=MOST_TRIES)

    def lost(*args):
        raise away("the connection is closed")

    monkeypatch.setattr("checkout.waiting.actions.mail_that_it_is_back", lost)
    with pytest.raises(away):
        tell_next(timezone.now())
    assert Waiting.objects.exists()


def test_one_whose_every_try_ended_its_worker_keeps_nobody_else_waiting(dosage):
    """Then nobody gives it up: 2 ** 99 minutes are more than there are."""
    for email in (SAM, "kim@example.com"):
        asks(dosage, email)
    put_on_the_shelf(60)
    Waiting.objects.filter(email=SAM).update(tries=99)
    now = timezone.now()
    while tell_next(now):
        pass
    assert [to for _subject, to in mailed()] == [[SAM], ["kim@example.com"]]


def test_a_clock_that_was_wrong_once_keeps_nobody_waiting(dosage):
    """Nor does one that is a little ahead of another worker's have anybody told before time."""
    now = timezone.now()
    asks(dosage, now=now + timedelta(days=900))
    asks(dosage, "kim@example.com", now=now + LONGEST_WAIT + timedelta(minutes=1))
    put_on_the_shelf(60)
    while tell_next(now):
        pass
    assert [to for _subject, to in mailed()] == [[SAM]]


def test_nobody_is_kept_longer_than_half_a_year(dosage):
    now = timezone.now()
    asks(dosage, now=now - timedelta(days=181))
    asks(dosage, "kim@example.com", now=now - timedelta(days=179))
    assert forget_who_waits_too_long(now) == 1
    assert [row.email for row in Waiting.objects.all()] == ["kim@example.com"]


def test_whoever_is_forgotten_waits_for_nothing(dosage):
    asks(dosage)
    asks(dosage, "kim@example.com")
    list(forget_person("SAM@example.com", now=timezone.now()))
    assert [row.email for row in Waiting.objects.all()] == ["kim@example.com"]
