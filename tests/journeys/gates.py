"""What every page is held to, whoever may see it."""

from collections.abc import Callable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.journeys import measures

Rules = list[str] | dict[str, object]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = [*WCAG, "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast"]}
# A width with a scheme: the smallest phone, a usual one, a desktop.
SIZES = ((320, "light"), (390, "dark"), (1280, "light"))
PHONE_AND_DESKTOP = ((390, "dark"), (1280, "light"))
# Axe takes the time of a look. Between the sizes little differs for it: every rule is asked at the
# smallest, in the dark the colours alone, and `make gates` asks every rule at each.
RULES_AT_SIZES = (RULES, COLOURS, None)
STAFFS_RULES = (COLOURS, WCAG)
HEIGHT = 844
FONTS = "**/*.woff2"
AXE = Axe().axe_script
# Of what axe knows only this comes over: the rest, all that is well, takes longer than finding it.
FINDINGS = """
    async (options) => (await axe.run(options)).violations.flatMap(
        ({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 120)}`))
"""
# Who else looks at a page with what was found on it (tests/gates): then every page is looked at
# with every rule at each size.
witnesses: list[Callable[[Page, list[str]], None]] = []


def hindrances(page: Page) -> list[str]:
    """What keeps somebody from reading a shopper's page or from hitting what it offers.

    At every size, and with the text twice as large on a phone; the page is left as it was.
    """
    rules_at_sizes = [RULES] * len(SIZES) if witnesses else RULES_AT_SIZES
    findings = [
        f"{size}: {finding}"
        for size, rules in zip(_at_each_of(page, SIZES), rules_at_sizes, strict=True)
        for finding in (*_axe(page, rules), *_out_of_reach(page))
    ]
    findings += [f"large text: {part}" for part in _beyond_with_large_text(page)]
    for witness in witnesses:
        witness(page, findings)
    return findings


def staffs_hindrances(page: Page) -> list[str]:
    """As much on a page of staff, whose frame is Django's own."""
    # Without preload: axe would write the sheets it reads into the page, which the policy refuses.
    return [
        f"{size}: {finding}"
        for size, rules in zip(_at_each_of(page, PHONE_AND_DESKTOP), STAFFS_RULES, strict=True)
        for finding in (*_axe(page, rules, preload=False), *_sideways(page))
    ]


def beyond_the_edge(page: Page) -> list[str]:
    """What reaches beyond the window's edges."""
    return page.evaluate(measures.BEYOND_THE_EDGE)


def shift_of_late_letters(page: Page) -> float:
    """How far the page moves when it is opened anew and its font comes after the first paint.

    On a phone; for `make gates` the most of a phone and a desktop.
    """
    sizes = PHONE_AND_DESKTOP if witnesses else PHONE_AND_DESKTOP[:1]
    return max([_shift_of_late_letters(page) for _ in _at_each_of(page, sizes)])


def _at_each_of(page: Page, sizes: tuple[tuple[int, str], ...]) -> Iterator[str]:
    before = page.viewport_size
    for width, scheme in sizes:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(measures.STILL)
        yield f"{width} px, {scheme}"
    page.emulate_media(color_scheme="null")
    page.set_viewport_size(before)


def _shift_of_late_letters(page: Page) -> float:
    font: list[Route] = []
    page.route(FONTS, lambda route: font.append(route))
    page.goto(page.url, wait_until="domcontentloaded")
    page.evaluate(measures.SUM_OF_LAYOUT_SHIFTS)
    page.evaluate(measures.PAINTED)

    font.pop().continue_()
    page.evaluate(measures.LETTERS_ARE_HERE)
    page.unroute(FONTS)

    return page.evaluate("shifts")


def _axe(page: Page, rules: Rules | None, *, preload: bool = True) -> list[str]:
    if rules is None:
        return []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FINDINGS, {"runOnly": rules, "preload": preload})


def _out_of_reach(page: Page) -> list[str]:
    small = page.evaluate(measures.SMALL_TARGETS)
    return [
        *(f"beyond the edge: {part}" for part in beyond_the_edge(page)),
        *(f"too small: {target}" for target in small),
    ]


def _beyond_with_large_text(page: Page) -> list[str]:
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    beyond = beyond_the_edge(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(before)
    return beyond


def _sideways(page: Page) -> list[str]:
    scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"scrolls sideways: {beyond_the_edge(page)}"] if scrolls else []
