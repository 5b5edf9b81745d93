"""The shop that is attacked, opened and walked through once for all tests of a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl

import pytest

from tests.attacks.shop import CUSTOMER, NOBODY, OWNER, Person, Shop, open_the_shop
from tests.attacks.trials import Answer, Trials, names_asked, target_of
from tests.checkout.conftest import (  # noqa: F401
    openapi,
    sandbox,
    stripe_http,
    stripe_sandbox,
)
from tests.html_form import SentForm

__all__ = ["openapi", "pages", "sandbox", "shop", "stripe_http", "stripe_sandbox"]
EVERYBODY = (CUSTOMER, OWNER, NOBODY)
OF_A_LINK = re.compile(r'href="[^"?]*\?([^"#]*)')
# They ask Stripe, which is there only within a test.
ASK_STRIPE = {"pay", "order-return"}


@dataclass(frozen=True, slots=True)
class Page:
    """An address as one person finds it: what it can be asked with, and what it can be sent.

    `names` are of its query, each form has the path it goes to.
    """

    who: Person
    name: str
    path: str
    names: tuple[str, ...]
    forms: tuple[tuple[str, SentForm], ...]


@pytest.fixture(scope="module")
def shop(django_db_setup, django_db_blocker):
    """As it is at the beginning of each test: what a trial does is taken back."""
    with django_db_blocker.unblock():
        return open_the_shop()


@pytest.fixture(scope="module")
def pages(shop, django_db_blocker):
    with django_db_blocker.unblock():
        return [page for who in EVERYBODY for page in _found_by(shop.people[who], shop)]


def _found_by(person: Person, shop: Shop) -> Iterator[Page]:
    trials = Trials()
    for name, path in shop.addresses_of(person.name):
        if name in ASK_STRIPE:
            yield Page(person, name, path, (), ())
            continue
        with names_asked() as asked:
            answer = trials.look(person, path)
        forms = [(target_of(form, path), form) for form in answer.forms if form.method == "post"]
        # An address that takes posts alone has its form on another page.
        forms += [(path, SentForm(path, "post"))] if answer.status == 405 else []
        names = sorted(asked | _parameters_in(answer))
        yield Page(person, name, path, tuple(names), tuple(one for one in forms if one[0]))
    assert not trials.wrong, trials.said()


def _parameters_in(answer: Answer) -> set[str]:
    """The names that links and forms of a page have for its own address, or for another."""
    links = {
        name
        for query in OF_A_LINK.findall(answer.html)
        for name, _value in parse_qsl(unescape(query), keep_blank_values=True)
    }
    return links.union(*(form.names for form in answer.forms if form.method == "get"))
