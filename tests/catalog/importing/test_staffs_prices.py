"""A price that staff set since the last import stays theirs."""

import threading

import pytest
from django.db import connection, transaction

from catalog.actions import lock_medicine
from catalog.models import Product
from tests.catalog.importing.shop import (
    FIRST,
    found,
    ibuprofen,
    imported,
    prices,
    said,
    set_price,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


def test_a_price_staff_changed_since_the_last_import_stays_and_is_said():
    imported(ibuprofen())
    set_price(30, "6.60")

    report = imported(ibuprofen("30$0.19$5.70 (0%)", FIRST[1]))

    assert prices() == [("400mg", 30, "6.60"), ("400mg", 90, "13.50")]
    assert said(report) == []
    assert "400 mg, 30 pills: the price $6.60 that staff set stays, the page says $5.70" in found(
        report
    )


def test_it_stays_however_often_the_page_comes():
    imported(ibuprofen())
    set_price(30, "6.60")
    for _ in range(2):
        imported(ibuprofen())
    assert ("400mg", 30, "6.60") in prices()


def test_overwrite_takes_the_pages_price():
    imported(ibuprofen())
    set_price(30, "6.60")

    report = imported(ibuprofen(), overwrite=True)

    assert said(report) == ["10: 400 mg, 30 pills: $6.60 -> $6.00."]
    assert ("400mg", 30, "6.00") in prices()
    assert said(imported(ibuprofen())) == []


def test_a_price_staff_put_back_is_the_pages_again():
    imported(ibuprofen())
    set_price(30, "6.60")
    imported(ibuprofen("30$0.19$5.70 (0%)", FIRST[1]))
    set_price(30, "6.00")

    report = imported(ibuprofen("30$0.19$5.70 (0%)", FIRST[1]))

    assert said(report) == ["10: 400 mg, 30 pills: $6.00 -> $5.70."]


def test_a_price_staff_and_page_agree_on_is_the_pages_again():
    imported(ibuprofen())
    set_price(30, "6.60")
    imported(ibuprofen("30$0.22$6.60 (0%)", FIRST[1]))

    report = imported(ibuprofen())

    assert said(report) == ["10: 400 mg, 30 pills: $6.60 -> $6.00."]


def test_a_pack_that_was_never_imported_has_staffs_price():
    medicine = a_medicine("Ibuprofen", headline="Old")
    a_pack(a_dosage(medicine, "400mg"), 30, "9.00")

    report = imported(ibuprofen())

    assert prices() == [("400mg", 30, "9.00"), ("400mg", 90, "13.50")]
    assert "the price $9.00 that staff set stays" in found(report)


def test_a_pack_off_sale_comes_back_at_staffs_price():
    imported(ibuprofen())
    set_price(90, "12.00")
    imported(ibuprofen(FIRST[0]))

    imported(ibuprofen())

    assert ("400mg", 90, "12.00") in prices()


def test_the_report_shows_what_the_shop_sells_at():
    imported(ibuprofen())
    set_price(30, "6.60")

    (dosage,) = imported(ibuprofen()).dosages

    assert [str(offer.price) for offer in dosage.offers] == ["6.60", "13.50"]


@pytest.mark.django_db(transaction=True)
def test_a_price_staff_save_while_a_page_comes_in_stays():
    imported(ibuprofen())
    reports = []

    def run():
        try:
            reports.append(imported(ibuprofen("30$0.19$5.70 (0%)", FIRST[1])))
        finally:
            connection.close()

    importing = threading.Thread(target=run)
    with transaction.atomic():
        lock_medicine(Product.objects.medicines().get().pk)
        importing.start()
        importing.join(timeout=0.2)
        set_price(30, "6.60")
    importing.join()

    assert ("400mg", 30, "6.60") in prices()
    assert "the price $6.60 that staff set stays" in found(reports[0])
