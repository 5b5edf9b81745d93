"""Every page of an account in a real browser, against the gates of reach, room and calm."""

from dataclasses import replace

import pytest

from checkout.accounts.actions import save_address
from checkout.accounts.addresses import Address
from checkout.accounts.models import User
from tests import factories
from tests.checkout.accounts.people import (
    PASSWORD,
    an_account,
    link_in,
    who_placed,
    with_app,
)
from tests.checkout.accounts.people import signed_in as in_another_browser
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import awaiting
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
from tests.checkout.visitor import Visitor
from tests.journeys.accounts import say_who_you_are, sign_in
from tests.journeys.gates import hindrances, shift_of_late_letters
from tests.journeys.test_order_gates import LONG

OUTSIDE = [
    "/account/sign-in/",
    "/account/sign-up/",
    "/account/password/forgotten/",
    "/account/password/sent/",
    "/account/password/changed/",
    "/account/password/new/1-nothing/",
    "/account/email/sent/",
    "/account/email/nothing/",
    "/account/closed/",
]
INSIDE = [
    "/account/",
    "/account/orders/",
    "/account/prescriptions/",
    "/account/addresses/",
    "/account/addresses/add/",
    "/account/details/",
    "/account/data/",
    "/account/delete/",
    "/account/email/",
    "/account/password/",
    "/account/second-step/",
    "/account/second-step/app/",
    "/account/passkeys/",
    "/account/passkeys/add/",
]
# One page of each template: nothing moves in one that stays in another.
TEMPLATES = [
    *("/account/sign-in/", "/account/email/sent/", "/account/confirm/"),
    *("/account/", "/account/prescriptions/", "/account/details/", "/account/second-step/app/"),
]
WITH_A_SECOND_STEP = [
    "/account/email/",
    "/account/second-step/",
    "/account/second-step/codes/",
    "/account/second-step/codes/new/",
    "/account/second-step/app/remove/",
    "/account/second-step/confirm/",
]
HOME = Address(
    first_name="Wilhelmina-Alexandra",
    last_name="Featherstonehaugh-Cholmondeley",
    line1="12345 Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Boulevard",
    line2="Flat 7, second floor, the door beside the lift",
    city="Exampletown-upon-the-Water",
    state="Massachusetts",
    postcode="02101",
    country="US",
    phone="555 010 0100",
)


@pytest.fixture
def account(live_server, settings, vault_folder) -> User:  # noqa: F811
    """Of somebody with long names and a long past in the shop."""
    settings.SITE_URL = live_server.url
    account = an_account("sam@example.com", first_name=HOME.first_name, last_name=HOME.last_name)
    dosage = factories.a_dosage(
        factories.a_medicine(LONG, unit="inhaler"), "875mg/125mg", units_on_hand=99_000
    )
    packs = {factories.a_pack(dosage, 360, "12964.00"): 1, factories.a_pack(dosage, 1, "51.45"): 2}
    deciding.approve(awaiting(packs, user=account, files=2), by=factories.a_user(), repeats=2)
    awaiting({factories.a_pack(): 1}, user=account)
    save_address(account, HOME)
    save_address(account, replace(HOME, line2="", city="Elsewhere"))
    return account


@pytest.fixture
def tour(account, open_page):
    """Walks somebody through all pages: first as a guest, then signed in."""

    def walked():
        page = open_page()
        for path in OUTSIDE:
            page.goto(path)
            yield path, page
        sign_in(page)
        page.goto("/account/confirm/?next=/account/")
        yield "/account/confirm/", page
        say_who_you_are(page)
        for path in INSIDE:
            page.goto(path)
            yield path, page

    return walked


def nothing() -> dict[str, list[str]]:
    return {path: [] for path in (*OUTSIDE, "/account/confirm/", *INSIDE)}


def test_no_page_hinders_anybody(tour):
    found = {path: hindrances(page) for path, page in tour()}

    assert found == nothing()


def test_nothing_moves_when_the_letters_come_late(tour):
    shifts = {path: shift_of_late_letters(page) for path, page in tour() if path in TEMPLATES}

    assert shifts == dict.fromkeys(TEMPLATES, 0)


def test_the_pages_of_a_second_step_hinder_nobody(account, page):
    code, another = _recovery_codes(account)
    sign_in(page)
    found = {"/account/second-step/sign-in/": hindrances(page)}
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account/second-step/confirm/?next=/account/")
    page.get_by_label("Code").fill(another)
    page.get_by_role("button", name="Go on").click()
    for path in WITH_A_SECOND_STEP:
        page.goto(path)
        found[path] = hindrances(page)

    assert found == {path: [] for path in found}


def test_choosing_a_password_of_ones_own_hinders_nobody(live_server, page, mailoutbox):
    stranger = Visitor()
    stranger.fill("account_signup", email="sam@example.com", password1=PASSWORD)

    page.goto(link_in(mailoutbox[0]))
    page.get_by_role("button", name="Yes, confirm it").click()

    assert page.get_by_text("Now choose a password of your own.").is_visible()
    assert hindrances(page) == []


def test_the_offer_to_keep_the_details_hinders_nobody(live_server, page):
    visitor, order = who_placed()
    cookie = {"name": "session", "value": visitor.cookies["session"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])

    page.goto(f"/orders/{order.number}/")
    assert page.get_by_role("heading", name="Keep your details?").is_visible()
    found = hindrances(page)
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Keep my details").click()
    page.get_by_role("alert").wait_for()

    assert [*found, *hindrances(page)] == []


def test_a_form_that_needs_a_look_hinders_nobody(account, page):
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail").fill("sam@example.com")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").first.wait_for()

    assert hindrances(page) == []


def _recovery_codes(account: User) -> list[str]:
    """Two: each is good once."""
    with_app(in_another_browser(account))
    codes = account.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    return codes[:2]
