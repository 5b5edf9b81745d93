"""Whatever a live shop answers is protected alike, and every cookie is as closed as it can be."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client

from catalog.texts.told import cookies
from tests.checkout.accounts.people import PASSWORD, an_account
from tests.pharmacy.addresses import SHOPPERS, STAFFS
from tests.pharmacy.test_settings import LIVE, run
from tests.pharmacy.things import filled, signed_in

pytestmark = pytest.mark.django_db
OURS = "shop.example.com"
PROTECTION = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
}
# Tells a script that there is something of this visitor's to fetch, and nothing else.
READABLE = "shop_has"
SIGN_OUT = ("logout", "account_logout")
# Of what a browser shows by a page of its own (catalog/leaflets/views.py), and of a mail, whose
# style is its own and which can do nothing (pharmacy/mail_pages.py).
PAPER = {"frame-ancestors": ["'none'"]}
A_MAIL = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": [],
}
OF_THEIR_OWN = {"leaflet": PAPER, "picture": PAPER, "mail_html": A_MAIL}
BY_PLAIN_HTTP = {"HTTP_X_FORWARDED_PROTO": "http"}
READ = """
import json
from django.conf import settings
names = [n for n in dir(settings) if n.startswith("SECURE_") or "_COOKIE_" in n]
print(json.dumps({n: getattr(settings, n) for n in ["HTTPS", "SITE_URL", *names]}))
"""


@pytest.fixture(scope="module")
def as_live():
    """What a live shop is told about headers and cookies."""
    told = json.loads(run(["-c", READ], **LIVE).stdout)
    told["SECURE_PROXY_SSL_HEADER"] = tuple(told["SECURE_PROXY_SSL_HEADER"])
    return told


@pytest.fixture(autouse=True)
def live_shop(as_live, settings):
    for name, value in as_live.items():
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = [OURS]


def visitor():
    return securely(Client(raise_request_exception=False))


def securely(client):
    client.defaults |= {"HTTP_HOST": OURS, "HTTP_X_FORWARDED_PROTO": "https"}
    return client


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return {name: words for name, *words in map(str.split, policy.split(";"))}


def amiss(response, policy_of_its_own=None):
    """What is missing or too open."""
    missing = [name for name, value in PROTECTION.items() if response.headers.get(name) != value]
    policy = directives(response)
    if policy != policy_of_its_own:
        assert policy["default-src"] == ["'none'"]
        missing += [word for words in policy.values() for word in words if is_unsafe(word)]
    return missing


def is_unsafe(source):
    return "unsafe" in source or source == "*"


def cookies_too_open(response):
    """Of those that are given; what is taken back is empty."""
    return [name for name, cookie in response.cookies.items() if cookie.value and is_open(cookie)]


def cookies_not_told(response):
    """Of those that are given: which the shop's page on cookies lacks, or has for a shorter time.

    One without an end is gone with the browser.
    """
    told = {cookie.name: cookie.seconds for cookie in cookies()}
    return [
        name
        for name, cookie in response.cookies.items()
        if cookie.value and int(cookie["max-age"] or 0) > told.get(name, -1)
    ]


def is_open(cookie):
    is_ours_alone = cookie["httponly"] and cookie.key.startswith("__Host-")
    return not (
        cookie["secure"]
        and cookie["samesite"] == "Lax"
        and not cookie["domain"]
        and cookie["path"] == "/"
        and (is_ours_alone or cookie.key == READABLE)
    )


@pytest.mark.parametrize("who", ["nobody", "the owner"])
def test_every_address_answers_everybody_with_all_of_them(things, who):
    client = visitor() if who == "nobody" else securely(signed_in("owner@example.com"))
    for name, pattern in {**SHOPPERS, **STAFFS}.items():
        if name in SIGN_OUT:
            continue
        for ask in (client.get, client.post):
            response = ask(filled(pattern, things))
            assert amiss(response, OF_THEIR_OWN.get(name)) == [], (name, response.status_code)
            assert cookies_too_open(response) == cookies_not_told(response) == [], name


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/nothing/here/", {}, 404),
        ("/medicines/", BY_PLAIN_HTTP, 301),
        ("/medicines/", {"HTTP_HOST": "other.example.com"}, 400),
        ("/healthz", {"HTTP_HOST": "10.0.0.7"} | BY_PLAIN_HTTP, 200),
        ("/readyz", {"HTTP_HOST": "10.0.0.7"} | BY_PLAIN_HTTP, 200),
        ("/static/shop/personal.js", {}, 200),
    ],
)
def test_so_does_what_answers_before_any_page(path, sent, status):
    response = visitor().get(path, **sent)
    response.close()
    assert response.status_code == status
    # A browser that comes by plain http believes nothing that is said of https.
    plain = sent.items() >= BY_PLAIN_HTTP.items()
    assert set(amiss(response)) == ({"Strict-Transport-Security"} if plain else set())


def test_forms_go_to_the_shop_and_to_the_payment_page_alone():
    program = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY)"
    policy = run(["-c", program], **LIVE).stdout
    assert "'form-action': [\"'self'\", 'https://checkout.stripe.com']" in policy


def test_who_fills_a_cart_gets_closed_cookies(things):
    client = visitor()
    same = {"HTTP_SEC_FETCH_SITE": "same-origin"}
    added = client.post("/cart/add/", {"pack": things["pack"], "quantity": 1}, **same)
    assert {READABLE, "__Host-basket"} <= set(added.cookies)
    page = client.get("/account/sign-in/")
    form = {"login": an_account("cookie@example.com").email, "password": PASSWORD}
    inside = client.post("/account/sign-in/", form | {"remember": "on"})
    given = set()
    for response in (added, page, inside):
        assert cookies_too_open(response) == cookies_not_told(response) == []
        given |= {name for name, cookie in response.cookies.items() if cookie.value}
    assert given == {cookie.name for cookie in cookies()}, "what is told is given, too"


def test_a_cookie_nobody_is_told_of_would_be_found():
    """And one that stays longer than is told."""
    response = HttpResponse()
    response.set_cookie("tracks", "you", max_age=1)
    response.set_cookie(READABLE, "1", max_age=31 * 24 * 60 * 60)
    response.set_cookie("__Host-session", "x")
    assert cookies_not_told(response) == ["tracks", READABLE]
