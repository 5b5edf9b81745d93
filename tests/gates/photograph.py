"""Photographs of a page as it stands, on a phone and a desktop, light and dark."""

import base64
from itertools import product
from pathlib import Path

from playwright.sync_api import Page

WIDTHS, SCHEMES = (390, 1280), ("light", "dark")
HEIGHT = 844


def photograph(page: Page, folder: Path, name: str) -> None:
    """Four pictures of the whole page, in place of those of before; it is left as it was."""
    size = page.viewport_size
    # Not by Playwright's own way, which writes a style into the page: the policy refuses that.
    camera = page.context.new_cdp_session(page)
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        page.evaluate("scrollTo(0, 0)")
        taken = camera.send("Page.captureScreenshot", {"captureBeyondViewport": True})
        (folder / f"{name}.{width}-{scheme}.png").write_bytes(base64.b64decode(taken["data"]))
    page.emulate_media(color_scheme="null")
    if size:
        page.set_viewport_size(size)
