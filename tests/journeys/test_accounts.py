"""An account in a real browser: passkeys, a cart that comes along, the way without JavaScript."""

import pytest
from playwright.sync_api import expect

from checkout.accounts.models import User
from tests import factories
from tests.journeys.accounts import (
    a_device_with_passkeys,
    say_who_you_are,
    sign_in,
    sign_out,
    sign_up,
)

NO_PASSKEY = "() => { navigator.credentials.get = () => Promise.reject(new Error('none')); }"


@pytest.fixture
def shop(live_server, settings):
    settings.SITE_URL = live_server.url
    return factories.baclofen(category=factories.a_category())


def test_a_passkey_signs_in_without_a_password(shop, page):
    a_device_with_passkeys(page)
    sign_up(page)
    page.goto("/account/passkeys/add/")
    say_who_you_are(page)
    page.get_by_label("Name of this passkey").fill("my phone")
    page.get_by_role("button", name="Add this device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sign_out(page)

    page.goto("/account/sign-in/?next=/account/orders/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url("/account/orders/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your orders")


def test_a_passkey_is_a_second_step_and_a_second_look(shop, page):
    a_device_with_passkeys(page)
    sign_up(page)
    page.goto("/account/passkeys/add/")
    say_who_you_are(page)
    page.get_by_role("button", name="Add this device").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    sign_out(page)

    sign_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.goto("/account/passkeys/confirm/?next=/account/passkeys/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys")
    page.get_by_role("link", name="Take out").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("Your passkey is taken out.")).to_be_visible()


def test_where_the_device_gives_no_passkey_the_page_says_so(shop, page):
    sign_up(page)
    sign_out(page)
    page.goto("/account/sign-in/")
    page.evaluate(NO_PASSKEY)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("That did not work: try again, or take another way.")).to_be_visible()


def test_a_cart_comes_along_and_goes_with_its_person(shop, page):
    page.goto("/medicines/baclofen/")
    page.get_by_role("button", name="Add 60 pills of 10 mg").click()
    expect(page.locator("#cart-count")).to_contain_text("1")
    sign_up(page)

    page.goto("/medicines/baclofen/")
    expect(page.locator("#account-link")).to_contain_text("Account")
    expect(page.locator("#cart-count")).to_contain_text("1")
    sign_out(page)

    page.goto("/medicines/baclofen/")
    expect(page.locator("#account-link")).to_contain_text("Sign in")
    page.goto("/cart/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your cart is empty")


def test_an_account_is_made_and_used_without_javascript(shop, open_page):
    page = open_page(java_script_enabled=False)
    sign_up(page)

    page.get_by_role("link", name="Details and sign-in").click()
    page.get_by_label("First name").fill("Sam")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Your details are saved.")).to_be_visible()
    assert User.objects.get().first_name == "Sam"
    page.goto("/account/passkeys/add/")
    say_who_you_are(page)
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
