"""Every form of an account carries a token; without it nothing happens."""

import pytest
from django.urls import NoReverseMatch, reverse

from tests.checkout.accounts.people import an_account, signed_in, who_placed
from tests.checkout.visitor import Visitor
from tests.pharmacy.addresses import ADDRESSES
from tests.undone import undone

pytestmark = pytest.mark.django_db

ARGUMENTS = ([], [1], ["a-key"], ["1", "a-key"])
OWN = sorted(name for name in ADDRESSES if name.startswith(("account", "address", "mfa")))


def address_of(name: str) -> str:
    for arguments in ARGUMENTS:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.parametrize("who", ["a guest", "an account"])
def test_a_post_without_a_token_is_refused(who):
    visitor = signed_in(an_account()) if who == "an account" else Visitor()
    statuses = {name: visitor.post(address_of(name)).status_code for name in OWN}
    assert statuses == dict.fromkeys(OWN, 403)


def test_each_form_of_a_page_carries_one():
    account, without = an_account(), {}
    for name in OWN:
        with undone():
            page = signed_in(account).get(address_of(name), follow=True).text
        without[name] = page.count('method="post"') - page.count('name="csrfmiddlewaretoken"')
    assert without == dict.fromkeys(OWN, 0)


def test_keeping_details_asks_for_one_too():
    visitor, order = who_placed()
    fields = {"password1": "a long enough passphrase"}
    assert visitor.post(reverse("order-keep", args=[order.number]), fields).status_code == 403
