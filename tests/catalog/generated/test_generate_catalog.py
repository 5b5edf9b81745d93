"""`manage.py generate_catalog`: a shop as large as is wanted, the same wherever it is made."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from catalog.generated.medicines import PACKS, generated
from catalog.models import Dosage, Product
from catalog.partner.models import PriceFrom, StockRecord
from catalog.places.models import ALL, Place, Tally
from catalog.search.models import Entry
from tests.catalog.generated.conftest import MEDICINES

pytestmark = pytest.mark.django_db


def test_the_command_tells_how_far_it_is(large_shop):
    assert large_shop == f"{MEDICINES} of {MEDICINES} medicines.\n"


def test_each_medicine_has_its_packs_in_one_two_or_three_dosages():
    medicines = Product.objects.medicines().annotate(packs=Count("children"))
    assert set(medicines.values_list("packs", flat=True)) == {PACKS}
    dosages = Dosage.objects.values("medicine").annotate(number=Count("pk"))
    assert set(dosages.values_list("number", flat=True)) == {1, 2, 3}
    assert set(medicines.values_list("legal_class", flat=True)) == {"POM", "P", "GSL"}


def test_each_is_listed_found_and_counted():
    assert Place.objects.of(ALL).count() == Entry.objects.count() == MEDICINES
    assert sum(group.medicines for group in Tally.objects.groups(ALL)) == MEDICINES
    assert not Tally.objects.filter(is_folded=False).exists()


def test_each_price_is_recorded_and_some_were_higher_once():
    packs = MEDICINES * PACKS
    assert StockRecord.objects.count() == packs
    assert PriceFrom.objects.count() == packs + packs // 6


def test_the_page_of_a_generated_medicine_shows_its_packs(client):
    medicine = generated(5)
    page = client.get(f"/medicines/{medicine.slug}/").context["page"]
    assert page.medicine.name == medicine.name
    shown = {row.offer.price for dosage in page.dosages for row in dosage.rows}
    assert shown == {pack.price for dosage in medicine.dosages for pack in dosage.packs}


def test_a_number_is_the_same_medicine_wherever_it_is_made():
    assert generated(1234) == generated(1234)
    names = [generated(number).slug for number in range(5000)]
    assert len(set(names)) == len(names)


def test_a_live_shop_gets_none(settings):
    settings.SHOP_MODE = "live"
    with pytest.raises(CommandError, match="SHOP_MODE=demo"):
        call_command("generate_catalog", medicines=1, stdout=io.StringIO())
