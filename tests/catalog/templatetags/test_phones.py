"""A telephone number as it is dialled."""

import pytest
from django.template.loader import render_to_string

from catalog.shopfacts.models import ShopFacts
from catalog.templatetags.phones import dial


@pytest.mark.parametrize(
    ("shown", "dialled"),
    [
        ("+44 (0)20 7946 0101", "+442079460101"),
        ("+49 30/123\u00a045-67", "+49301234567"),
        ("(020) 7946.0101", "02079460101"),
        ("(0)20 7946 0101", "02079460101"),
        ("*123#", "*123#"),
        ("", ""),
    ],
)
def test_a_number_is_dialled_without_what_makes_it_easy_to_read(shown, dialled):
    assert dial(shown) == dialled


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/contact/", "/search/?q=nothing", "/orders/find/"])
def test_every_page_dials_it_so(client, address):
    ShopFacts.objects.create(pk=1, phone="+44 (0)20 7946/0101")
    page = client.get(address).content.decode()
    assert 'href="tel:+442079460101"' in page
    assert page.count("tel:") == page.count('"tel:+442079460101"')


def test_the_steps_to_an_order_dial_it_so():
    header = render_to_string("checkout/_header.html", {"shop": ShopFacts(phone="+44 (0)20/7")})
    assert '<a href="tel:+44207">' in header
