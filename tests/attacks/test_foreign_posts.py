"""What a page elsewhere makes a visitor's browser send changes nothing, whatever token it has."""

from itertools import product

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from checkout.accounts.models import User
from checkout.same_origin import FROM_ANYWHERE
from tests.attacks.asking import NO_FORM, REFUSED, TOKEN, Asker, word_of
from tests.attacks.pages import filled_in
from tests.statements import statements

pytestmark = pytest.mark.django_db
OURS = "http://testserver"
SITES = (None, "same-origin", "same-site", "cross-site", "none", "junk")
ORIGINS = (None, OURS, "https://testserver", "null", "https://evil.example", "junk")
WITH_TOKEN, WITHOUT = True, False
# Of Sec-Fetch-Site, Origin and a token, all that is let in. A form with a token: where the browser
# says it is ours, or that nobody's page has sent it, or nothing; and Django wants no other Origin.
WITH_A_TOKEN = {
    (site, origin, WITH_TOKEN) for site in (None, "same-origin", "none") for origin in (None, OURS)
}
# A form of a public page: where the browser says it is ours, and nothing else counts.
BY_ORIGIN = {("same-origin", origin, token) for origin in ORIGINS for token in (True, False)} | {
    (None, OURS, WITH_TOKEN),
    (None, OURS, WITHOUT),
}
FORMS_WITHOUT_TOKEN = {
    *("cart-add", "cart-add-set", "cart-set", "cart-swap", "cart-clear"),
    *("waiting", "consultation-begin"),
}
# Whatever is sent there proves by a signature who sent it: Stripe, and a mail of ours.
PROVES_ITSELF = {"webhook", "waiting-leave"}
FOREIGN = (
    ("cross-site", OURS),
    ("same-site", None),
    (None, "null"),
    (None, "https://evil.example"),
)
A_FEW = ("cart-add", "order-find", "account_login", "address-add", "admin:order_order_refund")


def headers(site, origin) -> dict[str, str]:
    said = {"Sec-Fetch-Site": site, "Origin": origin}
    return {name: value for name, value in said.items() if value is not None}


def all_addresses(things) -> dict[str, str]:
    shoppers, staffs = filled_in(things)
    return shoppers | {f"admin:{name}": path for name, path in staffs.items()}


@pytest.fixture
def owner(things) -> Asker:
    return Asker(User.objects.get(email="owner@example.com"))


def test_of_every_combination_these_alone_are_let_in(things, owner):
    """Of each kind of form one or two: the next test goes to all of them."""
    addresses = all_addresses(things)
    for name in A_FEW:
        let_in = set()
        for site, origin, token in product(SITES, ORIGINS, (WITH_TOKEN, WITHOUT)):
            fields = {} if token else {"csrfmiddlewaretoken": ""}
            answer = owner.send(addresses[name], fields, headers=headers(site, origin))
            if word_of(answer) != REFUSED:
                let_in.add((site, origin, token))
        assert let_in == (BY_ORIGIN if name in FORMS_WITHOUT_TOKEN else WITH_A_TOKEN), name


def test_every_address_that_takes_posts_refuses_them_before_it_asks_who_that_is(things, owner):
    wrong, taken = [], set()
    _answer, of_nobody = refused(Asker(), "/orders/find/", *FOREIGN[0])
    for name, path in all_addresses(things).items():
        if word_of(owner.send(path, headers=headers("same-origin", None))) == NO_FORM:
            continue
        taken.add(name)
        for site, origin in FOREIGN:
            answer, asked = refused(owner, path, site, origin)
            if word_of(answer) != REFUSED or asked != of_nobody:
                wrong.append((name, site, origin, word_of(answer), asked))
    assert {name for name, *_ in wrong} == PROVES_ITSELF, wrong
    assert len(taken) > 100


def refused(asker: Asker, path: str, site, origin) -> tuple[HttpResponse, set[str]]:
    """An answer, and all that the database was asked for it."""
    with CaptureQueriesContext(connection) as asked:
        answer = asker.send(path, headers=headers(site, origin))
    return answer, {sql for sql in statements(asked) if "SAVEPOINT" not in sql}


def test_without_a_token_or_a_proof_that_it_is_ours_nothing_is_taken(things, owner):
    """As by a client that says nothing of where it comes from."""
    taken = {
        name: word_of(answer)
        for name, path in all_addresses(things).items()
        if (answer := owner.send(path, {"csrfmiddlewaretoken": TOKEN[1:]}))
        and word_of(answer) not in (REFUSED, NO_FORM)
    }
    assert taken.keys() == PROVES_ITSELF, taken


def test_what_another_program_sends_is_named_here():
    """A view that looks for no token is a public form by itself: only these take anybody's."""
    views = dict(named_views(get_resolver()))
    assert {name for name, view in views.items() if hasattr(view, FROM_ANYWHERE)} == PROVES_ITSELF
    without_token = {name for name, view in views.items() if hasattr(view, "csrf_exempt")}
    assert without_token == FORMS_WITHOUT_TOKEN | PROVES_ITSELF


def test_a_refusal_says_what_to_do(things, owner):
    from_elsewhere = headers("cross-site", None)
    with_token = owner.send("/orders/find/", headers=from_elsewhere)
    assert "nothing was changed" in with_token.text_sent
    public = owner.send("/cart/add/", headers=from_elsewhere)
    assert "so nothing was changed" in public.text_sent
    assert "press or search again there" in public.text_sent


def named_views(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_views(entry)
        elif isinstance(entry, URLPattern):
            yield entry.name, entry.callback
