"""From where somebody tries is what a proxy of ours saw, not what a visitor says."""

import pytest

from tests.checkout.accounts.people import DO_NOT_FIT, TOO_MANY, an_account, sign_in
from tests.checkout.pages import said_on_top
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db


def tries(settings, *, proxies: int, seen: str, said: str = "") -> list[str]:
    """What is said after ten wrong passwords for ten people from one place, and one more."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    an_account("last@example.com")
    for number in range(11):
        visitor = Visitor()
        forwarded = f"{said.format(number)}, {seen}" if said else seen.format(number)
        visitor.defaults["HTTP_X_FORWARDED_FOR"] = forwarded
        answer = sign_in(visitor, f"person{number}@example.com", "wrong")
    return [words for _place, words in said_on_top(answer)]


def test_without_a_proxy_of_ours_what_a_visitor_says_is_not_believed(settings):
    assert tries(settings, proxies=0, seen="10.0.0.{0}") == [TOO_MANY]


def test_what_a_visitor_adds_before_our_proxys_word_is_not_believed(settings):
    assert tries(settings, proxies=1, seen="192.0.2.1", said="10.0.0.{0}") == [TOO_MANY]


def test_behind_our_proxy_everybody_is_counted_apart(settings):
    assert tries(settings, proxies=1, seen="10.0.0.{0}") == [DO_NOT_FIT]


def test_who_comes_past_our_proxies_breaks_nothing(settings):
    assert tries(settings, proxies=2, seen="10.0.0.{0}") == [TOO_MANY]


@pytest.mark.parametrize("address", ["", "unix:", "@"])
def test_who_comes_through_a_socket_of_this_machine_is_not_refused(address, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    visitor = Visitor()
    visitor.defaults["REMOTE_ADDR"] = address
    answer = sign_in(visitor, an_account().email)
    assert answer.status_code == 302


def test_an_address_that_is_none_is_not_refused(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    visitor = Visitor()
    visitor.defaults["HTTP_X_FORWARDED_FOR"] = "unknown"
    assert sign_in(visitor, an_account().email).status_code == 302
