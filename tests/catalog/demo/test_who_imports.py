"""A live shop runs without its demo: what it needs of it stands elsewhere."""

from catalog.demo.staff import DEMO_STAFF
from catalog.people import DEMO_ADDRESSES
from tests.checkout.running.test_imports import importing
from tests.readme import PROJECT

OF_THE_DEMO = {
    "catalog/demo",
    "catalog/generated",
    "catalog/management/commands/generate_catalog.py",
    "checkout/demo",
    "pharmacy/management/commands/load_demo.py",
    "pharmacy/management/commands/remove_demo.py",
    "pharmacy/management/commands/run_shop.py",
    "pharmacy/tour.py",
}


def test_only_what_loads_shows_or_removes_the_demo_imports_it():
    rooms = [PROJECT / room for room in ("catalog", "checkout", "pharmacy")]
    found = importing(r"(?:catalog|checkout)\.demo", *rooms)
    assert [file for file in found if not any(file.startswith(own) for own in OF_THE_DEMO)] == []
    assert found


def test_whom_a_live_shop_keeps_out_is_all_of_the_demos_staff():
    assert {person.email for person in DEMO_STAFF} == set(DEMO_ADDRESSES)
