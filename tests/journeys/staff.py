"""What a member of staff does in a browser."""

from playwright.sync_api import Locator, Page

from catalog.demo.staff import DEMO_PASSWORD


def sign_in(page: Page, email: str, to: str = "/admin/") -> None:
    """Sign in as one of the demo's staff."""
    page.goto(to)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def open_medicine(page, medicine, email="prices@example.com"):
    """The page of a medicine, as one of the demo's staff."""
    sign_in(page, email, f"/admin/catalogue/medicine/{medicine.pk}/change/")
    page.wait_for_url("**/change/")


def row_of(
    page: Page,
    pack,
) -> Locator:
    """The table row of a pack."""
    return page.locator(f"tr:has(#pack-{pack.pk}-price)")


def shown(row: Locator, name: str) -> str:
    """What a cell of the grid says: change, unit, list, saving or best."""
    return " ".join(row.locator(f"[data-show={name}]").inner_text().split())


def note(row: Locator) -> str:
    """What stands beneath a row, a sentence a line; "" for nothing."""
    beneath = row.locator("xpath=following-sibling::tr[1]")
    return "\n".join(beneath.locator("p").all_inner_texts()) if beneath.is_visible() else ""
