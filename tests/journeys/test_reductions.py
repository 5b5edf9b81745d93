"""A price is lowered and called reduced, a shopper reads from what, and then it is over."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from tests.catalog.reductions.past import was_asked
from tests.factories import baclofen
from tests.journeys.staff import row_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
CLAIM = "Lowest price of the last 30 days before the reduction: $68.00"


@pytest.fixture
def pack():
    """90 pills for $68.00, as they were for 40 days."""
    add_demo_staff()
    pack = baclofen().children.get(units=90, dosage__label="10mg")
    was_asked(pack, "68.00", days_ago=40)
    return pack


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reduction_is_announced_seen_and_ended(open_page, pack, scripts):
    page, shopper = open_page(java_script_enabled=scripts), open_page()
    sign_in(page, "prices@example.com", f"/admin/catalogue/medicine/{pack.parent_id}/change/")
    row_of(page, pack).locator("[data-price]").fill("62.00")
    if not scripts:
        page.get_by_role("button", name="Save").click()
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("$68.00 → $62.00")).to_be_visible()
    shopper.goto("/medicines/baclofen/")
    expect(shopper.get_by_text("$62.00", exact=True)).to_be_visible()
    expect(shopper.get_by_text(CLAIM)).to_have_count(0)

    page.get_by_role("link", name="Price reductions").click()
    page.get_by_label("90 pills, 10 mg", exact=True).check()
    until = timezone.localtime() + timedelta(days=7)
    page.get_by_label("Until", exact=True).fill(until.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Announce the reduction").click()

    expect(page.get_by_text("Announced: a reduction of one pack.")).to_be_visible()
    expect(page.get_by_text("$62.00 instead of $68.00.")).to_be_visible()
    shopper.reload()
    expect(shopper.locator(".former")).to_contain_text(CLAIM)

    page.get_by_role("button", name="End now").click()

    expect(page.get_by_text("Ended.", exact=True)).to_be_visible()
    shopper.reload()
    expect(shopper.get_by_text("$62.00", exact=True)).to_be_visible()
    expect(shopper.get_by_text(CLAIM)).to_have_count(0)
