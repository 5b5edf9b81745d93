"""A member of staff in a real browser: the second step, and being asked again before a deed."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from catalog.demo.staff import DEMO_PASSWORD, add_demo_staff
from checkout.accounts import presence
from checkout.accounts.models import User
from tests.factories import a_user
from tests.journeys.accounts import a_device_with_passkeys
from tests.journeys.gates import hindrances
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(live_server, settings):
    settings.SITE_URL = live_server.url
    add_demo_staff()
    return settings


def confirm(page) -> None:
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_colleague_adds_a_second_step_in_a_minute_and_works(shop, page):
    shop.STAFF_SECOND_STEP = True
    a_device_with_passkeys(page)
    sign_in(page, "pharmacist@example.com")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step before you work")
    assert hindrances(page) == []

    page.get_by_role("link", name="Use this device's lock").click()
    confirm(page)
    page.get_by_role("button", name="Add this device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("link", name="I have kept them").click()

    expect(page).to_have_url("/admin/")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_who_is_asked_again_stands_one_press_before_what_was_filled_in(
    shop, open_page, monkeypatch, javascript
):
    page = open_page(java_script_enabled=javascript)
    ada = a_user("ada@example.com")
    sign_in(page, "owner@example.com", f"/admin/accounts/user/{ada.pk}/change/")
    page.get_by_label("First name").fill("Ada")
    with monkeypatch.context() as later:
        later.setattr(presence, "LATELY", timedelta(0))
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("heading", name="Is it you?").wait_for()

    confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, it is you.")
    assert not javascript or hindrances(page) == []
    page.get_by_role("button", name="Go on").click()

    expect(page.locator("body")).to_contain_text("was changed successfully")
    assert User.objects.get(pk=ada.pk).first_name == "Ada"
