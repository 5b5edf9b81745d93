"""The owner's page over a medicine that the demo brought."""

import pytest
from django.db.models import Sum
from django.utils import timezone

from catalog.demo.load import load_demo
from catalog.leaflets.models import Leaflet
from catalog.lots.actions import withdraw
from catalog.lots.models import Lot, StockMovement
from catalog.models import Dosage, Product
from catalog.partner.models import StockRecord
from tests.catalog.importing.shop import found, imported, own, prices, said, whole_shop
from tests.catalog.importing.writing import page_text, table
from tests.catalog.leaflets.papers import a_leaflet
from tests.factories import a_lot, baclofen

pytestmark = pytest.mark.django_db


def test_a_demo_medicine_becomes_the_owners_own():
    medicine = baclofen(is_demo=True)
    medicine.children.update(is_demo=True)

    report = imported(own("baclofen.txt"))

    assert not Product.objects.filter(is_demo=True).exists()
    assert "1: demo medicine: yes -> no." in said(report)
    assert not [line for line in said(report) if "$" in line], "the prices are the same"


def dearer_baclofen():
    return page_text(
        table("60$1.00$60.00 (0%)", label="10mg"),
        top="Baclofen: calmer muscles\n\nBaclofen\n\nIt calms muscles.\nPrescription only",
    )


def test_the_page_replaces_the_prices_the_demo_invented():
    load_demo()

    report = imported(dearer_baclofen())

    assert prices("baclofen") == [("10mg", 60, "60.00")]
    assert "9: 10 mg, 60 pills: $52.00 -> $60.00." in said(report)
    assert "staff set" not in found(report)


def test_a_price_that_staff_set_in_the_demo_stays():
    load_demo()
    of_baclofen = StockRecord.objects.filter(product__parent__slug="baclofen")
    of_baclofen.filter(product__units=60, product__dosage__label="10mg").update(price="51.00")

    report = imported(dearer_baclofen())

    assert prices("baclofen") == [("10mg", 60, "51.00")]
    assert "the price $51.00 that staff set stays" in found(report)


def test_units_the_demo_invented_do_not_become_the_owners():
    """What is promised to orders stays; the rest leaves by a movement with its reason."""
    load_demo()
    ten, twenty_five = Dosage.objects.filter(medicine__slug="baclofen")
    Dosage.objects.filter(pk=ten.pk).update(units_reserved=90)

    report = imported(own("baclofen.txt"))

    free = ten.units_on_hand - 90
    on_hand = Dosage.objects.filter(medicine__slug="baclofen").values_list("units_on_hand")
    assert [units for (units,) in on_hand] == [90, 0]
    out = StockMovement.objects.filter(units__lt=0)
    taken_out = out.values_list("dosage", "reason").annotate(units=Sum("units"))
    assert set(taken_out) == {
        (ten.pk, "Demo stock taken out", -free),
        (twenty_five.pk, "Demo stock taken out", -twenty_five.units_on_hand),
    }
    assert f"1: 10 mg: {free} pills of the demo taken out of stock." in said(report)
    assert "25 mg: nothing is left to sell, receive its stock" in found(report)
    assert "10 mg: nothing is left to sell" in found(report), "what is there is ordered"

    before = whole_shop()
    assert said(imported(own("baclofen.txt"))) == []
    assert whole_shop() == before


def test_units_staff_received_in_the_demo_stay():
    load_demo()
    dosage = Dosage.objects.filter(medicine__slug="baclofen").first()
    a_lot(dosage, 500)

    imported(own("baclofen.txt"))

    dosage.refresh_from_db()
    assert dosage.units_on_hand == 500


def test_only_what_was_there_is_told_as_taken_out_and_told_once():
    load_demo()
    dosage = Dosage.objects.filter(medicine__slug="baclofen").first()
    expired, other = dosage.lots.order_by("pk")
    gone = {"because": Lot.Because.EXPIRED, "reason": "Expired", "by": None}
    withdraw(expired, **gone, now=timezone.now())
    a_lot(dosage, 5000)

    report = imported(own("baclofen.txt"))

    assert f"1: 10 mg: {other.units} pills of the demo taken out of stock." in said(report)
    dosage.refresh_from_db()
    assert dosage.units_on_hand == 5000
    assert said(imported(own("baclofen.txt"))) == []


def test_a_note_for_the_pharmacist_that_says_the_same_stays_as_it_is():
    load_demo()

    report = imported(own("baclofen.txt"))

    assert not [line for line in said(report) if "pharmacist to check" in line]


def test_leaflets_the_demo_invented_do_not_become_the_owners():
    load_demo()
    medicine = Product.objects.get(slug="baclofen")
    for dosage in medicine.dosages.all():
        a_leaflet(dosage)

    assert "1: leaflets of the demo taken out: 2." in said(imported(own("baclofen.txt")))

    assert not Leaflet.objects.exists()
    a_leaflet(medicine.dosages.first())
    imported(dearer_baclofen())
    assert Leaflet.objects.count() == 1
