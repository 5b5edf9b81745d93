"""What is kept is answered before Django begins, and as Django would answer it."""

import pytest
from django.db import connection

from tests.factories import baclofen
from tests.pharmacy.exact.asking import PAGE, Visitor, is_kept
from tests.pharmacy.exact.elsewhere import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client():
    baclofen()
    return Visitor()


@pytest.fixture(autouse=True)
def connections_outlive_requests(monkeypatch):
    """As in a shop that is open; in other tests none does."""
    for name, value in (("CONN_MAX_AGE", 60), ("CONN_HEALTH_CHECKS", True)):
        monkeypatch.setitem(connection.settings_dict, name, value)
    connection.close()
    yield
    connection.close()


@pytest.fixture
def until_django(client, monkeypatch):
    """How often Django was asked."""
    asked, django = [], client.handler.door.django

    def counted(*args):
        asked.append(args)
        return django(*args)

    monkeypatch.setattr(client.handler.door, "django", counted)
    return asked


def test_what_is_kept_is_answered_without_django(client, until_django):
    first = client.get(PAGE)
    for headers in ({}, {"If-None-Match": first.headers["ETag"]}, {"Cookie": "session=of-mine"}):
        assert client.get(PAGE, headers=headers).headers["ETag"] == first.headers["ETag"]
    assert client.head(PAGE).status_code == 200
    assert len(until_django) == 1


@pytest.mark.parametrize("ask", ["post", "put", "options"])
def test_whoever_does_not_only_look_asks_django(client, until_django, ask):
    client.get(PAGE)
    assert getattr(client, ask)(PAGE).status_code in (403, 405)
    assert len(until_django) == 2


def test_an_address_in_any_letters_is_read_as_django_reads_it(client):
    client.get(PAGE)
    for name in ("žluť", "é", "%C5%BE", "%FF"):
        assert client.get(f"/medicines/{name}/").status_code == 404
    assert client.get("/search/?q=žluť").status_code == 200


def test_a_connection_that_is_dead_costs_nobody_the_page(client):
    page = client.get(PAGE).content
    assert is_kept(client)
    with elsewhere() as other:
        other.changes("SELECT pg_terminate_backend(%s)", connection.connection.info.backend_pid)
    again = client.get(PAGE)
    assert (again.status_code, again.content) == (200, page)
    assert is_kept(client)


def test_a_connection_is_kept_no_longer_than_it_may_be(client):
    client.get(PAGE)
    before = connection.connection
    assert is_kept(client)
    assert connection.connection is before
    connection.close_at = 0
    assert client.get(PAGE).status_code == 200
    assert connection.connection is not before


def test_no_question_but_the_look_is_asked_whether_the_connection_lives(client, monkeypatch):
    client.get(PAGE)
    asked = []
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append("is it?") or True)
    assert is_kept(client)
    assert not asked


def test_http_is_sent_to_https_whatever_is_kept(medicine_over_https):
    kept = asked_for_over_https(medicine_over_https)
    assert kept.headers["Strict-Transport-Security"].startswith("max-age=3600")
    answer = medicine_over_https.get(PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://testserver{PAGE}")
    assert asked_for_over_https(medicine_over_https).status_code == 200


@pytest.fixture
def medicine_over_https(settings):
    """A proxy ends TLS before the shop, and says so."""
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    baclofen()
    client = Visitor()
    asked_for_over_https(client)
    return client


def asked_for_over_https(client):
    return client.get(PAGE, headers={"X-Forwarded-Proto": "https"})
