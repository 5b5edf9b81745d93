"""What a shopper tells of the patient, in a browser."""

from playwright.sync_api import Page

PATIENT = {
    "born_on": "03/27/1981",
    "allergies": "none",
    "other_medicines": "none",
    "conditions": "none",
}
PRESCRIBER = {"prescriber_name": "Dr M. Hale", "prescriber_phone": "555 010 0177"}


def describe(page: Page) -> None:
    """Fill in everything but the prescription; the name is there already."""
    for name, value in PATIENT.items():
        page.locator(f"[name={name}]").fill(value)
    for answer in page.locator(".yesno input[value=no]").all():
        answer.check()


def tell(page: Page) -> None:
    """The prescriber will send the prescription."""
    describe(page)
    page.get_by_text("My prescriber will send it").click()
    for name, value in PRESCRIBER.items():
        page.locator(f"[name={name}]").fill(value)
    go_on(page)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on to the review").click()
