"""What every page is held to, whoever may see it."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.journeys import measures

STAFFS_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = [*STAFFS_RULES, "best-practice"]
FONTS = "**/*.woff2"
AXE = Axe().axe_script
# Of what axe knows only this comes over: the rest, all that is well, takes longer than finding it.
FINDINGS = """
    async (options) => (await axe.run(options)).violations.flatMap(
        ({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 120)}`))
"""
# Who else looks at a page with what was found on it (tests/gates).
witnesses: list[Callable[[Page, list[str]], None]] = []


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


def hindrances(page: Page) -> list[str]:
    """What keeps somebody from reading a shopper's page or from hitting what it offers."""
    small = page.evaluate(measures.SMALL_TARGETS)
    findings = [
        *violations(page),
        *(f"beyond the edge: {part}" for part in beyond_the_edge(page)),
        *(f"too small: {target}" for target in small),
    ]
    for witness in witnesses:
        witness(page, findings)
    return findings


def beyond_with_text_twice_as_large(page: Page) -> list[str]:
    """What reaches beyond the window's edges for somebody who has doubled the text's size."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return beyond_the_edge(page)


def shift_of_late_letters(page: Page) -> float:
    """How far the page moves when it is opened anew and its font comes after the first paint."""
    font: list[Route] = []
    page.route(FONTS, lambda route: font.append(route))
    page.goto(page.url, wait_until="domcontentloaded")
    page.evaluate(measures.SUM_OF_LAYOUT_SHIFTS)
    page.evaluate(measures.PAINTED)

    font.pop().continue_()
    page.evaluate(measures.LETTERS_ARE_HERE)
    page.unroute(FONTS)

    return page.evaluate("shifts")


def _found(page: Page, options: dict[str, object]) -> list[str]:
    page.evaluate(AXE)
    return page.evaluate(FINDINGS, options)
