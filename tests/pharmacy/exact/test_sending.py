"""A page is packed once, and not sent to who has it already."""

import gzip

import brotli
import pytest

from tests.factories import baclofen
from tests.pharmacy.exact.asking import PAGE, Visitor, asked_for, is_kept, price_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client():
    baclofen()
    return Visitor()


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpacked"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("GZIP;q=0.5", "gzip", gzip.decompress),
        ("br;q=much", "", bytes),
        ("", "", bytes),
    ],
)
def test_a_page_is_packed_once_as_the_browser_takes_it(client, accepted, encoding, unpacked):
    plain = client.get(PAGE)
    first = client.get(PAGE, headers={"Accept-Encoding": accepted})
    assert is_kept(client, accept_encoding=accepted)
    assert first.headers.get("Content-Encoding", "") == encoding
    assert first.headers["Vary"] == "Accept-Encoding"
    assert first.headers["Content-Length"] == str(len(first.content))
    assert unpacked(first.content) == plain.content
    assert (first.headers["ETag"] == plain.headers["ETag"]) == (not encoding)


def test_what_is_not_there_is_packed_too(client):
    answer = client.get("/medicines/none/", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 404
    assert b"This page is not on our shelf." in gzip.decompress(answer.content)


@pytest.mark.parametrize("seen", ['"other", {etag}', "W/{etag}", "*"])
def test_who_has_the_page_is_told_so_in_a_few_bytes(client, seen):
    first = client.get(PAGE)
    number, again = asked_for(client, if_none_match=seen.format(etag=first.headers["ETag"]))
    assert (number, again.status_code, again.content) == (1, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-cache"
    price_of(90).update(price="67.00")
    assert client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_look_without_the_body_is_answered_as_well(client):
    page = client.get(PAGE)
    look = client.head(PAGE)
    assert look.headers["ETag"] == page.headers["ETag"]


def test_a_proxy_may_be_told_to_wait_and_a_browser_never(client, settings):
    settings.EDGE_SECONDS = 30
    assert client.get(PAGE).headers["Cache-Control"] == (
        "public, max-age=0, must-revalidate, s-maxage=30"
    )
