"""A text of the shop: a page and a link as long as it is there, and neither before."""

import re
from datetime import UTC, datetime

import pytest

from catalog.shopfacts.models import ShopFacts
from catalog.texts.actions import put_text
from catalog.texts.kinds import ALWAYS_THERE, TextKind
from catalog.texts.models import Text
from catalog.texts.told import cookies, reasons_to_write
from tests.checkout.pages import text_of
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OURS = ["privacy", "cookies"]


def links(client, address="/"):
    """The texts that a page's footer leads to, in its order."""
    foot = client.get(address).content.decode().partition("<footer")[2]
    return [path for path in re.findall(r'href="/([a-z-]+)/"', foot) if path in TextKind.values]


def test_a_text_nobody_entered_has_no_page_and_no_link(client):
    for kind in set(TextKind) - ALWAYS_THERE:
        assert client.get(f"/{kind}/").status_code == 404
    assert links(client) == OURS


def test_what_the_shop_itself_says_is_there_whatever_was_entered(client):
    """Every cookie and every reason to write: the owner's text stands above it."""
    for path, own in (("/cookies/", "Every cookie we set"), ("/privacy/", "When we write to you")):
        assert own in text_of(client.get(path))
        put_text(TextKind(path.strip("/")), "The owner's **own** words.", now=NOON)
        assert f"The owner's own words. {own}" in text_of(client.get(path))
    for cookie in cookies():
        told = f"{cookie.name} : {cookie.use} Kept for {cookie.life} at most."
        assert told in text_of(client.get("/cookies/"))
    for reason in reasons_to_write():
        assert reason in text_of(client.get("/privacy/"))
    assert "the people who work here" not in text_of(client.get("/privacy/"))


@pytest.mark.parametrize("kind", TextKind)
def test_a_text_stands_at_its_address_and_every_page_leads_to_it(client, kind):
    put_text(kind, "We answer within **three days**.\n\n# How\n\nBy mail.", now=NOON)
    page = client.get(f"/{kind}/")
    assert f"{kind.label} We answer within three days . How By mail." in text_of(page)
    assert "Last changed on 25 November 2026." in text_of(page)
    assert "<h2>How</h2>" in page.content.decode()
    assert "sample" not in text_of(page).partition("Sample shop")[0]
    there = [one for one in TextKind if one in {kind, *ALWAYS_THERE}]
    assert links(client) == links(client, "/cart/") == there


def test_links_stand_in_the_same_order_whichever_was_entered_first(client):
    ShopFacts.objects.create(pk=1)
    for kind in reversed(TextKind):
        put_text(kind, "Words.", now=NOON)
    assert links(client) == list(TextKind)


def test_a_text_changes_and_goes(client):
    put_text(TextKind.TERMS, "Old.", now=NOON)
    put_text(TextKind.TERMS, "New.", now=NOON)
    assert "New." in text_of(client.get("/terms/"))
    assert Text.objects.count() == 1
    Text.objects.all().delete()
    assert client.get("/terms/").status_code == 404


def test_a_sample_says_so_and_no_live_shop_shows_it(client, settings):
    Text.objects.create(kind="terms", body="Sample terms.", changed_at=NOON, is_sample=True)
    assert "This text is a sample of the demo." in text_of(client.get("/terms/"))
    settings.LIVE = True
    assert client.get("/terms/").status_code == 404
    assert links(client) == OURS
    put_text(TextKind.TERMS, "Our own.", now=NOON)
    assert "sample" not in text_of(client.get("/terms/"))


@pytest.mark.parametrize("texts", [1, len(TextKind)])
def test_texts_cost_no_page_a_query(client, django_assert_num_queries, texts):
    ShopFacts.objects.create(pk=1)
    a_medicine("Baclofen")
    for kind in list(TextKind)[:texts]:
        put_text(kind, "Words. " * 1000, now=NOON)
    for address, queries in (("/about/", 3), ("/contact/", 2), ("/medicines/baclofen/", 4)):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_an_address_is_a_text_only_where_it_is_one_of_them(client):
    put_text(TextKind.TERMS, "Words.", now=NOON)
    for address in ("/term/", "/terms/more/", "/terms", "/imprint/"):
        assert client.get(address, follow=False).status_code in (301, 404), address
