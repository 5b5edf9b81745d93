"""A password and an address change by whoever reads the mail or knows the password."""

import pytest
from django.urls import reverse

from checkout.accounts.models import Session, User
from tests.checkout.accounts.people import (
    ANOTHER,
    DO_NOT_FIT,
    PASSWORD,
    an_account,
    is_signed_in,
    link_in,
    press,
    sign_in,
    signed_in,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db


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
