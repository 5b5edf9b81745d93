"""Pharmacists at their desk, in a real browser: approve, part, replace, reject, ask."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from checkout.order.models import Order
from checkout.payment.paying import payment_page
from checkout.payment.sync import sync
from checkout.prescriptions.actions import add_file_to_order
from checkout.prescriptions.models import FileView
from checkout.prescriptions.sending import send
from tests.checkout.prescriptions.desk.at_the_cases import a_pack_of
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
from tests.checkout.prescriptions.files.good import photo
from tests.checkout.shopping import a_placed_order, attempt_of, let_the_worker_work, refreshed
from tests.factories import a_user
from tests.journeys.cases import choose, copy_the_prescription, line_of, open_case, record
from tests.journeys.gates import staffs_hindrances
from tests.journeys.staff import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("vault_folder")]


@pytest.fixture
def order(sandbox) -> Order:
    """Two packs of Baclofen and one of Tizanidine, $170.95 with delivery, held; with a photo."""
    add_demo_staff()
    a_pack_of("Tizanidine", 30, "12.00", "4mg")
    order = a_placed_order({a_pack_of(): 2, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    sync(attempt_of(order).pk)
    colleague, now = a_user("fax@example.com"), timezone.now()
    send(
        photo(),
        lambda taken: add_file_to_order(order, taken, called="fax.jpg", now=now, by=colleague),
    )
    return refreshed(order)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_case_is_found_taken_read_and_approved_in_part(open_page, order, sandbox, javascript):
    page = open_page(java_script_enabled=javascript)
    sign_in(page, "pharmacist@example.com")
    page.get_by_role("link", name="1 waits for a pharmacist").click()
    page.get_by_role("button", name=f"I take {order.number}").click()
    expect(page.locator("main")).to_contain_text("You are on it")
    picture = page.locator(".file img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert FileView.objects.get().by.email == "pharmacist@example.com"

    baclofen, tizanidine = line_of(page, "Baclofen"), line_of(page, "Tizanidine")
    choose(baclofen, "Approve")
    baclofen.get_by_label("Packs to approve").select_option("1")
    choose(tizanidine, "Reject")
    tizanidine.get_by_label("Reason").fill("It does not name this medicine")
    copy_the_prescription(page, Baclofen=90)
    if javascript:
        sums = page.locator("#sums")
        expect(sums).to_have_text("Approve 1, reject 1. Charges $72.95 of $170.95.")
    record(page, "approved 1, rejected 1. $72.95 is charged next.")
    let_the_worker_work()
    assert sandbox.captured(order.number) == [7295]
    assert refreshed(order).status == "paid"


def test_keys_choose_and_packs_are_replaced(page, order, sandbox):
    open_case(page, order)
    line_of(page, "Baclofen").get_by_role("radio").first.focus()
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("p")
    tizanidine = line_of(page, "Tizanidine")
    expect(tizanidine.get_by_role("radio", name="Replace packs")).to_be_checked()
    tizanidine.get_by_label("Send instead").select_option("30\xa0pills × 2, $24.00")
    copy_the_prescription(page, Baclofen=180, Tizanidine=60)
    expect(page.locator("#sums")).to_have_text("Approve 1, replace 1. Charges $164.95 of $170.95.")
    record(page, "approved 1, replaced 1. $164.95 is charged next.")
    let_the_worker_work()
    assert sandbox.captured(order.number) == [16495]


def test_keys_pass_over_what_nobody_decides_and_keep_what_is_chosen(page, sandbox):
    add_demo_staff()
    tea = a_pack_of("Tea", 20, "5.00", "1g", legal_class="GSL")
    order = a_placed_order({a_pack_of(): 2, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 1, tea: 1})
    Order.objects.update(status="awaiting_pharmacist")
    open_case(page, order)
    baclofen, tizanidine = line_of(page, "Baclofen"), line_of(page, "Tizanidine")
    baclofen.get_by_role("radio").first.focus()
    page.keyboard.press("r")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(tizanidine.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("k")
    expect(baclofen.get_by_role("radio", name="Reject")).to_be_focused()
    page.keyboard.press("k")
    expect(baclofen.get_by_role("radio", name="Reject")).to_be_checked()


@pytest.mark.parametrize("width", [1280, 390])
def test_what_has_the_focus_is_not_behind_the_bar(open_page, order, width):
    page = open_page(viewport={"width": width, "height": 700})
    open_case(page, order)
    choose(line_of(page, "Baclofen"), "Reject")
    line_of(page, "Baclofen").get_by_label("Reason").focus()
    for _field in range(11):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            "document.activeElement.getBoundingClientRect().bottom"
            " - document.querySelector('.confirm').getBoundingClientRect().top"
        )
        assert hidden <= 0, page.locator(":focus").get_attribute("name")


def test_letters_typed_into_a_reason_choose_nothing(page, order):
    open_case(page, order)
    baclofen = line_of(page, "Baclofen")
    choose(baclofen, "Reject")
    baclofen.get_by_label("Reason").press_sequentially("a quick pack")
    expect(baclofen.get_by_role("radio", name="Reject")).to_be_checked()
    assert baclofen.get_by_label("Reason").input_value() == "a quick pack"


def test_everything_is_rejected_and_the_hold_is_released(page, order, sandbox):
    open_case(page, order)
    for medicine in ("Baclofen", "Tizanidine"):
        line = line_of(page, medicine)
        choose(line, "Reject")
        line.get_by_label("Reason").fill("The prescription is out of date")
    expect(page.locator("#sums")).to_have_text("Reject 2. Nothing is charged.")
    record(page, "rejected 2.")
    let_the_worker_work()
    assert sandbox.money() == [(17095, 0, 0)]
    assert refreshed(order).status == "rejected"


def test_the_patient_is_asked_by_a_mail_without_medicine_names(page, order, sandbox):
    open_case(page, order)
    choose(line_of(page, "Baclofen"), "Approve")
    tizanidine = line_of(page, "Tizanidine")
    choose(tizanidine, "Ask patient")
    tizanidine.get_by_label("Question to the patient").fill("Do you drive to work?")
    copy_the_prescription(page, Baclofen=180)
    expect(page.locator("#sums")).to_contain_text(
        "Nothing is charged until the patient answers. Then at most $170.95 of $170.95."
    )
    record(page, "approved 1, asked 1. The question is mailed next and the order waits")
    mail.outbox.clear()
    let_the_worker_work()
    assert sandbox.captured(order.number) == []
    [sent] = [one for one in mail.outbox if one.to == ["sam@example.com"]]
    for text in (sent.subject, sent.body):
        assert not re.search("tizanidine|baclofen|drive", text, re.IGNORECASE)
    page.get_by_role("link", name="With the patient 1").click()
    expect(page.locator("main")).to_contain_text(order.number)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(page, order):
    open_case(page, order)
    choose(line_of(page, "Baclofen"), "Approve")
    choose(line_of(page, "Tizanidine"), "Ask patient")
    page.get_by_label("Registration number").fill("4471208")
    record(page, "Write what you want to know from the patient.")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Correct 4 fields")
    assert page.title().startswith(f"Correct 4 fields: {order.number}")
    summary.get_by_role("link", name="Enter the day it was issued.").click()
    expect(page.get_by_label("Issued")).to_be_focused()
    expect(page.locator("body")).to_contain_text("Enter the day it was issued.")
    assert page.get_by_label("Registration number").input_value() == "4471208"
    expect(line_of(page, "Baclofen").get_by_role("radio", name="Approve")).to_be_checked()


def test_the_desk_hinders_nobody(page, order):
    findings = []

    def look(where: str) -> None:
        findings.extend(f"{where}: {finding}" for finding in staffs_hindrances(page))

    sign_in(page, "pharmacist@example.com", "/admin/prescriptions/case/")
    look("the queue")
    page.goto(f"/admin/prescriptions/case/{order.pk}/")
    look("a case")
    choose(line_of(page, "Baclofen"), "Approve")
    choose(line_of(page, "Tizanidine"), "Ask patient")
    page.get_by_role("button", name="Record decisions").click()
    look("a case with problems")
    for medicine in ("Baclofen", "Tizanidine"):
        choose(line_of(page, medicine), "Reject")
        line_of(page, medicine).get_by_label("Reason").fill("Out of date")
    record(page, "rejected 2.")
    page.goto(f"/admin/prescriptions/case/{order.pk}/")
    look("a case that is decided")
    page.goto("/admin/prescriptions/question/")
    look("the questions")
    assert findings == []
