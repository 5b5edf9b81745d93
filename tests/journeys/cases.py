"""What a pharmacist does with a case in a browser."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from checkout.order.models import Order
from tests.journeys.staff import sign_in


def open_case(page: Page, order: Order, who: str = "pharmacist") -> None:
    sign_in(page, f"{who}@example.com", f"/admin/prescriptions/case/{order.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(order.number)


def line_of(page: Page, medicine: str) -> Locator:
    """The part of the page that decides a medicine's line."""
    return page.locator(".line", has=page.get_by_role("heading", name=medicine))


def choose(line: Locator, what: str) -> None:
    """One of the four ways to decide; its radio lies beneath its label."""
    line.get_by_text(what, exact=True).click()
    expect(line.get_by_role("radio", name=what, exact=True)).to_be_checked()


def copy_the_prescription(page: Page, **units: int) -> None:
    """As on a paper of today, with so many units of each medicine."""
    today = timezone.localdate()
    page.get_by_label("Prescriber", exact=True).fill("Dr M. Hale")
    page.get_by_label("Registration number").fill("4471208")
    page.get_by_label("Issued").fill(today.isoformat())
    page.get_by_label("Valid until").fill((today + timedelta(days=180)).isoformat())
    for medicine, number in units.items():
        item = page.locator("fieldset.form", has_text=medicine)
        item.get_by_label("Units each time").fill(str(number))
        item.get_by_label("Directions").fill("One three times a day")


def record(page: Page, words: str) -> None:
    page.get_by_role("button", name="Record decisions").click()
    expect(page.locator("body")).to_contain_text(words)
