"""Of a list of very many rows staff see the first, in its usual order, and are told so."""

import pytest

from catalog.admin.packs import PackAdmin
from catalog.models import Dosage, Pack
from tests.catalog.admin.conftest import staff
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
MOST = 3
PACKS = "/admin/catalogue/pack/"


@pytest.fixture
def packs(monkeypatch):
    """Four of each of two medicines, dearer the smaller they are."""
    monkeypatch.setattr(PackAdmin, "most_listed", MOST)
    for name in ("Tizanidine", "Baclofen"):
        dosage = a_dosage(a_medicine(name), "10mg")
        for units in (120, 90, 60, 30):
            a_pack(dosage, units, str(200 - units))


def listed(page):
    return [str(pack).replace("\xa0", " ") for pack in page.context["cl"].result_list]


def test_the_first_rows_come_in_the_usual_order_whatever_is_asked_for(packs):
    page = staff().get(PACKS, {"o": "-3"})

    assert listed(page) == [f"Baclofen 10 mg, {units} pills" for units in (30, 60, 90)]
    assert "The first 3 of more, in their usual order." in page.content.decode()


def test_a_list_that_is_narrowed_down_is_counted_and_sorted(packs):
    Pack.objects.filter(units=90).update(is_public=False)

    page = staff().get(PACKS, {"o": "-3", "on_sale": "0"})

    assert listed(page) == ["Baclofen 10 mg, 90 pills", "Tizanidine 10 mg, 90 pills"]
    assert "2 packs" in page.content.decode()


def test_all_are_offered_to_be_shown_only_where_some_are_not(packs):
    assert "Show all" not in staff().get(PACKS).content.decode()
    for narrowed in ({"q": "bacl"}, {"on_sale": "1"}):
        assert "Show all" in staff().get(PACKS, narrowed).content.decode()


def test_pages_end_where_counting_does(packs, monkeypatch):
    monkeypatch.setattr(PackAdmin, "list_per_page", 2)
    assert listed(staff().get(PACKS, {"p": "2"})) == ["Baclofen 10 mg, 90 pills"]
    assert staff().get(PACKS, {"p": "3"}).status_code == 302


def test_each_word_is_in_a_name_or_a_strength(packs):
    a_pack(a_dosage(Dosage.objects.get(medicine__title="Baclofen").medicine, "25mg"), 60)

    assert listed(staff().get(PACKS, {"q": "25mg bacl"})) == ["Baclofen 25 mg, 60 pills"]
    assert not listed(staff().get(PACKS, {"q": "25mg tizanidine"}))
    stock = staff().get("/admin/catalogue/dosage/", {"q": "TIZ 10"})
    assert [str(one) for one in stock.context["cl"].result_list] == ["Tizanidine 10\xa0mg"]
