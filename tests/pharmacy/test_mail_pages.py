"""Staff look at every kind of mail; a browser runs nothing of it."""

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from tests.catalog.admin.conftest import staff
from tests.checkout.pages import text_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db
LIST, MAIL, HTML = "/admin/mails/", "/admin/mails/charged/", "/admin/mails/charged/html/"


def test_every_kind_is_listed_and_opens():
    client = staff("Support")
    samples = admin.site.sample_mails(timezone.now())
    assert len({sample.name for sample in samples}) == len(samples) >= 30
    page = client.get(LIST).content.decode()
    for sample in samples:
        assert f'href="/admin/mails/{sample.name}/"' in page
        assert client.get(f"/admin/mails/{sample.name}/").status_code == 200
    assert "/admin/mails/" in client.get("/admin/").content.decode()


def test_a_mail_is_shown_in_text_and_in_a_frame_that_can_do_nothing():
    page = staff("Support").get(MAIL)
    assert "Your card was charged once, for the sum below." in text_of(page)
    assert f'sandbox title="Your card was charged for order R7KQ-2MXA" src="{HTML}"' in (
        page.content.decode()
    )
    assert "frame-src 'self'" in page["Content-Security-Policy"]


def test_what_is_in_the_frame_is_the_mail_and_nothing_of_it_runs():
    answer = staff("Support").get(HTML)
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'self'",
        "sandbox",
    }
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.content.decode().lstrip().startswith("<!DOCTYPE html>")


def test_a_mail_that_is_not_there_is_not_found():
    assert staff("Support").get("/admin/mails/no-such/").status_code == 404
    assert staff("Support").get("/admin/mails/no-such/html/").status_code == 404


@pytest.mark.parametrize("address", [LIST, MAIL, HTML])
def test_nobody_but_staff_sees_them(address):
    client = Client()
    client.force_login(a_user("customer@example.com"))
    assert client.get(address)["Location"].startswith("/admin/login/")
