"""What every page is held to, whoever may see it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys import measures

STAFFS_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = [*STAFFS_RULES, "best-practice"]


def violations(page: Page) -> list[str]:
    """Each finding of axe with the markup it is about."""
    return _found(page, {"runOnly": RULES})


def staffs_violations(page: Page) -> list[str]:
    """As much on a page of staff, whose frame is Django's own."""
    # Without preload: axe would write the sheets it reads into the page, which the policy refuses.
    return _found(page, {"runOnly": STAFFS_RULES, "preload": False})


def beyond_the_edge(page: Page) -> list[str]:
    """What reaches beyond the window's edges."""
    return page.evaluate(measures.BEYOND_THE_EDGE)


def shift_of_late_letters(page: Page, path: str) -> float:
    """How far a page that opens without its font moves once that has come."""
    page.add_init_script(measures.SUM_OF_LAYOUT_SHIFTS)
    font = []
    page.route("**/*.woff2", lambda route: font.append(route))
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(measures.PAINTED)

    font.pop().continue_()
    page.evaluate(measures.LETTERS_ARE_HERE)

    return page.evaluate("shifts")


def _found(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]
