"""Which posts to the forms of public pages are taken for our own."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from checkout.same_origin import comes_from_us
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

OURS = "http://testserver"


@pytest.mark.parametrize(
    ("site", "origin", "ours"),
    [
        # What the browser says about the page counts, whatever Origin says.
        ("same-origin", None, True),
        ("same-origin", OURS, True),
        ("same-origin", "https://evil.example", True),
        ("same-site", OURS, False),
        ("cross-site", OURS, False),
        ("cross-site", None, False),
        ("none", OURS, False),
        ("none", None, False),
        ("", OURS, False),
        ("Same-Origin", OURS, False),
        ("same-origin, cross-site", OURS, False),
        # An older browser says only where it comes from: scheme, host and port.
        (None, OURS, True),
        (None, "https://testserver", False),
        (None, "http://testserver:8000", False),
        (None, "http://www.testserver", False),
        (None, "http://testserver.evil.example", False),
        (None, "https://evil.example", False),
        (None, "null", False),
        (None, "", False),
        (None, None, False),
    ],
)
def test_a_post_is_ours_only_when_the_browser_says_so(site, origin, ours):
    headers = {"Sec-Fetch-Site": site, "Origin": origin}
    sent = {name: value for name, value in headers.items() if value is not None}
    assert comes_from_us(RequestFactory().post("/cart/add/", headers=sent)) is ours


def test_behind_tls_the_scheme_is_part_of_the_origin():
    request = RequestFactory().post(
        "/cart/add/", headers={"Origin": "https://testserver"}, secure=True
    )
    assert comes_from_us(request)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["cart-add", "cart-add-set", "cart-set", "cart-swap", "cart-clear"]
)
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_what_another_site_sends_changes_nothing_and_is_told_so(name, headers):
    visitor, pack = Visitor(), a_pack()
    visitor.add(pack)

    response = visitor.post(reverse(name), {"pack": pack.pk, "quantity": 5}, headers=headers)

    assert response.status_code == 403
    assert "so nothing was changed" in response.content.decode()
    assert visitor.cart.pack_count == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["checkout-details", "checkout-delivery", "checkout-review"])
def test_every_other_form_needs_its_token(name):
    visitor = Client(enforce_csrf_checks=True)
    response = visitor.post(reverse(name), headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
