"""A shop that is closed for a while: who is turned away, and what goes on."""

import pytest
from django.test import Client

from catalog.demo.staff import add_demo_staff
from checkout.accounts.models import User
from pharmacy.closing import SIGN

SHOPPERS = ["/", "/medicines/baclofen/", "/cart/", "/checkout/details/", "/orders/R7KQ-2MXA/"]


@pytest.fixture
def closed(settings, tmp_path):
    """The shop is closed by the file that says so; it opens when the file goes."""
    settings.DATA_DIR = tmp_path
    sign = tmp_path / SIGN
    sign.touch()
    return sign


@pytest.mark.parametrize("address", [*SHOPPERS, "/robots.txt", "/sitemap.xml", "/no-such-page/"])
def test_shoppers_are_told_to_come_again_without_any_database(closed, address):
    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 503
        assert answer["Retry-After"] == "300"
        assert answer["Cache-Control"] == "no-store"
        assert "We are back in a moment." in answer.content.decode()
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not answer.cookies


@pytest.mark.django_db
def test_the_shop_opens_when_the_file_is_gone(closed):
    assert Client().get("/").status_code == 503
    closed.unlink()
    assert Client().get("/").status_code == 200


@pytest.mark.django_db
def test_what_watches_the_shop_and_what_stripe_says_is_not_turned_away(closed):
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/readyz").status_code == 200
    assert Client().post("/stripe/webhook/").status_code == 400


@pytest.mark.django_db
def test_staff_go_on_looking(closed):
    add_demo_staff()
    client = Client()
    assert client.get("/admin/login/", follow=True).status_code == 200
    client.force_login(User.objects.get(email="pharmacist@example.com"))
    assert client.get("/admin/").status_code == 200
    assert client.get("/").status_code == 503


def test_its_page_keeps_its_style(closed):
    page = Client().get("/").content.decode()
    [style] = [part for part in page.split('"') if part.endswith(".css")]
    answer = Client().get(style)
    assert answer.status_code == 200
    answer.close()
