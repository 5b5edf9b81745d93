"""A page goes in whole and once, or not at all."""

import threading

import pytest
from django.db import connection

from catalog.importing.page import PageError
from catalog.models import Product
from tests.catalog.importing.shop import ibuprofen, imported, prices, whole_shop

pytestmark = pytest.mark.django_db


def test_a_dry_run_reports_the_same_and_changes_nothing():
    imported(ibuprofen())
    before = whole_shop()
    text = ibuprofen("30$0.25$7.50 (0%)", label="600mg", below="\nNew.\n\nOverdose\n\nCall.\n")

    tried = imported(text, dry_run=True)

    assert whole_shop() == before
    assert tried == imported(text)
    assert whole_shop() != before


def test_a_bad_page_changes_nothing():
    imported(ibuprofen())
    before = whole_shop()

    with pytest.raises(PageError, match="line 11"):
        imported(ibuprofen("30$0.25$7.50 (0%)", "90$0.15$1.35 (0%)"))

    assert whole_shop() == before


def test_a_failure_late_in_a_page_leaves_nothing_of_it(monkeypatch):
    before = whole_shop()
    monkeypatch.setattr("catalog.importing.actions.save_sections", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        imported(ibuprofen())

    assert whole_shop() == before


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_one_medicine():
    outcomes = []

    def run():
        try:
            outcomes.append(imported(ibuprofen()).is_new)
        except PageError as error:
            outcomes.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count(True) == 1
    assert all(
        outcome in (True, False) or "import the page again" in outcome for outcome in outcomes
    )
    assert Product.objects.medicines().count() == 1
    assert prices() == [("400mg", 30, "6.00"), ("400mg", 90, "13.50")]
