"""What a proxy or CDN before the shop may answer by itself: what is the same for everybody."""

import pytest
from django.conf import settings as shops
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from django.utils.cache import has_vary_header

from checkout.accounts.models import User
from tests.checkout.reviewing import ready
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_pack, a_user
from tests.pharmacy.addresses import SHOPPERS, STAFFS
from tests.pharmacy.roles import OWNER
from tests.pharmacy.things import filled

pytestmark = pytest.mark.django_db
# Files, and what search engines read: the same for everybody, and of an age that does no harm.
FILES = {"leaflet", "picture", "robots", "sitemap", "sitemap-pages", "sitemap-medicines"}
NEVER = ("private", "no-store", "no-cache")


@pytest.fixture
def edge(settings):
    """A shop behind a proxy that may keep pages for a minute."""
    settings.EDGE_SECONDS = 60


def nobody():
    return Client()


def with_a_cart():
    visitor = Visitor()
    visitor.add(a_pack())
    return visitor


def about_to_order():
    return ready(a_pack(), a_delivery_method())


def a_customer():
    client = Client()
    client.force_login(a_user("customer@example.com"))
    return client


def the_owner():
    client = Client()
    client.force_login(User.objects.get(email=f"{OWNER}@example.com"))
    return client


def with_forged_cookies():
    client = Client()
    for name in (shops.OSCAR_BASKET_COOKIE_OPEN, shops.SESSION_COOKIE_NAME, "shop_has"):
        client.cookies[name] = "1:forged"
    return client


VISITORS = [nobody, with_a_cart, about_to_order, a_customer, the_owner, with_forged_cookies]


def addresses(things):
    for name, path in (SHOPPERS | STAFFS).items():
        slug = things["category_slug"] if name == "category" else things["slug"]
        yield name, filled(path, things | {"slug": slug, "kind": "terms", "part": 1})


def is_shared(answer: HttpResponse) -> bool:
    """By a cache in front of everybody: it may keep what says nothing, too."""
    return not any(word in answer.get("Cache-Control", "") for word in NEVER)


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_cache_that_many_share_ever_keeps_what_is_somebodys_own(edge, things, visitor):
    client = visitor()
    for name, path in addresses(things):
        answer = client.get(path)
        if is_shared(answer):
            assert name in FILES or hasattr(resolve(path).func, "shows"), path
            assert not answer.cookies, path
            assert not has_vary_header(answer, "Cookie"), path
            assert content_of(answer) == content_of(Client().get(path)), path


def content_of(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def test_every_page_that_is_the_same_for_everybody_may_be_kept_so_long(edge, things):
    kept = {}
    for name, path in addresses(things):
        answer = Client().get(path)
        if "s-maxage=60" in answer.get("Cache-Control", ""):
            kept[name] = answer["Cache-Control"]
            assert "X-Request-Id" not in answer, path
    assert set(kept) == {"home", "medicines", "medicine", "category", "contact", "text"}
    assert set(kept.values()) == {"public, max-age=0, must-revalidate, s-maxage=60"}


def test_without_an_edge_everybody_asks_each_time(things):
    for path in ("/", f"/medicines/{things['slug']}/"):
        assert Client().get(path)["Cache-Control"] == "no-cache"
