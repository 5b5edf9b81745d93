"""Making an account, without anybody learning who has one."""

import pytest
from django.urls import reverse

from checkout.accounts.models import User
from pharmacy.limits import LIMITS, Limit
from tests.checkout.accounts.people import (
    ANOTHER,
    PASSWORD,
    an_account,
    is_signed_in,
    link_in,
    press,
    sign_up,
    signed_in,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_user
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db


def test_somebody_signs_up_confirms_the_address_and_is_in(mailoutbox):
    visitor = Visitor()

    answer = sign_up(visitor)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(visitor)
    (message,) = mailoutbox
    assert (message.to, message.subject) == (["sam@example.com"], "Confirm your e-mail address")
    press(visitor, link_in(message))
    assert is_signed_in(visitor)
    assert User.objects.get().email == "sam@example.com"


def test_looking_at_a_link_confirms_nothing_as_mail_scanners_do(mailoutbox):
    sign_up(Visitor())
    scanner = Visitor()

    page = scanner.get(link_in(mailoutbox[0]))

    assert "Is sam@example.com your address?" in text_of(page)
    assert not User.objects.get().emailaddress_set.filter(verified=True).exists()


def test_looking_at_a_link_signs_nobody_out(mailoutbox):
    sign_up(Visitor())
    ada = signed_in(an_account("ada@example.com"))

    ada.get(link_in(mailoutbox[0]))
    assert is_signed_in(ada)

    press(ada, link_in(mailoutbox[0]))
    assert not is_signed_in(ada)


def test_a_link_is_good_once(mailoutbox):
    sign_up(Visitor())
    link = link_in(mailoutbox[0])
    press(Visitor(), link)
    assert "This link does not open anything" in text_of(Visitor().get(link))


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(mailoutbox):
    an_account()

    free, taken = sign_up(Visitor(), "ada@example.com"), sign_up(Visitor(), "SAM@example.com")

    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    assert [(message.to[0], message.subject) for message in mailoutbox] == [
        ("ada@example.com", "Confirm your e-mail address"),
        ("sam@example.com", "You have an account already"),
    ]
    assert User.objects.filter(email="sam@example.com").count() == 1


def test_an_address_nobody_has_confirmed_counts_as_taken_too(mailoutbox):
    first, second = sign_up(Visitor()), sign_up(Visitor(), password=ANOTHER)
    assert first["Location"] == second["Location"]
    assert User.objects.get().check_password(PASSWORD)
    # Not two within three minutes, whoever asks for them.
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("password", ["short", "1234567890", "password"])
def test_a_weak_password_is_refused_at_its_field(password):
    answer = sign_up(Visitor(), password=password)
    assert [field for field, _words in said_on_top(answer)][:1] == ["password1"]
    assert not User.objects.exists()


def test_who_signs_up_again_and_again_is_asked_to_wait(monkeypatch):
    monkeypatch.setitem(LIMITS, "account_signup", Limit(2))
    for number in range(3):
        visitor = Visitor()
        visitor.defaults["REMOTE_ADDR"] = "192.0.2.1"
        answer = sign_up(visitor, f"person{number}@example.com")
    assert answer.status_code == 429
    assert "Those were many tries at once." in text_of(answer)


def test_links_in_mails_are_the_shops_own_whatever_host_was_asked(mailoutbox, settings):
    visitor = Visitor()
    visitor.defaults["HTTP_HOST"] = "evil.example"
    visitor.fill("account_signup", email="sam@example.com", password1=PASSWORD)
    visitor.fill("account_reset_password", email="sam@example.com")
    for message in mailoutbox:
        assert f": {settings.SITE_URL}/account/" in message.body
        assert "evil.example" not in message.body + message.alternatives[0].content


def test_a_mail_server_that_is_away_breaks_no_page(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    visitor = Visitor()

    answer = sign_up(visitor)

    assert answer.status_code == 302
    words = "Our mail server does not answer: try again in a few minutes."
    page = visitor.get(answer["Location"]).content.decode()
    assert f'<div class="note" role="alert"><p>{words}</p>' in page


def test_an_address_longer_than_there_are_and_a_nul_are_told_at_the_field():
    for email in (f"{'a' * 300}@example.com", "sam\x00@example.com"):
        answer = sign_up(Visitor(), email)
        assert answer.status_code == 422
        assert said_on_top(answer)[0][0] == "email"
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_signs_up_with_an_address_just_taken_is_told_nothing_else(mailoutbox):
    answer = second_waits(lambda: a_user("sam@example.com"), lambda: sign_up(Visitor()))

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert mailoutbox[-1].subject == "You have an account already"
    assert User.objects.filter(email="sam@example.com").count() == 1
