"""A patient's part in a real browser: tell, upload, add later, answer, use again."""

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from checkout.demo.delivery import load_demo_delivery
from checkout.order.models import Order
from checkout.order.page.access import signed_link
from checkout.prescriptions.models import Inquiry, PrescriptionFile, Question
from tests.checkout.payment.purchases import GOOD_CARD
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import ordered, to_follow
from tests.checkout.prescriptions.files.good import photo, scan
from tests.checkout.shopping import let_the_worker_work, refreshed
from tests.factories import a_user, baclofen
from tests.journeys.patient import describe, go_on
from tests.journeys.payment import pay_with

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
SAM = {
    "email": "sam@example.com",
    "first_name": "Sam",
    "last_name": "Example",
    "line1": "1 Sample Street",
    "city": "Exampletown",
    "state": "CA",
    "postcode": "90210",
}


@pytest.fixture
def shop(sandbox):
    medicine = baclofen()
    Question.objects.create(medicine=medicine, text="Have you ever had a seizure?", short="Seizure")
    load_demo_delivery()
    return medicine


@pytest.fixture
def papers(tmp_path):
    """Files as they lie on a phone."""
    for name, data in {"front.jpg": photo(), "scan.pdf": scan(), "joke.svg": b"<svg/>"}.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def at_the_patient_step(page: Page) -> None:
    page.goto("/medicines/baclofen/")
    with page.expect_response("**/cart/add/"):
        page.get_by_role("button", name="Add 90 pills of 10").click()
    page.goto("/checkout/details/")
    for name, value in SAM.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main form button").last.click()
    page.wait_for_url("**/checkout/delivery/")
    page.locator("main form button").last.click()
    page.wait_for_url("**/checkout/patient/")


def order_it(page: Page) -> None:
    page.wait_for_url("**/checkout/review/")
    page.get_by_label("I accept").check()
    page.get_by_role("button", name="Order with obligation to pay").click()


def test_a_photo_is_uploaded_while_the_form_is_being_filled_in(shop, papers, open_page):
    page = open_page(viewport=PHONE)
    at_the_patient_step(page)
    expect(page.locator("[name=name]")).to_have_value("Sam Example")
    describe(page)
    files = [papers / name for name in ("front.jpg", "joke.svg", "scan.pdf")]
    page.locator("#files").set_input_files(files)
    expect(page.locator("#sent")).to_contain_text("joke.svg: Pictures of this kind are not taken.")
    expect(page.get_by_role("list", name="Uploaded")).to_contain_text("scan.pdf")
    expect(page.locator("[name=allergies]")).to_have_value("none")
    page.get_by_role("button", name="Remove scan.pdf").click()
    expect(page.locator("#sent")).not_to_contain_text("scan.pdf")
    assert [file.called for file in PrescriptionFile.objects.all()] == ["front.jpg"]

    go_on(page)
    page.wait_for_url("**/checkout/review/")
    expect(page.locator("main")).to_contain_text("Prescription: 1 file uploaded")
    order_it(page)
    page.wait_for_url("**/c/pay/**")
    pay_with(page, GOOD_CARD)
    page.wait_for_url("**/orders/*/")
    order = Order.objects.get()
    assert (order.status, order.patient.files.count()) == ("awaiting_pharmacist", 1)


def test_nobody_goes_on_while_a_file_is_on_its_way(shop, papers, open_page):
    """A session that has told nothing yet would tell twice at once, and keep the last alone."""
    page, underway = open_page(viewport=PHONE), []
    at_the_patient_step(page)
    page.route("**/checkout/patient/files/", lambda route: underway.append(route))
    page.locator("#files").set_input_files(papers / "front.jpg")
    button = page.get_by_role("button", name="Go on to the review")
    expect(button).to_be_disabled()

    underway.pop().continue_()

    expect(page.get_by_role("list", name="Uploaded")).to_contain_text("front.jpg")
    expect(button).to_be_enabled()


def test_without_a_script_a_refused_file_loses_nothing(shop, papers, open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    at_the_patient_step(page)
    describe(page)
    page.locator("#files").set_input_files(papers / "joke.svg")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Pictures of this kind are not taken.")
    expect(page.locator("[name=born_on]")).to_have_value("03/27/1981")
    page.locator("#files").set_input_files(papers / "front.jpg")
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("list", name="Uploaded")).to_contain_text("front.jpg")
    expect(page.locator(".yesno input[value=no]").first).to_be_checked()
    go_on(page)
    page.wait_for_url("**/checkout/review/")


def test_what_is_to_follow_comes_from_another_device_and_is_paid_after_the_approval(
    shop, papers, open_page, sandbox
):
    page = open_page()
    at_the_patient_step(page)
    describe(page)
    page.get_by_text("I will add it later").click()
    go_on(page)
    order_it(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("We need something from you.")
    let_the_worker_work()
    [letter] = mail.outbox
    link = next(word for word in letter.body.split() if "/prescription/?key=" in word)

    phone = open_page(viewport=PHONE)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Add your prescription")
    assert "key=" not in phone.url
    phone.get_by_role("button", name="Send to the pharmacist").click()
    expect(phone.get_by_role("alert")).to_contain_text("Add the prescription first")
    phone.locator("#files").set_input_files(papers / "front.jpg")
    expect(phone.get_by_role("list", name="Uploaded")).to_contain_text("front.jpg")
    phone.get_by_role("button", name="Send to the pharmacist").click()
    phone.wait_for_url("**/orders/*/")
    expect(phone.locator("main")).to_contain_text("Your card is not touched")

    deciding.approve(Order.objects.get(), by=a_user())
    let_the_worker_work()
    phone.reload()
    phone.get_by_role("button", name="Pay $").click()
    phone.wait_for_url("**/c/pay/**")
    pay_with(phone, GOOD_CARD)
    phone.wait_for_url("**/orders/*/")
    let_the_worker_work()
    assert refreshed(Order.objects.get()).status == "paid"


def test_a_question_is_answered_on_a_phone(shop, open_page, sandbox):
    order = to_follow({shop.dosages.first().packs.get(units=60): 1})
    Order.objects.filter(pk=order.pk).update(status="awaiting_pharmacist")
    deciding.ask(order, by=a_user(), question="Since when do you take codeine?")
    phone = open_page(viewport=PHONE)
    phone.goto(signed_link(order, "order-prescription"))
    phone.get_by_role("button", name="Send to the pharmacist").click()
    expect(phone.get_by_role("alert")).to_contain_text("Answer the pharmacist’s question")
    phone.get_by_label("Since when do you take codeine?").fill("Since March, twice a day.")
    phone.get_by_role("button", name="Send to the pharmacist").click()
    phone.wait_for_url("**/orders/*/")
    assert refreshed(order).status == "awaiting_pharmacist"
    assert Inquiry.objects.get().answer == "Since March, twice a day."
    phone.goto(f"/orders/{order.number}/prescription/")
    expect(phone.locator("main")).to_contain_text("The pharmacist has everything")


def test_a_prescription_with_repeats_left_is_used_again(shop, open_page, client, live_server):
    user = a_user("sam@example.com")
    pack = shop.dosages.first().packs.get(units=90)
    order = ordered({pack: 1}, user=user)
    Order.objects.filter(pk=order.pk).update(status="awaiting_pharmacist")
    deciding.approve(order, by=a_user(), repeats=1)
    page = open_page()
    client.force_login(user)
    cookie = client.cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    at_the_patient_step(page)
    describe(page)
    page.get_by_text("Use one I sent before").click()
    page.get_by_label("Dr M. Hale").check()
    go_on(page)
    page.wait_for_url("**/checkout/review/")
    expect(page.locator("main")).to_contain_text("Prescription: one you sent before")
    order_it(page)
    page.wait_for_url("**/c/pay/**")
    again = Order.objects.exclude(pk=order.pk).get()
    assert again.patient.uses_again.prescriber.startswith("Dr M. Hale")
    assert again.date_placed <= timezone.now()
