"""Prices are scheduled, come by themselves, are seen in the shop, and one of them is cancelled."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.prices.scheduling import worker_comes
from tests.factories import baclofen
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def medicine():
    add_demo_staff()
    return baclofen()


@pytest.mark.parametrize(
    ("scripts", "width"), [(True, 1280), (False, 390)], ids=["desktop", "phone without script"]
)
def test_prices_are_scheduled_come_by_themselves_and_are_cancelled(
    open_page, medicine, scripts, width
):
    size = {"width": width, "height": 900}
    page, shopper = open_page(java_script_enabled=scripts, viewport=size), open_page()
    sign_in(page, "prices@example.com", f"/admin/catalogue/medicine/{medicine.pk}/change/")
    page.get_by_role("link", name="Schedule prices").click()
    page.get_by_label(re.compile("New price of 90.pills, 10.mg")).fill("66.50")
    page.get_by_label(re.compile("New price of 360.pills, 10.mg")).fill("170")
    tomorrow, week = (timezone.localtime() + timedelta(days=days) for days in (1, 8))
    page.get_by_label("From", exact=True).fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Until", exact=True).fill(week.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Schedule these prices").click()

    expect(page.get_by_text("Down 22 % from $218.00. Above 20 % we ask twice.")).to_be_visible()
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Schedule these prices").click()

    expect(page.get_by_text("2 prices are scheduled.")).to_be_visible()
    expect(page.get_by_role("link", name="Waiting 2")).to_be_visible()
    shopper.goto("/medicines/baclofen/")
    expect(shopper.get_by_text("$68.00", exact=True)).to_be_visible()

    worker_comes(tomorrow)

    shopper.reload()
    expect(shopper.get_by_text("$66.50", exact=True)).to_be_visible()
    expect(shopper.get_by_text("$170.00", exact=True)).to_be_visible()
    raise_the_scheduled_price(page, medicine)
    shopper.reload()
    expect(shopper.get_by_text("$175.00", exact=True)).to_be_visible()
    page.goto("/admin/prices/scheduledprice/")
    expect(page.get_by_text("Replaced: somebody has set $175.00, which stays.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Running 2")).click()
    page.get_by_role("link", name=re.compile("90.pills")).click()
    expect(page.get_by_text("Running", exact=True)).to_be_visible()
    page.get_by_role("button", name="Cancel this scheduled price").click()

    expect(page.get_by_text("cancelled, the price before has returned.")).to_be_visible()
    shopper.reload()
    expect(shopper.get_by_text("$68.00", exact=True)).to_be_visible()
    worker_comes(week)
    shopper.reload()
    expect(shopper.get_by_text("$175.00", exact=True)).to_be_visible()
    assert sorted(ScheduledPrice.objects.values_list("state", flat=True)) == [
        "cancelled",
        "ended",
    ]


def raise_the_scheduled_price(page, medicine):
    """On the medicine's page: told that it is one, and what becomes of another."""
    pack = medicine.children.get(units=360, dosage__label="10mg")
    page.goto(f"/admin/catalogue/medicine/{medicine.pk}/change/")
    expect(page.get_by_text("A scheduled price runs: $170.00 until").first).to_be_visible()
    page.locator(f"#pack-{pack.pk}-price").fill("175")
    asked = page.get_by_text("What you set now takes its place, and stays then.")
    if not asked.count():  # without script it is the server that asks
        page.get_by_role("button", name="Save", exact=True).click()
    expect(asked).to_be_visible()
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("360 pills, $170.00 → $175.00")).to_be_visible()


@pytest.mark.parametrize(
    ("scripts", "width"), [(True, 1280), (False, 390)], ids=["desktop", "phone without script"]
)
def test_many_prices_at_once_take_effect_at_a_time(open_page, medicine, scripts, width):
    size = {"width": width, "height": 900}
    page, shopper = open_page(java_script_enabled=scripts, viewport=size), open_page()
    sign_in(page, "prices@example.com", "/admin/catalogue/pack/?q=baclofen")
    for place in (1, 2):
        page.locator("input[name=_selected_action]").nth(place).check()
    page.get_by_label("Action:").select_option("Change prices…")
    page.get_by_role("button", name="Go").click()
    page.get_by_label("By how much").fill("−2 %")
    page.get_by_role("button", name="Preview").click()
    tomorrow, week = (timezone.localtime() + timedelta(days=days) for days in (1, 8))
    page.get_by_label("From", exact=True).fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Until", exact=True).fill(week.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Apply 2 prices").click()

    expect(page.get_by_text("2 prices are scheduled.")).to_be_visible()
    expect(page.get_by_text("Scheduled", exact=True)).to_have_count(3)  # and the desk itself
    shopper.goto("/medicines/baclofen/")
    expect(shopper.get_by_text("$68.00", exact=True)).to_be_visible()
    worker_comes(tomorrow)
    shopper.reload()
    expect(shopper.get_by_text("$66.64", exact=True)).to_be_visible()
    expect(shopper.get_by_text("$83.30", exact=True)).to_be_visible()
    worker_comes(week)
    shopper.reload()
    expect(shopper.get_by_text("$68.00", exact=True)).to_be_visible()
