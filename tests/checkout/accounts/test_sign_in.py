"""Making an account and getting into it, without anybody learning who has one."""

import pytest
from django.urls import reverse

from checkout.accounts.models import Session, User
from tests.checkout.accounts.people import (
    ANOTHER,
    DO_NOT_FIT,
    PASSWORD,
    TOO_MANY,
    an_account,
    is_signed_in,
    link_in,
    press,
    send,
    sign_in,
    signed_in,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_user
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db


def sign_up(visitor, email="sam@example.com", password=PASSWORD):
    return visitor.fill("account_signup", email=email, password1=password)


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


def test_without_a_confirmed_address_nobody_gets_in_and_a_new_link_comes(mailoutbox):
    a_user("sam@example.com", password=PASSWORD)
    visitor = Visitor()

    answer = sign_in(visitor, "sam@example.com")

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(visitor)
    press(visitor, link_in(mailoutbox[-1]))
    assert is_signed_in(visitor)


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


@pytest.mark.parametrize("email", ["sam@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(email):
    an_account()

    answer = sign_in(Visitor(), email, "not the password")

    assert answer.status_code == 422
    assert said_on_top(answer) == [("login", DO_NOT_FIT)]
    assert text_of(answer).count(DO_NOT_FIT) == 2


def test_a_session_changes_its_key_when_somebody_signs_in():
    account, visitor = an_account(), Visitor()
    visitor.look("account_login")
    visitor.fill("order-find", number="2222-2222", email="x@example.com")
    session = visitor.session
    session["kept"] = "as a guest"
    session.save()
    before = visitor.cookies["session"].value

    signed_in(account, visitor)

    assert visitor.cookies["session"].value != before
    assert not Session.objects.filter(pk=before).exists()
    assert visitor.session["kept"] == "as a guest"
    assert Session.objects.get().account == account


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "http://localhost/elsewhere/",
        "\x00//evil.example",
    ],
)
def test_a_sign_in_leads_nowhere_but_to_our_own_pages(evil):
    an_account()

    answer = sign_in(Visitor(), "sam@example.com", next=evil)

    assert answer["Location"] == reverse("account")


def test_a_sign_in_leads_on_to_where_somebody_was_going():
    account, visitor = an_account(), Visitor()
    asked = visitor.get("/account/orders/")
    assert asked["Location"] == "/account/sign-in/?next=/account/orders/"
    answer = sign_in(visitor, account.email, next="/account/orders/")
    assert answer["Location"] == "/account/orders/"


def test_signing_out_is_posted_and_leaves_nothing():
    visitor = signed_in(an_account())
    assert visitor.get("/account/sign-out/").status_code == 405
    assert is_signed_in(visitor)

    send(visitor, "account_logout")

    assert not is_signed_in(visitor)
    assert visitor.cookies["shop_has"].value == ""


@pytest.mark.parametrize("email", ["sam@example.com", "nobody@example.com"])
def test_a_new_password_is_asked_for_with_the_same_answer_for_everybody(email, mailoutbox):
    an_account()

    answer = Visitor().fill("account_reset_password", email=email)

    assert answer["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mailoutbox] == [[email]]
    said = mailoutbox[0].subject
    assert (said == "Set a new password") == (email == "sam@example.com")


def test_a_new_password_ends_whoever_was_signed_in(mailoutbox):
    account = an_account()
    thief, owner = signed_in(account), Visitor()
    owner.fill("account_reset_password", email="sam@example.com")

    answer = press(owner, link_in(mailoutbox[0]), password1=ANOTHER)

    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert not Session.objects.filter(account=account).exists()
    assert not is_signed_in(thief)
    assert said_on_top(sign_in(Visitor(), account.email)) == [("login", DO_NOT_FIT)]
    assert sign_in(owner, account.email, ANOTHER).status_code == 302
    assert mailoutbox[-1].subject == "Your account was changed"


def test_a_reset_link_is_good_once_and_keeps_its_key_out_of_the_address(mailoutbox):
    an_account()
    visitor = Visitor()
    visitor.fill("account_reset_password", email="sam@example.com")
    link = link_in(mailoutbox[0])
    opened = visitor.get(link)
    assert opened["Location"].endswith("-set-password/")
    press(visitor, link, password1=ANOTHER)
    assert "This link does not open anything" in text_of(Visitor().get(link))


def test_changing_the_password_keeps_this_browser_and_ends_the_others():
    account = an_account()
    here, elsewhere = signed_in(account), signed_in(account)

    answer = here.fill("account_change_password", oldpassword=PASSWORD, password1=ANOTHER)

    assert answer["Location"] == reverse("account-details")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_a_wrong_old_password_changes_nothing():
    account = an_account()
    answer = signed_in(account).fill(
        "account_change_password", oldpassword="wrong", password1=ANOTHER
    )
    words = "This is not your password: enter it again"
    assert said_on_top(answer) == [("oldpassword", words)]
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("password", ["short", "1234567890", "password"])
def test_a_weak_password_is_refused_at_its_field(password):
    answer = sign_up(Visitor(), password=password)
    assert [field for field, _words in said_on_top(answer)][:1] == ["password1"]
    assert not User.objects.exists()


def test_an_address_changes_once_the_new_one_is_confirmed(mailoutbox):
    account = an_account()
    visitor = signed_in(account)

    visitor.fill("account_email", email="new@example.com", action_add="")
    press(visitor, "/account/confirm/?next=/account/email/", password=PASSWORD)
    visitor.fill("account_email", email="new@example.com", action_add="")
    account.refresh_from_db()
    assert account.email == "sam@example.com"
    press(visitor, link_in(mailoutbox[-1]))

    account.refresh_from_db()
    assert account.email == "new@example.com"
    assert [row.email for row in account.emailaddress_set.all()] == ["new@example.com"]
    assert mailoutbox[-1].to == ["sam@example.com"]
    assert "new@example.com" in mailoutbox[-1].body


def test_a_found_browser_changes_no_address(mailoutbox):
    account = an_account()
    answer = signed_in(account).fill("account_email", email="thief@example.com", action_add="")
    assert answer["Location"].startswith("/account/confirm/")
    assert not mailoutbox
    assert account.emailaddress_set.count() == 1


def test_after_five_wrong_passwords_nobody_tries_on():
    an_account()
    for _ in range(5):
        sign_in(Visitor(), "sam@example.com", "wrong")

    answer = sign_in(Visitor(), "sam@example.com")

    assert said_on_top(answer) == [("login", TOO_MANY)]


def test_who_signs_up_again_and_again_is_asked_to_wait():
    for number in range(20):
        sign_up(Visitor(), f"person{number}@example.com")
    answer = sign_up(Visitor(), "one.more@example.com")
    assert answer.status_code == 429
    assert "Those were many tries at once." in text_of(answer)


def test_a_closed_account_opens_to_nobody():
    account = an_account()
    account.is_active = False
    account.save()
    answer = sign_in(Visitor(), "sam@example.com")
    assert answer["Location"] == reverse("account_inactive")
    assert "This account is closed" in text_of(Visitor().get(answer["Location"]))


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
