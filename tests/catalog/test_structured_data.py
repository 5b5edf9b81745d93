"""What search engines read of a medicine's page."""

import json
import re

import pytest

from tests.factories import a_dosage, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db


def graph(client, address):
    """The things described on a page, by type."""
    text = client.get(address).content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return {thing["@type"]: thing for thing in json.loads(data)["@graph"]}


def offers(client, address):
    return graph(client, address)["Product"]["offers"]["offers"]


def test_a_prescription_medicine_says_so(client):
    baclofen()
    drug = graph(client, "/medicines/baclofen/")["Drug"]
    assert drug["activeIngredient"] == "baclofen"
    assert drug["prescriptionStatus"] == "https://schema.org/PrescriptionOnly"


def test_every_pack_is_an_offer_with_its_price_per_unit(client):
    baclofen()
    offer = offers(client, "/medicines/baclofen/")[1]
    assert (offer["name"], offer["price"]) == ("Baclofen 10\u00a0mg, 90\u00a0pills", "68.00")
    assert offer["availability"] == "https://schema.org/InStock"
    [per_unit] = offer["priceSpecification"]
    assert (per_unit["@type"], per_unit["price"]) == ("UnitPriceSpecification", "0.76")
    assert per_unit["referenceQuantity"]["value"] == 1
    assert per_unit["referenceQuantity"]["unitText"] == "pill"


def test_a_unit_price_too_small_to_write_is_left_out(client):
    a_pack(a_dosage(a_medicine("Salt")), 100, "0.01")
    assert "priceSpecification" not in offers(client, "/medicines/salt/")[0]


def test_an_offer_leads_to_its_dosage(client):
    a_pack(a_dosage(a_medicine("Tretinoin"), "0.025%"))
    [offer] = offers(client, "/medicines/tretinoin/")
    assert offer["url"].endswith("/medicines/tretinoin/?dosage=0.025%25")


def test_no_text_ends_the_script(client):
    a_pack(a_dosage(a_medicine("Evil", summary="</script><script>alert(1)</script>")))
    assert graph(client, "/medicines/evil/")["Drug"]["description"].startswith("</script>")
