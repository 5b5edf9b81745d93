"""Who imports a page, and whose prices it may set."""

import pytest
from django.contrib.auth.models import Group

from catalog.models import Product
from tests.catalog.admin.conftest import staff
from tests.catalog.importing.desk_page import URL, ImportPage
from tests.catalog.importing.shop import ibuprofen, prices, whole_shop

pytestmark = pytest.mark.django_db
CHEAPER = ("30$0.19$5.70 (0%)", "90$0.15$17.10 $13.50 (21%)")


def test_who_may_add_medicines_may_import_them(pharmacist):
    page = ImportPage(pharmacist).paste(ibuprofen())
    assert "Import a page" in pharmacist.get("/admin/catalogue/medicine/").content.decode()
    assert page.press_import().status == 302
    assert prices() == [("400mg", 30, "6.00"), ("400mg", 90, "13.50")]


def test_who_sets_no_prices_sets_none_by_a_page(pharmacist, page):
    page.paste(ibuprofen()).press_import()
    before = whole_shop()

    look = ImportPage(pharmacist).paste(ibuprofen(*CHEAPER))

    assert look.status == 200
    assert "somebody who may change prices has to import it" in look.words
    assert 'name="apply"' not in look.html
    assert look.press_import().status == 409
    assert whole_shop() == before
    texts = ImportPage(pharmacist).paste(ibuprofen(below="\nOther words.\n"))
    assert texts.press_import().status == 302
    assert whole_shop() != before


@pytest.mark.parametrize("group", ["Price editor", "Dispenser", "Support", None])
def test_the_page_is_closed_to_others(group, client):
    who = staff(group) if group else client
    expected = 403 if group else 302
    assert who.get(URL).status_code == expected
    assert who.post(URL, {"text": ibuprofen(), "apply": "1"}).status_code == expected
    assert not Product.objects.exists()


@pytest.mark.parametrize("lacking", ["add_medicine", "change_medicine"])
def test_who_may_not_add_or_not_write_texts_imports_nothing(pharmacist, lacking):
    Group.objects.get(name="Pharmacist").permissions.remove(
        *Group.objects.get(name="Pharmacist").permissions.filter(codename=lacking)
    )
    assert pharmacist.get(URL).status_code == 403
