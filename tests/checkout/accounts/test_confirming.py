"""An address opens the account of whoever reads its mail, and nobody else's."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import get_hasher
from django.urls import reverse

from checkout.accounts.models import Session, User
from tests.checkout.accounts.people import (
    ANOTHER,
    DO_NOT_FIT,
    PASSWORD,
    add_passkey,
    an_account,
    confirm_yourself,
    is_signed_in,
    link_in,
    press,
    sign_in,
    sign_up,
    signed_in,
    who_placed,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def wish(account, email):
    """Ask for another address; the browser that did."""
    visitor = signed_in(account)
    confirm_yourself(visitor, "/account/email/")
    visitor.fill("account_email", email=email, action_add="")
    return visitor


def test_a_password_a_stranger_chose_opens_nothing_once_the_address_is_confirmed(mailoutbox):
    stranger, owner = Visitor(), Visitor()
    sign_up(stranger)

    answer = press(owner, link_in(mailoutbox[0]))

    page = owner.get(answer["Location"], follow=True)
    assert "The account was made in another browser, maybe not by you" in text_of(page)
    assert said_on_top(sign_in(stranger, "sam@example.com")) == [("login", DO_NOT_FIT)]
    press(owner, answer["Location"], password1=ANOTHER)
    sign_in(owner, "sam@example.com", ANOTHER)
    assert is_signed_in(owner)
    assert not is_signed_in(stranger)


def test_a_stranger_keeps_no_other_way_in(mailoutbox):
    sign_up(Visitor())
    account = User.objects.get()
    add_passkey(account)
    Session.objects.create(
        session_key="theirs", session_data="", expire_date="2099-01-01T00:00Z", account=account
    )

    press(Visitor(), link_in(mailoutbox[0]))

    assert not Authenticator.objects.exists()
    assert not Session.objects.filter(account=account).exists()


def test_the_browser_that_signed_up_goes_on_days_later(mailoutbox):
    visitor = Visitor()
    sign_up(visitor)
    session = visitor.session
    session["account_login"]["initiated_at"] -= 24 * 3600
    session.save()

    press(visitor, link_in(mailoutbox[0]))

    assert is_signed_in(signed_in(User.objects.get(), visitor))


def test_who_knows_the_password_goes_on_with_it(mailoutbox):
    a_user("sam@example.com", password=PASSWORD)
    visitor = Visitor()
    sign_in(visitor, "sam@example.com")
    press(visitor, link_in(mailoutbox[0]))
    assert is_signed_in(visitor)


def test_a_changed_address_may_be_confirmed_on_another_device(mailoutbox):
    account = an_account()
    visitor = wish(account, "new@example.com")

    press(Visitor(), link_in(mailoutbox[-1]))

    account.refresh_from_db()
    assert account.email == "new@example.com"
    assert is_signed_in(visitor)
    assert is_signed_in(signed_in(account))


def test_an_address_staff_have_typed_takes_nobody_s_password(mailoutbox):
    account = an_account()
    signed_in(account)
    account.emailaddress_set.all().delete()
    sign_in(Visitor(), account.email)

    press(Visitor(), link_in(mailoutbox[-1]))

    assert is_signed_in(signed_in(account))


def test_an_address_an_account_only_wishes_for_does_not_open_it(mailoutbox):
    wish(an_account(), "typo@example.com")
    mailoutbox.clear()

    Visitor().fill("account_reset_password", email="typo@example.com")

    assert [message.subject for message in mailoutbox] == ["There is no account of this address"]


def test_an_address_nobody_has_confirmed_yet_gets_a_new_password(mailoutbox):
    """Whoever reads its mail owns it: also where somebody else made the account."""
    sign_up(Visitor())
    Visitor().fill("account_reset_password", email="SAM@example.com")
    assert mailoutbox[-1].subject == "Set a new password"


def test_an_address_an_account_only_wishes_for_is_free():
    wish(an_account(), "typo@example.com")
    visitor = Visitor()

    sign_up(visitor, "typo@example.com")

    assert User.objects.get(email="typo@example.com").emailaddress_set.exists()


def test_who_confirms_an_address_takes_it_from_whoever_wished_for_it(mailoutbox):
    account, visitor = an_account(), Visitor()
    sign_up(visitor, "ada@example.com")
    wish(account, "ada@example.com")

    press(visitor, link_in(mailoutbox[0]))

    assert [row.email for row in EmailAddress.objects.order_by("email")] == [
        "ada@example.com",
        "sam@example.com",
    ]


def test_an_address_of_another_account_is_not_confirmed_for_a_second(mailoutbox):
    account = an_account()
    visitor = wish(account, "ada@example.com")
    link = link_in(mailoutbox[-1])
    a_user("ada@example.com")

    press(visitor, link)

    assert "This address belongs to another account" in text_of(visitor.look("account"))
    account.refresh_from_db()
    assert account.email == "sam@example.com"


@pytest.mark.parametrize("way", ["account_signup", "order-keep"])
def test_a_taken_address_costs_as_many_hashes_as_a_free_one(way, monkeypatch):
    hashed = []
    encode = type(get_hasher()).encode
    monkeypatch.setattr(
        type(get_hasher()),
        "encode",
        lambda hasher, *given: hashed.append(1) or encode(hasher, *given),
    )
    an_account()
    counts = []
    for email in ("ada@example.com", "sam@example.com"):
        visitor, order = who_placed(email)
        hashed.clear()
        if way == "account_signup":
            sign_up(visitor, email)
        else:
            token = str(visitor.look("order", order.number).context["csrf_token"])
            fields = {"password1": ANOTHER, "csrfmiddlewaretoken": token}
            visitor.post(reverse("order-keep", args=[order.number]), fields)
        counts.append(len(hashed))
    assert counts[0] == counts[1] >= 1
