"""Where packs may not be advertised: questions first, then the packs, then the order."""

import pytest
from playwright.sync_api import expect

from catalog.demo.shopfacts import add_demo_facts
from checkout.demo.delivery import load_demo_delivery
from checkout.order.models import Order
from checkout.prescriptions.models import Question
from tests.factories import a_category, baclofen
from tests.journeys.gates import hindrances
from tests.journeys.patient import PRESCRIBER, describe, go_on
from tests.journeys.test_purchase import SAM, add

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(sandbox, settings):
    settings.SHOP_HIDE_POM_PROMOTION = True
    medicine = baclofen(category=a_category(), headline="Muscle relaxant")
    Question.objects.create(
        medicine=medicine, text="Do you have weak kidneys?", short="Kidneys", kind="yes_no"
    )
    load_demo_delivery()
    add_demo_facts()
    return medicine


@pytest.mark.parametrize("javascript", [True, False])
def test_a_purchase_that_begins_with_a_consultation(shop, open_page, javascript):
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=javascript)
    page.goto("/medicines/baclofen/")
    expect(page.get_by_role("main")).not_to_contain_text("$")
    page.get_by_role("button", name="Start a consultation").click()
    page.wait_for_url("**/consultation/")
    page.locator("[name=name]").fill("Sam Example")
    describe(page)
    page.get_by_role("button", name="Go on to the packs").click()
    page.wait_for_url("**/consultation/packs/")
    add(page, "Add 90 pills of 10", javascript=javascript)
    page.goto("/cart/")
    page.get_by_role("link", name="Go to checkout").click()
    for name, value in SAM.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main form button").last.click()
    page.wait_for_url("**/checkout/delivery/")
    page.locator("main form button").last.click()
    page.wait_for_url("**/checkout/patient/")
    expect(page.locator("[name=allergies]")).to_have_value("none")
    page.get_by_text("My prescriber will send it").click()
    for name, value in PRESCRIBER.items():
        page.locator(f"[name={name}]").fill(value)
    go_on(page)
    page.wait_for_url("**/checkout/review/")
    page.get_by_label("I accept").check()
    page.get_by_role("button", name="Order with obligation to pay").click()
    page.wait_for_url("**/c/pay/**")
    [answer] = Order.objects.get().patient.answers
    assert (answer["short"], answer["answer"]) == ("Kidneys", "no")


def test_no_page_of_it_hinders_anybody(shop, page):
    page.goto("/consultation/")
    found = {"none begun": hindrances(page)}
    page.goto("/medicines/baclofen/")
    found["medicine"] = hindrances(page)
    page.get_by_role("button", name="Start a consultation").click()
    found["questions"] = hindrances(page)
    page.get_by_role("button", name="Go on to the packs").click()
    found["questions with errors"] = hindrances(page)
    page.locator("[name=name]").fill("Sam Example")
    describe(page)
    page.get_by_role("button", name="Go on to the packs").click()
    page.wait_for_url("**/consultation/packs/")
    found["packs"] = hindrances(page)
    assert found == dict.fromkeys(found, [])
