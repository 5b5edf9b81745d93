"""How a leaflet is named where it is linked."""

import pytest

from catalog.leaflets.links import LeafletLink, leaflet_address, size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 KB"),
        (1024, "1 KB"),
        (1025, "2 KB"),
        (122_880, "120 KB"),
        (1_048_576, "1.0 MB"),
        (5_242_880, "5.0 MB"),
    ],
)
def test_a_size_is_rounded_up_to_what_matters(size, text):
    assert size_text(size).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("dosage", "address"),
    [
        ("10mg", "baclofen-10mg-0123456789ab"),
        ("875mg/125mg", "baclofen-875mg-125mg-0123456789ab"),
        ("0.025%", "baclofen-0-025-0123456789ab"),
        ("%", "baclofen-0123456789ab"),
    ],
)
def test_an_address_names_medicine_dosage_and_content(dosage, address):
    assert leaflet_address("baclofen", dosage, "0123456789abcdef") == address


def test_a_link_says_what_it_opens_and_how_large_it_is(settings):
    link = LeafletLink("Baclofen", "10mg", "baclofen-10mg-0123456789ab", 122_880)

    assert link.text.replace("\u00a0", " ") == "Leaflet for 10 mg (PDF, 120 KB)"
    assert link.full_text.replace("\u00a0", " ") == "Baclofen 10 mg (PDF, 120 KB)"
    assert link.url == "/leaflets/baclofen-10mg-0123456789ab.pdf"
    assert link.absolute_url == settings.SITE_URL + link.url
