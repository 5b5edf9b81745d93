"""The page for what broke breaks with nothing: neither database nor collected files."""

import pytest
from django.test import Client


@pytest.fixture
def visitor():
    """Sees what a shopper sees, where a test would see the error."""
    return Client(raise_request_exception=False)


def test_it_is_dressed_while_the_shops_files_are_there(visitor):
    response = visitor.get("/medicines/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something broke on our side." in page
    assert 'rel="stylesheet" href="/static/shop/style.' in page


def test_it_is_plain_and_whole_where_no_file_was_collected(visitor, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    response = visitor.get("/medicines/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something broke on our side." in page
    assert "Your cart is safe." in page
    assert "stylesheet" not in page
    assert "style=" not in page
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_what_cannot_be_read_is_answered_in_words_by_whatever_name_the_shop_was_called(
    visitor, settings
):
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    response = visitor.get("/medicines/", headers={"host": "another.example.com"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "We could not read what your browser sent." in page
    assert "another.example.com" not in page


@pytest.mark.django_db
def test_who_asks_for_what_is_not_here_is_shown_the_ways_on_and_costs_little(
    visitor, django_assert_num_queries
):
    with django_assert_num_queries(1):  # the shop's facts
        response = visitor.get("/no-such/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "This page is not on our shelf." in page
    assert '<a class="btn" href="/medicines/">Medicines A to Z</a>' in page
    assert 'action="/search/"' in page
    assert "no-such" not in page
    assert not response.cookies
