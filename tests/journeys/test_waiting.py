"""Told when it is back: asked for on the page of what is sold out, mailed once."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.checkout.shopping import let_the_worker_work
from tests.factories import a_category, baclofen, put_on_the_shelf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sold_out(live_server, settings):
    settings.SITE_URL = live_server.url
    medicine = baclofen(category=a_category())
    put_on_the_shelf(0)
    return medicine


@pytest.mark.parametrize("javascript", [True, False])
def test_who_asks_is_mailed_once_and_follows_the_link_to_the_packs(sold_out, open_page, javascript):
    page = open_page(java_script_enabled=javascript)
    page.goto("/medicines/baclofen/")
    page.get_by_role("textbox", name="E-mail").first.fill("sam@example.com")
    page.get_by_role("button", name="Tell me when it is back").first.click()
    said = "Noted. We mail sam@example.com once" if javascript else "We send one mail"
    expect(page.get_by_role("main")).to_contain_text(said)

    put_on_the_shelf(500)
    let_the_worker_work()
    let_the_worker_work()

    [letter] = mail.outbox
    assert "Baclofen" not in letter.subject
    page.goto(re.search(r"http\S+", letter.body)[0])
    expect(page.get_by_role("button", name="Add 60 pills of 10")).to_be_visible()


def test_a_mistyped_address_takes_the_focus_and_stays(sold_out, page):
    page.goto("/medicines/baclofen/")
    field = page.get_by_role("textbox", name="E-mail").first
    # The browser's own check lets this pass.
    field.fill("sam@example")
    page.get_by_role("button", name="Tell me when it is back").first.click()
    expect(field).to_be_focused()
    expect(field).to_have_value("sam@example")
    expect(field).to_have_accessible_description(re.compile("Enter an e-mail address"))
