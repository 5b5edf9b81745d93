"""Whoever watches the shop asks by address, over plain http, and is answered."""

import pytest
from django.db import OperationalError, connection

from tests.checkout.prescriptions.files.clamd import running_scanner


@pytest.fixture
def scanner(settings):
    with running_scanner() as running:
        settings.CLAMD = running.address
        yield running


def test_the_process_answers_whatever_name_it_is_asked_by(client, settings):
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_the_shop_is_ready_while_its_database_answers(client, settings, scanner):
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    assert client.get("/readyz", headers={"host": "10.0.0.7"}).content == b"ready\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scanner_at", "said"),
    [
        ("", b"ready; files are not scanned for viruses: CLAMD_URL is not set\n"),
        ("/nowhere", b"ready; no file is taken: the scanner of CLAMD_URL does not answer\n"),
    ],
)
def test_a_shop_without_a_virus_scanner_is_ready_and_says_so(client, settings, scanner_at, said):
    settings.CLAMD = scanner_at
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, said)


def test_a_shop_without_its_database_is_not_ready(client, monkeypatch):
    def away():
        raise OperationalError("the server is gone")

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/readyz").status_code == 503
